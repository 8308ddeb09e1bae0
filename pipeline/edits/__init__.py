"""What people say of rows, and how it is laid over what the program read. Pure functions."""

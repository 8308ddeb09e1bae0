"""What a browser may ask for, by address."""

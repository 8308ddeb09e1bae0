"""Records become rows: repair, values, checks, confidence."""

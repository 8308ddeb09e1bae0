"""What was written by hand into the blanks of a printed letterhead: its number, day and month."""

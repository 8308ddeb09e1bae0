"""Values of letterheads: numbers, legal bases, places, schools."""

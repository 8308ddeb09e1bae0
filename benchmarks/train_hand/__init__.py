"""Training of the reader of handwritten numbers: digits of many hands, strings of them, slots."""

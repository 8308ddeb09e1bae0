"""Letters, lines and words: what every other normaliser stands on."""

"""The dataset in parts, for archives too large to hold at once."""

"""``kehoach review``: a local web app around the dataset."""

"""Readers of printed lines beside each other: Tesseract, the fast reader, the two together."""

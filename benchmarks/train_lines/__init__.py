"""Fitting of how far words of the fast reader, and of two readers together, are believed."""

"""Composes extractors and normalizers into one dataset."""

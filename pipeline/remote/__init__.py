"""Inputs in object stores (s3 and others), through fsspec."""

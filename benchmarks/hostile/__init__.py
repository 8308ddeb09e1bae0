"""Hostile and damaged files: does each end with a named error, a flag, or its rows, in bounds?"""

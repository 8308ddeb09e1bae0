"""Figures over many plans: pure functions from the dataset's rows to tables of numbers.

Every figure names the rows it counts, so that each number can be traced.
"""

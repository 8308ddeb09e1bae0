"""``kehoach compare``: one report over all plans, with the same figures as CSV."""

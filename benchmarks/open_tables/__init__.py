"""Generated born-digital tables with truth: ruled, half ruled, coloured, open; and no tables."""

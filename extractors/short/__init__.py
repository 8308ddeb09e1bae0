"""A recogniser of its own for short printed fields: numbers, codes, levels, dates."""

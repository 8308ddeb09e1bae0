"""The workbook people print and filter, and forms of their own filled from the dataset."""

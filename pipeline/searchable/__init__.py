"""``kehoach ocr``: searchable copies of scans, the pictures untouched."""

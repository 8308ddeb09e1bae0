"""A run over many files: workers, cached pages, log."""

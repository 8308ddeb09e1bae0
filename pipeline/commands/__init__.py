"""What the smaller commands do."""

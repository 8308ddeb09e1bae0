"""Programs that measure and train."""

"""What a run is to do, before it does it: its terms, and when it stops."""

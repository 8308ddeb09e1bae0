"""A folder that is watched: files that have arrived whole are read, round after round."""

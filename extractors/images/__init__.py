"""From a picture of a page to an upright, straight, clean grey picture that can be read."""

"""From a lattice of readings to the best one and its probability."""

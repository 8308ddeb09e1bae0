"""Training of the recogniser for short fields: texts, printed sheets, the network."""

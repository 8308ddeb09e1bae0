"""Reading single printed lines: a fast recogniser beside the engine, and the two put together."""

"""Tables of generated plans in many layouts: rows right, structure right, beside other tools."""

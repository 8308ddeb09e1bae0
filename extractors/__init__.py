"""Words, tables and records from files; may use normalizers."""

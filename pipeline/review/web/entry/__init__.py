"""Who may come in: hosts, origins, sessions, passwords."""

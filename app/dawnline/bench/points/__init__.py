"""Moving points above an Earth, drawn by us and by the peers: a process each, all the same picture."""

"""Placement policies, one a file; ``table.py`` has them by name."""

"""Workload traces of others: text in, columns and problems out, whatever the format."""

"""Drives a simulation into a recording: run, cancel, resume."""

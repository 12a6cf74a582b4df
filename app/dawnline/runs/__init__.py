"""Driving a simulation into a run file: run, cancel, resume."""

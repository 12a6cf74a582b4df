"""Figures of the machine at hand beside the peers, ratio by ratio."""

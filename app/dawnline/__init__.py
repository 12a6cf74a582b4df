"""Dawnline: mission control for AI compute fleets in orbit and on the ground."""

__version__ = "0.1.0"

"""Accelerators: what one draws, idle and busy (domain: P = P_idle + (P_max - P_idle) u^gamma)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Accelerator:
    """One accelerator model: power in watts, and the exponent of its power curve."""

    name: str
    idle_w: float
    max_w: float
    gamma: float

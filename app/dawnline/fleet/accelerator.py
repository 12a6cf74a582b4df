"""Accelerators: what one draws, idle and busy (domain: P = P_idle + (P_max - P_idle) u^gamma)."""

from dataclasses import dataclass
from typing import Literal

# How accelerators keep within a power cap: some stand idle, or all take a lower clock.
Capping = Literal["park", "clock"]


@dataclass(frozen=True)
class Accelerator:
    """One accelerator model: power in watts, and the exponent of its power curve.

    ``preset`` is the name of the preset that it came from, by which its throughput is known; "" for an own
    design.
    """

    name: str
    idle_w: float
    max_w: float
    gamma: float
    preset: str = ""

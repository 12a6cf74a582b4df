"""What an accelerator draws by what it does: idle, prefill, decode, training; and under a capped clock.

Large-model serving alternates between prefills that reach the rated power and decoding that waits for memory
(Patel et al., "Characterizing Power Management Opportunities for LLMs in the Cloud", ASPLOS 2024); training
between arithmetic and communication. A capped clock f lowers the power above idling by f to an exponent, and
slows only the share of a phase that is arithmetic: time(f) = (1 - m) / f + m.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.provenance import Provenance
from dawnline.sim.arrays import Floats


@dataclass(frozen=True)
class Phase:
    """One kind of work: power over the rated one, and the share of its time that no clock shortens."""

    name: str
    power_frac: float
    memory_frac: float
    provenance: tuple[Provenance, ...]


def _phase(name: str, power_frac: float, memory_frac: float, source: str) -> Phase:
    told = (
        Provenance("power_frac", power_frac, "", source, "2026", "assumed"),
        Provenance("memory_frac", memory_frac, "", "editable default", "2026", "assumed"),
    )
    return Phase(name, power_frac, memory_frac, told)


_SHAPE = "shape from POLCA (ASPLOS 2024), numbers assumed"
PREFILL = _phase("prefill", 0.95, 0.1, f"{_SHAPE}: 0.9 to 1.0 of rated power")
DECODE = _phase("decode", 0.65, 0.7, f"{_SHAPE}: 0.5 to 0.7 of rated power")
TRAINING = _phase("training", 1.0, 0.15, "editable default: about rated power")
COMMUNICATION = _phase("communication", 0.4, 1.0, "editable default: 0.3 to 0.5 of rated power")
PHASES = {phase.name: phase for phase in (PREFILL, DECODE, TRAINING, COMMUNICATION)}

# Power above idling falls with the clock as f V^2 does: 3 where the voltage follows the clock, 1 where it
# cannot fall further. Assumed.
CLOCK_EXPONENT = 2.4
# The lowest clock that is worth working at: 0.5 GHz of 1.98 GHz (H100). Assumed.
LOWEST_CLOCK = 0.25


def speed_at(phase: Phase, clock: Floats) -> Floats:
    """Return the speed of a phase (n,) over that at full clock; zero where the clock stands."""
    stands = clock <= 0.0
    time = (1.0 - phase.memory_frac) / np.where(stands, 1.0, clock) + phase.memory_frac
    return np.where(stands, 0.0, 1.0 / time)


def phase_power_w(idle_w: Floats, rated_w: Floats, phase: Phase, clock: Floats | float = 1.0) -> Floats:
    """Return what accelerators (n,) draw while they do nothing but one phase."""
    full_w = np.maximum(rated_w * phase.power_frac, idle_w)
    return idle_w + (full_w - idle_w) * np.asarray(clock, np.float64) ** CLOCK_EXPONENT


def mean_power_w(
    idle_w: Floats, rated_w: Floats, shares: Mapping[str, Floats], clock: Floats | float = 1.0
) -> Floats:
    """Return what accelerators (n,) draw on average, by the share of the time in each phase, else idle.

    Raises KeyError for a phase that there is not.
    """
    power_w = idle_w.astype(np.float64)
    for name, share in shares.items():
        power_w = power_w + share * (phase_power_w(idle_w, rated_w, PHASES[name], clock) - idle_w)
    return power_w


def clock_within(idle_w: Floats, rated_w: Floats, shares: Mapping[str, Floats], allowed_w: Floats) -> Floats:
    """Return the highest clock (n,) whose mean power is allowed; zero where even the lowest is too much."""
    span_w = mean_power_w(idle_w, rated_w, shares) - idle_w
    left_w = np.maximum(allowed_w - idle_w, 0.0)
    ratio = np.divide(left_w, span_w, out=np.ones_like(span_w), where=span_w > 0.0)
    clock = np.minimum(ratio, 1.0) ** (1.0 / CLOCK_EXPONENT)
    return np.where((clock < LOWEST_CLOCK) | (allowed_w < idle_w), 0.0, clock)


@dataclass(frozen=True)
class Node:
    """A server: its accelerators, and what the rest of it draws, idle and at work, in watts."""

    name: str
    accelerators: int
    host_idle_w: float
    host_busy_w: float
    rated_w: float
    provenance: tuple[Provenance, ...] = ()

    def power_w(self, accelerator_w: Floats, busy_frac: Floats) -> Floats:
        """Return what nodes (n,) draw whose accelerators draw ``accelerator_w`` each."""
        host_w = self.host_idle_w + (self.host_busy_w - self.host_idle_w) * busy_frac
        return self.accelerators * accelerator_w + host_w


# Intensive training draws 76 % of the rated 10.2 kW (arXiv 2506.14551). The host's share is fitted to that,
# and lies within the 25 to 35 % that is not accelerators (assumed).
DGX_H100 = Node(
    "8 x H100",
    8,
    1200.0,
    2600.0,
    10_200.0,
    (
        Provenance("rated_w", 10.2, "kW", "data sheet", "2023", "announced"),
        Provenance(
            "host_busy_w", 2600.0, "W", "fitted to 76 % of 10.2 kW in arXiv 2506.14551", "2025", "assumed"
        ),
        Provenance("host_idle_w", 1200.0, "W", "editable default", "2026", "assumed"),
    ),
)

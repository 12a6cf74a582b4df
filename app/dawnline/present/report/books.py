"""The ledger of a run, read as books: sums over its steps, and how far each balance is from closing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import Kind
from dawnline.recording.recording import Recording

COUNTED = ("requests", "prompt_tokens", "output_tokens")
ROUNDING_FRAC = 1e-9
_DROPPED = "requests_dropped_"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Balance:
    """What came in over a run and what became of it, in the same unit; "" is the unit of what is counted.

    ``apart_frac`` is the largest difference of any one step, over what flowed in that step.
    """

    name: str
    unit: str
    came: float
    went: float
    apart_frac: float

    @property
    def holds(self) -> bool:
        """Say whether it closes in every step: counts exactly, amounts to a billionth."""
        return self.apart_frac <= (ROUNDING_FRAC if self.unit else 0.0)


class Books:
    """Sums of a recording's ledger; what a damaged file has lost counts as nothing."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    def has(self, kind: Kind, key: str) -> bool:
        """Say whether the ledger has a row."""
        return key in self._recording.ledger_keys(kind)

    def steps(self, kind: Kind, key: str) -> Floats:
        """Return (frames,) what each step added, zeros where the ledger has no such row."""
        if not self.has(kind, key):
            return np.zeros(self._recording.frame_count)
        return np.nan_to_num(self._recording.ledger(kind, key)[1])

    def total(self, kind: Kind, key: str) -> float:
        """Return the sum over the run."""
        return float(self.steps(kind, key).sum())

    def last(self, kind: Kind, key: str) -> float:
        """Return a level, such as what is queued, at the end of the run."""
        return float(self.steps(kind, key)[-1])

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Return why requests may be turned away, as the ledger calls it."""
        keys = self._recording.ledger_keys("workload")
        return tuple(key.removeprefix(_DROPPED) for key in keys if key.startswith(_DROPPED))

    def dropped(self, what: str = "requests") -> Floats:
        """Return (frames,) what was turned away or lost in each step, for whatever reason."""
        found = np.zeros(self._recording.frame_count)
        for reason in self.reasons:
            found += self.steps("workload", f"{what}_dropped_{reason}")
        return found

    def balances(self) -> Iterator[Balance]:
        """Yield every balance that this ledger can be held to."""
        for what in COUNTED if self.has("workload", "requests_arrived") else ():
            came = self.steps("workload", f"{what}_arrived")
            went = self.steps("workload", f"{what}_served") + self.dropped(what)
            yield _balance(what.replace("_", " "), "", came, went, self.steps("workload", f"{what}_queued"))
        if self.has("workload", "jobs_left_accelerator_s"):
            came, went, left = (
                self.steps("workload", f"jobs_{what}_accelerator_s") for what in ("submitted", "done", "left")
            )
            yield _balance("work of jobs", "s", came, went, left)
        if self.has("workload", "demand_accelerator_s"):
            went = self._sum(
                "workload", ("orbit_accelerator_s", "ground_accelerator_s", "unserved_accelerator_s")
            )
            yield _balance(
                "accelerators asked for", "s", self.steps("workload", "demand_accelerator_s"), went
            )
        used, stored = self._sum("satellite", ("load_j", "loss_j")), self.steps("satellite", "stored_j")
        yield _energy("energy in orbit", self.steps("satellite", "array_j"), used, stored)
        if self.has("site", "grid_j"):
            used, stored = (
                self._sum("site", ("energy_j", "battery_loss_j")),
                self.steps("site", "battery_stored_j"),
            )
            yield _energy("energy on the ground", self._sum("site", ("grid_j", "gas_j")), used, stored)

    def _sum(self, kind: Kind, keys: tuple[str, ...]) -> Floats:
        found = np.zeros(self._recording.frame_count)
        for key in keys:
            found += self.steps(kind, key)
        return found


def _energy(name: str, made: Floats, used: Floats, stored: Floats) -> Balance:
    """Return a balance of joules: what batteries give comes in, and what they take goes out.

    So something flows in every step; in shadow it all comes out of batteries.
    """
    return _balance(name, "j", made + np.maximum(-stored, 0.0), used + np.maximum(stored, 0.0))


def _balance(name: str, unit: str, came: Floats, went: Floats, level: Floats | None = None) -> Balance:
    """Return a balance; ``level`` (frames,) is what is left at the end of each step, with the next one's."""
    after = np.zeros(len(came)) if level is None else level
    before = np.concatenate([np.zeros(1), after[:-1]])
    entered, left = before + came, went + after
    flowed = np.maximum(np.maximum(np.abs(entered), np.abs(left)), 1.0)
    apart_frac = float((np.abs(entered - left) / flowed).max(initial=0.0))
    return Balance(name, unit, float(came.sum()), float(went.sum() + after[-1]), apart_frac)

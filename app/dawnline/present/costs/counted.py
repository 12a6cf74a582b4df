"""What every machine of a run did from its first frame to its last: hours, joules, requests, bills.

Recorded values say how much was whose; totals are those of the ledger, which are exact, where it has them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.ground import Tariff
from dawnline.recording.header import RunHeader
from dawnline.recording.recording import Recording
from dawnline.scenario.effects import Effects, Machine
from dawnline.scenario.presence import Presence

Floats = NDArray[np.float64]
_KWH_J = 3.6e6


@dataclass(frozen=True, eq=False)
class Counted:
    """Of all satellites or all sites, each (n,): accelerator-hours, energy, requests, dollars, kilograms."""

    there_h: Floats
    busy_h: Floats
    kwh: Floats
    machine_usd: Floats
    energy_usd: Floats
    carbon_kg: Floats
    served: Floats


# Of each field what the ledger calls it, by kind, and how much of the ledger's unit is one of ours.
_EXACT = (
    ("kwh", {"satellite": "load_j", "site": "energy_j"}, _KWH_J),
    ("machine_usd", {"satellite": "machine_usd", "site": "machine_usd"}, 1.0),
    ("energy_usd", {"site": "energy_usd"}, 1.0),
    ("carbon_kg", {"satellite": "carbon_kg", "site": "carbon_kg"}, 1.0),
)


def counted(recording: Recording, kind: Machine) -> Counted:
    """Return what machines of a kind did, with the totals of the ledger."""
    total = recorded(recording, kind)
    for field, keys, unit in _EXACT:
        _scale(getattr(total, field), recording, kind, keys.get(kind, ""), unit)
    return total


def recorded(recording: Recording, kind: Machine) -> Counted:
    """Return what machines of a kind did by recorded values; lost or unknown ones count as nothing."""
    header = recording.header
    prices = _Prices(header, kind)
    effects = Effects.of(header.fleet, header.events)
    presence = Presence.of(header.fleet, kind, header.events)
    there = {channel.key for channel in header.catalogue.of_kind(kind)}
    hours = header.step_s / 3600.0
    total = Counted(*(np.zeros(len(prices.count)) for _ in range(7)))
    for frame in range(1, recording.frame_count):
        read = _reader(recording, kind, frame)
        t_s = frame * header.step_s
        price = effects.price(kind, t_s)
        exist_h = np.where(presence.absent(t_s), 0.0, prices.count) * hours
        load_kwh = read("load_w") * hours / 1e3
        grid_kwh = read("grid_w") * hours / 1e3 if "grid_w" in there else load_kwh
        gas_kwh = read("gas_w") * hours / 1e3 if "gas_w" in there else np.zeros_like(load_kwh)
        total.there_h[:] += exist_h
        total.busy_h[:] += read("gpu_util_frac") * exist_h
        total.kwh[:] += load_kwh
        if "served" in there:
            total.served[:] += np.maximum(read("served"), 0.0)
        total.machine_usd[:] += exist_h * prices.usd_per_accelerator_h * price
        total.carbon_kg[:] += exist_h * prices.kg_per_accelerator_h
        if kind == "site":
            total.energy_usd[:] += price * (grid_kwh * prices.usd_per_kwh + gas_kwh * prices.gas_usd_per_kwh)
            total.carbon_kg[:] += grid_kwh * prices.kg_per_kwh + gas_kwh * prices.gas_kg_per_kwh
    return total


def _scale(values: Floats, recording: Recording, kind: Machine, key: str, unit: float) -> None:
    """Let values (n,) have the sum that the ledger has; where it lost rows, or has none, they stay."""
    if key not in recording.ledger_keys(kind):
        return
    exact = float(recording.ledger(kind, key)[1].sum()) / unit
    mine = float(values.sum())
    if np.isfinite(exact) and mine > 0.0:
        values *= exact / mine


class _Prices:
    """The tariffs of all machines of a kind, as columns (n,)."""

    def __init__(self, header: RunHeader, kind: Machine) -> None:
        fleet = header.fleet
        if kind == "satellite":
            of = fleet.bus_of
            tariffs: list[Tariff] = [bus.tariff for bus in fleet.buses]
            counts = [bus.accelerators for bus in fleet.buses]
        else:
            of = np.arange(len(fleet.sites), dtype=np.int32)
            tariffs = [site.tariff for site in fleet.sites]
            counts = [site.accelerators for site in fleet.sites]
        gas = [site.on_site for site in fleet.sites] if kind == "site" else []
        self.count = _column(counts, of)
        self.usd_per_kwh = _column([tariff.usd_per_kwh for tariff in tariffs], of)
        self.usd_per_accelerator_h = _column([tariff.usd_per_accelerator_h for tariff in tariffs], of)
        self.kg_per_kwh = _column([tariff.kg_per_kwh for tariff in tariffs], of)
        self.kg_per_accelerator_h = _column([tariff.kg_per_accelerator_h for tariff in tariffs], of)
        self.gas_usd_per_kwh = np.array([plant.gas_usd_per_kwh for plant in gas], np.float64)
        self.gas_kg_per_kwh = np.array([plant.gas_kg_per_kwh for plant in gas], np.float64)


def _column(values: list[float] | list[int], of: NDArray[np.int32]) -> Floats:
    return np.array(values, np.float64)[of] if len(values) else np.zeros(0)


def _reader(recording: Recording, kind: Machine, frame: int) -> Callable[[str], Floats]:
    def read(key: str) -> Floats:
        return np.nan_to_num(recording.values(kind, key, frame).astype(np.float64))

    return read

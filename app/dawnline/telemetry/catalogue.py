"""The channel catalogue: every channel that a frame of today's simulation holds.

A new channel begins here: one row. The simulation fills it, the run file keeps it, every view shows it.
"""

from dataclasses import dataclass

from dawnline.fleet.entity import Kind
from dawnline.telemetry.channel import Channel

# What holds an entity back now. The order is the code on disk: append, never reorder.
LIMITERS = ("none", "no_work", "eclipse", "battery", "power_cap", "heat", "fault")
# What a satellite is: `stale` elements are older than 14 days, `decayed` is an SGP4 error.
STATES = ("flying", "stale", "decayed")


@dataclass(frozen=True)
class Catalogue:
    """Channels by kind and key, in the order in which they are shown."""

    channels: tuple[Channel, ...]

    def of_kind(self, kind: Kind) -> tuple[Channel, ...]:
        """Return the channels of one kind."""
        return tuple(channel for channel in self.channels if channel.kind == kind)

    def find(self, kind: Kind, key: str) -> Channel:
        """Return one channel; raise KeyError with the known keys if there is none."""
        for channel in self.channels:
            if (channel.kind, channel.key) == (kind, key):
                return channel
        known = ", ".join(channel.key for channel in self.of_kind(kind))
        raise KeyError(f"no channel {key!r} of a {kind}; known: {known or 'none'}")


def _percent(kind: Kind, key: str, name: str, description: str, low_limit: float | None = None) -> Channel:
    return Channel(
        kind, key, name, "continuous", "frac", "%", description,
        shown_scale=100.0, minimum=0.0, maximum=1.0, low_limit=low_limit,
    )  # fmt: skip


def _kilowatts(kind: Kind, key: str, name: str, description: str) -> Channel:
    return Channel(kind, key, name, "continuous", "w", "kW", description, shown_scale=1e-3, minimum=0.0)


def _megawatts(kind: Kind, key: str, name: str, description: str) -> Channel:
    return Channel(kind, key, name, "continuous", "w", "MW", description, shown_scale=1e-6, minimum=0.0)


def _accelerators(kind: Kind, key: str, name: str, description: str) -> Channel:
    return Channel(kind, key, name, "continuous", "accelerators", "GPUs", description, minimum=0.0)


_LIMITER = "What holds it back now"

CATALOGUE = Catalogue(
    (
        _percent("satellite", "gpu_util_frac", "GPU utilisation", "Busy share of its accelerators"),
        _kilowatts("satellite", "load_w", "Power drawn", "Accelerators, overhead and housekeeping"),
        _kilowatts("satellite", "array_w", "Array power", "What the solar array could give now"),
        _percent("satellite", "soc_frac", "Battery", "State of charge"),
        Channel(
            "satellite", "radiator_k", "Radiator temperature", "continuous", "k", "°C",
            "Temperature of the cooling loop", shown_offset=-273.15, minimum=273.15, maximum=373.15,
        ),
        _percent("satellite", "sunlit_frac", "Sunlight", "Visible share of the Sun's disc"),
        Channel("satellite", "limiter", "Limiter", "code", "code", "", _LIMITER, codes=LIMITERS),
        Channel("satellite", "state", "State", "code", "code", "", "Flying, stale or decayed", codes=STATES),
        _percent("site", "gpu_util_frac", "GPU utilisation", "Busy share of its accelerators"),
        _megawatts("site", "load_w", "Facility power", "Computing power times PUE"),
        _percent("site", "cap_frac", "Share of the power cap", "Facility power over the contract"),
        Channel("site", "limiter", "Limiter", "code", "code", "", _LIMITER, codes=LIMITERS),
        _accelerators("region", "demand", "Demand", "Accelerators asked for by this region"),
        _accelerators("workload", "demand", "Demand", "Accelerators asked for"),
        _accelerators("workload", "orbit", "Served in orbit", "Accelerators placed on satellites"),
        _accelerators("workload", "ground", "Served on the ground", "Accelerators placed at sites"),
        _accelerators("workload", "unserved", "Unserved", "Accelerators asked for and placed nowhere"),
    )
)  # fmt: skip

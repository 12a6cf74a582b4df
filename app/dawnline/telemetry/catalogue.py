"""The channel catalogue: every channel that a frame of today's simulation holds.

A new channel begins here: one row. The simulation fills it, the run file keeps it, every view shows it.
"""

from dataclasses import dataclass

from dawnline.fleet.entity import Kind
from dawnline.fleet.fleet import Fleet
from dawnline.telemetry.channel import Channel

# What holds an entity back now. The order is the code on disk: append, never reorder.
LIMITERS = ("none", "no_work", "eclipse", "battery", "power_cap", "heat", "fault")
# What a satellite is: `stale` elements are older than 14 days, `decayed` is an SGP4 error.
STATES = ("flying", "stale", "decayed")
# What the fastest way goes over; `mixed` is by satellites and then by fibre.
WAYS = ("none", "fibre", "space", "mixed")


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


def _milliseconds(kind: Kind, key: str, name: str, description: str) -> Channel:
    return Channel(kind, key, name, "continuous", "s", "ms", description, shown_scale=1e3, minimum=0.0)


def _links(kind: Kind, description: str) -> Channel:
    return Channel(kind, "links", "Links", "count", "links", "links", description, minimum=0.0)


def _load(kind: Kind, key: str, name: str, description: str) -> Channel:
    # To 1 in 500: loads are of every link, and differ in each frame.
    return Channel(
        kind, key, name, "continuous", "frac", "%", description,
        shown_scale=100.0, minimum=0.0, maximum=1.0, kept_bits=8,
    )  # fmt: skip


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

# What a run has beside these where its scenario has a network. Round trips have the queues on the way in
# them; a load is the busier direction.
_NO_WAY = "unknown where there is no way"
NETWORK = Catalogue(
    (
        _milliseconds("pair", "rtt_s", "Round trip", f"There and back by the fastest way; {_NO_WAY}"),
        Channel(
            "pair", "hops", "Hops", "count", "hops", "hops",
            "Links and fibres from the region to the site; 0 where there is no way", minimum=0.0,
        ),
        Channel("pair", "way", "Way", "code", "code", "", "What the fastest way goes over", codes=WAYS),
        Channel(
            "pair", "entry_satellite", "Entry satellite", "count", "satellite", "",
            "Row of the satellite over the region that the way goes through first; -1 where there is none",
        ),
        _milliseconds(
            "region", "rtt_s", "Round trip to the ground", f"To the nearest site that can serve; {_NO_WAY}"
        ),
        _milliseconds(
            "region", "orbit_rtt_s", "Round trip to orbit", f"To the nearest satellite with room; {_NO_WAY}"
        ),
        _accelerators(
            "region", "unreached", "Unreached demand", "Accelerators asked for, and no machine can be reached"
        ),
        _links("gateway", "Satellites linked now"),
        _load("gateway", "load_frac", "Load", "Traffic over what its links can carry"),
        _links("satellite", "Lasers, gateways and regions linked now"),
        _load("satellite", "link_load_frac", "Busiest link", "Traffic over the rate of its busiest link"),
        _load("link", "load_frac", "Load", "Traffic over its rate; unknown while it is down"),
    )
)  # fmt: skip
# Everything that any run of this version can have.
EVERY = Catalogue(CATALOGUE.channels + NETWORK.channels)


def catalogue_of(fleet: Fleet) -> Catalogue:
    """Return the channels of a run of this fleet: those of the network only where it has one."""
    if fleet.network is None:
        return CATALOGUE
    there = tuple(channel for channel in NETWORK.channels if channel.kind in fleet.tables)
    return Catalogue(CATALOGUE.channels + there)

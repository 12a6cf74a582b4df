"""The channel catalogue: every channel that a frame of today's simulation holds.

A new channel begins here: one row. The simulation fills it, the run file keeps it, every view shows it.
"""

from dataclasses import dataclass

from dawnline.fleet.entity import Kind
from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import FREE
from dawnline.telemetry import engine_channels
from dawnline.telemetry.channel import Channel
from dawnline.telemetry.rows import accelerators, kilowatts, links, load, megawatts, milliseconds, percent

# What holds an entity back now. The order is the code on disk: append, never reorder.
LIMITERS = ("none", "no_work", "eclipse", "battery", "power_cap", "heat", "fault")
# What a satellite is: `stale` elements are older than 14 days, `decayed` is an SGP4 error, `waiting` is not
# yet launched, `gone` has left its orbit.
STATES = ("flying", "stale", "decayed", "waiting", "gone")
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


_LIMITER = "What holds it back now"

CATALOGUE = Catalogue(
    (
        percent("satellite", "gpu_util_frac", "GPU utilisation", "Busy share of its accelerators"),
        kilowatts("satellite", "load_w", "Power drawn", "Accelerators, overhead and housekeeping"),
        kilowatts("satellite", "array_w", "Array power", "What the solar array could give now"),
        percent("satellite", "soc_frac", "Battery", "State of charge"),
        Channel(
            "satellite", "radiator_k", "Radiator temperature", "continuous", "k", "°C",
            "Temperature of the cooling loop", shown_offset=-273.15, minimum=273.15, maximum=373.15,
        ),
        percent("satellite", "sunlit_frac", "Sunlight", "Visible share of the Sun's disc"),
        Channel("satellite", "limiter", "Limiter", "code", "code", "", _LIMITER, codes=LIMITERS),
        Channel("satellite", "state", "State", "code", "code", "", "Flying, stale or decayed", codes=STATES),
        percent("site", "gpu_util_frac", "GPU utilisation", "Busy share of its accelerators"),
        megawatts("site", "load_w", "Facility power", "Computing power times PUE"),
        percent("site", "cap_frac", "Share of the power cap", "Facility power over the contract"),
        Channel("site", "limiter", "Limiter", "code", "code", "", _LIMITER, codes=LIMITERS),
        accelerators("region", "demand", "Demand", "Accelerators asked for by this region"),
        accelerators("workload", "demand", "Demand", "Accelerators asked for"),
        accelerators("workload", "orbit", "Served in orbit", "Accelerators placed on satellites"),
        accelerators("workload", "ground", "Served on the ground", "Accelerators placed at sites"),
        accelerators("workload", "unserved", "Unserved", "Accelerators asked for and placed nowhere"),
    )
)  # fmt: skip

# What a run has beside these where its scenario has a network. Round trips have the queues on the way in
# them; a load is the busier direction.
_NO_WAY = "unknown where there is no way"
NETWORK = Catalogue(
    (
        milliseconds("pair", "rtt_s", "Round trip", f"There and back by the fastest way; {_NO_WAY}"),
        Channel(
            "pair", "hops", "Hops", "count", "hops", "hops",
            "Links and fibres from the region to the site; 0 where there is no way", minimum=0.0,
        ),
        Channel("pair", "way", "Way", "code", "code", "", "What the fastest way goes over", codes=WAYS),
        Channel(
            "pair", "entry_satellite", "Entry satellite", "count", "satellite", "",
            "Row of the satellite over the region that the way goes through first; -1 where there is none",
        ),
        milliseconds(
            "region", "rtt_s", "Round trip to the ground", f"To the nearest site that can serve; {_NO_WAY}"
        ),
        milliseconds(
            "region", "orbit_rtt_s", "Round trip to orbit", f"To the nearest satellite with room; {_NO_WAY}"
        ),
        accelerators(
            "region", "unreached", "Unreached demand", "Accelerators asked for, and no machine can be reached"
        ),
        links("gateway", "Satellites linked now"),
        load("gateway", "load_frac", "Load", "Traffic over what its links can carry"),
        links("satellite", "Lasers, gateways and regions linked now"),
        load("satellite", "link_load_frac", "Busiest link", "Traffic over the rate of its busiest link"),
        load("link", "load_frac", "Load", "Traffic over its rate; unknown while it is down"),
    )
)  # fmt: skip
# Everything that any run of this version can have.
EVERY = Catalogue(
    (
        *CATALOGUE.channels,
        *NETWORK.channels,
        *engine_channels.REQUESTS,
        *engine_channels.TRAINING,
        *engine_channels.JOBS,
        *engine_channels.CLOCKS,
        *engine_channels.ON_SITE,
        *engine_channels.PRICES,
    )
)


def catalogue_of(fleet: Fleet) -> Catalogue:
    """Return the channels of a run of this fleet: those of the network only where it has one, and so on."""
    workloads, sites, buses = fleet.workloads, fleet.sites, fleet.buses
    capped = [bus.capping for bus in buses] + [site.capping for site in sites]
    tariffs = [bus.tariff for bus in buses] + [site.tariff for site in sites]
    own_power = [site.on_site.gas_w + site.on_site.battery_j for site in sites]
    parts = (
        (NETWORK.channels, fleet.network is not None),
        (engine_channels.REQUESTS, any(workload.requests for workload in workloads)),
        (engine_channels.TRAINING, any(workload.gang for workload in workloads)),
        (engine_channels.JOBS, any(workload.jobs for workload in workloads)),
        (engine_channels.CLOCKS, "clock" in capped),
        (engine_channels.ON_SITE, any(own_power)),
        (engine_channels.PRICES, any(tariff != FREE for tariff in tariffs)),
    )
    there = [channel for channels, is_there in parts if is_there for channel in channels]
    return Catalogue((*CATALOGUE.channels, *(channel for channel in there if channel.kind in fleet.tables)))

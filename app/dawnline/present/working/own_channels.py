"""Which of a run's channels an entity has: a workload is no gang where it is counted in requests."""

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import FREE
from dawnline.fleet.workload import Workload
from dawnline.recording.recording import Recording
from dawnline.telemetry import engine_channels
from dawnline.telemetry.channel import Channel

_REQUESTS = frozenset(channel.key for channel in engine_channels.REQUESTS if channel.kind == "workload")
_TOKENS = frozenset({"usd_per_million_tokens"})
_TRAINING = frozenset(channel.key for channel in engine_channels.TRAINING)
_JOBS = frozenset(channel.key for channel in engine_channels.JOBS)
_PRICE = frozenset({"usd_per_accelerator_h"})
_OWN_POWER = frozenset({"grid_w", "gas_w", "battery_frac"})


def own_channels(recording: Recording, ref: EntityRef) -> tuple[Channel, ...]:
    """Return the channels of an entity, in the order of the catalogue."""
    without = _without(recording.header.fleet, ref)
    return tuple(
        channel for channel in recording.header.catalogue.of_kind(ref.kind) if channel.key not in without
    )


def _without(fleet: Fleet, ref: EntityRef) -> frozenset[str]:
    """Return the keys of what an entity does not have."""
    if ref.kind == "workload":
        return _of_workload(fleet.workloads[ref.index])
    if ref.kind == "site":
        site = fleet.sites[ref.index]
        power = site.on_site
        parts = (
            (frozenset({"clock_frac"}), site.capping == "clock"),
            (_OWN_POWER, power.gas_w > 0.0 or power.battery_j > 0.0),
            (frozenset({"gas_w"}), power.gas_w > 0.0),
            (frozenset({"battery_frac"}), power.battery_j > 0.0),
            (_PRICE, site.tariff != FREE),
        )
        return frozenset().union(*(keys for keys, has in parts if not has))
    if ref.kind == "satellite":
        bus = fleet.buses[int(fleet.bus_of[ref.index])]
        return frozenset() if bus.capping == "clock" else frozenset({"clock_frac"})
    return frozenset()


def _of_workload(work: Workload) -> frozenset[str]:
    parts = (
        (_REQUESTS | _TOKENS, work.requests),
        (_TRAINING, work.gang),
        (_JOBS, work.jobs),
    )
    return frozenset().union(*(keys for keys, has in parts if has is None))

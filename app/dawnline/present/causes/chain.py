"""From an entity and a time to its chain of causes."""

from collections.abc import Callable

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.cause import UNKNOWN, Cause, Causes, Chain, in_order
from dawnline.present.causes.connected import gateway_causes, pair_causes, plane_causes
from dawnline.present.causes.group import fleet_causes
from dawnline.present.causes.region import region_causes
from dawnline.present.causes.satellite import satellite_causes
from dawnline.present.causes.site import site_causes
from dawnline.present.causes.witness import NoWay, Witness, nobody_knows
from dawnline.present.causes.workload import workload_causes
from dawnline.present.causes.would_help import would_help
from dawnline.recording.recording import Recording


def chain_of(
    recording: Recording,
    ref: EntityRef,
    t_s: float,
    cache: SceneCache | None = None,
    no_way: NoWay = nobody_knows,
) -> Chain:
    """Return why an entity is as it is at a time, from what is recorded; ``no_way`` asks the network.

    Where nothing recorded explains it, the first cause is of the kind ``unknown``.
    """
    if not recording.frame_count or not 0.0 <= t_s <= recording.end_s + recording.header.step_s:
        text = "unknown: nothing is recorded for this time yet"
        return Chain(ref, t_s, (Cause(UNKNOWN, ref, text, t_s=t_s),))
    witness = Witness(recording, recording.frame_index_at(t_s), cache or SceneCache(), no_way)
    explain = _EXPLAIN.get(ref.kind)
    causes = explain(witness, ref) if explain else ()
    if not causes:
        text = f"unknown: nothing is recorded of what holds a {ref.kind} back"
        causes = in_order((Cause(UNKNOWN, ref, text, t_s=witness.now_s),))
    return Chain(ref, witness.now_s, causes, would_help(witness, causes))


_EXPLAIN: dict[str, Callable[[Witness, EntityRef], Causes]] = {
    "satellite": satellite_causes,
    "site": site_causes,
    "workload": workload_causes,
    "region": region_causes,
    "fleet": fleet_causes,
    "plane": plane_causes,
    "pair": pair_causes,
    "gateway": gateway_causes,
}

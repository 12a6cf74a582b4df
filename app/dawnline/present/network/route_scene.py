"""The chosen route hop by hop: names, distances, times, what queues add, and the other ways."""

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.network.choice import pair_of
from dawnline.present.network.now import Now, name_of, now
from dawnline.present.network.routes import Way, ways_of
from dawnline.present.network.there import what_is_missing
from dawnline.present.network.words import ms, plural
from dawnline.present.recorded import is_recorded, values_of
from dawnline.present.view import RouteChoice
from dawnline.recording.recording import Recording
from dawnline_widgets.network.scene import Alternative, Hop, RouteScene

CHOOSE = (
    "Choose a pair: press a cell of the matrix, or give the command network.route two names, such as "
    "tokyo > us-east-1. Its way stands here, hop by hop."
)
_QUEUE_S = 5e-5  # less than this is rounding of what is recorded


def route_scene(
    recording: Recording, t_s: float, choice: RouteChoice | None, cache: SceneCache, because: str = ""
) -> RouteScene:
    """Return the chosen route at a time; ``because`` says why there is none, where somebody knows."""
    missing = what_is_missing(recording)
    if missing or choice is None:
        return RouteScene((recording.header, missing), "", "", "", (), (), -1, missing or CHOOSE)
    at = now(recording, t_s, cache)
    title = " → ".join(name_of(recording, ref) for ref in (choice.source, choice.target))
    ways = ways_of(recording, t_s, choice, cache)
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    key = (recording.header, choice, at.t_s, frame, because)
    if not ways:
        empty = f"There is no way between them now.{' ' + because if because else ''}"
        return RouteScene(key, title, "no way", "", (), (), -1, empty)
    shown = choice.alternative % len(ways)
    way = ways[shown]
    unseen_s = unseen_s_of(recording, frame, choice, ways[0]) if shown == 0 else 0.0
    queue_s = 2.0 * sum(way.queue_s) + unseen_s
    return RouteScene(
        key=key,
        title=title,
        headline=ms(way.rtt_s + unseen_s),
        subline=_subline(at, way, queue_s),
        hops=_hops(at, way, unseen_s),
        alternatives=tuple(
            Alternative(_title(at, other, number), other.rtt_s * 1e3, len(other.hops), "")
            for number, other in enumerate(ways)
        ),
        chosen=shown,
        empty="",
    )


def unseen_s_of(recording: Recording, frame: int | None, choice: RouteChoice, way: Way) -> float:
    """Return what was recorded beyond light, switching and the queues that are known: queues elsewhere."""
    pair = pair_of(recording, choice.source, choice.target)
    if pair is None or frame is None or not is_recorded(recording, "pair", "rtt_s"):
        return 0.0
    recorded_s = float(values_of(recording, "pair", "rtt_s", frame)[pair.index])
    beyond_s = recorded_s - way.rtt_s
    # What is kept has twelve bits: below two parts in ten thousand nothing is known.
    return beyond_s if beyond_s > max(_QUEUE_S, 2.5e-4 * way.rtt_s) else 0.0


def _subline(at: Now, way: Way, queue_s: float) -> str:
    parts = ["there and back", f"over {way.over(at.state.nodes.satellites)}", plural(len(way.hops), "hop")]
    if queue_s > 0.0:
        parts.append(f"{ms(queue_s)} of it in queues")
    length_m = sum(hop.length_m for hop in way.hops)
    return " · ".join([*parts, f"{length_m / 1e3:,.0f} km one way"])


def _title(at: Now, way: Way, number: int) -> str:
    over = way.over(at.state.nodes.satellites)
    return "Fastest" if number == 0 else f"Way {number + 1}" if over != "fibre" else "Fibre"


def _hops(at: Now, way: Way, unseen_s: float) -> tuple[Hop, ...]:
    hops = []
    total_s = 0.0
    for index, node in enumerate(way.nodes):
        ref: EntityRef = at.state.nodes.ref_of(node)
        leg = way.hops[index - 1] if index else None
        queue_s = 0.0 if leg is None else way.queue_s[index - 1]
        if index == len(way.nodes) - 1:
            # What was recorded beyond the queues that are known is put where the way ends.
            queue_s += unseen_s / 2.0
        total_s += queue_s + (0.0 if leg is None else leg.seconds)
        hops.append(
            Hop(
                name=name_of(at.recording, ref),
                kind=ref.kind,
                leg_km=0.0 if leg is None else leg.length_m / 1e3,
                leg_ms=0.0 if leg is None else leg.seconds * 1e3,
                queue_ms=queue_s * 1e3,
                total_ms=total_s * 1e3,
                note=_note(at, leg.kind) if leg is not None else "",
                id=at.recording.header.fleet.entity_id(ref),
            )
        )
    return tuple(hops)


def _note(at: Now, kind: str) -> str:
    if kind == "user" and at.state.rules.access_s > 0.0:
        return f"{at.state.rules.access_s * 1e3:g} ms of it scheduling"
    return ""

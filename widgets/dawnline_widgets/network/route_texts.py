"""What a route says in words and columns of figures. No Qt."""

import math

from dawnline_widgets.network.scene import Alternative, Hop

HEADINGS = ("KM", "MS", "QUEUE", "SUM MS")
DASH = "\N{EN DASH}"
_QUEUE_SEEN_MS = 0.05


def km_text(km: float) -> str:
    """Return a distance in whole kilometres, a dash where it is unknown."""
    return f"{km:,.0f}" if math.isfinite(km) else DASH


def ms_text(ms: float) -> str:
    """Return a time to a tenth, a dash where it is unknown."""
    return f"{ms:,.1f}" if math.isfinite(ms) else DASH


def queue_text(ms: float) -> str:
    """Return a wait such as ``+1.2``; nothing where there is none to speak of."""
    return f"+{ms:,.1f}" if math.isfinite(ms) and ms >= _QUEUE_SEEN_MS else ""


def leg_texts(hop: Hop) -> tuple[str, str, str]:
    """Return kilometres, milliseconds and wait of the leg that leads to a hop."""
    return km_text(hop.leg_km), ms_text(hop.leg_ms), queue_text(hop.queue_ms)


def sum_texts(hops: tuple[Hop, ...]) -> tuple[str, str, str, str]:
    """Return kilometres, milliseconds, wait and total of a route; what is unknown makes a sum unknown."""
    legs = hops[1:]
    return (
        km_text(sum(hop.leg_km for hop in legs)),
        ms_text(sum(hop.leg_ms for hop in legs)),
        queue_text(sum(hop.queue_ms for hop in legs if math.isfinite(hop.queue_ms))),
        ms_text(hops[-1].total_ms) if hops else DASH,
    )


def hop_sentence(hop: Hop, *, first: bool) -> str:
    """Return all that is known of a hop, for who listens and for who points at it."""
    parts = [f"{hop.name} ({hop.kind})"]
    if not first:
        parts.append(f"{km_text(hop.leg_km)} km in {ms_text(hop.leg_ms)} ms")
        if queue_text(hop.queue_ms):
            parts.append(f"{hop.queue_ms:,.1f} ms in a queue")
        parts.append(f"{ms_text(hop.total_ms)} ms so far")
    if hop.note:
        parts.append(hop.note)
    return ", ".join(parts)


def alternative_texts(alternative: Alternative) -> tuple[str, str]:
    """Return what the chip of another way says, and what it says when pointed at."""
    known = math.isfinite(alternative.rtt_ms)
    time = f"{ms_text(alternative.rtt_ms)} ms" if known else "no way"
    hops = f"{alternative.hops} hop{'' if alternative.hops == 1 else 's'}"
    about = [part for part in (time, hops if known else "", alternative.note) if part]
    return f"{alternative.title}  {time}", f"{alternative.title}: {', '.join(about)}"

"""How a gateway or a region is linked, in sentences that name recorded values, or say unknown."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.clock import moment_text
from dawnline.present.evidence import Evidence
from dawnline.present.numbers import count
from dawnline.present.recorded import is_recorded

TITLE = "How is it linked?"


def place_sentences(evidence: Evidence) -> tuple[str, ...]:
    """Return lines on a gateway or a region at a frame: what has failed first."""
    lines = _faults(evidence)
    if evidence.ref.kind == "gateway":
        lines += _gateway(evidence)
    else:
        lines += _region(evidence)
    return tuple(lines) or ("Unknown: this run recorded nothing of its links.",)


def _gateway(evidence: Evidence) -> list[str]:
    if not is_recorded(evidence.recording, "gateway", "links"):
        return []
    antennas = evidence.recording.header.fleet.gateways[evidence.ref.index].antennas
    linked = evidence.value("links")
    lines = [f"{count(linked)} of its {antennas} antennas point at satellites."]
    if is_recorded(evidence.recording, "gateway", "load_frac"):
        lines.append(f"Its links carry {evidence.text('load_frac')} of what they can.")
    return lines


def _region(evidence: Evidence) -> list[str]:
    lines = []
    for key, what in (
        ("rtt_s", "the nearest site that can serve"),
        ("orbit_rtt_s", "the nearest satellite with room"),
    ):
        if is_recorded(evidence.recording, "region", key):
            if np.isnan(evidence.value(key)):
                lines.append(f"No way to {what}.")
            else:
                lines.append(f"{evidence.text(key)} there and back to {what}.")
    if is_recorded(evidence.recording, "region", "unreached") and evidence.value("unreached") > 0.0:
        lines.append(f"Work for {evidence.text('unreached')} finds no machine that it can reach.")
    return lines


def _faults(evidence: Evidence) -> list[str]:
    header = evidence.recording.header
    now_s = evidence.frame * header.step_s
    ref: EntityRef = evidence.ref
    return [
        f"Failed from {moment_text(header.epoch, event.start_s, now_s)} "
        f"to {moment_text(header.epoch, event.start_s + event.duration_s, now_s)}."
        for event in header.events
        if event.kind == "fault" and event.other is None and event.target == ref and event.is_on(now_s)
    ]

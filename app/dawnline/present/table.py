"""The fleet table: columns of names and numbers, by index."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.entity import EntityRef, Kind
from dawnline.present.cache import SceneCache
from dawnline.present.marked import marked_words
from dawnline.present.numbers import word
from dawnline.present.recorded import values_of
from dawnline.present.states import statuses
from dawnline.present.view import View
from dawnline.present.working.full import WORD, full
from dawnline.present.working.table import is_counted, workload_columns
from dawnline.recording.recording import Recording
from dawnline.telemetry.channel import Channel
from dawnline_widgets.tables.scene import Column, TableScene

# What the table shows of a kind, in order; the rest is in the inspector.
_SHOWN = {
    "satellite": ("gpu_util_frac", "load_w", "soc_frac", "radiator_k", "limiter"),
    "site": ("gpu_util_frac", "load_w", "queued", "served", "usd_per_accelerator_h", "cap_frac", "limiter"),
}
_OF_NETWORK = {
    "gateway": ("links", "load_frac"),
    "region": ("demand", "rtt_s", "orbit_rtt_s", "unreached", "arrived", "to_orbit", "dropped"),
    "pair": ("rtt_s", "hops", "way"),
}
_SHORT = {
    "rtt_s": "Round trip",
    "orbit_rtt_s": "To orbit",
    "unreached": "Unreached",
    "gpu_util_frac": "GPU util",
    "load_w": "Power",
    "soc_frac": "Battery",
    "radiator_k": "Radiator",
    "cap_frac": "Of cap",
    "queued": "In hand",
    "served": "Served",
    "usd_per_accelerator_h": "$/GPU-hour",
    "arrived": "Made",
    "to_orbit": "To orbit",
    "dropped": "Turned away",
}
ANY_VIEW = View()
_DECIMALS = {"requests": 0, "$": 2, "%": 1, "kW": 1, "MW": 1, "°C": 1, "GPUs": 0, "links": 0, "hops": 0}


def table_scene(
    recording: Recording,
    t_s: float,
    kind: Kind,
    selection: EntityRef | None,
    cache: SceneCache | None = None,
    view: View = ANY_VIEW,
) -> TableScene:
    """Return the rows of a kind at a time; ``satellite`` and ``site`` also have a status.

    Of the view the marks count: only satellites can have one.
    """
    cache = cache or SceneCache()
    frame = recording.frame_index_at(t_s) if recording.frame_count else None
    columns, states = cache.latest(
        recording, "table", (kind, frame), lambda: _columns(recording, kind, frame, cache)
    )
    return TableScene(
        key=(recording.header, kind),
        values_key=(recording.header, kind, frame),
        columns=columns,
        status=states,
        selected=selection.index if selection and selection.kind == kind else None,
        marked=_marked(recording, view, cache) if kind == "satellite" else None,
        only_marked=view.marked_only and kind == "satellite",
        note=marked_words(recording, t_s, view, cache),
    )


def _marked(recording: Recording, view: View, cache: SceneCache) -> NDArray[np.bool_] | None:
    """Return (n,) which satellites are marked: the same array as long as the marks are the same."""
    if not len(view.marked.indices):
        return None

    def make() -> NDArray[np.bool_]:
        rows = np.zeros(len(recording.header.fleet.satellites), np.bool_)
        rows[view.marked.indices] = True
        return rows

    return cache.latest(recording, "marked rows", view.marked, make)


def _columns(
    recording: Recording, kind: Kind, frame: int | None, cache: SceneCache
) -> tuple[tuple[Column, ...], NDArray[np.uint8]]:
    catalogue = recording.header.catalogue
    shown = _SHOWN.get(kind) or _OF_NETWORK.get(kind)
    shown = shown or tuple(channel.key for channel in catalogue.of_kind(kind))
    states = statuses(recording, kind, frame)
    names, fleets = cache.get(recording, ("names", kind), lambda: _names(recording, kind))
    known = {channel.key: channel for channel in catalogue.of_kind(kind)}
    columns = [Column("Name", "", names)]
    if kind == "workload" and frame is not None and is_counted(recording):
        return (*columns, *workload_columns(recording, frame)), states
    columns += [_column(recording, known[key], frame) for key in shown if key in known]
    if kind in _SHOWN:  # what does not change stands last: a narrow table shows what does
        columns.append(Column("Fleet", "", fleets))
    return tuple(columns), states


def _names(recording: Recording, kind: Kind) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    fleet = recording.header.fleet
    table = fleet.tables[kind]
    titles = np.array([*(group.title or group.name for group in fleet.groups), ""], np.str_)
    return np.array(table.names, np.str_), titles[table.parent]


def _column(recording: Recording, channel: Channel, frame: int | None) -> Column:
    title = _SHORT.get(channel.key, channel.name)
    stored = values_of(recording, channel.kind, channel.key, frame)
    if channel.encoding == "code":
        words = tuple(word(code) for code in channel.codes)
        codes = stored.astype(np.uint8)
        if channel.key == "limiter":
            codes = np.where(full(recording, channel.kind, frame), np.uint8(len(words)), codes)
            words = (*words, WORD)
        return Column(title, "", codes, codes=words)
    values = stored.astype(np.float64) * channel.shown_scale + channel.shown_offset
    if channel.encoding == "count" and channel.unit == "requests":  # of a step: a lost one is below zero
        values = np.where(values < 0.0, np.nan, values)
        if channel.key != "queued":
            return Column(title, "/s", values / recording.header.step_s, decimals=1)
    bar = channel.key == "gpu_util_frac"  # one bar, one number: more would be a wall of colour
    return Column(
        title=title,
        unit="" if channel.shown_unit in {title.lower(), "$", "requests"} else channel.shown_unit,
        values=values,
        decimals=_DECIMALS.get(channel.shown_unit, 1),
        bar=bar,
        low=0.0,
        high=channel.shown_scale if bar else 1.0,
    )

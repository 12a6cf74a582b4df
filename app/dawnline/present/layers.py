"""The layers of the globe: what each is called, its letter, whether this run has anything to show in it."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.entity import Kind
from dawnline.present.cache import SceneCache
from dawnline.present.fleet_sizes import satellites_by_fleet
from dawnline.present.network.there import ADD_GATEWAYS, ADD_LINKS, has_links, has_network
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_widgets.layers.scene import LayerRow, LayersScene

Needs = Kind | Literal["lasers", "network"]


@dataclass(frozen=True)
class Layer:
    """One layer: its name in scripts and scenes, its title, its key, the group it stands in.

    ``needs`` is the kind of entity that a run must have for it, or ``lasers`` between satellites, or a whole
    ``network``.
    """

    id: str
    title: str
    key: str
    group: str
    about: str
    needs: Needs | None = None


LAYERS = (
    Layer("satellites", "Satellites", "T", "Fleet", "Every satellite, coloured by the channel", "satellite"),
    Layer("sites", "Sites", "S", "Fleet", "Data centres on the ground", "site"),
    Layer("footprints", "Coverage footprints", "V", "Fleet", "What the selected and marked see", "satellite"),
    Layer("orbit", "Orbit and ground track", "O", "Fleet", "The way of the selected", "satellite"),
    Layer("labels", "Labels", "N", "Fleet", "Names, the important ones first"),
    Layer("legend", "Legend", "Y", "Fleet", "What the colours mean"),
    Layer("eclipse", "Eclipse cone", "E", "Space", "The shadow of the Earth"),
    Layer("terminator", "Terminator", "D", "Space", "The line between day and night"),
    Layer("radiation", "South Atlantic Anomaly", "A", "Space", "Where radiation reaches low orbits"),
    Layer("demand", "Demand", "U", "Fleet", "Where the work comes from", "region"),
    Layer("gateways", "Gateways", "W", "Network", "Where the links meet the ground", "gateway"),
    Layer("links", "Links", "X", "Network", "Lasers that are up between satellites", "lasers"),
    Layer("routes", "Route, links of the selected", "P", "Network", "Who reaches whom, and how", "network"),
    Layer("latency", "Time to answer", "Shift+T", "Network", "How far the nearest computing is", "network"),
    Layer("grid", "Graticule", "G", "Earth", "Parallels and meridians"),
    Layer("borders", "Coasts and borders", "B", "Earth", "Coastlines and borders of countries"),
    Layer("sky", "Sky", "Q", "Space", "Stars, Milky Way, Sun and Moon"),
    Layer("lights", "City lights", "Shift+L", "Earth", "The Earth at night"),
    Layer("atmosphere", "Atmosphere", "Shift+A", "Earth", "The air at the limb"),
    Layer("relief", "Relief and glint", "Shift+R", "Earth", "Mountains, and the Sun on the sea"),
)
GROUPS = ("Fleet", "Network", "Earth", "Space")
_BY_ID = {layer.id: layer for layer in LAYERS}


def why_not(recording: Recording | None, layer_id: str) -> str:
    """Return why a layer cannot be shown, in words; "" if it can."""
    layer = _BY_ID.get(layer_id)
    if layer is None:
        return f"there is no layer {layer_id}"
    if layer.needs is None:
        return ""
    return _missing(recording, layer.needs) if recording else "nothing is open"


def _missing(recording: Recording, needs: Needs) -> str:
    if needs == "lasers":
        return "" if has_links(recording) else f"this run has no links: {ADD_LINKS}"
    if needs == "network":
        return "" if has_network(recording) else f"this run has no network: {ADD_LINKS}"
    if len(recording.header.fleet.tables.get(needs, ())):
        return ""
    return f"this run has no {needs}s" + (f": {ADD_GATEWAYS}" if needs == "gateway" else "")


def fleet_names(recording: Recording | None) -> tuple[str, ...]:
    """Return the names of the fleets that hold satellites, as ``globe.fleet`` takes them."""
    groups = recording.header.fleet.groups if recording else ()
    return tuple(group.name for group in groups if group.holds == "satellite")


def layers_scene(
    recording: Recording | None, view: View, cache: SceneCache, *, expanded: bool, fleets_open: bool
) -> LayersScene:
    """Return the rows of the panel: a layer each, the fleets below the satellites."""
    rows: list[LayerRow] = []
    for group in GROUPS:
        for layer in (layer for layer in LAYERS if layer.group == group):
            rows.append(
                LayerRow(
                    id=layer.id,
                    title=layer.title,
                    key=layer.key,
                    group=group,
                    on=layer.id not in view.hidden,
                    reason=why_not(recording, layer.id),
                    about=layer.about,
                )
            )
            if layer.id == "satellites" and recording is not None:
                rows += _fleet_rows(recording, view, cache)
    return LayersScene(tuple(rows), expanded, fleets_open)


def _fleet_rows(recording: Recording, view: View, cache: SceneCache) -> list[LayerRow]:
    counts = satellites_by_fleet(recording, cache)
    return [
        LayerRow(
            id=group.name,
            title=group.title or group.name,
            key="",
            group="Fleet",
            on=group.name not in view.hidden_fleets,
            reason="",
            about=group.note,
            count=int(counts[index]),
            is_fleet=True,
        )
        for index, group in enumerate(recording.header.fleet.groups)
        if group.holds == "satellite"
    ]

"""The globe: satellites coloured by a channel, sites, the Sun, and what is selected."""

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.frames import gmst_rad
from dawnline.present.cache import SceneCache
from dawnline.present.caption import caption_of
from dawnline.present.curves.demand import field_of
from dawnline.present.curves.shown import curves_of
from dawnline.present.marked import marked_words
from dawnline.present.network.look import NOTHING, Look
from dawnline.present.path import path_of
from dawnline.present.pins import pins_of
from dawnline.present.shapes import shapes_of
from dawnline.present.sky import moon_ecef, star_turn, sun_ecef
from dawnline.present.style import style_of
from dawnline.present.view import View
from dawnline.recording.recording import Recording
from dawnline_widgets.globe.scene import GlobeScene, Keyframes, Legend, PointStyle


def globe_scene(
    recording: Recording,
    t_s: float,
    view: View,
    selection: EntityRef | None,
    keyframes: Keyframes,
    cache: SceneCache | None = None,
    look: tuple[PointStyle, Legend] | None = None,
    *,
    network: Look = NOTHING,
    phase: float = 0.0,
) -> GlobeScene:
    """Return what the globe shows at a time; values are those of the last frame at or before it.

    ``look`` is what ``style_of`` returns where that was asked for already, in a thread, and ``network`` what
    ``present.network`` makes for the layers of the network. ``phase`` is how far what moves along routes has
    come.
    """
    cache = cache or SceneCache()
    header = recording.header
    satellite = selection.index if selection and selection.kind == "satellite" else None
    pin = selection.index if selection and selection.kind == "site" else None
    gateway = selection.index if selection and selection.kind == "gateway" else None
    path_of_whom = None if "orbit" in view.hidden else satellite
    style, legend = look or style_of(recording, t_s, view, satellite, cache)
    turn_rad = gmst_rad(header.epoch, t_s)
    return GlobeScene(
        t_s=t_s,
        gmst_rad=turn_rad,
        sun_ecef=sun_ecef(header.epoch, t_s, turn_rad),
        moon_ecef=moon_ecef(header.epoch, t_s, turn_rad),
        teme_from_j2000=star_turn(header.epoch, t_s),
        keyframes=keyframes,
        style=style,
        pins=pins_of(recording, t_s, view, cache),
        path=None if path_of_whom is None else path_of(recording, path_of_whom, t_s, cache),
        legend=legend,
        selected_satellite=satellite,
        selected_pin=pin,
        selected_name=_shown_name(recording, selection),
        caption=_caption(recording, t_s, view, cache),
        hidden=view.hidden,
        satellite_names=header.fleet.satellites.names,
        shapes=cache.get(recording, "shapes", lambda: shapes_of(header.fleet)),
        marked=view.marked.indices,
        inertial=view.inertial,
        curves=curves_of(recording, t_s, view, satellite, cache),
        field=network.field or (None if "demand" in view.hidden else field_of(recording, t_s, cache)),
        links=network.links,
        gateways=network.gateways,
        selected_gateway=gateway,
        ways=network.ways,
        phase=phase,
        tags=network.tags,
        colour_keys=network.colour_keys,
    )


def _caption(recording: Recording, t_s: float, view: View, cache: SceneCache) -> str:
    marked = marked_words(recording, t_s, view, cache)
    return " · ".join(part for part in (marked, caption_of(recording, t_s, cache)) if part)


def _shown_name(recording: Recording, selection: EntityRef | None) -> str:
    """Return what a tag on the globe says: a site has a title, a satellite its name."""
    if selection is None:
        return ""
    fleet = recording.header.fleet
    if selection.kind == "site":
        return fleet.sites[selection.index].title or fleet.sites[selection.index].name
    if selection.kind == "gateway":
        return fleet.gateways[selection.index].title or fleet.gateways[selection.index].name
    return fleet.tables[selection.kind].names[selection.index]

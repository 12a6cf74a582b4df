"""The globe before anything is open: the Earth, lit, and nothing else."""

import numpy as np

from dawnline_widgets.globe.scene import GlobeScene, Keyframes, Legend, Pins, PointStyle

# An evening over America: the line between day and night runs down the middle of the first view.
_SUN_LON_RAD = np.radians(-160.0)


def empty_globe(caption: str) -> GlobeScene:
    """Return an Earth without satellites and sites; ``caption`` says what is awaited."""
    nowhere, nothing = np.zeros((0, 3), np.float32), np.zeros(0, np.float32)
    sun = np.array([np.cos(_SUN_LON_RAD), np.sin(_SUN_LON_RAD), 0.0], np.float32)
    return GlobeScene(
        t_s=0.0,
        gmst_rad=0.0,
        sun_ecef=sun,
        keyframes=Keyframes("empty", 0.0, 1.0, nowhere, nowhere, nowhere, nowhere),
        style=PointStyle("empty", nothing, nothing, "sequential"),
        pins=Pins("empty", nowhere, nothing, nothing, "sequential", ()),
        path=None,
        legend=Legend("empty", "", "", "sequential", "", "", np.zeros(0, np.int64), (), 0),
        selected_satellite=None,
        selected_pin=None,
        selected_name="",
        caption=caption,
        hidden=frozenset({"legend", "labels"}),
    )

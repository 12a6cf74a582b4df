"""What makes the globe beautiful and may come after its first picture: relief, Milky Way, outlines.

Reading takes some tens of milliseconds, so it is apart from what the first picture waits for. Any thread
may read.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dawnline_widgets.globe.draw.images import GlobeTextures, grey_from_image
from dawnline_widgets.globe.draw.outlines import Outlines, no_outlines, read_outlines
from dawnline_widgets.globe.draw.pictures import read_grey
from dawnline_widgets.globe.draw.relief import relief_of

U8 = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Finery:
    """What a globe can also be drawn without.

    ``relief`` is (h, w, 2) uint8 or None, equirectangular, row 0 at the north pole, column 0 at 180
    degrees west: how the ground rises towards east and north, see ``relief.relief_of``. (Two channels of
    a GL 2 texture are read as ``.r`` and ``.a``.) ``milky_way`` is (h, w) uint8 or None, equirectangular
    in right ascension and declination (equator and equinox J2000, as the stars): row 0 at the north pole,
    column 0 begins at right ascension 0, which grows along the row. ``outlines`` may be empty.
    """

    relief: U8 | None
    milky_way: U8 | None
    outlines: Outlines


def no_finery() -> Finery:
    """Return a Finery of nothing."""
    return Finery(None, None, no_outlines())


def dressed(textures: GlobeTextures, finery: Finery) -> GlobeTextures:
    """Return textures with what a Finery has; what it lacks stays as it was."""
    return replace(
        textures,
        relief=textures.relief if finery.relief is None else finery.relief,
        milky_way=textures.milky_way if finery.milky_way is None else finery.milky_way,
        outlines=finery.outlines if len(finery.outlines.coast.points) else textures.outlines,
    )


def read_finery(heights: Path, milky_way: Path, outlines: Path, flattening: float = 0.0) -> Finery:
    """Decode heights and Milky Way (pictures) and outlines (a vector file; ``flattening`` as in its reader).

    Raises
    ------
    ImageUnreadableError
        When a picture is missing or is none.
    OutlinesUnreadableError
        When the vector file is damaged.
    OSError
        When it cannot be read.
    """
    return Finery(
        relief_of(grey_from_image(read_grey(heights))),
        grey_from_image(read_grey(milky_way)),
        read_outlines(outlines, flattening),
    )

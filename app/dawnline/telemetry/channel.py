"""Channels: what is measured of an entity, described so that views need no code per channel."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.entity import Kind

Encoding = Literal["continuous", "code", "count"]


@dataclass(frozen=True)
class Channel:
    """One measured quantity.

    ``unit`` is SI and what is stored (``w``, ``k``, ``frac``, ``accelerators``); ``shown_unit``,
    ``shown_scale`` and ``shown_offset`` say how people read it: shown = stored * scale + offset.
    ``minimum`` and ``maximum`` are the usual range in stored units, None where the data decides.
    A continuous channel is float32 with ``kept_bits`` bits of mantissa; a code is uint8 indexing ``codes``.
    ``low_limit`` and ``high_limit`` are where a person should look, in stored units.
    """

    kind: Kind
    key: str
    name: str
    encoding: Encoding
    unit: str
    shown_unit: str
    description: str
    shown_scale: float = 1.0
    shown_offset: float = 0.0
    minimum: float | None = None
    maximum: float | None = None
    kept_bits: int = 12
    codes: tuple[str, ...] = ()
    low_limit: float | None = None
    high_limit: float | None = None

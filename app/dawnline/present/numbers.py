"""Numbers as people read them: scaled to a unit, rounded to what is known, never without the unit."""

import math

from dawnline.telemetry.channel import Channel

UNKNOWN = "unknown"
DASH = "\N{EN DASH}"
_POWER_UNITS = ((1e9, "GW"), (1e6, "MW"), (1e3, "kW"), (1.0, "W"))


def show(channel: Channel, value: float) -> str:
    """Return a stored value in words: ``78.4 %``, ``1.14 GW``, ``56.2 °C``, ``power cap``; NaN is unknown."""
    if channel.encoding == "code":
        return code_word(channel, int(value)) if math.isfinite(value) else UNKNOWN
    if not math.isfinite(value):
        return UNKNOWN
    return power(value) if channel.unit == "w" else _in_its_unit(channel, value)


def _in_its_unit(channel: Channel, value: float) -> str:
    shown = value * channel.shown_scale + channel.shown_offset
    if channel.unit == "frac":
        return percent(value)
    if channel.shown_unit == "$":
        return f"$ {three_digits(shown)}"
    if channel.unit == "k" or channel.shown_unit == "ms":
        return f"{_no_minus_zero(shown, 1)} {channel.shown_unit}"
    return f"{count(shown)} {channel.shown_unit}".rstrip()


def code_word(channel: Channel, code: int) -> str:
    """Return the word of a code: ``no work``; what is no code is unknown."""
    return word(channel.codes[code]) if 0 <= code < len(channel.codes) else UNKNOWN


def word(key: str) -> str:
    """Return a key as words."""
    return key.replace("_", " ")


def percent(frac: float) -> str:
    """Return a share as per cent with one decimal, as many as are recorded."""
    return f"{_no_minus_zero(frac * 100.0, 1)} %" if math.isfinite(frac) else UNKNOWN


def power(value_w: float) -> str:
    """Return power with three digits and the unit that fits: ``44.8 kW``, ``318 MW``, ``1.14 GW``."""
    if not math.isfinite(value_w):
        return UNKNOWN
    for scale, unit in _POWER_UNITS:
        # 999.5 kW and above read as megawatts: three digits would round to 1000.
        if abs(value_w) >= 0.9995 * scale and scale > 1.0:
            return f"{three_digits(value_w / scale)} {unit}"
    return f"{value_w:.0f} W" if abs(value_w) >= 0.5 else "0 W"


def three_digits(value: float) -> str:
    """Return a number with three digits, and all of them before the point where there are more."""
    size = abs(value)
    decimals = 2 if size < 9.995 else 1 if size < 99.95 else 0
    return _no_minus_zero(value, decimals)


def count(value: float) -> str:
    """Return a number of things: ``10,395``."""
    return f"{_no_minus_zero(value, 0)}" if math.isfinite(value) else UNKNOWN


def of_model(n: int, name: str) -> str:
    """Return how many of what: ``72 x GB300`` with a proper sign."""
    return f"{count(n)} \N{MULTIPLICATION SIGN} {name}"


def duration(seconds: float) -> str:
    """Return a length of time with its two largest units: ``1 d 4 h``, ``35 min``, ``12 s``."""
    rest = round(abs(seconds))
    parts = []
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if rest >= size:
            parts.append(f"{rest // size} {unit}")
            rest %= size
    return " ".join(parts[:2]) or "0 s"


def _no_minus_zero(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if text.startswith("-") and not text.strip("-0.,") else text

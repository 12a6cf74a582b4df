"""Lengths of time as people write them: ``90s``, ``10m``, ``24h``, ``1h30m``, ``2d``."""

import re

EXPECTED = "a length of time such as '90s', '10m', '24h' or '1h30m'"
_UNIT_S = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}
_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_DURATION = re.compile(rf"(?:{_NUMBER}d)?(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?", re.ASCII)


def parse_duration(text: str) -> float:
    """Return a length of time in seconds, zero or more.

    Raises
    ------
    ValueError
        If the text is no such length; the message says what would be right.
    """
    match = _DURATION.fullmatch(text.strip().lower())
    if not match or not any(match.groups()):
        raise ValueError(f"{text[:40]!r} is not {EXPECTED}")
    return sum(
        float(number) * _UNIT_S[unit] for number, unit in zip(match.groups(), "dhms", strict=True) if number
    )


def show_duration(seconds: float) -> str:
    """Return the shortest text that ``parse_duration`` reads as this many seconds."""
    parts: list[str] = []
    rest = seconds
    for unit, size_s in _UNIT_S.items():
        count = int(rest // size_s)
        if unit == "s":
            if rest or not parts:
                parts.append(f"{rest:g}s")
        elif count:
            parts.append(f"{count}{unit}")
            rest -= count * size_s
    return "".join(parts)

"""The form of an event in one line of words, apart from what the words may be."""

FORM = (
    "KIND TARGET [for DURATION] [share NUMBER] [factor NUMBER] [notice DURATION] "
    "[safe_mode_below_km NUMBER], such as 'fault site:aws/us-east-1 for 2h'"
)
_KEYS = {"for": "duration"} | {key: key for key in ("share", "factor", "notice", "safe_mode_below_km")}


def parts_of(text: str) -> dict[str, str]:
    """Return the keys of an event's text: kind, target, and what it says of its duration and so on.

    Raises ValueError, in words, if it has not the form. Targets may hold spaces; a storm's may be left out.
    """
    words = text.split()
    found: dict[str, str] = {}
    while len(words) > 2 and words[-2] in _KEYS:
        key = _KEYS[words[-2]]
        if key in found:
            raise ValueError(f"{text[:80]!r} says {words[-2]!r} twice; expected {FORM}")
        found[key] = words[-1]
        del words[-2:]
    if words == ["storm"]:  # over all satellites
        return {"kind": "storm", **found}
    if len(words) < 2:
        raise ValueError(f"{text[:80]!r} is no event; expected {FORM}")
    return {"kind": words[0], "target": " ".join(words[1:]), **found}

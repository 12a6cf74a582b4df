"""Paths that a scenario file names: they lie in its folder, or they are refused."""

from pathlib import Path, PurePosixPath, PureWindowsPath

EXPECTED = "a path inside the scenario's folder, with '/' between its parts, such as 'elements/starlink.tle'"


def path_beside(scenario: Path, name: str) -> Path:
    """Return the file that a scenario names relative to itself.

    Raises
    ------
    ValueError
        If it is absolute, climbs out by ``..`` or leads out through a symbolic link; says which.
    """
    if "\0" in name or any(ord(letter) < 32 for letter in name):
        raise ValueError("has control characters")
    # Both systems' rules on every system: a scenario that opens here opens there.
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        raise ValueError("is absolute")
    parts = PureWindowsPath(name).parts
    if ".." in parts or not parts:
        raise ValueError("leaves the scenario's folder")
    folder = scenario.parent
    target = folder.joinpath(*parts)
    try:
        inside = target.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        raise ValueError("cannot be resolved") from None
    if not inside:
        raise ValueError("leads out of the scenario's folder through a link")
    return target

"""How large the bundle is, and what of it is what: a table for the README."""

import re
from pathlib import Path

from places import PackagingError

MB = 1_000_000  # sizes are told as file managers tell them
LEAST_MB = 1.0
# What the README tells may be that far off: another system's Python and libraries have other sizes.
FREE_MB, FREE_FRAC = 2.0, 0.05
BEGIN, END = "<!-- sizes -->\n", "<!-- /sizes -->"


def size_of(place: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; links count nothing."""
    if place.is_symlink():
        return 0
    if place.is_file():
        return place.stat().st_size
    return sum(size_of(inside) for inside in place.iterdir())


def parts_of(bundle: Path) -> dict[str, int]:
    """Return bytes by part of a bundle, largest first: packages, programs, libraries, licences."""
    library = bundle / "lib"
    parts: dict[str, int] = {}
    for place in [*bundle.iterdir(), *library.iterdir()]:
        if place == library:
            continue
        name = place.name.partition(".libs")[0].partition("-")[0] if place.is_dir() else place.name
        parts[name] = parts.get(name, 0) + size_of(place)
    return dict(sorted(parts.items(), key=lambda row: -row[1]))


def table_of(bundle: Path) -> str:
    """Return the parts as a table in Markdown; small ones in one row."""
    parts = parts_of(bundle)
    large = {name: size for name, size in parts.items() if size >= LEAST_MB * MB}
    rest = sum(parts.values()) - sum(large.values())
    rows = [f"| {name} | {size / MB:.1f} |" for name, size in large.items()]
    rows += [f"| the rest, {len(parts) - len(large)} parts | {rest / MB:.1f} |"]
    rows += [f"| **all** | **{sum(parts.values()) / MB:.1f}** |"]
    return "\n".join(["| part | MB |", "|---|---|", *rows]) + "\n"


def put_into(readme: Path, text: str) -> None:
    """Put a text between the marks of the README."""
    old = readme.read_text(encoding="utf-8")
    new = re.sub(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}{text}{END}", old, flags=re.DOTALL)
    readme.write_text(new, encoding="utf-8")


def told_in(text: str) -> dict[str, float]:
    """Return the megabytes that a table of `table_of` tells, by part, and of all together."""
    rows = re.findall(r"^\| ([^,|]+?)(?:,[^|]*)? \| \**([\d.]+)\** \|$", text, re.MULTILINE)
    return {name: float(megabytes) for name, megabytes in rows}


def demand_told(readme: Path, bundle: Path) -> None:
    """See that the README tells about what the bundle has; raise PackagingError with what it tells wrong."""
    text = readme.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    told, has = told_in(text), told_in(table_of(bundle))
    wrong = [
        f"{name}: {told.get(name, 0.0):.1f} MB told, {has.get(name, 0.0):.1f} MB there"
        for name in sorted(told.keys() | has.keys())
        if abs(told.get(name, 0.0) - has.get(name, 0.0)) > FREE_MB + FREE_FRAC * has.get(name, 0.0)
    ]
    if wrong:
        raise PackagingError(
            f"{readme.name} tells other sizes than the bundle has (./dev package --write-sizes):\n  "
            + "\n  ".join(wrong)
        )

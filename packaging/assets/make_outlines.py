"""Make `geography/outlines.bin`, the coastlines and borders, from the npm package world-atlas.

    python make_outlines.py FOLDER OUTPUT

FOLDER is the unpacked package: `land-50m.json` and `countries-50m.json` are read. Their arcs are kept to the
last bit of the source's own grid; nothing is simplified, nothing put between. The layout is in
`geography/CREDITS.md`.
"""

import argparse
import json
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
MAGIC = b"OUTLINE1"
LON_STEPS = 99_999  # of the source's grid in a full turn: its quantisation is 1e5 values


def main() -> None:
    """Read the package, write the file, say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    asked = parser.parse_args()
    land = json.loads((asked.folder / "land-50m.json").read_text())
    countries = json.loads((asked.folder / "countries-50m.json").read_text())
    if land["transform"] != countries["transform"]:
        raise SystemExit("land and countries lie on different grids")
    if abs(land["transform"]["scale"][0] * LON_STEPS - 360.0) > 1e-9:
        raise SystemExit("the grid does not close after a full turn")
    grid = (*land["transform"]["scale"], *land["transform"]["translate"])
    layers = [
        [piece for line in lines for piece in without_seams(line)]
        for lines in (coastlines(land), borders(countries))
    ]
    content = MAGIC + struct.pack("<4d", *grid) + b"".join(packed(layer) for layer in layers)
    asked.output.write_bytes(content)
    counts = ", ".join(f"{len(layer)} lines of {sum(map(len, layer))} points" for layer in layers)
    sys.stdout.write(f"{asked.output}: {len(content)} bytes; {counts}\n")


def arcs_of(topology: dict[str, Any]) -> list[Ints]:
    """Return the arcs on the grid, each (p, 2); longitude runs on where an arc crosses the antimeridian."""
    return [unrolled(np.cumsum(np.array(arc, np.int64), axis=0)) for arc in topology["arcs"]]


def unrolled(line: Ints) -> Ints:
    """Return a line without its jumps by a full turn: each step goes the short way round."""
    steps = np.diff(line, axis=0)
    steps[:, 0] -= LON_STEPS * np.round(steps[:, 0] / LON_STEPS).astype(np.int64)
    return np.concatenate((line[:1], line[0] + np.cumsum(steps, axis=0)))


def coastlines(land: dict[str, Any]) -> Iterator[Ints]:
    """Yield each ring of the land as a closed line: its last point is its first."""
    arcs = arcs_of(land)
    for shape in land["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]
            # Neighbours share the point where they meet.
            yield unrolled(np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])]))


def borders(countries: dict[str, Any]) -> Iterator[Ints]:
    """Yield the arcs that two countries share; the coast belongs to one alone, and is drawn as coast."""
    arcs = arcs_of(countries)
    owners: Counter[int] = Counter()
    for country in countries["objects"]["countries"]["geometries"]:
        owners.update({n if n >= 0 else ~n for n in flat(country.get("arcs", []))})
    yield from (arcs[n] for n, count in sorted(owners.items()) if count > 1)


def flat(nested: list[Any]) -> Iterator[int]:
    """Yield the numbers of nested lists."""
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from flat(item)


def without_seams(line: Ints) -> Iterator[Ints]:
    """Yield the pieces of a line between what only closes polygons: antimeridian and south pole."""
    line = line[np.concatenate(([True], (line[1:] != line[:-1]).any(axis=1)))]
    on_seam = line[:, 0] % LON_STEPS == 0
    on_pole = line[:, 1] == 0
    real = ~((on_seam[1:] & on_seam[:-1]) | (on_pole[1:] & on_pole[:-1]))
    edges = np.diff(np.concatenate(([False], real, [False])).astype(np.int8))
    for first, end in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        yield line[first : end + 1]


def packed(lines: list[Ints]) -> bytes:
    """Return a layer's bytes: counts of lines and points, points of each line, first points, steps."""
    starts = np.array([line[0] for line in lines], np.int64)
    starts[:, 0] %= LON_STEPS
    steps = np.concatenate([np.diff(line, axis=0) for line in lines])
    if np.abs(steps).max() > 32_767:
        raise SystemExit("a step is too long for 16 bits")
    lengths = np.array([len(line) for line in lines])
    head = struct.pack("<2I", len(lines), int(lengths.sum()))
    parts = (lengths.astype("<u4"), starts.astype("<u4"), steps.astype("<i2"))
    return head + b"".join(part.tobytes() for part in parts)


if __name__ == "__main__":
    main()

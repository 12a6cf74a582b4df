"""Shells, planes and places of satellites, and how far along its plane each is at a stated time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ShellPlanes:
    """One shell: its planes in the order of their nodes, each the satellites along it in order."""

    planes: tuple[Indices, ...]


def shells_of(fleet: Fleet, group: int) -> list[ShellPlanes]:
    """Return the shells of one fleet; satellites whose plane is unknown are in none."""
    mine = np.flatnonzero((fleet.satellites.parent == group) & (fleet.plane_of >= 0))
    plane = fleet.plane_of[mine]
    slot = np.arange(len(mine)) if fleet.slot_of is None else fleet.slot_of[mine]
    order = np.lexsort((np.arange(len(mine)), slot, plane))
    mine, plane = mine[order], plane[order]
    numbers, starts = np.unique(plane, return_index=True)
    members = np.split(mine, starts[1:])
    if not len(numbers):
        return []
    if fleet.shell_of_plane is None or "plane" not in fleet.tables:
        return [ShellPlanes(tuple(members))]
    rows = np.flatnonzero(fleet.tables["plane"].parent == group)[numbers]
    shell = fleet.shell_of_plane[rows]
    return [
        ShellPlanes(tuple(members[k] for k in np.flatnonzero(shell == number)))
        for number in dict.fromkeys(shell.tolist())
    ]


def latitude_argument_rad(r_teme_m: Floats, v_teme_m_s: Floats) -> Floats:
    """Return (n,) angles 0..2 pi from the ascending node; from the x axis where an orbit has no node."""
    normal = np.cross(r_teme_m, v_teme_m_s)
    node = np.stack((-normal[:, 1], normal[:, 0], np.zeros(len(normal))), axis=1)
    flat = np.hypot(node[:, 0], node[:, 1]) <= 1e-9 * np.linalg.norm(normal, axis=1)
    node[flat] = (1.0, 0.0, 0.0)
    node /= np.linalg.norm(node, axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        ahead = np.cross(normal / np.linalg.norm(normal, axis=1, keepdims=True), node)
    x, y = (np.einsum("ij,ij->i", r_teme_m, axis) for axis in (node, ahead))
    return np.asarray(np.arctan2(y, x) % (2.0 * np.pi), np.float64)

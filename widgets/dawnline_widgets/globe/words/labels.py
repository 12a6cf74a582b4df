"""Where the names of pins go so that they do not cover each other: the important ones first. Pure numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Rect = tuple[float, float, float, float]  # x, y, width, height

_GAP = 5.0


@dataclass(frozen=True)
class Wanted:
    """A name that wants a place: at a pixel, clear of a disc of ``radius``, ``width`` x ``height`` large."""

    index: int
    x: float
    y: float
    radius: float
    width: float
    height: float


def place(
    wanted: Iterable[Wanted],
    taken: Sequence[Rect],
    size: tuple[float, float],
    discs: Sequence[Rect] = (),
    *,
    certain: int = 0,
) -> list[tuple[int, float, float]]:
    """Return (index, x, y) of the names that found a place, in their order: first come, first served.

    Each tries right, left, below and above of its pin, inside ``size``, off the ``taken`` rectangles and off
    the ``discs`` of other pins; the first ``certain`` names rather cover a disc than stay away.
    """
    blocked = list(taken)
    placed = []
    for rank, name in enumerate(wanted):
        for obstacles in ([*blocked, *discs], blocked)[: 2 if rank < certain else 1]:
            found = _free_place(name, obstacles, size)
            if found is not None:
                blocked.append((*found, name.width, name.height))
                placed.append((name.index, *found))
                break
    return placed


def _free_place(
    name: Wanted, obstacles: Sequence[Rect], size: tuple[float, float]
) -> tuple[float, float] | None:
    for x, y in _places(name):
        rect = (x, y, name.width, name.height)
        inside = x >= 0 and y >= 0 and x + name.width <= size[0] and y + name.height <= size[1]
        if inside and not any(_overlap(rect, other) for other in obstacles):
            return x, y
    return None


def _places(name: Wanted) -> tuple[tuple[float, float], ...]:
    away = name.radius + _GAP
    middle_x, middle_y = name.x - name.width / 2, name.y - name.height / 2
    return (
        (name.x + away, middle_y),
        (name.x - away - name.width, middle_y),
        (middle_x, name.y + away),
        (middle_x, name.y - away - name.height),
    )


def _overlap(a: Rect, b: Rect) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]

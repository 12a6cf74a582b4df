"""Entities and their tables: who exists in a run, by kind and index.

Indices never change within a run. What is launched later has ``from_s``, what leaves has ``until_s``.
Ids read ``kind:group/name`` (``satellite:starlink/STARLINK-1008``) or ``kind:name`` where there is no group.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Kind = Literal["satellite", "site", "gateway", "region", "workload", "plane", "fleet", "pair", "link"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, order=True)
class EntityRef:
    """One entity of a run: its kind, and its index in the table of that kind."""

    kind: Kind
    index: int


@dataclass(frozen=True, eq=False)
class EntityTable:
    """All entities of one kind, by index.

    Attributes
    ----------
    kind : the kind of every row.
    ids, names : n texts each; ids are unique.
    parent : (n,) int32, index in the ``fleet`` table, -1 where there is none.
    from_s, until_s : (n,) float64, seconds since the epoch of the scenario between which it exists.
    """

    kind: Kind
    ids: tuple[str, ...]
    names: tuple[str, ...]
    parent: NDArray[np.int32]
    from_s: NDArray[np.float64]
    until_s: NDArray[np.float64]

    @classmethod
    def of(
        cls, kind: Kind, ids: tuple[str, ...], names: tuple[str, ...], parent: NDArray[np.int32] | None = None
    ) -> "EntityTable":
        """Return a table whose entities exist for the whole run."""
        n = len(ids)
        return cls(
            kind=kind,
            ids=ids,
            names=names,
            parent=np.full(n, -1, np.int32) if parent is None else parent,
            from_s=np.full(n, -np.inf),
            until_s=np.full(n, np.inf),
        )

    def __post_init__(self) -> None:
        n = len(self.ids)
        lengths = {len(self.names), len(self.parent), len(self.from_s), len(self.until_s)}
        if lengths != {n}:
            raise ValueError(f"{self.kind} table: {n} ids, but columns of {sorted(lengths)} rows")

    def __len__(self) -> int:
        return len(self.ids)

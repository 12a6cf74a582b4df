"""The names of all there is in a scenario or a run: what ``why``, ``sample`` and ``branch`` ask for."""

from pathlib import Path
from typing import TYPE_CHECKING

from dawnline.cli.complaint import UserError

if TYPE_CHECKING:
    from dawnline.fleet.entity import Kind
    from dawnline.fleet.fleet import Fleet

# Kinds with the most rows last; links have no names of their own.
KINDS: tuple["Kind", ...] = ("fleet", "workload", "site", "gateway", "region", "plane", "satellite", "pair")


def names_of(path: Path, kind: "Kind") -> dict[str, str]:
    """Return the titles by id of all entities of a kind; UserError where there are none of it."""
    fleet = _fleet_of(path)
    table = fleet.tables.get(kind)
    if not table:
        there = ", ".join(one for one in KINDS if fleet.tables.get(one))
        raise UserError(f"{path}: there is no {kind} in it; there are names of: {there or 'nothing'}")
    titles = _titles(fleet, kind) or table.names
    return dict(zip(table.ids, titles, strict=True))


def is_run(path: Path) -> bool:
    """Say whether a file is a run, or else a scenario; UserError where it is neither."""
    from dawnline.scenario.file_kind import file_kind

    kind = file_kind(path)
    if kind not in {"run", "scenario"}:
        raise UserError(f"{path}: is neither a scenario (.toml) nor a run (.dawn); info tells of those")
    return kind == "run"


def _fleet_of(path: Path) -> "Fleet":
    from dawnline.recording.recording import Recording
    from dawnline.scenario.loading import load_scenario

    if is_run(path):
        with Recording.open(path) as recording:
            return recording.header.fleet
    return load_scenario(path).fleet


def _titles(fleet: "Fleet", kind: "Kind") -> tuple[str, ...] | None:
    """Return what people call them, where they have more than their name."""
    match kind:
        case "fleet":
            return tuple(one.title or one.name for one in fleet.groups)
        case "workload":
            return tuple(one.title or one.name for one in fleet.workloads)
        case "site":
            return tuple(one.title or one.name for one in fleet.sites)
        case "gateway":
            return tuple(one.title or one.name for one in fleet.gateways)
    return None

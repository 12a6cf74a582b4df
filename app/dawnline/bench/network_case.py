"""What the network is measured with: satellites of a case, linked; 60 regions, 40 sites, 45 gateways."""

from dataclasses import dataclass
from pathlib import Path

from dawnline.bench.inputs import Case

# Fleets of an element file by how its names begin; what begins otherwise is left out, unless nothing does so.
# OneWeb has no lasers: its satellites only hand over to gateways (their rate is assumed).
_LINKS = {
    "STARLINK": '{ preset = "starlink-laser", terminals = 5 }',
    "KUIPER": '{ preset = "kuiper-laser", terminals = 5 }',
    "ONEWEB": '{ topology = "none", user_rate_gbps = 7.2, user_mask_deg = 25.0, ground_beams = 2 }',
}
_BETWEEN = ("STARLINK", "KUIPER")

_HEAD = """
[scenario]
format = 1
title = "{title}, with a network"
duration = "{duration_s:.0f}s"
step = "60s"
seed = 20260530
{start}
"""
_ELEMENTS = """
[[fleet]]
name = "{name}"
source = "elements"
file = "{file}"
bus = "starlink-v2-mini-edge"
links = {links}
"""
_GENERATED = """
[[fleet]]
name = "shell"
source = "walker-delta"
altitude_km = 600.0
inclination_deg = 53.0
planes = {planes}
satellites_per_plane = {per_plane}
phasing = "half"
bus = "starlink-v2-mini-edge"
links = {links}
"""
_GCP = (
    "us-central1",
    "us-east4",
    "us-west1",
    "southamerica-east1",
    "europe-west1",
    "europe-west4",
    "me-west1",
)
_AZURE = ("southafricanorth", "uaenorth", "japaneast", "australiaeast")
_GROUND = """
[[site]]
preset = "aws"
[[site]]
preset = "gcp"
only = [{gcp}]
[[site]]
preset = "azure"
only = [{azure}]
[[site]]
preset = "colossus-1"

[[gateway]]
preset = "starlink"
{gateways}
[[region]]
preset = "metros"
[[region]]
name = "zurich"
lat = 47.38
lon = 8.54
weight = 1.4

[[workload]]
name = "assistants"
kind = "inference"
requests_per_s = 250_000.0

[[workload]]
name = "overnight"
kind = "batch"
peak_accelerators = 300_000.0
peak_local_hour = 2.0

[policy]
placement = "nearest"
"""
_GATEWAYS = (("tromso", 69.66, 18.94), ("svalbard", 78.23, 15.39), ("awarua", -46.53, 168.38),
             ("hartebeesthoek", -25.89, 27.69), ("inuvik", 68.32, -133.55))  # fmt: skip


@dataclass(frozen=True)
class NetworkCase:
    """A case whose scenario names its own element files: they lie beside it."""

    case: Case
    files: tuple[Path, ...]


def network_case(case: Case, folder: Path, frames: int | None = None) -> NetworkCase:
    """Return the satellites of a case with a network, for so many frames (None: as many as the case has)."""
    scenario = case.scenario
    duration_s = scenario.duration_s if frames is None else (frames - 1) * 60.0
    between: list[str] = []
    if case.elements is None:
        n = scenario.ephemeris.n
        planes = max(3, round(n**0.5))
        sizes = {"planes": planes, "per_plane": max(3, round(n / planes))}
        fleets = [_GENERATED.format(links=_LINKS["STARLINK"], **sizes)]
        files: dict[str, Path] = {}
    else:
        files = _split(case.elements, folder)
        fleets = [
            _ELEMENTS.format(name=name.lower(), file=file.name, links=_LINKS.get(name, _LINKS["STARLINK"]))
            for name, file in files.items()
        ]
        between = [name.lower() for name in _BETWEEN] if set(_BETWEEN) <= set(files) else []
    ground = _GROUND.format(
        gcp=", ".join(f'"{name}"' for name in _GCP),
        azure=", ".join(f'"{name}"' for name in _AZURE),
        gateways="\n".join(
            f'[[gateway]]\nname = "{n}"\nlat = {lat}\nlon = {lon}' for n, lat, lon in _GATEWAYS
        ),
    )
    rules = f"\n[network]\nlasers_between = [{between}]\n" if between else ""
    start = "" if files else "start = 2026-05-30T00:00:00Z"
    text = _HEAD.format(title=case.name, duration_s=duration_s, start=start)
    path = folder / f"network-{len(list(folder.glob('network-*.toml')))}.toml"
    path.write_text(text + "".join(fleets) + ground + rules, encoding="utf-8")
    return NetworkCase(Case(f"{case.name}, network", path), tuple(files.values()))


def _split(elements: Path, folder: Path) -> dict[str, Path]:
    """Write the element sets of each known fleet into a file of its own; all into one where none is known."""
    lines = elements.read_text(encoding="utf-8-sig").splitlines()
    found: dict[str, list[str]] = {}
    for name, one, two in zip(lines, lines[1:], lines[2:], strict=False):
        if one[:2] == "1 " and two[:2] == "2 ":
            head = next((known for known in _LINKS if name.startswith(known)), None)
            if head is not None:
                found.setdefault(head, []).extend((name, one, two))
    if not found:
        found = {"ALL": lines}
    files = {}
    for head, kept in found.items():
        files[head] = folder / f"{elements.stem}-{head.lower()}{elements.suffix}"
        files[head].write_text("\n".join(kept) + "\n", encoding="utf-8")
    return files

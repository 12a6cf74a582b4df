"""Fleets with networks, made by hand: shells by Hypatia's recipe, and small ones that can be bent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dawnline.fleet.entity import EntityTable, Kind
from dawnline.fleet.fleet import Fleet, FleetGroup
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.network import FleetLinks, Gateway, NetworkRules
from dawnline.network.network import Network
from dawnline.orbits.element_rows import XPDOTP
from dawnline.orbits.element_sets import ElementSets, KeplerElements
from dawnline.orbits.ephemeris import Ephemeris
from dawnline.orbits.epoch import Epoch
from dawnline.scenario.event import Event
from dawnline_testing.small_scenario import H100

HYPATIA_EPOCH = Epoch.from_iso("2000-01-01T00:00:00Z")
HYPATIA_RADIUS_M = 6_378_135.0
# Hypatia's conventions: light alone counts, and users are told by range, not by elevation.
HYPATIA_RULES = NetworkRules(
    hop_s=0.0, access_s=0.0, fibre_stretch=1.4, fibre_index=1.468, has_fibre=False, queue_cap_s=0.05
)
LINKS = FleetLinks(
    topology="grid",
    terminals=4,
    rate_bps=100e9,
    max_range_m=5_000e3,
    grazing_m=80e3,
    acquisition_s=10.0,
    plane_offset=0,
    crosses_seam=True,
    max_cross_plane_lat_rad=np.pi / 2.0,
    user_mask_rad=np.radians(25.0),
    user_max_range_m=1e8,
    user_rate_bps=1e9,
    ground_beams=2,
)
RULES = NetworkRules(
    hop_s=1e-4, access_s=6e-3, fibre_stretch=1.4, fibre_index=1.468, has_fibre=True, queue_cap_s=0.05
)


def hypatia_links(altitude_m: float, cone_deg: float) -> FleetLinks:
    """Return links by Hypatia's recipe: lasers above 80 km, users within a cone on a flat Earth."""
    top, low = HYPATIA_RADIUS_M + altitude_m, HYPATIA_RADIUS_M + 80e3
    return replace(
        LINKS,
        max_range_m=2.0 * np.sqrt(top**2 - low**2),
        user_mask_rad=0.0,
        user_max_range_m=float(np.hypot(altitude_m / np.tan(np.radians(cone_deg)), altitude_m)),
    )


def half_phased(planes: int, per_plane: int, inclination_deg: float, turns_a_day: float) -> ElementSets:
    """Return a shell as Hypatia makes it: odd planes half a place ahead."""
    plane, place = np.divmod(np.arange(planes * per_plane), per_plane)
    full = np.ones(len(plane))
    anomaly_deg = 360.0 * place / per_plane + np.where(plane % 2, 180.0 / per_plane, 0.0)
    columns = {
        "jdsatepoch": full * HYPATIA_EPOCH.jd,
        "jdsatepochF": full * HYPATIA_EPOCH.fraction,
        "bstar": full * 0.0,
        "ndot": full * 0.0,
        "nddot": full * 0.0,
        "ecco": full * 1e-7,
        "argpo": full * 0.0,
        "inclo": np.radians(full * inclination_deg),
        "mo": np.radians(anomaly_deg),
        "no_kozai": full * turns_a_day / XPDOTP,
        "nodeo": np.radians(360.0 * plane / planes),
    }
    return ElementSets(tuple(map(str, range(len(plane)))), np.arange(len(plane)), columns)


def walker(
    planes: int, per_plane: int, *, phasing: int = 0, inclination_deg: float = 53.0, altitude_m: float =
    550e3, spread_rad: float = 2.0 * np.pi,
) -> KeplerElements:  # fmt: skip
    """Return a Walker pattern, plane by plane."""
    plane, place = np.divmod(np.arange(planes * per_plane), per_plane)
    n = len(plane)
    return KeplerElements(
        names=tuple(map(str, range(n))),
        a_m=np.full(n, 6_378_137.0 + altitude_m),
        e=np.zeros(n),
        i_rad=np.full(n, np.radians(inclination_deg)),
        raan_rad=spread_rad * plane / planes,
        argp_rad=np.zeros(n),
        mean_anomaly_rad=2.0 * np.pi * (place / per_plane + phasing * plane / n),
    )


def region(name: str, lat_deg: float, lon_deg: float) -> Region:
    """Return a place that asks."""
    return Region(name, float(np.radians(lat_deg)), float(np.radians(lon_deg)), 1.0)


def site(name: str, lat_deg: float, lon_deg: float) -> Site:
    """Return a place that answers."""
    return Site(
        name=name, title=name, provider="", lat_rad=float(np.radians(lat_deg)),
        lon_rad=float(np.radians(lon_deg)), accelerator=H100, accelerators=8, power_cap_w=1e4, pue=1.2,
        overhead_frac=0.4, fault_rate_per_h=0.0, fault_repair_s=0.0,
    )  # fmt: skip


def gateway(name: str, lat_deg: float, lon_deg: float, **changes: Any) -> Gateway:
    """Return a radio gateway of eight antennas that sees everything above 10 degrees."""
    given = Gateway(
        name=name, title=name, kind="radio", lat_rad=float(np.radians(lat_deg)),
        lon_rad=float(np.radians(lon_deg)), mask_rad=float(np.radians(10.0)), max_range_m=1e8, antennas=8,
        rate_bps=20e9, availability_frac=1.0, acquisition_s=0.0, fleets=(),
    )  # fmt: skip
    return replace(given, **changes)


def one_fleet(
    orbits: ElementSets | KeplerElements, planes: int, links: FleetLinks, rules: NetworkRules, **ground: Any
) -> Fleet:
    """Return a fleet of one shell, plane by plane, with ``gateways``, ``regions`` and ``sites``."""
    return fleet_of([("shell", orbits, planes, links)], rules, **ground)


def fleet_of(
    shells: Sequence[tuple[str, ElementSets | KeplerElements, int, FleetLinks]],
    rules: NetworkRules,
    *,
    gateways: Sequence[Gateway] = (),
    regions: Sequence[Region] = (),
    sites: Sequence[Site] = (),
    named_links: Sequence[str] = (),
) -> Fleet:
    """Return fleets of one shell each: name, orbits, number of equally full planes, links."""
    sizes = [len(orbits) for _, orbits, _, _ in shells]
    parent = np.repeat(np.arange(len(shells), dtype=np.int32), sizes)
    plane_of = np.concatenate(
        [np.arange(size) // (size // planes) for size, (_, _, planes, _) in zip(sizes, shells, strict=True)]
    )
    names = tuple(
        f"{name}-{i}" for (name, _, _, _), size in zip(shells, sizes, strict=True) for i in range(size)
    )
    heads = [name for (name, _, _, _), size in zip(shells, sizes, strict=True) for _ in range(size)]
    plane_rows = [(k, p) for k, (_, _, planes, _) in enumerate(shells) for p in range(planes)]
    tables: dict[Kind, EntityTable] = {
        "satellite": EntityTable.of(
            "satellite", tuple(f"satellite:{h}/{n}" for h, n in zip(heads, names, strict=True)), names, parent
        ),
        "fleet": EntityTable.of("fleet", tuple(f"fleet:{s[0]}" for s in shells), tuple(s[0] for s in shells)),
        "plane": EntityTable.of(
            "plane",
            tuple(f"plane:{shells[k][0]}/{p}" for k, p in plane_rows),
            tuple(f"{shells[k][0]}-{p}" for k, p in plane_rows),
            np.array([k for k, _ in plane_rows], np.int32),
        ),
        "gateway": _table("gateway", [g.name for g in gateways]),
        "region": _table("region", [r.name for r in regions]),
        "site": _table("site", [s.name for s in sites]),
        "workload": _table("workload", []),
        "link": EntityTable.of("link", tuple(named_links), tuple(named_links)),
    }
    origin = ["generated" if isinstance(orbits, KeplerElements) else "elements" for _, orbits, _, _ in shells]
    return Fleet(
        tables=tables,
        groups=tuple(
            FleetGroup(
                name, name, "satellite", "generated" if kind == "generated" else "elements", "", (), links
            )
            for (name, _, _, links), kind in zip(shells, origin, strict=True)
        ),
        buses=(),
        bus_of=np.zeros(len(names), np.int32),
        plane_of=plane_of.astype(np.int32),
        sites=tuple(sites),
        regions=tuple(regions),
        workloads=(),
        gateways=tuple(gateways),
        network=rules,
    )


def _table(kind: Kind, names: Sequence[str]) -> EntityTable:
    return EntityTable.of(kind, tuple(f"{kind}:{name}" for name in names), tuple(names))


def kuiper_630(cities: Sequence[Region]) -> Network:
    """Return Kuiper's first shell as Hypatia flies it, with cities as regions."""
    orbits = half_phased(34, 34, 51.9, 14.80)
    fleet = one_fleet(orbits, 34, hypatia_links(630e3, 30.0), HYPATIA_RULES, regions=cities)
    return Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]))


def starlink_550(cities: Sequence[Region]) -> Network:
    """Return Starlink's first shell by the same recipe (72 planes of 22, 53 degrees, 15.19 turns a day)."""
    orbits = half_phased(72, 22, 53.0, 15.19)
    links = replace(hypatia_links(550e3, 25.0), user_max_range_m=float(np.hypot(940.7e3, 550e3)))
    fleet = one_fleet(orbits, 72, links, HYPATIA_RULES, regions=cities)
    return Network(fleet, Ephemeris(HYPATIA_EPOCH, [orbits]))


def event(kind: Kind, index: int, start_s: float, duration_s: float) -> Event:
    """Return a fault."""
    from dawnline.fleet.entity import EntityRef

    return Event("fault", EntityRef(kind, index), start_s, duration_s, 0.0)


def cities_of(text: str) -> list[Region]:
    """Return the places of a file of Hypatia: number, name, latitude, longitude, height."""
    rows = [line.split(",") for line in text.splitlines() if line.strip()]
    return [region(row[1], float(row[2]), float(row[3])) for row in rows]

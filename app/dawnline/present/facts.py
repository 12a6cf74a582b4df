"""What is known of a satellite or a site besides its channels: where it is, what it is made of."""

import math

import numpy as np

from dawnline.fleet.ground import Site
from dawnline.orbits.constants import DAY_S
from dawnline.orbits.frames import ecef_from_teme, geodetic_from_ecef, gmst_rad
from dawnline.orbits.sun import beta_of_state_rad, sun_teme_m
from dawnline.present.causes.power_words import full_load_w
from dawnline.present.numbers import duration, of_model, percent, power
from dawnline.present.path import orbital_period_s
from dawnline.recording.recording import Recording

Facts = tuple[tuple[str, str], ...]


def satellite_subtitle(recording: Recording, t_s: float, index: int) -> str:
    """Return fleet, plane, altitude and beta angle: ``Dawnline A · plane 03 · 649.8 km · β 61.2°``."""
    header = recording.header
    fleet = header.fleet
    parent = int(fleet.satellites.parent[index])
    parts = [fleet.groups[parent].title or fleet.groups[parent].name] if parent >= 0 else []
    plane = int(fleet.plane_of[index])
    if plane >= 0:
        parts.append(f"plane {plane:02d}")
    state = header.ephemeris.teme_of(index, np.array([t_s]))
    if not state.ok[0]:
        return " · ".join([*parts, "position unknown"])
    sun_m = sun_teme_m(header.epoch, t_s)
    beta_deg = math.degrees(float(beta_of_state_rad(sun_m, state.r_teme_m, state.v_teme_m_s)[0]))
    _, _, altitude_m = _geodetic(recording, t_s, state.r_teme_m)
    return " · ".join([*parts, f"{altitude_m / 1000.0:.1f} km", f"β {beta_deg:.1f}°"])


def satellite_facts(recording: Recording, t_s: float, index: int) -> Facts:
    """Return sub-point, orbit, age of the elements, and what the satellite is made of."""
    header = recording.header
    fleet = header.fleet
    bus = fleet.buses[int(fleet.bus_of[index])]
    facts: list[tuple[str, str]] = []
    state = header.ephemeris.teme_of(index, np.array([t_s]))
    if state.ok[0]:
        lat, lon, _ = _geodetic(recording, t_s, state.r_teme_m)
        period_s = orbital_period_s(state)
        facts.append(("Over", lat_lon(lat, lon)))
        if math.isfinite(period_s):
            facts.append(("Period", f"{period_s / 60.0:.1f} min"))
    parent = int(fleet.satellites.parent[index])
    if parent >= 0 and fleet.groups[parent].origin == "elements":
        age_s = float(header.ephemeris.age_s(t_s)[index])
        facts.append(("Elements", f"{abs(age_s) / DAY_S:.1f} d {'old' if age_s >= 0 else 'ahead'}"))
    elif parent >= 0:
        facts.append(("Elements", f"generated for {header.epoch.iso()[:10]}"))
    if bus.accelerators:
        facts.append(("Accelerators", of_model(bus.accelerators, bus.accelerator.name)))
    facts += [
        ("Bus", bus.name),
        ("Full load", power(full_load_w(bus))),
        ("Battery", f"{bus.battery_j / 3.6e6:,.1f} kWh, floor {percent(1.0 - bus.depth_of_discharge_frac)}"),
        ("In eclipse", bus.eclipse_policy.replace("-", " ")),
        ("Id", fleet.satellites.ids[index]),
    ]
    return tuple(facts)


def site_subtitle(site: Site) -> str:
    """Return provider, place and contract."""
    return " · ".join(
        part
        for part in (site.provider, lat_lon(site.lat_rad, site.lon_rad), f"cap {power(site.power_cap_w)}")
        if part
    )


def site_facts(site: Site) -> Facts:
    """Return what a site holds, and what its contract allows."""
    return (
        ("Accelerators", of_model(site.accelerators, site.accelerator.name)),
        ("Power cap", power(site.power_cap_w)),
        ("PUE", f"{site.pue:.2f}"),
        ("Repair of a fault", duration(site.fault_repair_s)),
        ("Id", site.name),
    )


def lat_lon(lat_rad: float, lon_rad: float) -> str:
    """Return a place to a hundredth of a degree: ``35.06° N 90.16° W``."""
    lat, lon = math.degrees(lat_rad), math.degrees(lon_rad)
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'} {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def _geodetic(
    recording: Recording, t_s: float, r_teme_m: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> tuple[float, float, float]:
    turn_rad = gmst_rad(recording.header.epoch, t_s)
    lat, lon, altitude_m = geodetic_from_ecef(ecef_from_teme(r_teme_m, turn_rad))
    return float(lat[0]), float(lon[0]), float(altitude_m[0])

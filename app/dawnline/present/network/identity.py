"""What is known of gateways, regions and pairs besides their channels. Works out no links."""

import math
from dataclasses import dataclass

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.fleet.network import Gateway
from dawnline.fleet.provenance import Provenance
from dawnline.orbits.constants import EARTH_RADIUS_M, LIGHT_M_S
from dawnline.present.evidence import Evidence
from dawnline.present.facts import Facts, lat_lon
from dawnline.present.network.choice import choice_of_pair
from dawnline.present.network.handovers import entry_name
from dawnline.present.network.words import degrees, km, ms
from dawnline.present.numbers import percent
from dawnline.present.working.counts import per_s, rate_text
from dawnline.recording.recording import Recording

KINDS = frozenset({"gateway", "region", "pair"})
# Shown only where there is some of it.
_QUIET = frozenset({"hops", "unreached", "dropped", "to_orbit", "requests"})


@dataclass(frozen=True)
class Identity:
    """Title, what stands below it, what does not change, and where values come from."""

    title: str
    subtitle: str
    facts: Facts
    provenance: tuple[Provenance, ...] = ()


def identity_of(recording: Recording, ref: EntityRef) -> Identity:
    """Return who a gateway, a region or a pair is."""
    fleet = recording.header.fleet
    facts: Facts = (("Id", fleet.entity_id(ref)),)
    if ref.kind == "gateway":
        gateway = fleet.gateways[ref.index]
        place = lat_lon(gateway.lat_rad, gateway.lon_rad)
        subtitle = f"{gateway.kind.capitalize()} gateway · {place}"
        return Identity(
            gateway.title or gateway.name, subtitle, _gateway(gateway) + facts, gateway.provenance
        )
    if ref.kind == "region":
        region = fleet.regions[ref.index]
        place = lat_lon(region.lat_rad, region.lon_rad)
        return Identity(fleet.tables["region"].names[ref.index], f"Region · {place}", facts)
    return _pair(recording, ref, facts)


def network_values(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Return the channels of a gateway, region or pair now, as (label, text): satellites by name."""
    values = []
    for channel in evidence.recording.header.catalogue.of_kind(evidence.ref.kind):
        value, text = evidence.value(channel.key), evidence.text(channel.key)
        if channel.key in _QUIET and value == 0.0:
            continue
        if channel.unit == "requests":
            text = rate_text(per_s(evidence.recording, value if value >= 0.0 else math.nan))
        if channel.key == "entry_satellite":
            text = entry_name(evidence.recording, int(evidence.value(channel.key))) or "none"
        elif evidence.ref.kind == "pair" and channel.key == "rtt_s" and np.isnan(evidence.value("rtt_s")):
            text = "no way"
        values.append((channel.name, text))
    return tuple(values)


def _gateway(gateway: Gateway) -> Facts:
    facts = [
        ("Antennas", f"{gateway.antennas}, {gateway.rate_bps / 1e9:g} Gbit/s each"),
        ("Sees above", degrees(gateway.mask_rad)),
        ("Acquisition", f"{gateway.acquisition_s:g} s"),
        ("Serves", ", ".join(gateway.fleets) or "all fleets"),
    ]
    if gateway.availability_frac < 1.0:
        facts.insert(2, ("Clear sky", percent(gateway.availability_frac)))
    return tuple(facts)


def _pair(recording: Recording, ref: EntityRef, facts: Facts) -> Identity:
    fleet = recording.header.fleet
    choice = choice_of_pair(recording, ref)
    region, site = fleet.regions[choice.source.index], fleet.sites[choice.target.index]
    cosine = np.sin(region.lat_rad) * np.sin(site.lat_rad) + (
        np.cos(region.lat_rad) * np.cos(site.lat_rad) * np.cos(region.lon_rad - site.lon_rad)
    )
    apart_m = EARTH_RADIUS_M * float(np.arccos(np.clip(cosine, -1.0, 1.0)))
    known = [
        ("Great circle", km(apart_m)),
        ("Light in vacuum", f"{ms(2 * apart_m / LIGHT_M_S)} there and back"),
    ]
    rules = fleet.network
    if rules is not None and rules.has_fibre:
        fibre_s = 2.0 * apart_m * rules.fibre_stretch * rules.fibre_index / LIGHT_M_S
        known.append(("Fibre straight there", f"{ms(fibre_s)} there and back"))
    return Identity(
        f"{fleet.tables['region'].names[choice.source.index]} → {site.title or site.name}",
        "From a region to a site",
        tuple(known) + facts,
    )

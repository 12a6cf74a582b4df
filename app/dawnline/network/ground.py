"""Places on the ground: where they are, which satellites they may see, and the fibre between them."""

import numpy as np
from numpy.typing import NDArray

from dawnline.fleet.fleet import Fleet
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.network import Gateway, NetworkRules
from dawnline.network.nodes import Nodes
from dawnline.orbits.constants import EARTH_RADIUS_M
from dawnline.orbits.epoch import Epoch
from dawnline.orbits.frames import ecef_from_geodetic, gmst_rad, teme_from_ecef

Floats = NDArray[np.float64]

# What holds where a scenario has links, but says nothing of the network as a whole.
DEFAULT_RULES = NetworkRules(
    hop_s=1e-4, access_s=6e-3, fibre_stretch=1.4, fibre_index=1.468, has_fibre=True, queue_cap_s=0.05
)


class Ground:
    """The g places on the ground: gateways, then regions, then sites.

    Users have radio to the satellites above them. A site is reached by fibre from the gateways; where a
    scenario has no fibre it has users' radio too, as in Hypatia.

    Attributes
    ----------
    r_ecef_m, up : (g, 3) places on the ellipsoid and their upward unit vectors.
    sin_mask, max_range_m, rate_bps : (g, f) of a place and a fleet; a range of 0 where they are not linked.
    fibre_m : (g, g) length of the fibre between two places (great circle x stretch); inf where there is none.
    """

    def __init__(self, fleet: Fleet) -> None:
        rules = fleet.network or DEFAULT_RULES
        nodes = Nodes.of(fleet)
        places: list[Gateway | Region | Site] = [*fleet.gateways, *fleet.regions, *fleet.sites]
        lat = np.array([place.lat_rad for place in places], np.float64)
        lon = np.array([place.lon_rad for place in places], np.float64)
        self.r_ecef_m = ecef_from_geodetic(lat, lon, np.zeros(len(places)))
        self.up = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), axis=1)
        groups = [group.links for group in fleet.groups]
        names = [group.name for group in fleet.groups]
        shape = (len(places), len(groups))
        self.sin_mask, self.max_range_m, self.rate_bps = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        for row, gateway in enumerate(fleet.gateways):
            for column, links in enumerate(groups):
                is_served = not gateway.fleets or names[column] in gateway.fleets
                if links is not None and is_served and links.ground_beams > 0:
                    self.sin_mask[row, column] = np.sin(gateway.mask_rad)
                    self.max_range_m[row, column] = gateway.max_range_m
                    self.rate_bps[row, column] = gateway.rate_bps
        users = slice(
            nodes.gateways, nodes.gateways + nodes.regions + (0 if rules.has_fibre else nodes.sites)
        )
        for column, links in enumerate(groups):
            if links is not None and links.user_rate_bps > 0.0:
                self.sin_mask[users, column] = np.sin(links.user_mask_rad)
                self.max_range_m[users, column] = links.user_max_range_m
                self.rate_bps[users, column] = links.user_rate_bps
        self.fibre_m = _fibre_m(self.up, rules)

    def teme(self, epoch: Epoch, t_s: float) -> tuple[Floats, Floats]:
        """Return (g, 3) places and upward vectors in the frame of the satellites."""
        angle = gmst_rad(epoch, t_s)
        return teme_from_ecef(self.r_ecef_m, angle), teme_from_ecef(self.up, angle)


def _fibre_m(up: Floats, rules: NetworkRules) -> Floats:
    """Return lengths of fibre: along great circles of a sphere, longer by the stretch."""
    if not rules.has_fibre:
        return np.full((len(up), len(up)), np.inf)
    chord = np.linalg.norm(up[:, None, :] - up[None, :, :], axis=-1)
    return np.asarray(
        rules.fibre_stretch * EARTH_RADIUS_M * 2.0 * np.arcsin(np.clip(chord / 2.0, 0.0, 1.0)), np.float64
    )

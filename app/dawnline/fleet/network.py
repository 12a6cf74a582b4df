"""The network of a fleet: what its lasers can do, where it meets the ground, how signals travel there."""

from dataclasses import dataclass
from typing import Literal

from dawnline.fleet.provenance import Provenance

# "grid": fore and aft in the plane, and one in each neighbouring plane (+Grid); "nearest": the nearest ones
# in range, as many as there are terminals; "cluster": the same in formation flight, planes ignored.
Topology = Literal["none", "grid", "nearest", "cluster"]


@dataclass(frozen=True)
class FleetLinks:
    """What the satellites of one fleet can be linked to, and by what.

    Attributes
    ----------
    topology : who is linked to whom within the fleet.
    terminals : lasers of a satellite.
    rate_bps : of one laser link, each way.
    max_range_m : longest laser link; the horizon limits it too.
    grazing_m : how low above the Earth a laser's beam may pass.
    acquisition_s : how long two terminals look for each other before the link is up. Links of a grid that
        never break are up from the first frame.
    plane_offset : of +Grid: a satellite is linked to the slot of its own number plus this in the next plane.
    crosses_seam : of +Grid: whether the first plane is linked to the last; in a star they counter-rotate.
    max_cross_plane_lat_rad : beyond this latitude there are no links across planes; pi/2 for everywhere.
    user_mask_rad, user_max_range_m, user_rate_bps : of the radio link between a satellite and the users of a
        region below it; no rate, no such links.
    ground_beams : how many gateways a satellite serves at once.
    """

    topology: Topology
    terminals: int
    rate_bps: float
    max_range_m: float
    grazing_m: float
    acquisition_s: float
    plane_offset: int
    crosses_seam: bool
    max_cross_plane_lat_rad: float
    user_mask_rad: float
    user_max_range_m: float
    user_rate_bps: float
    ground_beams: int
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True)
class Gateway:
    """A place where the network of satellites meets the fibre of the ground.

    ``fleets`` are the names of those it serves, empty for all. ``antennas`` is how many satellites it talks
    to at once, each at ``rate_bps``. An optical ground station sees through clear sky only:
    ``availability_frac`` is the share of time that its site is clear (1 for radio).
    """

    name: str
    title: str
    kind: Literal["radio", "optical"]
    lat_rad: float
    lon_rad: float
    mask_rad: float
    max_range_m: float
    antennas: int
    rate_bps: float
    availability_frac: float
    acquisition_s: float
    fleets: tuple[str, ...]
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True)
class NetworkRules:
    """What holds everywhere in a network.

    Attributes
    ----------
    hop_s : what a satellite or gateway takes to pass a signal on.
    access_s : one way, what scheduling on the radio link between users and satellite adds.
    fibre_stretch : length of fibre over the great circle.
    fibre_index : of refraction.
    has_fibre : whether regions, sites and gateways are joined by fibre at all.
    queue_cap_s : longest queue at a link; beyond it, load is dropped.
    lasers_between : pairs of names of fleets whose satellites link to each other with free terminals.
    """

    hop_s: float
    access_s: float
    fibre_stretch: float
    fibre_index: float
    has_fibre: bool
    queue_cap_s: float
    lasers_between: tuple[tuple[str, str], ...] = ()
    provenance: tuple[Provenance, ...] = ()

"""What links carry when traffic takes the shortest paths, and how long it then queues at them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dawnline.network.compiled import Kernels
from dawnline.network.graph import Delay
from dawnline.network.links import Links, LinkState
from dawnline.network.routes import Routes

Floats = NDArray[np.float64]

# The mean size of what queues, as on the Internet: nearly all bytes are in packets of 1,500 (assumed).
PACKET_BITS = 12_000.0
# Queues of less than this add nothing that a run file keeps: its round trips are good to 1 in 8,000.
NO_QUEUE_S = 1e-7


@dataclass(frozen=True, eq=False)
class Carried:
    """Bits a second, each way the same, on every link (m,) of a kind; zero where a link is down."""

    lasers: Floats
    gateways: Floats
    users: Floats


def carried(
    state: LinkState,
    routes: Routes,
    weight: Floats,
    amounts_bps: Floats,
    group_of: NDArray[np.int32] | None = None,
) -> Carried:
    """Return what links carry, each way. Fibre carries all that comes.

    Parameters
    ----------
    routes : the paths that traffic takes, from k sources.
    weight : (n,) in what proportion a source's traffic goes to the nodes of a group that it reaches.
    amounts_bps : (k, g) what each source exchanges with each group of nodes.
    group_of : (n,) the group of each node, -1 for those in none; satellites, and what is on the ground, if
        left out.
    """
    kernels, nodes = Kernels(), state.nodes
    if group_of is None:
        group_of = (np.arange(nodes.total) >= nodes.satellites).astype(np.int32)
    rows = [np.flatnonzero(some.is_up) for some in (state.lasers, state.gateways, state.users)]
    ends = [some.ends[row] for some, row in zip((state.lasers, state.gateways), rows, strict=False)]
    tails = np.concatenate([pair[:, way] for pair in ends for way in (0, 1)])
    heads = np.concatenate([pair[:, 1 - way] for pair in ends for way in (0, 1)])
    start, to, _, came = kernels.rows.to_rows(tails, heads, np.zeros(len(tails)), nodes.transit)
    users = state.users.ends[rows[2]]
    user_start, user_sats, _, user_came = kernels.rows.to_rows(
        users[:, 0] - np.int32(nodes.transit), users[:, 1], np.zeros(len(users)), nodes.total - nodes.transit
    )
    flows, user_flows = kernels.flows.tree_flows(
        routes.sources,
        routes.before,
        group_of,
        weight,
        amounts_bps,
        kernels.flows.LinkRows(start, to, user_start, user_sats),
    )
    # The same link is in the rows of both its ends, and each of them has the paths that come to it;
    # all traffic goes both ways.
    first, second = np.arange(len(rows[0])), np.arange(len(rows[1])) + len(rows[0])
    link = np.concatenate((first, first, second, second))
    both = np.bincount(link[came], flows, len(rows[0]) + len(rows[1]))
    of_users = np.bincount(user_came, user_flows, len(rows[2]))
    parts = (both[: len(rows[0])], both[len(rows[0]) :], of_users)
    kinds = (state.lasers, state.gateways, state.users)
    return Carried(*(_on_all(some, row, bps) for some, row, bps in zip(kinds, rows, parts, strict=True)))


def queues(state: LinkState, load: Carried) -> Delay | None:
    """Return what queues add to each link; None where no queue is long enough to matter."""
    cap_s = state.rules.queue_cap_s
    pairs = ((state.lasers, load.lasers), (state.gateways, load.gateways), (state.users, load.users))
    found = [queue_s(bps, some.rate_bps, cap_s) for some, bps in pairs]
    if max(float(one.max(initial=0.0)) for one in found) < NO_QUEUE_S:
        return None
    return Delay(*(np.repeat(one[:, None], 2, axis=1) for one in found))


def queue_s(load_bps: Floats, rate_bps: Floats, cap_s: float) -> Floats:
    """Return the mean wait (m,) at links: that of M/M/1, rho / (1 - rho) packets; at most the cap.

    At loads of one and more the queue is full: what is beyond the rate is dropped.
    """
    has_rate = rate_bps > 0.0
    rho = np.divide(load_bps, rate_bps, out=np.where(load_bps > 0.0, 1.0, 0.0), where=has_rate)
    packet_s = np.divide(PACKET_BITS, rate_bps, out=np.zeros(len(rate_bps)), where=has_rate)
    waiting_s = np.divide(packet_s * rho, 1.0 - rho, out=np.full(len(rho), cap_s), where=(rho < 1.0))
    return np.asarray(np.minimum(waiting_s, cap_s), np.float64)


def _on_all(links: Links, rows: NDArray[np.int64], bps: NDArray[Any]) -> Floats:
    out = np.zeros(len(links))
    out[rows] = bps
    return out

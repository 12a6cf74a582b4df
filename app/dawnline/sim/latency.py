"""How long answers take: waiting, the first token, and how many miss their target.

Between the steps of the fluid queue stands the wait that chance makes while machines are not full: Allen and
Cunneen's formula for G/G/k with Sakasegawa's probability of waiting (Sakasegawa 1977, "An approximation
formula L_q = alpha rho^beta / (1 - rho)"; Hopp and Spearman, Factory Physics, equation 8.27). The wait of
those who wait is taken as exponential.
"""

from dataclasses import dataclass

import numpy as np

from dawnline.sim.arrays import Floats, Indices
from dawnline.sim.serving import Served

# Above this load the wait that chance makes is held, and the fluid queue tells the rest.
_FULL = 0.98


@dataclass(frozen=True)
class Target:
    """What a workload promises: time to the first token, and time of each further one, in seconds."""

    ttft_s: float
    tpot_s: float


# Assumed, editable defaults: TTFT is 0.5 to 2 s for chat (p99), 0.2 to 0.4 s for completing code, TPOT 50 to
# 100 ms.
CHAT_TARGET = Target(2.0, 0.1)
COMPLETION_TARGET = Target(0.4, 0.05)


@dataclass(frozen=True, eq=False)
class Waits:
    """Waiting for a prefill at n places, each (n,): the share of requests that wait, and for how long."""

    probability: Floats
    mean_s: Floats


def chance_wait(load: Floats, servers: Floats, service_s: Floats, arrival_cv: Floats | float) -> Waits:
    """Return the waits (n,) that chance makes at k servers with a load (0..1) and a mean service time.

    ``arrival_cv`` is that of the gaps between arrivals; prompts are taken to scatter as if exponential.
    """
    held = np.clip(load, 0.0, _FULL)
    k = np.maximum(servers, 1.0)
    probability = held ** (np.sqrt(2.0 * (k + 1.0)) - 1.0)
    variability = (np.square(arrival_cv) + 1.0) / 2.0
    mean_s = np.where(held > 0.0, variability * service_s / (k * (1.0 - held)), 0.0)
    return Waits(probability, np.asarray(mean_s))


def first_token_s(rtt_s: Floats, backlog_s: Floats, waits: Waits, service_s: Floats) -> Floats:
    """Return the mean time to the first token (n,): round trip, queue and prefill."""
    return np.asarray(rtt_s + backlog_s + waits.probability * waits.mean_s + service_s)


def missed(requests: Indices, sure_s: Floats, waits: Waits, target_s: float) -> Indices:
    """Return how many of the requests (n,) have their first token later than the target.

    ``sure_s`` is what every one takes: round trip, backlog and prefill.
    """
    slack_s = target_s - sure_s
    mean_s = np.maximum(waits.mean_s, 1e-12)
    late = np.where(slack_s <= 0.0, 1.0, waits.probability * np.exp(-np.maximum(slack_s, 0.0) / mean_s))
    return np.minimum(np.rint(requests * late).astype(np.int64), requests)


@dataclass(frozen=True, eq=False)
class Answers:
    """How n places answered in a step, each (n,): mean times, and requests that missed their targets."""

    ttft_s: Floats
    tpot_s: Floats
    missed_ttft: Indices
    missed_tpot: Indices


def answers(step: Served, rtt_s: Floats, target: Target, arrival_cv: Floats | float = 1.0) -> Answers:
    """Return how the requests of a step were answered, from regions that are ``rtt_s`` (n,) away.

    A first token misses by the network, the queue and the prefill; further ones by the batch and by prefills
    in between, all of a step's or none. A time is endless where a queue stands.
    """
    waits = chance_wait(step.load, step.instances, step.prefill_s, arrival_cv)
    sure_s = rtt_s + step.backlog_s + step.prefill_s
    late = np.where(step.tpot_s > target.tpot_s, step.served.requests, 0)
    return Answers(
        first_token_s(rtt_s, step.backlog_s, waits, step.prefill_s),
        step.tpot_s,
        missed(step.prefilled, sure_s, waits, target.ttft_s),
        late.astype(np.int64),
    )

"""Closed forms of synchronous training: communication, failures, checkpoints, what is left of the time."""

import numpy as np

from dawnline.sim.arrays import Floats

# Llama 3 405B: 54 days on 16,384 H100, 419 unexpected interruptions (Llama Team, "The Llama 3 Herd of
# Models", 2024, section 3.3.4): 50,700 h between the failures of one accelerator and what belongs to it.
LLAMA3_DAYS, LLAMA3_ACCELERATORS, LLAMA3_FAILURES = 54, 16_384, 419
ACCELERATOR_MTBF_S = LLAMA3_DAYS * 86_400.0 * LLAMA3_ACCELERATORS / LLAMA3_FAILURES
# Weights, gradients and two moments of Adam in fp32: four numbers of four bytes a parameter.
CHECKPOINT_BYTES_PER_PARAMETER = 16.0


def all_reduce_s(gradient_bytes: Floats, members: Floats, link_bps: Floats) -> Floats:
    """Return the time of an all-reduce over the narrowest cut: 2 (N - 1) / N times the bytes over its rate.

    Patarasuk and Yuan (2009), "Bandwidth optimal all-reduce algorithms". Endless without a link; nothing for
    one member.
    """
    bits = 8.0 * gradient_bytes * 2.0 * (members - 1.0) / members
    endless = np.where(bits > 0.0, np.inf, 0.0)
    return np.divide(bits, link_bps, out=endless, where=link_bps > 0.0)


def step_s(compute_s: Floats, communication_s: Floats, overlap_s: Floats) -> Floats:
    """Return the time of a training step: arithmetic, and communication that is not hidden behind it."""
    return compute_s + np.maximum(0.0, communication_s - overlap_s)


def gang_mtbf_s(members: Floats, accelerator_mtbf_s: Floats | float = ACCELERATOR_MTBF_S) -> Floats:
    """Return the mean time between failures of a gang: one failure stops all."""
    endless = np.full_like(members, np.inf)
    return np.divide(accelerator_mtbf_s, members, out=endless, where=members > 0.0)


def checkpoint_interval_s(checkpoint_s: Floats, mtbf_s: Floats) -> Floats:
    """Return the time of work between checkpoints: sqrt(2 delta M).

    Young (1974), "A first order approximation to the optimum checkpoint interval"; Daly (2006).
    """
    return np.sqrt(2.0 * checkpoint_s * mtbf_s)


def effective_frac(interval_s: Floats, checkpoint_s: Floats, restart_s: Floats, mtbf_s: Floats) -> Floats:
    """Return the share of the time that is work which is kept.

    Daly (2006), "A higher order estimate of the optimum checkpoint interval for restart dumps", equation 20:
    a run of T takes M exp(R/M) (exp((tau + delta)/M) - 1) T / tau.
    """
    stretch = mtbf_s * np.exp(restart_s / mtbf_s) * np.expm1((interval_s + checkpoint_s) / mtbf_s)
    return interval_s / stretch

"""A step of the queues of places that serve requests: `dawnline.sim.serving` says what it means."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dawnline.network.kernels.jit import compiled_rows, inlined

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Columns(NamedTuple):
    """Requests, prompt tokens and output tokens, each (n,)."""

    requests: Counts
    prompt: Counts
    output: Counts


class QueueInputs(NamedTuple):
    """What a step begins with at n places; rates as in `dawnline.sim.serving_rates.ServingRates`."""

    per_instance: Floats
    prefill_per_s: Floats
    base_s: Floats
    per_stream_s: Floats
    batch: Floats
    accelerators: Floats
    clock: Floats
    lost: Bools


class QueueOutputs(NamedTuple):
    """What a step did: tallies, then shares and times as in `dawnline.sim.serving.Served`."""

    served: Columns
    queue_full: Columns
    no_capacity: Columns
    machine_lost: Columns
    prefilled: Counts
    prefill_frac: Floats
    decode_frac: Floats
    batch: Floats
    load: Floats
    backlog_s: Floats
    prefill_s: Floats
    tpot_s: Floats
    instances: Floats


@inlined
def time_s(tokens: int, per_s: float) -> float:
    """Return how long work takes; endless where there is work and nobody to do it."""
    endless = np.inf if tokens > 0 else 0.0
    return tokens / per_s if per_s > 0.0 else endless


@inlined
def share_of(count: int, share: float, every: bool) -> int:
    """Return a share of a count, rounded down and at most all; exactly all where ``every`` says so."""
    return count if every else min(int(np.floor(count * share)), count)


@inlined
def part_of(requests: int, tokens: int, taken: int) -> int:
    """Return the tokens that go with some of the requests: in proportion, the last one takes what is left."""
    share = taken / requests if requests > 0 else 0.0
    return share_of(tokens, share, taken == requests)


@inlined
def leaving(requests: int, tokens: int, worked: int, works: bool) -> int:
    """Return how many requests leave when so many tokens are worked off; the last stays to the end."""
    every = works and worked == tokens
    share = worked / tokens if tokens > 0 else 0.0
    most = max(requests - (0 if every else 1), 0)
    return max(min(share_of(requests, share, every), most, requests), 0)


@inlined
def speed(clock: float, memory_frac: float) -> float:
    """Return the speed of a phase at a clock, over that at the full one."""
    time = (1.0 - memory_frac) / (1.0 if clock <= 0.0 else clock) + memory_frac
    return 0.0 if clock <= 0.0 else 1.0 / time


@compiled_rows
def step_queues(  # noqa: PLR0915  one loop: what is called place by place costs more than it does
    waiting: Columns, decoding: Columns, arrived: Columns, down_s: Floats, scalars: Floats,
    given: QueueInputs, out: QueueOutputs,
) -> None:  # fmt: skip
    """Let a step pass at every place: ``waiting``, ``decoding`` and ``down_s`` are moved on.

    ``scalars`` are the step, how long people are patient, and the shares of prefills' and of decoding's time
    that no clock shortens.
    """
    dt_s, patience_s, prefill_memory, decode_memory = scalars[0], scalars[1], scalars[2], scalars[3]
    # Taken out of their tuples once: in the loop each look would count who holds them.
    wait_requests, wait_prompt, wait_output = waiting
    live_requests, _, live_output = decoding
    new_requests, new_prompt, new_output = arrived
    per_instance, prefills_per_s, base_s, per_stream_s, batches, accelerators, clocks, lost = given
    served, queue_full, no_capacity, machine_lost = out[:4]
    prefilled, prefill_frac, decode_frac, batch_of, load_of, backlog_s, prefill_s, tpot_s, working = out[4:]
    served_requests, served_prompt, served_output = served
    full_requests, full_prompt, full_output = queue_full
    none_requests, none_prompt, none_output = no_capacity
    lost_requests, _, lost_output = machine_lost
    for i in range(len(down_s)):
        # A machine that stopped loses its streams; prompts of streams are done, and counted nowhere.
        stays = 0 if lost[i] else 1
        lost_requests[i], lost_output[i] = (1 - stays) * live_requests[i], (1 - stays) * live_output[i]
        streams, left = stays * live_requests[i], stays * live_output[i]
        requests = wait_requests[i] + new_requests[i]
        prompt = wait_prompt[i] + new_prompt[i]
        output = wait_output[i] + new_output[i]
        clock = clocks[i]
        prefill_speed, decode_speed = speed(clock, prefill_memory), speed(clock, decode_memory)
        instances = max(accelerators[i], 0.0) / per_instance[i] if clock > 0.0 else 0.0
        works = instances > 0.0
        full_s = base_s[i] + per_stream_s[i] * batches[i]
        prefill_per_s = instances * prefills_per_s[i] * prefill_speed
        decode_per_s = instances * (batches[i] / full_s) * decode_speed
        load = (time_s(prompt, prefill_per_s) + time_s(left + output, decode_per_s)) / dt_s
        granted = 1.0 / load if load > 1.0 else 1.0
        pace_per_s = prefill_per_s * granted

        worked = share_of(prompt, granted, granted >= 1.0)
        begun = leaving(requests, prompt, worked, works)
        begun_output = part_of(requests, output, begun)
        made = min(share_of(left + output, granted, granted >= 1.0), left + begun_output)
        slowed = max(decode_speed, 1e-6)
        pace = (made / dt_s) / (instances * slowed) if works else 0.0
        slack = 1.0 - per_stream_s[i] * pace
        settled = base_s[i] * pace / slack if slack > 0.0 else np.inf
        batch = min(max(settled, 1.0), batches[i])
        token_s = (base_s[i] + per_stream_s[i] * batch) / slowed
        present = (streams + 0.5 * begun) * (dt_s / token_s)
        late = min((begun_output / max(begun, 1)) * token_s / (2.0 * dt_s), 0.5)
        late = late if begun * late >= 0.5 else 0.0
        in_flight = int(np.floor(begun_output * late))
        made = min(made, int(np.floor(present)), left + begun_output - in_flight) if works else 0
        ended = leaving(streams + begun, left + begun_output, made, works)
        served_requests[i], served_prompt[i], served_output[i] = ended, worked, made

        mean_prompt = prompt / max(requests, 1)
        requests, prompt, output = requests - begun, prompt - worked, output - begun_output
        streams, left = streams + begun - ended, left + begun_output - made
        # Who would wait longer than people are patient is turned away.
        down_s[i] = 0.0 if pace_per_s > 0.0 else down_s[i] + dt_s
        given_up = 1 if down_s[i] > patience_s else 0
        excess = max(0.0, prompt - pace_per_s * patience_s) if pace_per_s > 0.0 else 0.0
        turned = max(min(int(np.ceil(requests * (excess / prompt if excess > 0.0 else 0.0))), requests), 0)
        turned_prompt, turned_output = part_of(requests, prompt, turned), part_of(requests, output, turned)
        full_requests[i], full_prompt[i], full_output[i] = turned, turned_prompt, turned_output
        none_requests[i] = given_up * (requests + streams)
        none_prompt[i], none_output[i] = given_up * prompt, given_up * (output + left)
        kept = 1 - given_up
        wait_requests[i] = kept * requests - turned
        wait_prompt[i] = kept * prompt - turned_prompt
        wait_output[i] = kept * output - turned_output
        live_requests[i], live_output[i] = kept * streams, kept * left

        prefilled[i] = begun
        prefill_frac[i] = time_s(worked, prefill_per_s) / dt_s
        decode_frac[i] = time_s(made, decode_per_s) / dt_s
        batch_of[i], load_of[i], working[i] = batch, load, instances
        backlog_s[i] = time_s(wait_prompt[i], pace_per_s)
        prefill_s[i] = mean_prompt / (prefills_per_s[i] * max(prefill_speed, 1e-6))
        tpot_s[i] = token_s / max(1.0 - prefill_frac[i], 0.1)

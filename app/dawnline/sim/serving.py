"""Inference as a fluid of requests: n places, each with a queue, prefills and decoding streams.

Requests and tokens are whole numbers, and every one is served, queued or dropped with a reason:
``before + arrived = served + dropped + after`` for requests, prompt tokens and output tokens at each place
and in each step, exactly. A request is served when its last token is made; its prompt when it is prefilled.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.compiled import Serving
from dawnline.sim.phases import DECODE, PREFILL
from dawnline.sim.serving_rates import ServingRates
from dawnline.sim.tally import Tally

# Why requests are dropped. Append, never reorder. `unreached` is for whoever sends requests to places.
DROP_REASONS = ("queue_full", "no_capacity", "machine_lost", "unreached")
QUEUE_FULL, NO_CAPACITY, MACHINE_LOST, UNREACHED = range(4)


@dataclass(frozen=True, eq=False)
class Served:
    """What a step did at n places.

    Attributes
    ----------
    served : requests that are done, prompt tokens prefilled, output tokens made.
    dropped : one tally for each reason that a queue has, by its code.
    prefilled : (n,) requests that had their first token.
    prefill_frac, decode_frac : (n,) share of what the instances can do that went to each.
    batch : (n,) streams that an instance works on.
    load : (n,) work offered over what could be done; above 1 the queue grows.
    backlog_s : (n,) how long the prompts that wait would take, at this step's pace.
    prefill_s : (n,) mean time of a prompt's prefill.
    tpot_s : (n,) time of an output token, slowed by prefills in between.
    instances : (n,) of the model that could work.
    """

    served: Tally
    dropped: dict[int, Tally]
    prefilled: Indices
    prefill_frac: Floats
    decode_frac: Floats
    batch: Floats
    load: Floats
    backlog_s: Floats
    prefill_s: Floats
    tpot_s: Floats
    instances: Floats


class ServingQueues:
    """The queues of n places that serve one workload.

    Parameters
    ----------
    rates : of an instance at each place.
    patience_s : nobody is let into a queue that is longer, or waits so long for a place without machines.
    """

    def __init__(self, rates: ServingRates, patience_s: float = 30.0) -> None:
        self._kernels = Serving()
        self._rates = rates
        self._patience_s = patience_s
        self._n = len(rates.batch)
        self.waiting = Tally.nothing(self._n)
        # Prompt tokens are none here: they are prefilled.
        self.decoding = Tally.nothing(self._n)
        self.down_s = np.zeros(self._n)

    @property
    def queued(self) -> Tally:
        """Return everything that has arrived and is neither served nor dropped."""
        return self.waiting.plus(self.decoding)

    @property
    def queued_requests(self) -> Indices:
        """Return the requests (n,) of `queued` alone."""
        return self.waiting.requests + self.decoding.requests

    def state(self) -> dict[str, Indices | Floats]:
        """Return copies of everything that the next step depends on."""
        state: dict[str, Indices | Floats] = {"down_s": self.down_s.copy()}
        for name, tally in (("waiting", self.waiting), ("decoding", self.decoding)):
            state[f"{name}_requests"] = tally.requests.copy()
            state[f"{name}_prompt_tokens"] = tally.prompt_tokens.copy()
            state[f"{name}_output_tokens"] = tally.output_tokens.copy()
        return state

    def restore(self, state: dict[str, Indices | Floats]) -> None:
        """Continue from a state."""
        parts = ("requests", "prompt_tokens", "output_tokens")
        self.down_s = state["down_s"].astype(np.float64)
        self.waiting, self.decoding = (
            Tally(*(state[f"{name}_{part}"].astype(np.int64) for part in parts))
            for name in ("waiting", "decoding")
        )

    def withdraw(self, places: Bools) -> Tally:
        """Take what waits at some places (n,) out of their queues, to be sent elsewhere."""
        gone = self.waiting.where(places)
        self.waiting = self.waiting.minus(gone)
        return gone

    def step(
        self,
        arrived: Tally,
        accelerators: Floats,
        dt_s: float,
        *,
        clock: Floats | None = None,
        lost: Bools | None = None,
    ) -> Served:
        """Let a step pass.

        Parameters
        ----------
        arrived : what comes in during the step.
        accelerators : (n,) accelerators that may work.
        clock : (n,) their clock over the full one, which slows prefills more than decoding; 1 if left out.
        lost : (n,) places whose machines stopped: their streams are lost, their queues stay.
        """
        kernels, n = self._kernels.queues, self._n
        rates, clock = self._rates, np.ones(n) if clock is None else clock
        given = kernels.QueueInputs(
            rates.accelerators, rates.prefill_per_s, rates.base_s, rates.per_stream_s, rates.batch,
            accelerators, clock, np.zeros(n, np.bool_) if lost is None else lost,
        )  # fmt: skip
        nothing = Tally.nothing(n)
        waiting, decoding = (self._columns(tally.plus(nothing)) for tally in (self.waiting, self.decoding))
        tallies = [Tally.nothing(n) for _ in range(4)]
        floats = [np.empty(n) for _ in range(8)]
        out = kernels.QueueOutputs(*map(self._columns, tallies), np.empty(n, np.int64), *floats)
        down_s = self.down_s.copy()
        scalars = np.array([dt_s, self._patience_s, PREFILL.memory_frac, DECODE.memory_frac])
        kernels.step_queues(waiting, decoding, self._columns(arrived), down_s, scalars, given, out)
        self.waiting, self.decoding, self.down_s = Tally(*waiting), Tally(*decoding), down_s
        served, queue_full, no_capacity, machine_lost = tallies
        dropped = {QUEUE_FULL: queue_full, NO_CAPACITY: no_capacity, MACHINE_LOST: machine_lost}
        return Served(served, dropped, out.prefilled, *floats)

    def _columns(self, tally: Tally) -> Any:
        """Return a tally as the kernel takes it; it may write there."""
        return self._kernels.queues.Columns(tally.requests, tally.prompt_tokens, tally.output_tokens)

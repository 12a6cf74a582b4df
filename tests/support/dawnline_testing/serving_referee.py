"""A step of serving queues in plain numpy: judges the compiled one, number by number."""

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices
from dawnline.sim.phases import DECODE, PREFILL, speed_at
from dawnline.sim.serving import MACHINE_LOST, NO_CAPACITY, QUEUE_FULL, Served, ServingQueues
from dawnline.sim.tally import Tally, share_of


class RefereeQueues(ServingQueues):
    """The same queues; only their step is another."""

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
        rates = self._rates
        dropped = {
            reason: Tally.nothing(self._n) for reason in (QUEUE_FULL, NO_CAPACITY, MACHINE_LOST)
        }  # fmt: skip
        if lost is not None and lost.any():
            dropped[MACHINE_LOST] = self.decoding.where(lost)
            self.decoding = self.decoding.minus(dropped[MACHINE_LOST])
        waiting = self.waiting.plus(arrived)
        clock = np.ones(self._n) if clock is None else clock
        prefill_speed, decode_speed = speed_at(PREFILL, clock), speed_at(DECODE, clock)
        instances = np.where(clock > 0.0, np.maximum(accelerators, 0.0) / rates.accelerators, 0.0)
        works = instances > 0.0
        prefill_per_s = instances * rates.prefill_per_s * prefill_speed
        decode_per_s = instances * rates.decode_per_s * decode_speed
        prefill_s = _time(waiting.prompt_tokens, prefill_per_s)
        decode_s = _time(self.decoding.output_tokens + waiting.output_tokens, decode_per_s)
        load = (prefill_s + decode_s) / dt_s
        # Where there is more to do than time, both kinds of work get the same share of what they need.
        granted = np.divide(1.0, load, out=np.ones(self._n), where=load > 1.0)

        worked = _granted(waiting.prompt_tokens, granted)
        prefilled = _advance(waiting, waiting.prompt_tokens, worked, works)
        begun = prefilled.requests
        streams = self.decoding.plus(
            Tally(begun, np.zeros(self._n, np.int64), prefilled.output_tokens)
        )  # fmt: skip
        made = np.minimum(
            _granted(self.decoding.output_tokens + waiting.output_tokens, granted), streams.output_tokens
        )
        slowed = np.maximum(decode_speed, 1e-6)
        per_instance = np.divide(made / dt_s, instances * slowed, out=np.zeros(self._n), where=works)
        batch = rates.batch_at(per_instance)
        token_s = rates.tpot_s(batch) / slowed
        # A stream that was there has made dt / TPOT tokens at most, one that began in between half of it.
        present = (self.decoding.requests + 0.5 * begun) * (dt_s / token_s)
        made = np.minimum(made, np.floor(present).astype(np.int64))
        made = np.minimum(made, streams.output_tokens - _in_flight(prefilled, token_s, dt_s))
        made = np.where(works, made, 0)
        part = _advance(streams, streams.output_tokens, made, works)
        done = Tally(part.requests, np.zeros(self._n, np.int64), made)
        self.waiting, self.decoding = waiting.minus(prefilled), streams.minus(done)
        self._drop_impatient(dropped, prefill_per_s * granted, dt_s)
        mean_prompt = waiting.prompt_tokens / np.maximum(waiting.requests, 1)
        prefill_frac = _time(prefilled.prompt_tokens, prefill_per_s) / dt_s
        return Served(
            served=Tally(done.requests, prefilled.prompt_tokens, done.output_tokens),
            dropped=dropped,
            prefilled=begun,
            prefill_frac=prefill_frac,
            decode_frac=_time(done.output_tokens, decode_per_s) / dt_s,
            batch=batch,
            load=load,
            backlog_s=_time(self.waiting.prompt_tokens, prefill_per_s * granted),
            prefill_s=mean_prompt / (rates.prefill_per_s * np.maximum(prefill_speed, 1e-6)),
            tpot_s=token_s / np.maximum(1.0 - prefill_frac, 0.1),
            instances=instances,
        )

    def _drop_impatient(self, dropped: dict[int, Tally], pace_per_s: Floats, dt_s: float) -> None:
        """Turn away who would wait longer than people are patient."""
        waiting, works = self.waiting, pace_per_s > 0.0
        self.down_s = np.where(works, 0.0, self.down_s + dt_s)
        given_up = self.down_s > self._patience_s
        without = waiting.where(given_up)
        stuck = self.decoding.where(given_up)
        self.decoding = self.decoding.minus(stuck)
        dropped[NO_CAPACITY] = without.plus(stuck)
        room = pace_per_s * self._patience_s
        excess = np.where(works, np.maximum(0.0, waiting.prompt_tokens - room), 0.0)
        share = np.divide(excess, waiting.prompt_tokens, out=np.zeros(self._n), where=excess > 0.0)
        dropped[QUEUE_FULL] = waiting.part(np.ceil(waiting.requests * share).astype(np.int64))
        self.waiting = waiting.minus(without).minus(dropped[QUEUE_FULL])


def _time(tokens: Indices, per_s: Floats) -> Floats:
    """Return how long work takes (n,); endless where there is work and nobody to do it."""
    endless = np.where(tokens > 0, np.inf, 0.0)
    return np.divide(tokens, per_s, out=endless, where=per_s > 0.0)


def _granted(tokens: Indices, granted: Floats) -> Indices:
    return share_of(tokens, granted, granted >= 1.0)


def _in_flight(begun: Tally, token_s: Floats, dt_s: float) -> Indices:
    """Return the tokens (n,) that streams begun in a step have left at its end.

    Those that began in the last moments, as long as an answer takes, have half of theirs left; a place where
    that is less than half a request has none.
    """
    mean = begun.output_tokens / np.maximum(begun.requests, 1)
    share = np.minimum(mean * token_s / (2.0 * dt_s), 0.5)
    share = np.where(begun.requests * share >= 0.5, share, 0.0)
    return np.floor(begun.output_tokens * share).astype(np.int64)


def _advance(tally: Tally, tokens: Indices, worked: Indices, works: Bools) -> Tally:
    """Return what leaves when so many of its tokens are worked off; the last request stays to the end."""
    every = works & (worked == tokens)
    share = np.divide(worked, tokens, out=np.zeros(len(tally)), where=tokens > 0)
    most = np.maximum(tally.requests - ~every, 0)
    part = tally.part(np.minimum(share_of(tally.requests, share, every), most))
    return Tally(part.requests, worked, part.output_tokens)

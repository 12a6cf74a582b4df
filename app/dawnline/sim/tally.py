"""What requests are counted in: how many, and their tokens, as int64, so that nothing is lost or made."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dawnline.sim.arrays import Bools, Floats, Indices


@dataclass(frozen=True, eq=False)
class Tally:
    """Requests and their prompt and output tokens at n places, each (n,) int64 and never negative.

    Nobody writes into one whose `sums` have been asked for.
    """

    requests: Indices
    prompt_tokens: Indices
    output_tokens: Indices

    @classmethod
    def nothing(cls, n: int) -> "Tally":
        """Return no requests at n places."""
        return cls(np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64))

    @classmethod
    def total_of(cls, tallies: Iterable["Tally"]) -> "Tally":
        """Return the sum of one tally or more, place by place."""
        first, *rest = tallies
        for tally in rest:
            first = first.plus(tally)
        return first

    def __len__(self) -> int:
        return len(self.requests)

    @cached_property
    def sums(self) -> tuple[int, int, int]:
        """Return requests, prompt tokens and output tokens of all places together."""
        return int(self.requests.sum()), int(self.prompt_tokens.sum()), int(self.output_tokens.sum())

    @property
    def together(self) -> "Tally":
        """Return all places as one (1,)."""
        return Tally(*(np.array([total], np.int64) for total in self.sums))

    def plus(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.output_tokens + other.output_tokens,
        )

    def minus(self, other: "Tally") -> "Tally":
        """Return what is left without a part of it."""
        return Tally(
            self.requests - other.requests,
            self.prompt_tokens - other.prompt_tokens,
            self.output_tokens - other.output_tokens,
        )

    def where(self, chosen: Bools) -> "Tally":
        """Return what is at the chosen places, and nothing elsewhere."""
        return Tally(self.requests * chosen, self.prompt_tokens * chosen, self.output_tokens * chosen)

    def times(self, factor: Floats | float) -> "Tally":
        """Return so many times as much (n,), to whole numbers; no tokens where no request is left."""
        if np.all(np.asarray(factor) == 1.0):
            return self
        requests, prompt, output = (
            np.rint(column * factor).astype(np.int64)
            for column in (self.requests, self.prompt_tokens, self.output_tokens)
        )
        return Tally(requests, prompt, output).where(requests > 0)

    def take(self, index: Indices) -> "Tally":
        """Return what is at some places, in their order."""
        return Tally(self.requests[index], self.prompt_tokens[index], self.output_tokens[index])

    def with_at(self, places: slice, other: "Tally") -> "Tally":
        """Return the same with what another holds at some places, one after the other."""
        mine = Tally(self.requests.copy(), self.prompt_tokens.copy(), self.output_tokens.copy())
        mine.requests[places] = other.requests
        mine.prompt_tokens[places] = other.prompt_tokens
        mine.output_tokens[places] = other.output_tokens
        return mine

    def part(self, requests: Indices) -> "Tally":
        """Return as many requests as told (n,), at most all, with their share of the tokens.

        Tokens are in proportion, rounded down; the last request takes what is left.
        """
        taken = np.clip(requests, 0, self.requests)
        share = np.divide(taken, self.requests, out=np.zeros(len(self)), where=self.requests > 0)
        every = taken == self.requests
        return Tally(
            taken, share_of(self.prompt_tokens, share, every), share_of(self.output_tokens, share, every)
        )


def share_of(count: Indices, share: Floats, every: Bools) -> Indices:
    """Return a share of counts (n,), rounded down and at most all; exactly all where ``every`` says so."""
    # None is negative: to cut off is to round down.
    part = np.minimum((count * share).astype(np.int64), count)
    return np.where(every, count, part)

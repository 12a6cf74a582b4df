"""Faults: drawn by a counter-based generator, so that nothing that happens shifts another draw.

Philox gives the same numbers for the same (seed, stream, step), whatever was drawn before (Salmon et al.,
"Parallel Random Numbers: As Easy as 1, 2, 3", SC11). A step's draw has one number for each entity, faulted
or not.
"""

import numpy as np

from dawnline.sim.arrays import Bools, Floats

_WORD = (1 << 64) - 1


def uniforms(seed: int, stream: int, step: int, n: int) -> Floats:
    """Return n numbers in [0, 1): a function of seed, stream and step alone."""
    key = np.array([seed & _WORD, stream & _WORD], np.uint64)
    counter = np.array([0, 0, 0, step & _WORD], np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=counter)).random(n)


class Faults:
    """Random faults of n entities: a Poisson process each, with a fixed time to repair.

    Parameters
    ----------
    rate_per_h, repair_s : (n,) how often one fails, and how long it then stands.
    seed, stream : the key of the generator.
    """

    def __init__(self, rate_per_h: Floats, repair_s: Floats, seed: int, stream: int) -> None:
        self._rate_per_s = rate_per_h / 3600.0
        self._repair_s = repair_s
        self._seed = seed
        self._stream = stream
        self._never = not bool((rate_per_h > 0.0).any())
        self.until_s = np.full(len(rate_per_h), -np.inf)

    def draw(self, t_s: float, dt_s: float, step: int, factor: Floats | float = 1.0) -> None:
        """Let faults begin: at ``t_s``, with the probability of one in the ``dt_s`` before it.

        ``factor`` is what the rates are multiplied by now, one or (n,).
        """
        if self._never:
            return
        luck = uniforms(self._seed, self._stream, step, len(self.until_s))
        begins = (luck < -np.expm1(-self._rate_per_s * factor * dt_s)) & (self.until_s <= t_s)
        np.copyto(self.until_s, t_s + self._repair_s, where=begins)

    def at(self, t_s: float) -> Bools:
        """Say which entities stand still (n,)."""
        return self.until_s > t_s

"""Sunlight and shadow as causes."""

import numpy as np

from dawnline.fleet.entity import EntityRef
from dawnline.present.causes.cause import Cause
from dawnline.present.causes.witness import Witness
from dawnline.present.evidence import PENUMBRA, SUNLIGHT, UMBRA, Spell

# Of the Sun's disc: less than a run file's rounding is nothing.
NOTHING_FRAC = 5e-4
_KINDS = {UMBRA: "umbra", PENUMBRA: "penumbra", SUNLIGHT: "sunlight"}


def sunlight(witness: Witness, ref: EntityRef) -> Cause | None:
    """Return whether a satellite is in umbra, penumbra or sunlight; None if that is lost."""
    evidence = witness.of(ref)
    phase = evidence.phase() if witness.has("satellite", "sunlit_frac") else None
    if phase is None:
        return None
    spell = evidence.phase_spell()
    text = f"in {_KINDS[phase]} {witness.span(spell)} (sunlight {witness.text(ref, 'sunlit_frac')})"
    if phase == PENUMBRA:  # its shadow began before, or ends after
        spell = witness.spell(ref, "sunlit_frac", lambda lit: lit < 1.0 - NOTHING_FRAC)
        lit = witness.text(ref, "sunlit_frac")
        text = f"in shadow {witness.span(spell)} (penumbra, sunlight {lit})"
    return witness.cause(_KINDS[phase], ref, text, "sunlit_frac", limit=1.0, spell=spell)


def is_dark(cause: Cause | None) -> bool:
    """Say whether some of the Sun is hidden."""
    return cause is not None and cause.kind in {"umbra", "penumbra"}


def last_shadow(witness: Witness, ref: EntityRef) -> Cause | None:
    """Return the shadow that ended last before the frame; None if the run has none, or lost it."""
    times_s, lit = witness.of(ref).series("sunlit_frac")
    number = lit[: witness.frame + 1].astype(np.float64)
    dark = np.flatnonzero(number < 1.0 - NOTHING_FRAC)
    if not dark.size:
        return None
    last = int(dark[-1])
    before = np.flatnonzero(~(number[:last] < 1.0 - NOTHING_FRAC))
    since_s = float(times_s[before[-1] + 1]) if before.size else None
    until_s = float(times_s[min(last + 1, witness.frame)])
    deepest = float(np.nanmin(number[(before[-1] + 1 if before.size else 0) : last + 1]))
    spell = Spell(since_s, until_s)
    began = "the start of the run" if since_s is None else witness.clock(since_s)
    text = f"in shadow from {began} to {witness.clock(until_s)} (sunlight {deepest * 100.0:.1f} %)"
    return witness.cause("umbra", ref, text, "sunlit_frac", limit=1.0, spell=spell, value=deepest)

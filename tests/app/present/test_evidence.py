"""Spells: how long a recorded value has been what it is."""

import numpy as np

from dawnline.present.evidence import Spell, spell_at


def test_spells_are_bounded_by_what_differs() -> None:
    times_s = np.arange(6) * 10.0
    values = np.array([1, 2, 2, 2, 3, 2])
    known = np.zeros(6, bool)
    assert spell_at(times_s, values, 2, unknown=known) == Spell(10.0, 40.0)
    assert spell_at(times_s, values, 0, unknown=known) == Spell(None, 10.0)
    assert spell_at(times_s, values, 5, unknown=known) == Spell(50.0, None)

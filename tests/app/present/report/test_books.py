"""Books close where the run's do, and say so where a row is wrong."""

import dataclasses

import numpy as np
import pytest

from dawnline.present.report.books import Books
from dawnline.present.report.hours import hours_of
from dawnline.recording.recording import Recording


class Cooked(Books):
    """The books with one row changed."""

    def __init__(self, recording: Recording, key: str, factor: float) -> None:
        super().__init__(recording)
        self._key, self._factor = key, factor

    def steps(self, kind, key):  # type: ignore[no-untyped-def]
        """Return the row, times a factor where it is the changed one."""
        return super().steps(kind, key) * (self._factor if key == self._key else 1.0)


def test_every_balance_of_a_run_with_all_kinds_of_work_closes(told: Recording) -> None:
    balances = {balance.name: balance for balance in Books(told).balances()}
    assert set(balances) == {
        "requests", "prompt tokens", "output tokens", "work of jobs", "accelerators asked for",
        "energy in orbit", "energy on the ground",
    }  # fmt: skip
    for balance in balances.values():
        assert balance.holds, balance
        assert balance.came > 0.0
        assert balance.went == pytest.approx(balance.came, rel=1e-9)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("requests_served", "requests"), ("output_tokens_queued", "output tokens"),
        ("array_j", "energy in orbit"), ("gas_j", "energy on the ground"),
        ("jobs_done_accelerator_s", "work of jobs"),
        ("orbit_accelerator_s", "accelerators asked for"),
    ],
)  # fmt: skip
def test_a_row_that_is_a_millionth_off_breaks_its_balance_alone(told: Recording, key: str, name: str) -> None:
    wrong = [balance.name for balance in Cooked(told, key, 1.000001).balances() if not balance.holds]
    assert wrong == [name]


def test_hours_at_work_and_standing_add_up_to_those_there(told: Recording) -> None:
    site = hours_of(told, "site")
    accelerators = sum(one.accelerators for one in told.header.fleet.sites)
    assert site.there_h == pytest.approx(accelerators)  # of one hour
    assert site.busy_h + sum(hours for _, hours in site.standing_h) == pytest.approx(site.there_h)
    standing = dict(site.standing_h)
    # One of two sites is off for 15 minutes.
    assert standing["fault"] == pytest.approx(accelerators / 2.0 * 0.25, rel=0.1)
    assert standing["power_cap"] > 0.0
    assert dataclasses.astuple(hours_of(told, "satellite"))[0] > 0.0
    assert np.isfinite(site.busy_h)

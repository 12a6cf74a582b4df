"""The page says what the run holds: its events, its sums, its causes, and its scenario's own words."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from dawnline.orbits.epoch import Epoch
from dawnline.present.costs.report import costs_of
from dawnline.present.costs.text import ranged
from dawnline.present.recovery import recovery_of
from dawnline.present.recovery_words import recovery_text
from dawnline.present.report.markdown import WIDTH
from dawnline.present.report.page import page_of
from dawnline.present.report.sizes import moment
from dawnline.present.report.worst import worst_of
from dawnline.recording.recording import Recording
from dawnline_testing.small_scenario import SITE, small_scenario


def _cells(page: str, head: str, row: str) -> list[str]:
    """Return the cells of a row of the table whose head begins so."""
    lines = page.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith(f"| {head} "))
    found = next(line for line in lines[begin + 1 :] if line.startswith(f"| {row} "))
    return [cell.strip() for cell in found.strip("|").split("|")]


def test_it_has_its_parts_in_order_within_its_width(told: Recording) -> None:
    page = page_of(told, picture="told.jpg", pictured_s=600.0)
    heads = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    assert heads == [
        told.header.title, "What happens", "Why, when it is worst", "The numbers", "Sources",
        "What it does not model",
    ]  # fmt: skip
    assert max(map(len, page.splitlines())) <= WIDTH
    assert "A story.\n\nIts second part." in page
    assert "](told.jpg)" in page
    assert "- 100 kW a satellite: a keynote *(announced)*" in page
    assert "- Clouds." in page
    assert "\n\n\n" not in page
    assert "Out of balance" not in page
    assert page == page_of(told, picture="told.jpg", pictured_s=600.0)


def test_events_read_as_they_were_got_over(told: Recording) -> None:
    page = " ".join(page_of(told).split())
    assert len(told.header.events) == 2
    for event in told.header.events:
        text = recovery_text(recovery_of(told, event))
        assert text[1:] in page
        assert told.header.fleet.entity_id(event.target) in page


def test_numbers_are_those_of_the_ledger(told: Recording) -> None:
    page = page_of(told)
    made = np.nansum(told.ledger("workload", "requests_arrived")[1])
    served = np.nansum(told.ledger("workload", "requests_served")[1])
    cells = _cells(page, "requests", "requests")
    assert cells[1] in {f"{made:,.0f}", f"{made / 1e3:.0f}k"}
    assert cells[2] == f"{100.0 * served / made:.1f} %"
    spans = [line for line in page.splitlines() if re.match(r"\| \d\d:\d\d ", line)]
    assert len(spans) == 12
    costs = costs_of(told)
    assert costs.ground is not None
    assert _cells(page, "money and carbon", "all on the ground")[1] == ranged(costs.ground.usd)


def test_the_worst_moment_is_told_with_its_causes(told: Recording) -> None:
    worst = worst_of(told)
    assert worst is not None
    assert worst.badness > 0.05
    assert 600.0 <= worst.t_s <= 2160.0  # while the events last
    part = page_of(told).split("## Why, when it is worst")[1].split("##")[0]
    assert "first cause first" in part
    assert len(re.findall(r"^- ", part, re.MULTILINE)) >= 2


def test_a_quiet_run_says_that_nothing_is_amiss(tmp_path: Path) -> None:
    from dawnline.runs.drive import run

    scenario = small_scenario(events=(), sites=(replace(SITE, accelerators=100_000, power_cap_w=1e9),))
    out = tmp_path / "quiet.dawn"
    run(scenario, out, should_flush=lambda: False, on_progress=lambda _: None, cancelled=lambda: False)
    with Recording.open(out) as recording:
        page = page_of(recording)
    assert "Nothing of note is unserved" in page
    assert "Nothing is made to happen" in page
    assert "no prices" in page
    assert "## Sources" not in page


def test_times_are_as_long_as_their_run_needs() -> None:
    epoch = Epoch.from_iso("2026-10-19T07:30:00Z")
    assert moment(epoch, 0.0, 86_400.0) == "07:30"
    assert moment(epoch, 3600.0, 2 * 86_400.0) == "10-19 08:30"
    assert moment(epoch, 0.0, 500 * 86_400.0) == "2026-10-19"

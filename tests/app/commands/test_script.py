"""Scripts: what they may say, and every problem at once."""

import pytest

from dawnline.commands.script import QuitStep, RunStep, ScriptError, ShotStep, WaitStep, parse_script

GOOD = """\
# opens quietly
timeline.seek +6h        # the morning
globe.channel soc_frac

select.entity #25544
wait 1.5
shot out/desk one.png
quit
"""


def test_a_script_is_its_steps_with_their_lines() -> None:
    seek, channel, select, wait, shot, done = parse_script(GOOD)
    assert isinstance(seek, RunStep)
    assert (seek.line, seek.command.id, seek.argument) == (2, "timeline.seek", "+6h")
    assert isinstance(channel, RunStep)
    assert channel.argument == "soc_frac"
    assert isinstance(select, RunStep)
    assert (select.line, select.argument) == (5, "#25544")
    assert wait == WaitStep(6, 1.5)
    assert shot == ShotStep(7, "out/desk one.png")
    assert done == QuitStep(8)


def test_all_problems_are_told_at_once_with_their_lines() -> None:
    script = "timelin.seek +1h\nwait soon\nshot desk.jpg\n\ntimeline.speed 99999\nquit now\ntimeline.play\n"
    with pytest.raises(ScriptError) as caught:
        parse_script(script)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 5, 6]
    assert "did you mean timeline.seek?" in str(caught.value)
    assert "line 2: wait soon: expected seconds" in str(caught.value)
    assert "line 3: shot desk.jpg: expected the name of a .png file" in str(caught.value)


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "1e9", ""])
def test_waits_that_are_none(seconds: str) -> None:
    with pytest.raises(ScriptError, match="expected seconds"):
        parse_script(f"wait {seconds}")


def test_an_empty_script_does_nothing() -> None:
    assert parse_script("\n  # nothing\n\r\n") == ()

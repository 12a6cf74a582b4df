"""No folder gets into a report, however a path is written; code is named from its package on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dawnline.present.crash.scrub import LONGEST, code_place, hard_trace, message_of, without_folders


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[Errno 2] No such file: '/home/anna/my plans/x.toml'", "[Errno 2] No such file: 'x.toml'"),
        ('cannot open "C:\\\\Users\\\\Anna B\\\\x.dawn" now', 'cannot open "x.dawn" now'),
        ("cannot open C:\\Users\\anna\\x.dawn", "cannot open x.dawn"),
        ("/home/anna/x.dawn: is damaged; expected y", "x.dawn: is damaged; expected y"),
        ("file:///home/anna/x.dawn", "x.dawn"),
        ("\\\\server\\share\\anna\\x.toml is gone", "x.toml is gone"),
        ("~/plans/x.toml", "x.toml"),
        ("plans/secret/x.toml", "x.toml"),
        ("shape mismatch: (3, 4) and (4,)", "shape mismatch: (3, 4) and (4,)"),
        ("a:/b/c, d", "c, d"),
        ("it is there: '/home/anna/'", "it is there: ''"),
    ],
)
def test_paths_end_as_names(text: str, left: str) -> None:
    assert without_folders(text) == left


def test_a_home_with_spaces_goes_as_a_whole() -> None:
    assert "Anna" not in without_folders("lost: C:\\Users\\Anna B\\x.dawn", home="C:\\Users\\Anna B")


@given(
    folders=st.lists(st.from_regex(r"[a-z]{4,9}", fullmatch=True), min_size=1, max_size=5),
    name=st.from_regex(r"[A-Z]{3}\.[A-Z]{3}", fullmatch=True),
    separator=st.sampled_from("/\\"),
    around=st.sampled_from(("'{}'", '"{}"', "{}", "({})", "x={}", "{}: no", "{}, {}")),
)
def test_no_folder_is_left(folders: list[str], name: str, separator: str, around: str) -> None:
    path = separator + separator.join((*folders, name))
    left = without_folders(around.replace("{}", path))
    assert name in left
    assert not any(folder in left for folder in folders)


def test_a_message_is_one_short_line() -> None:
    assert message_of("first\nsecond: what a file holds") == "first"
    assert len(message_of("word " * 1000)) <= LONGEST + 3
    assert message_of("") == ""


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/home/anna/src/app/dawnline/shell/beat.py", "dawnline/shell/beat.py"),
        ("/home/dawnline/x/site-packages/numpy/core.py", "numpy/core.py"),
        (
            "C:\\Program Files\\Dawnline\\lib\\dawnline_widgets\\globe\\widget.py",
            "dawnline_widgets/globe/widget.py",
        ),
        ("/usr/lib/python3.11/threading.py", "threading.py"),
        ("<string>", "<string>"),
        ("dawnline/shell/beat.py", "dawnline/shell/beat.py"),
    ],
)
def test_code_is_named_from_its_package_on(file: str, place: str) -> None:
    assert code_place(file) == place


def test_a_hard_trace_keeps_its_lines_and_loses_its_folders() -> None:
    dump = (
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n"
        '  File "/home/anna b/app/dawnline/shell/beat.py", line 12 in tick\n'
        '  Binary file "/home/anna/lib/libGL.so", at foo+0x1\n'
    )
    lines = hard_trace(dump)
    assert lines[0] == "Fatal Python error: Segmentation fault"
    assert "  dawnline/shell/beat.py:12 in tick" in lines
    assert "anna" not in "".join(lines)
    assert "libGL.so" in lines[-1]

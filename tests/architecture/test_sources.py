"""Where numbers come from is said so that who has only this repository can look it up."""

from pathlib import Path

import pytest

from dawnline_testing.tree import ROOT, own_files

# Notes that lie outside of the repository. Put together here, so that this file does not name them.
ELSEWHERE = tuple(
    first + last for first, last in (("domain refe", "rence"), ("domain", ".md"), ("baselines", ".md"))
)
READ = {".py", ".toml", ".md", ".csv", ".yml", ".yaml", ".json", ".txt", ""}


def named_in(text: str) -> list[str]:
    """Return what a text cites that a reader of the repository does not have."""
    return [name for name in ELSEWHERE if name in text.lower()]


@pytest.mark.parametrize("text", ['_SOURCE = "Domain refe' + 'rence 4.2"', "see ../shared/domain" + ".md"])
def test_planted_citations_are_found(text: str) -> None:
    assert len(named_in(text)) == 1


def test_no_number_is_cited_from_where_nobody_can_look() -> None:
    files = [path for path in own_files() if path.suffix in READ and path.stat().st_size < 4e6]
    assert len(files) > 500
    found = {str(path.relative_to(ROOT)): named for path in files if (named := named_in(read(path)))}
    assert found == {}


def read(path: Path) -> str:
    """Return a file as text; what is none of it does not matter."""
    return path.read_text(encoding="utf-8", errors="replace")

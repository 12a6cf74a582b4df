"""The README says what the program does: its key table is the one of the commands, its picture is there."""

import re
import tomllib
from pathlib import Path

from dawnline.cli.main import main
from dawnline.commands.keys_table import keys_markdown
from dawnline.scenario.library import library

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_made_from_the_commands() -> None:
    shown = re.search(r"<!-- keys:.*?-->\n(.*?)<!-- /keys -->", README, re.DOTALL)
    assert shown is not None
    assert shown[1].strip() == keys_markdown().strip()


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_simplest_scenario_runs(tmp_path: Path) -> None:
    text = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert text is not None
    assert tomllib.loads(text[1])
    scenario = tmp_path / "simple.toml"
    scenario.write_text(text[1], encoding="utf-8")
    assert main(["simulate", str(scenario), "-o", str(tmp_path / "simple.dawn"), "--duration", "10m"]) == 0


def test_every_story_of_the_library_has_its_page_linked() -> None:
    for story in library():
        assert f"(assets/dawnline_assets/pages/{story.name}.md) | `{story.name}` |" in README

"""A scenario of a format that this program does not know yet: one sentence, not a complaint a line."""

import dawnline
from dawnline.scenario.findings import Findings
from dawnline.scenario.reading import TomlText
from dawnline.scenario.schema import FORMAT


def refuse_newer(document: TomlText, findings: Findings) -> None:
    """Raise ScenarioError if a scenario says that its format is newer than ours; nothing else is judged."""
    about = document.tables.get("scenario")
    told = about.get("format") if isinstance(about, dict) else None
    if isinstance(told, int) and not isinstance(told, bool) and told > FORMAT:
        findings.error(
            ("scenario", "format"),
            f"this scenario has format {told}, for a newer Dawnline; "
            f"this Dawnline {dawnline.__version__} reads format {FORMAT}",
            f"a newer Dawnline, or format = {FORMAT} and what `dawnline schema` describes",
        )
        findings.raise_errors()

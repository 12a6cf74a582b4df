"""A trace file: recognised by what is in it, never by its name; columns and problems out."""

from pathlib import Path

from dawnline.orbits.element_rows import shown
from dawnline.scenario.problem import Problem, ScenarioError
from dawnline.scenario.reading import decoded, read_bytes
from dawnline.scenario.traces.columns import Trace
from dawnline.scenario.traces.comma_separated import TABLES, numbered_lines, read_table, table_of
from dawnline.scenario.traces.json_lines import read_mooncake, read_philly_log
from dawnline.scenario.traces.rows import FieldError, Findings
from dawnline.scenario.traces.servegen import is_servegen, read_servegen

# BurstGPT's first two months are 50 MB; a week of Azure's 2024 must be cut.
MAX_TRACE_BYTES = 128 * 1024 * 1024
KNOWN = ", ".join((*(table.name for table in TABLES), "Mooncake JSON lines", "ServeGen", "Philly job log"))


def read_trace(path: Path) -> tuple[Trace, tuple[Problem, ...]]:
    """Return the trace in a file, and what was wrong with the records that were passed over.

    Raises ScenarioError if the file cannot be read, is too large, or holds nothing usable.
    """
    file = str(path)
    return parse_trace(decoded(read_bytes(path, MAX_TRACE_BYTES), file), file)


def parse_trace(text: str, file: str) -> tuple[Trace, tuple[Problem, ...]]:
    """Return the trace in a text, and what was wrong with the records that were passed over.

    Raises ScenarioError, with every reason, if nothing is usable; ``file`` names it in problems.
    """
    if len(text) > MAX_TRACE_BYTES:
        message = f"is {len(text):,} characters long"
        raise ScenarioError([Problem(file, None, "", message, f"at most {MAX_TRACE_BYTES:,}; cut it")])
    findings = Findings(file)
    trace = _trace(text.removeprefix("\ufeff"), findings)
    problems = findings.finish(len(trace))
    if not len(trace):
        nothing = Problem(file, None, "", "no record in the file", "a header and records")
        raise ScenarioError(problems or [nothing])
    return trace, problems


def _trace(text: str, findings: Findings) -> Trace:
    lines = numbered_lines(text)
    first_line, first = next(lines, (1, ""))
    start = first.lstrip()
    if start.startswith("["):
        return read_philly_log(text, findings)
    if start.startswith("{"):
        return read_mooncake(numbered_lines(text), findings)
    if is_servegen(start):
        return read_servegen(numbered_lines(text), findings)
    try:
        found = table_of(start)
    except FieldError:
        found = None
    if found is None:
        message = f"begins with {shown(start)}, which no known trace does" if start else "the file is empty"
        raise ScenarioError([Problem(findings.file, first_line, "", message, KNOWN)])
    return read_table(lines, *found, findings)

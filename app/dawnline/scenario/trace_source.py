"""Traces that a scenario's workloads replay: which file, read once, and what is in it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dawnline.scenario.findings import Findings
from dawnline.scenario.lines import KeyPath
from dawnline.scenario.problem import Problem, ScenarioError
from dawnline.scenario.reading import decoded, read_bytes
from dawnline.scenario.safe_path import path_beside
from dawnline.scenario.traces.columns import Trace
from dawnline.scenario.traces.reading import MAX_TRACE_BYTES, parse_trace

# Of all traces of a scenario together: they are kept in each of its runs.
MAX_RECORDS = 5_000_000
MAX_WARNINGS = 20
EXPECTED = "a path inside the scenario's folder, with '/' between its parts, such as 'traces/azure-conv.csv'"


@dataclass(frozen=True, eq=False)
class TraceFile:
    """What one trace file holds, and the SHA-256 of its bytes."""

    trace: Trace
    sha256: str


class TraceFiles:
    """The trace files beside a scenario; each is read once."""

    def __init__(self, scenario: Path, findings: Findings) -> None:
        self._scenario = scenario
        self._findings = findings
        self._read: dict[Path, TraceFile | None] = {}
        self._records = 0

    def trace(self, name: str, key: KeyPath) -> TraceFile | None:
        """Return what a file holds; None if it cannot be used, which is then noted at ``key``."""
        try:
            path = path_beside(self._scenario, name)
        except ValueError as error:
            self._findings.error(key, f"{name[:60]!r} {error}", EXPECTED)
            return None
        if not path.exists():
            message = f"there is no file {name[:60]!r} beside the scenario"
            self._findings.error(key, message, "an existing file")
            return None
        if path not in self._read:
            self._read[path] = self._file(path, name)
        found = self._read[path]
        if found is None:
            return None
        self._records += len(found.trace)
        if self._records > MAX_RECORDS:
            message = f"{self._records:,} records in all traces are too many"
            self._findings.error(key, message, f"at most {MAX_RECORDS:,} in a scenario: cut the file")
            return None
        return found

    def _file(self, path: Path, name: str) -> TraceFile | None:
        try:
            content = read_bytes(path, MAX_TRACE_BYTES, name)
            trace, problems = parse_trace(decoded(content, name), name)
        except ScenarioError as error:
            for problem in error.problems[:MAX_WARNINGS]:
                self._findings.add_error(problem)
            return None
        for bad in problems[:MAX_WARNINGS]:
            message = f"record skipped: {bad.message}"
            self._findings.add_warning(Problem(name, bad.line, bad.key, message, bad.expected))
        if len(problems) > MAX_WARNINGS:
            message = f"and {len(problems) - MAX_WARNINGS:,} more records skipped"
            self._findings.add_warning(Problem(name, None, "", message, "whole records"))
        return TraceFile(trace, hashlib.sha256(content).hexdigest())

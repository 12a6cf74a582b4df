"""A log record of WARNING or worse fails the test that caused it, unless the test said it would come."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest


@dataclass
class ExpectedLogs:
    """What a test says will be logged; each expectation must come true."""

    patterns: list[re.Pattern[str]] = field(default_factory=list)

    def __call__(self, pattern: str) -> None:
        """Expect at least one record of WARNING or worse whose message this regular expression finds."""
        self.patterns.append(re.compile(pattern))


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def complaints(records: list[logging.LogRecord], expected: ExpectedLogs) -> list[str]:
    """Return what is wrong: records that nobody expected, expectations that did not come true."""
    messages = [record.getMessage() for record in records]
    found = [
        f"unexpected log {record.levelname} of {record.name}: {message}"
        for record, message in zip(records, messages, strict=True)
        if not any(pattern.search(message) for pattern in expected.patterns)
    ]
    found += [
        f"expected a log like {pattern.pattern!r} and none came"
        for pattern in expected.patterns
        if not any(pattern.search(message) for message in messages)
    ]
    return found


@pytest.fixture
def expect_log() -> ExpectedLogs:
    """Let a test say ``expect_log("regular expression")`` of a warning that it provokes."""
    return ExpectedLogs()


@pytest.fixture(autouse=True)
def _no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    expected = (
        request.getfixturevalue("expect_log") if "expect_log" in request.fixturenames else ExpectedLogs()
    )
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(collector)
    wrong = complaints(collector.records, expected)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)

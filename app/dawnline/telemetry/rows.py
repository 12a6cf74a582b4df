"""Rows of the catalogue that are alike: shares, powers, counts, times."""

from dawnline.fleet.entity import Kind
from dawnline.telemetry.channel import Channel


def percent(kind: Kind, key: str, name: str, description: str, low_limit: float | None = None) -> Channel:
    """Return a channel of a share."""
    return Channel(
        kind, key, name, "continuous", "frac", "%", description,
        shown_scale=100.0, minimum=0.0, maximum=1.0, low_limit=low_limit,
    )  # fmt: skip


def kilowatts(kind: Kind, key: str, name: str, description: str) -> Channel:
    """Return a channel of a power."""
    return Channel(kind, key, name, "continuous", "w", "kW", description, shown_scale=1e-3, minimum=0.0)


def megawatts(kind: Kind, key: str, name: str, description: str) -> Channel:
    """Return a channel of a large power."""
    return Channel(kind, key, name, "continuous", "w", "MW", description, shown_scale=1e-6, minimum=0.0)


def accelerators(kind: Kind, key: str, name: str, description: str) -> Channel:
    """Return a channel of a number of accelerators."""
    return Channel(kind, key, name, "continuous", "accelerators", "GPUs", description, minimum=0.0)


def milliseconds(kind: Kind, key: str, name: str, description: str) -> Channel:
    """Return a channel of a short time."""
    return Channel(kind, key, name, "continuous", "s", "ms", description, shown_scale=1e3, minimum=0.0)


def links(kind: Kind, description: str) -> Channel:
    """Return a channel of a number of links."""
    return Channel(kind, "links", "Links", "count", "links", "links", description, minimum=0.0)


def load(kind: Kind, key: str, name: str, description: str) -> Channel:
    """Return a channel of how busy a link is."""
    # To 1 in 500: loads are of every link, and differ in each frame.
    return Channel(
        kind, key, name, "continuous", "frac", "%", description,
        shown_scale=100.0, minimum=0.0, maximum=1.0, kept_bits=8,
    )  # fmt: skip


def requests(kind: Kind, key: str, name: str, description: str) -> Channel:
    """Return a channel of a number of requests in a step."""
    return Channel(kind, key, name, "count", "requests", "requests", description, minimum=0.0)


def jobs(key: str, name: str, description: str) -> Channel:
    """Return a channel of a number of jobs of a workload."""
    return Channel("workload", key, name, "count", "jobs", "jobs", description, minimum=0.0)

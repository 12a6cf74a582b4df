"""Nouns as JSON and back: what a file says is checked against the types before anybody sees it."""

import dataclasses
import json
import math
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from pydantic import TypeAdapter, ValidationError

from dawnline.fleet.bus import SatelliteBus
from dawnline.fleet.fleet import FleetGroup
from dawnline.fleet.ground import Region, Site
from dawnline.fleet.network import Gateway, NetworkRules
from dawnline.fleet.workload import Workload
from dawnline.scenario.event import Event
from dawnline.telemetry.channel import Channel

T = TypeVar("T")

TEXTS = TypeAdapter(tuple[str, ...])
CHANNELS = TypeAdapter(tuple[Channel, ...])
GROUPS = TypeAdapter(tuple[FleetGroup, ...])
BUSES = TypeAdapter(tuple[SatelliteBus, ...])
SITES = TypeAdapter(tuple[Site, ...])
REGIONS = TypeAdapter(tuple[Region, ...])
WORKLOADS = TypeAdapter(tuple[Workload, ...])
GATEWAYS = TypeAdapter(tuple[Gateway, ...])
NETWORKS = TypeAdapter(tuple[NetworkRules, ...])
EVENTS = TypeAdapter(tuple[Event, ...])


def to_json(nouns: Sequence[Any]) -> str:
    """Return texts, or instances of frozen dataclasses, as a JSON array.

    What is endless is written as the text ``"Infinity"``, which is read as the number: JSON has no such.
    """
    plain = [noun if isinstance(noun, str) else _plain(dataclasses.asdict(noun)) for noun in nouns]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_plain_number)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return "Infinity" if isinstance(value, float) and value == math.inf else value


def _plain_number(value: object) -> object:
    """Return a numpy scalar as Python's own; raise TypeError for what is no number."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{value!r} has no place in a run file")


def from_json(adapter: TypeAdapter[T], text: str) -> T:
    """Return what a JSON text says; raise ValueError with the first thing that is wrong."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{where or 'its text'}: {first['msg']}") from None

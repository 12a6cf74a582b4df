"""Who of a scenario's network answers to a name: an id, a bare name where it is unique, or ``#NORAD``."""

from dataclasses import replace
from typing import TYPE_CHECKING

from dawnline import __version__

if TYPE_CHECKING:
    from dawnline.recording.names import NameIndex
    from dawnline.scenario.scenario import Scenario


def place_names(scenario: "Scenario") -> "NameIndex":
    """Return the names of satellites, gateways, regions and sites; others are no ends of a path."""
    from dawnline.network.nodes import KINDS
    from dawnline.recording.header import RunHeader
    from dawnline.recording.names import NameIndex
    from dawnline.telemetry.catalogue import CATALOGUE

    header = RunHeader.of_scenario(scenario, __version__, CATALOGUE)
    tables = {kind: table for kind, table in header.fleet.tables.items() if kind in KINDS}
    return NameIndex(replace(header, fleet=replace(header.fleet, tables=tables)))

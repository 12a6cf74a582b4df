"""Entity tables and the fleet: arrays by index."""

import numpy as np
import pytest

from dawnline.fleet.entity import EntityRef, EntityTable
from dawnline.scenario.library import bundled_scenario
from dawnline.scenario.loading import load_scenario


def test_tables_of_entities_that_stay() -> None:
    table = EntityTable.of("site", ("site:a/x", "site:a/y"), ("x", "y"))
    assert len(table) == 2
    assert table.parent.tolist() == [-1, -1]
    assert np.all(table.from_s == -np.inf)
    assert np.all(table.until_s == np.inf)


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="site table: 2 ids, but columns of"):
        EntityTable.of("site", ("site:x", "site:y"), ("x",))


def test_a_fleet_answers_by_index() -> None:
    fleet = load_scenario(bundled_scenario("welcome")).fleet
    capacity_j = fleet.bus_column("battery_j")
    assert capacity_j.shape == (len(fleet.satellites),)
    assert capacity_j[0] == fleet.buses[fleet.bus_of[0]].battery_j
    assert capacity_j[-1] == fleet.buses[fleet.bus_of[-1]].battery_j
    assert fleet.entity_id(EntityRef("site", 0)) == "site:xai/colossus-1"
    assert fleet.entity_id(EntityRef("fleet", int(fleet.satellites.parent[-1]))) == "fleet:dusk-sleep"

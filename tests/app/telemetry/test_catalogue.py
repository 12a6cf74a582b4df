"""The channel catalogue: consistent, and codes that run files rely on."""

from dataclasses import replace

import pytest

from dawnline.fleet.entity import KINDS
from dawnline.fleet.network import NetworkRules
from dawnline.telemetry.catalogue import CATALOGUE, EVERY, LIMITERS, NETWORK, STATES, WAYS, catalogue_of
from dawnline_testing.small_run import small_fleet

RULES = NetworkRules(1e-4, 6e-3, 1.4, 1.468, has_fibre=True, queue_cap_s=0.05)


def test_keys_are_unique_within_a_kind() -> None:
    keys = [(channel.kind, channel.key) for channel in EVERY.channels]
    assert len(keys) == len(set(keys))
    assert {kind for kind, _ in keys} <= set(KINDS)


def test_codes_on_disk_keep_their_order() -> None:
    assert LIMITERS[:7] == ("none", "no_work", "eclipse", "battery", "power_cap", "heat", "fault")
    assert STATES[:3] == ("flying", "stale", "decayed")
    assert WAYS[:4] == ("none", "fibre", "space", "mixed")


def test_codes_have_names_and_quantities_have_units() -> None:
    for channel in EVERY.channels:
        assert channel.name
        assert channel.description
        assert bool(channel.codes) == (channel.encoding == "code")
        if channel.encoding == "continuous":
            assert channel.shown_unit
            # The unit of a stored number ends its key, save for counts of things, which are their own unit.
            own = channel.unit in {"accelerators", channel.key}
            assert own or channel.key.endswith("_" + channel.unit)
        if channel.minimum is not None and channel.maximum is not None:
            assert channel.minimum < channel.maximum


def test_channels_are_found_by_kind_and_key() -> None:
    assert CATALOGUE.find("satellite", "soc_frac").name == "Battery"
    assert {channel.kind for channel in CATALOGUE.of_kind("site")} == {"site"}
    with pytest.raises(KeyError, match="no channel 'soc' of a satellite; known: gpu_util_frac"):
        CATALOGUE.find("satellite", "soc")


def test_a_run_has_channels_of_the_network_only_where_there_is_one() -> None:
    plain = small_fleet(2)
    assert catalogue_of(plain) == CATALOGUE
    linked = replace(plain, network=RULES)
    kinds = {channel.kind for channel in catalogue_of(linked).channels[len(CATALOGUE.channels) :]}
    assert kinds == {"region", "satellite"}
    tables = {**plain.tables, **dict.fromkeys(("pair", "gateway", "link"), plain.tables["site"])}
    assert catalogue_of(replace(linked, tables=tables)).channels == CATALOGUE.channels + NETWORK.channels

"""The channel catalogue: consistent, and codes that run files rely on."""

import pytest

from dawnline.fleet.entity import KINDS
from dawnline.telemetry.catalogue import CATALOGUE, LIMITERS, STATES


def test_keys_are_unique_within_a_kind() -> None:
    keys = [(channel.kind, channel.key) for channel in CATALOGUE.channels]
    assert len(keys) == len(set(keys))
    assert {kind for kind, _ in keys} <= set(KINDS)


def test_codes_on_disk_keep_their_order() -> None:
    assert LIMITERS[:7] == ("none", "no_work", "eclipse", "battery", "power_cap", "heat", "fault")
    assert STATES[:3] == ("flying", "stale", "decayed")


def test_codes_have_names_and_quantities_have_units() -> None:
    for channel in CATALOGUE.channels:
        assert channel.name
        assert channel.description
        assert bool(channel.codes) == (channel.encoding == "code")
        if channel.encoding == "continuous":
            assert channel.shown_unit
            # The unit of a stored number ends its key, save for counts of things, which are their own unit.
            assert channel.key.endswith("_" + channel.unit) or channel.unit == "accelerators"
        if channel.minimum is not None and channel.maximum is not None:
            assert channel.minimum < channel.maximum


def test_channels_are_found_by_kind_and_key() -> None:
    assert CATALOGUE.find("satellite", "soc_frac").name == "Battery"
    assert {channel.kind for channel in CATALOGUE.of_kind("site")} == {"site"}
    with pytest.raises(KeyError, match="no channel 'soc' of a satellite; known: gpu_util_frac"):
        CATALOGUE.find("satellite", "soc")

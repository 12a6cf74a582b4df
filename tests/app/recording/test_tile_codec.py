"""Tiles as bytes: what is rounded, what comes back, and what hostile bytes can do."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dawnline.recording.tile_codec import DamagedTile, crc_of, decode, encode, encoded_limit, round_bits

floats = hnp.arrays(np.float32, st.integers(1, 200), elements=st.floats(width=32))


@given(floats, st.integers(1, 23))
def test_rounded_values_are_within_half_a_kept_bit(values, kept_bits):
    rounded = round_bits(values, kept_bits)
    assert np.array_equal(np.isnan(rounded), np.isnan(values))
    normal = np.isfinite(values) & (np.abs(values) >= np.finfo(np.float32).tiny) & np.isfinite(rounded)
    error = np.abs(rounded[normal].astype(np.float64) - values[normal])
    assert np.all(error <= np.abs(values[normal].astype(np.float64)) * 2.0 ** -(kept_bits + 1))
    assert np.array_equal(np.signbit(rounded[~np.isnan(values)]), np.signbit(values[~np.isnan(values)]))


@given(floats, st.integers(1, 23))
def test_rounding_twice_changes_nothing_and_clears_the_bits(values, kept_bits):
    once = round_bits(values, kept_bits)
    assert np.array_equal(round_bits(once, kept_bits).view(np.uint32), once.view(np.uint32))
    known = once[~np.isnan(once)].view(np.uint32)
    assert not np.any(known & np.uint32((1 << (23 - kept_bits)) - 1))


def test_ties_go_to_the_even_neighbour():
    step = 2.0**-12
    values = np.array([1 + 0.5 * step, 1 + 1.5 * step, 1 + 2.5 * step], np.float32)
    assert round_bits(values, 12).tolist() == [1.0, 1 + 2 * step, 1 + 2 * step]


def test_infinities_stay_and_every_nan_is_the_same():
    odd_nans = np.array([0x7FC00001, 0xFFFFFFFF, 0x7F800001], np.uint32).view(np.float32)
    values = np.concatenate([np.array([np.inf, -np.inf], np.float32), odd_nans])
    assert round_bits(values, 12).view(np.uint32).tolist() == [0x7F800000, 0xFF800000] + [0x7FC00000] * 3


@given(
    st.sampled_from(["<f4", "|u1", "<i4"]).flatmap(
        lambda dtype: hnp.arrays(dtype, st.tuples(st.integers(1, 40), st.integers(1, 60)))
    )
)
def test_what_is_encoded_comes_back_to_the_bit(values):
    data = encode(values)
    out = np.empty_like(values)
    decode(data, out)
    assert out.tobytes() == values.tobytes()
    assert len(data) <= encoded_limit(values.nbytes)


@pytest.mark.parametrize("claim", [0, 1, 239, 241, 2**30, 2**32 - 1])
def test_a_bomb_is_refused_before_it_takes_memory(claim):
    data = bytearray(encode(np.zeros((1, 60), np.float32)))
    data[4:8] = claim.to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(DamagedTile, match="claims"):
        decode(bytes(data), np.empty((1, 60), np.float32))
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_flipped_bits_and_cut_ends_never_do_harm():
    values = (np.arange(500 * 60, dtype=np.float32) ** 0.5).reshape(500, 60)
    data = encode(values)
    guard = np.full((3, *values.shape), 7.0, np.float32)
    rng = np.random.Generator(np.random.Philox(3))
    refused = 0
    for bit in rng.integers(0, len(data) * 8, 400).tolist() + list(range(64 * 8)):
        hurt = bytearray(data)
        hurt[bit // 8] ^= 1 << bit % 8
        try:
            decode(bytes(hurt), guard[1])
        except DamagedTile:
            refused += 1
        assert crc_of(bytes(hurt), 1) != crc_of(data, 1)
    for length in [*range(40), 1000, len(data) - 1]:
        with pytest.raises(DamagedTile):
            decode(data[:length], guard[1])
    assert refused > 100
    assert np.all(guard[[0, 2]] == 7.0)


def test_the_crc_belongs_to_a_place():
    assert crc_of(b"tile", 1, 60) != crc_of(b"tile", 2, 60)

"""Malformed scenarios, element files and run files, made from good ones; the same ones every time."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

TLE = (
    "STARLINK-1008\n"
    "1 44714U 19074B   26150.30936191  .00080211  00000+0  15180-2 0  9995\n"
    "2 44714  53.1513 154.1788 0003034  54.2939 305.8351 15.47704531361446\n"
)
# Words that no number is, or that are numbers beyond use.
POISON = (
    "nan", "inf", "-inf", "1e400", "-1", "0", "99999999999999999999", "1e308", '"text"', "true", "[]", "{}",
    "2026-02-30", '"\\u0000"', "[1, 2, 3]", "-0.0000001", "1_000_000_000", '""', "0x7fffffffffffffff",
)  # fmt: skip
KEYS = (
    "altitude_km", "inclination_deg", "planes", "satellites_per_plane", "phasing", "duration", "step", "seed",
    "start", "peak_accelerators", "daily_amplitude", "orbit_share", "format", "bus", "preset", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Malformed:
    """A bad file: its name, its bytes, and the command lines that must refuse it (``{}`` is its path)."""

    name: str
    content: bytes
    argv: tuple[str, ...]


def malformed_files(scenario: str, run: bytes) -> Iterator[Malformed]:
    """Yield two hundred of them, from a good scenario and a good run."""
    draw = np.random.Generator(np.random.Philox(2026))
    yield from _scenarios(scenario, draw)
    yield from _elements(draw)
    yield from _runs(run, draw)


def _scenarios(good: str, draw: np.random.Generator) -> Iterator[Malformed]:
    lines = good.splitlines()
    for number in range(50):
        key, poison = KEYS[number % len(KEYS)], POISON[int(draw.integers(len(POISON)))]
        changed = [f"{key} = {poison} # poisoned" if line.startswith(f"{key} =") else line for line in lines]
        yield _scenario(f"poison-{number}-{key}", "\n".join([*changed, "unknown_key = 1"]).encode())
    for number in range(16):
        cut = int(draw.integers(60, len(good) - 60))
        yield _scenario(f"cut-{number}", good.encode()[:cut] + b"\n[[")
    for number in range(16):
        yield _scenario(f"noise-{number}", draw.bytes(int(draw.integers(1, 4000))))
    yield _scenario("empty", b"")
    yield _scenario("deep", b"a = " + b"[" * 50_000)
    yield _scenario("deep-table", b"[" + b"a." * 20_000 + b"a]\n")
    yield _scenario("huge-line", b'[scenario]\ntitle = "' + b"x" * 6_000_000 + b'"\n')
    yield _scenario("many-satellites", good.replace("planes = 12", "planes = 999999999").encode())
    yield _scenario("many-frames", good.replace('step = "60s"', 'step = "0.000001s"').encode())
    yield _scenario(
        "escape",
        (good + '\n[[fleet]]\nname = "x"\nsource = "elements"\nfile = "../../etc/passwd"\n').encode(),
    )
    yield _scenario("utf-16", good.encode("utf-16"))
    for number in range(6):
        yield _scenario(f"twice-{number}", (good + "\n" + "\n".join(lines[1 + number * 5 :])).encode())


def _elements(draw: np.random.Generator) -> Iterator[Malformed]:
    omm = {"OBJECT_NAME": "X", "NORAD_CAT_ID": 1, "EPOCH": "2026-05-30T00:00:00", "MEAN_MOTION": 15.0,
           "ECCENTRICITY": 0.001, "INCLINATION": 53.0, "RA_OF_ASC_NODE": 1.0, "ARG_OF_PERICENTER": 2.0,
           "MEAN_ANOMALY": 3.0, "BSTAR": 0.0}  # fmt: skip
    for number in range(20):
        digits = list(TLE.encode())
        for place in draw.integers(20, len(digits) - 1, 1 + number % 4):
            digits[int(place)] = int(draw.integers(33, 255))
        digits[len(TLE) - 2] = ord("x")  # the last check digit is none
        yield _element(f"tle-{number}.tle", bytes(digits))
    for number, (key, value) in enumerate(
        (key, value)
        for key in ("MEAN_MOTION", "ECCENTRICITY", "EPOCH", "INCLINATION")
        for value in (float("nan"), 1e308, -1e308, "text", None, [], True)
    ):
        yield _element(f"omm-{number}.json", json.dumps([{**omm, key: value}]).encode())
    yield _element("deep.json", b"[" * 100_000)
    yield _element("object.json", b'{"a": ' * 5_000)
    yield _element("list.json", b"[1, 2, 3]")
    yield _element("empty.csv", b"")
    yield _element("head-only.csv", ",".join(omm).encode() + b"\n")
    yield _element("wide.csv", (",".join(omm) + "\n" + "9," * 200_000).encode())
    for number in range(6):
        yield _element(f"noise-{number}.tle", draw.bytes(int(draw.integers(1, 5000))))


def _runs(good: bytes, draw: np.random.Generator) -> Iterator[Malformed]:
    for number in range(16):
        yield _run(f"cut-{number}", good[: int(draw.integers(0, min(len(good), 60_000)))], "--verify")
    for number in range(16):
        flipped = bytearray(good)
        # Enough flips that no read misses them: the header page among them every other time.
        for place in draw.integers(0 if number % 2 else 4096, len(good), len(good) // 256):
            flipped[int(place)] ^= 1 << int(draw.integers(8))
        yield _run(f"flip-{number}", bytes(flipped), "--verify")
    for number in range(6):
        yield _run(f"noise-{number}", draw.bytes(int(draw.integers(1, 20_000))))
        yield _run(f"noise-in-sqlite-{number}", good[:100] + draw.bytes(20_000))
    yield _run("empty", b"")
    yield _run("foreign", good[:68] + b"\0\0\0\0" + good[72:])
    yield _run("newer", good[:60] + struct.pack(">I", 999) + good[64:])
    yield _run("magic", b"SQLite format 4\0" + good[16:])


def _scenario(name: str, content: bytes) -> Malformed:
    return Malformed(f"{name}.toml", content, ("validate", "{}"))


def _element(name: str, content: bytes) -> Malformed:
    return Malformed(name, content, ("validate", "starlink-elements", "--elements", "{}"))


def _run(name: str, content: bytes, *options: str) -> Malformed:
    return Malformed(f"{name}.dawn", content, ("info", "{}", *options))

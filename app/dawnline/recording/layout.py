"""The format of a run file: its marks, its tables, how tiles are numbered, and how much a file may claim.

A run file is one SQLite database. Its tables:

document    named JSON texts: what the run is, its scenario, its catalogue, its entities
array       named columns of numbers, little-endian: elements, parents, lifetimes
progress    one row: how many frames are complete, and how the run ended
tile        the frames, see below
ledger      totals of each frame, float64, in the order of the document ``ledger``
checkpoint  states of the simulation, from which a run can go on
mark        what people wrote: bookmarks, acknowledgements, notes

A tile holds up to 60 frames of 500 entities of one channel: the values of entity after entity, each entity's
values in the order of time. What is flushed before 60 frames are there is a tile of fewer frames, beginning
where the flush before it ended; when the 60 are complete, one tile takes the place of them all.
"""

from dawnline.telemetry.channel import Encoding

SUFFIX = ".dawn"
SQLITE_MAGIC = b"SQLite format 3\x00"
APPLICATION_ID = 0x6461776E  # "dawn" in ASCII, at bytes 68 to 71 of the file
FORMAT = 1  # PRAGMA user_version, at bytes 60 to 63

TILE_FRAMES = 60
TILE_ENTITIES = 500

# How much a file may claim: far above what is useful, far below what would hurt.
MAX_FRAMES = 2**24
MAX_ENTITIES = 2**22
MAX_CHANNELS = 2**10
MAX_DOCUMENT = 2**26  # bytes of one JSON text: the ids of a million satellites are half of it
MAX_BLOB = 2**28

# A lost value reads as this: NaN, an unknown code, an impossible count.
LOST: dict[Encoding, float | int] = {"continuous": float("nan"), "code": 255, "count": -1}
DTYPES: dict[Encoding, str] = {"continuous": "<f4", "code": "|u1", "count": "<i4"}

SCHEMA = (
    "CREATE TABLE document (name TEXT PRIMARY KEY, crc INTEGER NOT NULL, json TEXT NOT NULL) STRICT",
    "CREATE TABLE array (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, crc INTEGER NOT NULL,"
    " data BLOB NOT NULL) STRICT",
    "CREATE TABLE progress (id INTEGER PRIMARY KEY, frames INTEGER NOT NULL, state TEXT NOT NULL) STRICT",
    "CREATE TABLE tile (id INTEGER PRIMARY KEY, frames INTEGER NOT NULL, crc INTEGER NOT NULL,"
    " data BLOB NOT NULL) STRICT",
    "CREATE TABLE ledger (frame INTEGER PRIMARY KEY, crc INTEGER NOT NULL, data BLOB NOT NULL) STRICT",
    "CREATE TABLE checkpoint (frame INTEGER PRIMARY KEY, crc INTEGER NOT NULL, arrays TEXT NOT NULL,"
    " data BLOB NOT NULL) STRICT",
    "CREATE TABLE mark (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, t_s REAL NOT NULL, entity TEXT NOT NULL,"
    " text TEXT NOT NULL) STRICT",
)

_START_BITS, _TILE_BITS, _CHANNEL_BITS = 6, 14, 10
START_MASK = (1 << _START_BITS) - 1  # of a tile's key: the first frame of the block that it holds


def tile_id(block: int, channel: int, tile: int, start: int = 0) -> int:
    """Return the key of a tile; tiles of one block and channel are neighbours in the file.

    Parameters
    ----------
    block : which 60 frames.
    channel : index in the catalogue.
    tile : which 500 entities.
    start : the first frame that it holds, counted from the beginning of the block.
    """
    return (((block << _CHANNEL_BITS | channel) << _TILE_BITS) | tile) << _START_BITS | start


def tile_and_start(key: int) -> tuple[int, int]:
    """Return which 500 entities a tile holds, and its first frame within the block."""
    return key >> _START_BITS & (1 << _TILE_BITS) - 1, key & START_MASK


def tile_count(entities: int) -> int:
    """Return how many tiles hold this many entities."""
    return -(-entities // TILE_ENTITIES)

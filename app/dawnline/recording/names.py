"""Finding an entity by what a person calls it."""

import difflib
from collections import defaultdict

from dawnline.fleet.entity import EntityRef
from dawnline.orbits.element_sets import ElementSets
from dawnline.recording.errors import EntityNotFound
from dawnline.recording.header import RunHeader

_MOST_CANDIDATES = 5
_FUZZY_NAMES = 20_000  # above, likeness takes seconds: only parts of names are looked for


class NameIndex:
    """Full ids, bare names and catalogue numbers of everything in a run."""

    def __init__(self, header: RunHeader) -> None:
        self._fleet = header.fleet
        self._ids: dict[str, EntityRef] = {}
        self._names: defaultdict[str, list[EntityRef]] = defaultdict(list)
        self._numbers: defaultdict[int, list[EntityRef]] = defaultdict(list)
        for kind, table in header.fleet.tables.items():
            for index, (full, name) in enumerate(zip(table.ids, table.names, strict=True)):
                ref = EntityRef(kind, index)
                self._ids[full] = ref
                # satellite:starlink/STARLINK-1008 answers to starlink/STARLINK-1008 and STARLINK-1008 too;
                # pair:tokyo>aws/us-east-1 to its name, but not to that of its site
                last = name if kind in ("pair", "link") else full.rpartition("/")[2]
                bare = (name, full.partition(":")[2], last)
                for text in {part.casefold() for part in bare}:
                    self._names[text].append(ref)
        index = 0
        for part in header.ephemeris.parts:
            if isinstance(part, ElementSets):
                for offset, number in enumerate(part.catalogue_numbers.tolist()):
                    self._numbers[number].append(EntityRef("satellite", index + offset))
            index += len(part)

    def find(self, name: str) -> EntityRef:
        """Return who alone answers to a full id, a bare name or ``#NORAD``; raise EntityNotFound."""
        text = name.strip()
        if text in self._ids:
            return self._ids[text]
        found = self._names.get(text.casefold(), [])
        if not found and text.startswith("#") and text[1:].isdecimal() and len(text) < 20:
            found = self._numbers.get(int(text[1:]), [])
        if len(found) == 1:
            return found[0]
        if found:
            ids = [self._fleet.entity_id(ref) for ref in found[:_MOST_CANDIDATES]]
            raise EntityNotFound(name, f"{name!r} is the name of {len(found)} entities", ids)
        raise EntityNotFound(name, f"no entity answers to {name!r}", self._like(text.casefold()))

    def _like(self, text: str) -> list[str]:
        if not text:
            return []
        close: list[str] = []
        if len(self._names) <= _FUZZY_NAMES:
            close = difflib.get_close_matches(text, self._names, _MOST_CANDIDATES, 0.6)
        close += [name for name in self._names if text in name and name not in close][:_MOST_CANDIDATES]
        ids = dict.fromkeys(self._fleet.entity_id(ref) for name in close for ref in self._names[name])
        return list(ids)[:_MOST_CANDIDATES]

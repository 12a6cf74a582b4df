"""Fuzzy matching of what is typed against a title: letters in order, better the closer they stand. No Qt."""

_START = 12  # the first letter of a word
_RUN = 8  # a letter right after the one before
_GAP = 1  # each letter that is jumped over


def score(typed: str, title: str) -> tuple[int, tuple[int, ...]] | None:
    """Return how well ``typed`` fits ``title`` (more is better) and the places of its letters, or None.

    Spaces in ``typed`` are ignored; upper and lower case are the same. An empty ``typed`` fits all alike.
    """
    wanted = "".join(typed.lower().split())
    text = title.lower()
    best: tuple[int, tuple[int, ...]] | None = None
    if not wanted:
        return (0, ())
    starts = [place for place, letter in enumerate(text) if letter == wanted[0]]
    for start in starts:
        places = _places_from(wanted, text, start)
        if places is None:
            break
        points = _points(places, text)
        if best is None or points > best[0]:
            best = (points, places)
    return best


def _places_from(wanted: str, text: str, start: int) -> tuple[int, ...] | None:
    """Return where the letters stand when the first is at ``start``; starts of words are preferred."""
    places = [start]
    for rest, letter in enumerate(wanted[1:], start=1):
        after = places[-1] + 1
        place = text.find(letter, after)
        if place < 0:
            return None
        word = _word_start(text, letter, after)
        # A start of a word is taken only if what is still to be found can be found after it.
        if place != after and word >= 0 and _is_within(wanted[rest + 1 :], text[word + 1 :]):
            place = word
        places.append(place)
    return tuple(places)


def _word_start(text: str, letter: str, after: int) -> int:
    place = text.find(letter, after)
    while place >= 0 and not _begins_word(text, place):
        place = text.find(letter, place + 1)
    return place


def _is_within(wanted: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in wanted)


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def _points(places: tuple[int, ...], text: str) -> int:
    points = -len(text) // 8 - min(places[0], 8) // 4
    for number, place in enumerate(places):
        points += _START if _begins_word(text, place) else 0
        if number:
            jumped = place - places[number - 1] - 1
            points += _RUN if not jumped else -_GAP * min(jumped, 10)
    return points

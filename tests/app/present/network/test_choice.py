"""How a text names two places."""

import pytest

from dawnline.fleet.entity import EntityRef
from dawnline.present.network.choice import found_choice, two_names
from dawnline.present.view import RouteChoice

KNOWN = {
    "new york": EntityRef("region", 0),
    "tokyo": EntityRef("region", 1),
    "us-east-1": EntityRef("site", 2),
    "chat": EntityRef("workload", 0),
}


def find(name: str) -> EntityRef:
    """Return who has a name."""
    return KNOWN[name]


@pytest.mark.parametrize(
    "text",
    ["tokyo>us-east-1", "tokyo > us-east-1", "tokyo -> us-east-1", "tokyo → us-east-1", "tokyo to us-east-1",
     "tokyo us-east-1"],
)  # fmt: skip
def test_an_arrow_or_a_space_stands_between_them(text: str) -> None:
    assert found_choice(text, find) == RouteChoice(KNOWN["tokyo"], KNOWN["us-east-1"])


def test_names_may_have_spaces() -> None:
    assert two_names("new york tokyo") == [("new", "york tokyo"), ("new york", "tokyo")]
    assert found_choice("new york tokyo", find) == RouteChoice(KNOWN["new york"], KNOWN["tokyo"])


@pytest.mark.parametrize("text", ["", "tokyo", "tokyo>tokyo", "tokyo>mars", "tokyo>chat", ">"])
def test_other_texts_name_no_route(text: str) -> None:
    assert found_choice(text, find) is None

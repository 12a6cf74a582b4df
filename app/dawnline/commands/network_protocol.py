"""What commands may do with the network that is shown."""

from typing import Protocol

from dawnline.present.view import Answer, RouteChoice


class Networks(Protocol):
    """What is shown of the network: a route and its ways, where answers come from, its panel."""

    @property
    def why_not(self) -> str:
        """Return why this run shows no network, in words; "" if it does."""

    @property
    def route(self) -> RouteChoice | None:
        """Return whose way is shown."""

    def find_route(self, text: str) -> RouteChoice:
        """Return the route that a text such as ``tokyo > us-east-1`` names; CommandError if it names none."""

    def choose(self, route: RouteChoice | None) -> None:
        """Show a route, or none; a pair of the run is selected with it."""

    @property
    def ways(self) -> int:
        """Return how many ways the shown route has now; 0 while that is not known."""

    @property
    def answer(self) -> Answer:
        """Return where answers of the latency field come from."""

    def set_answer(self, answer: Answer) -> None:
        """Let answers come from sites, from orbit, or from either."""

    def open(self, tab: str) -> None:
        """Show the panel with a tab in front; "" leaves the tab."""

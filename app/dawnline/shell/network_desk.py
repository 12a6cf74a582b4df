"""What is chosen of the network (the ``Networks`` of the commands), kept in the session's view."""

from dataclasses import replace

from dawnline.commands.complaint import CommandError
from dawnline.fleet.entity import EntityRef
from dawnline.present.network.choice import found_choice, pair_of
from dawnline.present.network.there import what_is_missing
from dawnline.present.view import Answer, RouteChoice
from dawnline.recording.errors import EntityNotFound
from dawnline.shell.network_source import NetworkSource
from dawnline.shell.panels import Panels
from dawnline.shell.session import Session


class NetworkDesk:
    """Chooses a route and its way, and the tab of the panel."""

    def __init__(self, session: Session, source: NetworkSource, panels: Panels) -> None:
        self._session = session
        self._source = source
        self._panels = panels

    @property
    def why_not(self) -> str:
        """Return why this run shows no network, in words; "" if it does."""
        missing = what_is_missing(self._session.recording)
        return missing[:1].lower() + missing[1:].rstrip(".")

    @property
    def route(self) -> RouteChoice | None:
        """Return whose way is shown."""
        return self._session.view.route

    def find_route(self, text: str) -> RouteChoice:
        """Return the route that a text such as ``tokyo > us-east-1`` names; CommandError if it names none."""
        recording = self._session.recording
        if recording is None:
            raise CommandError("nothing is open; open a scenario or a run first")
        complaints: list[str] = []

        def find(name: str) -> EntityRef:
            try:
                return recording.find_entity(name)
            except EntityNotFound as error:
                complaints.append(str(error))
                raise LookupError(name) from error

        found = found_choice(text, find)
        if found is None:
            why = complaints[0] if complaints else "a route joins two of: region, site, gateway, satellite"
            raise CommandError(f"{text[:60]!r}: {why}; write two names, such as tokyo > us-east-1")
        return found

    def choose(self, route: RouteChoice | None) -> None:
        """Show a route, or none; a pair of the run is selected with it."""
        session = self._session
        before = session.view.route
        session.view = replace(session.view, route=route)
        if route is None or session.recording is None:
            return
        if before is None or (before.source, before.target) != (route.source, route.target):
            pair = pair_of(session.recording, route.source, route.target)
            if pair is not None:
                session.select(pair)

    @property
    def ways(self) -> int:
        """Return how many ways the shown route has now; 0 while that is not known."""
        recording, route = self._session.recording, self._session.view.route
        if recording is None or route is None:
            return 0
        return len(self._source.ways(recording, self._session.t_s, route))

    @property
    def answer(self) -> Answer:
        """Return where answers of the latency field come from."""
        return self._session.view.answer

    def set_answer(self, answer: Answer) -> None:
        """Let answers come from sites, from orbit, or from either."""
        self._session.view = replace(self._session.view, answer=answer)

    def open(self, tab: str) -> None:
        """Show the panel with a tab in front; "" leaves the tab."""
        self._session.network_tab = tab or self._session.network_tab
        self._panels.show("network", True)

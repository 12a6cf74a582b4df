"""What is shown of the network, made in a thread: the room that works it out is loaded there, on first need.

Nobody waits for it but pictures: on a machine that never had them the first question has kernels compiled.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QTimer

from dawnline.fleet.entity import EntityRef
from dawnline.present.cache import SceneCache
from dawnline.present.causes.lines import why_lines
from dawnline.present.inspector_scene import WhyLine
from dawnline.present.network.choice import ENDS
from dawnline.present.network.look import LAYERS, NOTHING, Look, joined
from dawnline.present.network.there import has_links, has_network, network_time_s
from dawnline.present.view import RouteChoice, View
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead
from dawnline.shell.session import Session
from dawnline.shell.warmth import Warmth

if TYPE_CHECKING:
    from dawnline.present.network.routes import Way
    from dawnline_widgets.network.scene import MatrixScene, ReasonsScene, RouteScene

T = TypeVar("T")
WARM_AFTER_MS = 2000  # of a run that has opened: the first pictures come first


class NetworkSource:
    """Answers what the globe, the network's panel and the inspector ask.

    While an answer is being made it gives the last one, or None; ``session.made`` tells when it is there.
    """

    def __init__(self, session: Session) -> None:
        self._patience_s = 0.0
        self._ahead = Ahead("network", on_ready=session.made.emit)
        self._broken: set[str] = set()  # what could not be made of this run
        self._warmth = Warmth()
        self._soon = QTimer(session)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WARM_AFTER_MS)
        self._soon.timeout.connect(lambda: self.warm())  # noqa: PLW0108 - a bound method would be held weakly
        session.opened.connect(lambda: self._forget())  # noqa: PLW0108 - a bound method would be held weakly
        session.switched.connect(lambda: self._forget())  # noqa: PLW0108 - as above
        # By then the simulation, if this is its run, has compiled what it needs itself.
        session.opened.connect(lambda: self._soon.start() if session.recording else self._soon.stop())

    def globe(self, recording: Recording, t_s: float, view: View, selection: EntityRef | None) -> Look:
        """Return what the layers that are on show of the network."""
        on = LAYERS - view.hidden
        if not on or not has_links(recording):
            return NOTHING
        ask = _Asker(self, recording, t_s)
        looks: list[Look | None] = []
        if "routes" in on and view.route is not None and has_network(recording):
            route = view.route
            looks.append(ask("route look", route, lambda c: _room().route_look(recording, t_s, route, c)))
        if "routes" in on and selection is not None and selection.kind in ENDS:
            looks.append(ask("reach", selection, lambda c: _room().reach_look(recording, t_s, selection, c)))
        if "gateways" in on and recording.header.fleet.gateways:
            looks.append(ask("gateways", None, lambda c: _room().gateways_look(recording, t_s, c)))
        if "links" in on:
            looks.append(ask("lasers", None, lambda c: _room().lasers_look(recording, t_s, c)))
        if "latency" in on and has_network(recording):
            answer = view.answer
            looks.append(ask("answer", answer, lambda c: _room().answer_look(recording, t_s, answer, c)))
        return joined(*looks)

    def matrix(self, recording: Recording, t_s: float, choice: RouteChoice | None) -> "MatrixScene | None":
        """Return the matrix of round trips."""
        ask = _Asker(self, recording, t_s)
        found = ask("matrix", choice, lambda c: _room().matrix_scene(recording, t_s, choice, c))
        return cast("MatrixScene | None", found)

    def route(self, recording: Recording, t_s: float, choice: RouteChoice | None) -> "RouteScene | None":
        """Return the chosen route hop by hop, or why there is none."""

        def make(cache: SceneCache) -> "RouteScene":
            known = choice is not None and has_network(recording)
            because = _room().no_way_because(recording, t_s, choice, cache) if known else ""
            words = because[:1].upper() + because[1:]
            return cast("RouteScene", _room().route_scene(recording, t_s, choice, cache, words))

        return _Asker(self, recording, t_s)("route", choice, make)

    def reasons(self, recording: Recording, t_s: float, ref: EntityRef | None) -> "ReasonsScene | None":
        """Return why the links of an entity are up or not."""
        ask = _Asker(self, recording, t_s)
        found = ask("reasons", ref, lambda c: _room().reasons_scene(recording, t_s, ref, c))
        return cast("ReasonsScene | None", found)

    def why(self, recording: Recording, t_s: float, ref: EntityRef) -> tuple[WhyLine, ...] | None:
        """Return the chain of causes of an entity with what the network tells; None while it is not known."""
        ask = _Asker(self, recording, t_s)
        key = ask.key(ref)

        def make(cache: SceneCache) -> tuple[Hashable, tuple[WhyLine, ...]]:
            return key, why_lines(recording, ref, t_s, cache, _room().asking(recording, cache))

        found = ask("why", ref, make)
        return found[1] if found is not None and found[0] == key else None

    def ways(self, recording: Recording, t_s: float, choice: RouteChoice) -> "tuple[Way, ...]":
        """Return the ways of a route; none while they are not known."""
        ask = _Asker(self, recording, t_s)
        ends = (choice.source, choice.target)
        key = ask.key(ends)
        found = ask("ways", ends, lambda c: (key, _room().ways_of(recording, t_s, choice, c)))
        return found[1] if found is not None and found[0] == key else ()

    def get(self, slot: str, key: Hashable, make: Callable[[SceneCache], T]) -> T | None:
        """Return the result for a key, or the last one that was asked for; None before the first."""
        if slot in self._broken:
            return None
        try:
            with self._ahead.patient(self._patience_s):
                return self._ahead.get(slot, key, make)
        except Exception:
            self._broken.add(slot)  # told once; the globe and the other views go on without it
            raise

    def warm(self) -> None:
        """Let the thread have the kernels compiled now, before anybody asks."""
        self._ahead.prepare("kernels", "", lambda _cache: self._warmth.ensure())

    def with_kernels(self, make: Callable[[SceneCache], T], cache: SceneCache) -> T:
        """Make something, in the thread, when the kernels are there."""
        self._warmth.ensure()
        return make(cache)

    def _forget(self) -> None:
        self._broken.clear()
        self._ahead.forget()

    @contextmanager
    def patient(self, patience_s: float) -> Iterator[None]:
        """Wait for what is right rather than show what was last: for pictures."""
        before, self._patience_s = self._patience_s, patience_s
        try:
            yield
        finally:
            self._patience_s = before

    def close(self) -> None:
        """End the thread, and the process that it may wait for."""
        self._soon.stop()
        self._warmth.stop()
        self._ahead.close()


class _Asker:
    """Asks for one run and one moment; a run that grows has more frames, maybe the one that is shown."""

    def __init__(self, source: NetworkSource, recording: Recording, t_s: float) -> None:
        frame = recording.frame_index_at(t_s) if recording.frame_count else None
        self._source = source
        self._moment = (recording, network_time_s(recording, t_s), frame)

    def key(self, what: Hashable) -> Hashable:
        """Return what tells results apart."""
        return (*self._moment, what)

    def __call__(self, slot: str, what: Hashable, make: Callable[[SceneCache], T]) -> T | None:
        return self._source.get(slot, self.key(what), lambda cache: self._source.with_kernels(make, cache))


def _room() -> ModuleType:
    """Return the room, imported by the thread that makes things."""
    from dawnline.present.network import room

    return room

"""Furnishes the window after its first paint: builds each object once and hands it over by constructor."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from dawnline.commands.complaint import CommandError
from dawnline.commands.history import History
from dawnline.commands.protocols import Desk
from dawnline.present.cache import SceneCache
from dawnline.recording.recording import Recording
from dawnline.shell.ahead import Ahead
from dawnline.shell.beat import Beat
from dawnline.shell.branches import Branches
from dawnline.shell.camera import Camera, Views
from dawnline.shell.channel_menu import ChannelMenu
from dawnline.shell.clock_places import TopBarPlace, TransportPlace
from dawnline.shell.colours import Colours
from dawnline.shell.events_place import EventsPlace, RunEvents
from dawnline.shell.files import Files
from dawnline.shell.globe_place import GlobePlace
from dawnline.shell.help import HelpBox
from dawnline.shell.invoker import Invoker
from dawnline.shell.layers import Layers
from dawnline.shell.layers_place import LayersPlace
from dawnline.shell.library_menu import LibraryMenu
from dawnline.shell.marks import Marks
from dawnline.shell.menus import Menus
from dawnline.shell.network_desk import NetworkDesk
from dawnline.shell.network_source import NetworkSource
from dawnline.shell.opening import Opening
from dawnline.shell.panels import Panels
from dawnline.shell.program import Program
from dawnline.shell.runs_place import RunsPlace
from dawnline.shell.script_runner import ScriptRunner
from dawnline.shell.selection import Selection
from dawnline.shell.session import Session
from dawnline.shell.table_place import TablePlace
from dawnline.shell.watchlist_menu import WatchlistMenu
from dawnline.shell.watchlists import Watchlists, default_path
from dawnline.shell.window import DeskWindow
from dawnline.shell.wiring import (
    wire_inspector,
    wire_legend,
    wire_network,
    wire_region,
    wire_selection,
    wire_transport,
)
from dawnline_widgets.globe.widget import GlobeImagePlace, GlobeWidget
from dawnline_widgets.timeline.dock import TimelineDock
from dawnline_widgets.timeline.transport import TransportWidget

if TYPE_CHECKING:
    from dawnline.shell.money_place import MoneyPlace

PICTURE_PATIENCE_S = 60.0
SETTLE_ROUNDS = 4  # layouts ask for another round of layouts


@dataclass(eq=False)
class Furnishing:
    """What a furnished window consists of."""

    window: DeskWindow
    session: Session
    files: Files
    invoker: Invoker
    beat: Beat
    globe_place: GlobePlace
    cache: SceneCache
    ahead: Ahead
    network: NetworkSource
    branches: Branches
    money: "MoneyPlace | None" = None  # beside the inspector

    def add_inspector(self) -> None:
        """Add the inspector, and the network: they bring pyqtgraph, which nothing else waits for."""
        from dawnline.shell.inspector_place import InspectorPlace
        from dawnline.shell.money_place import MoneyPlace
        from dawnline.shell.network_place import NetworkPlace

        network_place = NetworkPlace(self.session, self.cache, self.network)
        wire_network(network_place, self.invoker)
        self.window.place("network", network_place)
        self.beat.add(network_place)
        place = InspectorPlace(self.session, self.cache, self.ahead, self.network)
        wire_inspector(place, self.session, self.invoker)
        self.window.place("inspector", place)
        self.beat.add(place)
        self.money = MoneyPlace(self.session)
        self.window.place("money", self.money)
        self.beat.add(self.money)

    def shoot(self, path: Path) -> None:
        """Save a picture of the window as it is now, not as it was at the last beat."""
        self.settle()
        Program(self.window).snapshot(path)

    def settle(self) -> None:
        """Let everything show its time and find its place; no timer runs meanwhile."""
        with (
            self.globe_place.patient(PICTURE_PATIENCE_S),
            self.ahead.patient(PICTURE_PATIENCE_S),
            self.network.patient(PICTURE_PATIENCE_S),
            self.money.ahead.patient(PICTURE_PATIENCE_S) if self.money else nullcontext(),
        ):
            self.globe_place.refresh()
            for _ in range(SETTLE_ROUNDS):
                self.beat.show_all()
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self.globe_place.visible:  # a camera that rests is drawn in full from its second frame on
            for _ in range(2):
                self.globe_place.globe.repaint()

    def close(self) -> None:
        """End timers, threads and the worker."""
        self.beat.stop()
        self.globe_place.close()
        self.ahead.close()
        self.network.close()
        if self.money:
            self.money.close_threads()
        self.branches.close()
        self.files.close()


def furnish(window: DeskWindow, globe: GlobeWidget | GlobeImagePlace, opening: Opening) -> Furnishing:
    """Fill the window around its globe, and open what was asked for."""
    desk = furnish_places(window, globe)
    desk.beat.start()
    if opening.at is not None:
        _go_once_to(opening.at, desk)
    _open_asked_file(desk, opening)
    QTimer.singleShot(0, window, desk.add_inspector)
    if opening.steps:  # behind the inspector, which belongs into its pictures
        ScriptRunner(
            opening.steps,
            desk.invoker,
            desk.files,
            shoot=desk.shoot,
            leave=lambda status: _leave(window, status),
            parent=window,
        ).start()
    return desk


def furnish_places(window: DeskWindow, globe: GlobeWidget | GlobeImagePlace) -> Furnishing:
    """Build session, places and commands, and put them into the window that has its globe."""
    session, cache = Session(window), SceneCache()
    files = Files(session, window)
    ahead = Ahead("panels", on_ready=session.made.emit)
    session.opened.connect(ahead.forget)
    session.switched.connect(ahead.forget)
    branches = Branches(session, window, files.state_of)
    network = NetworkSource(session)
    globe_place = GlobePlace(session, globe, cache, network)
    layers_place = LayersPlace(session, window, cache)
    marks = Marks(session, Watchlists(default_path()))
    table_place = TablePlace(session, ahead)
    transport = TransportWidget()
    timeline = TimelineDock(transport)
    help_box = HelpBox(window)
    panels = Panels(window, layers_place, open_palette=help_box.open_palette, open_keys=help_box.open_keys)
    desk = Desk(
        transport=session.playhead,
        files=files,
        camera=Camera(session, globe_place),
        views=Views(session, globe_place),
        selection=Selection(session, table_place),
        layers=Layers(session),
        colours=Colours(session),
        marks=marks,
        networks=NetworkDesk(session, network, panels),
        branches=branches,
        events=RunEvents(session),
        panels=panels,
        app=Program(window),
        history=History(),
    )
    invoker = Invoker(
        desk,
        complain=lambda words: window.show_notice("Not possible now", (words,)),
        after=session.touch,
    )
    help_box.serve(invoker)
    layers_place.serve(invoker)
    session.opened.connect(lambda: _renew(invoker, session))
    top_bar_place = TopBarPlace(session, window.top_bar, ahead)
    beat = Beat(
        session,
        [
            globe_place,
            TransportPlace(session, transport),
            table_place,
            top_bar_place,
            layers_place,
            RunsPlace(session, branches, timeline.runs, ahead),
            EventsPlace(session, timeline.events, ahead),
        ],
        window,
    )
    channel_menu = ChannelMenu(window, session, invoker)
    Menus(window, invoker, {"Globe": channel_menu, "Select": WatchlistMenu(window, invoker)})
    LibraryMenu(window, invoker)
    wire_transport(transport, invoker)
    wire_selection(globe_place.selection_asked, session, invoker)
    wire_legend(globe.controls.legend, session, cache, invoker)
    wire_region(globe.region_picked, invoker)
    wire_selection(table_place.selection_asked, session, invoker)
    table_place.marked_asked.connect(lambda: invoker.run("select.table_marked"))
    table_place.activated.connect(lambda _ref: invoker.run("globe.go_to_selected"))
    window.top_bar.cancel_asked.connect(
        lambda: invoker.run(
            "file.cancel_opening"
            if files.opening
            else "branch.cancel"
            if branches.work
            else "file.cancel_simulation"
        )
    )
    globe.legend_pressed.connect(channel_menu.popup)
    window.dropped.connect(lambda name: invoker.run("file.open", name))
    window.place("table", table_place)
    window.place("timeline", timeline)
    timeline.events.chosen.connect(lambda name: invoker.run("select.entity", name))
    timeline.runs.chosen.connect(lambda number: invoker.run("branch.show", str(number + 1)))
    furnishing = Furnishing(
        window, session, files, invoker, beat, globe_place, cache, ahead, network, branches
    )
    window.closing.connect(lambda: furnishing.close())  # noqa: PLW0108 - a bound method would be held weakly
    return furnishing


def _leave(window: DeskWindow, status: int) -> None:
    QApplication.setQuitOnLastWindowClosed(False)  # that would end it with 0
    window.close()
    QApplication.exit(status)


def _renew(invoker: Invoker, session: Session) -> None:
    """Another run is open: its playhead is the transport, and there is nowhere to go back to."""
    invoker.desk = replace(invoker.desk, transport=session.playhead)
    invoker.desk.history.clear()


def _open_asked_file(desk: Furnishing, opening: Opening) -> None:
    try:
        if opening.file is not None:
            desk.files.open(opening.file, opening.elements, stale_ok=opening.stale_ok)
        elif opening.elements:
            desk.files.open_elements(opening.elements)
        else:
            desk.files.open_welcome()
    except CommandError as error:
        desk.window.show_notice("This file cannot be opened", (str(error),))
    desk.session.touch()


def _go_once_to(at: str, desk: Furnishing) -> None:
    """Go to a time in the first run that opens, as soon as it reaches there."""

    def go() -> None:
        if desk.session.recording is not None:
            desk.session.opened.disconnect(go)
            _go_to(at, desk, desk.session.recording)

    desk.session.opened.connect(go)


def _go_to(at: str, desk: Furnishing, recording: Recording) -> None:
    from dawnline.scenario.instant import seconds_from_start

    try:
        duration_s = desk.session.playhead.duration_s
        wanted_s = seconds_from_start(at, start=recording.header.epoch, duration_s=duration_s)
    except ValueError as error:
        desk.window.show_notice("There is no such time in this run", (str(error),))
        return
    desk.session.wait_for(wanted_s)

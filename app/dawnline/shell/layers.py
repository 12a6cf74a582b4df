"""The layers of the globe (the ``Layers`` of the commands), kept in the session's view."""

from dataclasses import replace

from dawnline.present.layers import fleet_names, why_not
from dawnline.shell.session import Session


class Layers:
    """Turns layers and fleets on and off."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def fleets(self) -> tuple[str, ...]:
        """Return the names of the fleets of satellites."""
        return fleet_names(self._session.recording)

    def why_not(self, layer: str) -> str:
        """Return why a layer cannot be shown, in words; "" if it can."""
        return why_not(self._session.recording, layer)

    def shown(self, layer: str) -> bool:
        """Return whether a layer is on."""
        return layer not in self._session.view.hidden

    def show(self, layer: str, on: bool) -> None:
        """Turn a layer on or off."""
        view = self._session.view
        self._session.view = replace(view, hidden=view.hidden - {layer} if on else view.hidden | {layer})

    def fleet_shown(self, name: str) -> bool:
        """Return whether the satellites of a fleet are shown."""
        return name not in self._session.view.hidden_fleets

    def show_fleet(self, name: str, on: bool) -> None:
        """Show or hide the satellites of a fleet."""
        view = self._session.view
        hidden = view.hidden_fleets - {name} if on else view.hidden_fleets | {name}
        self._session.view = replace(view, hidden_fleets=hidden)

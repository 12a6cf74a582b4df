"""What the globe shows (the ``Layers`` of the commands): its channel, and the layers that are on."""

from dataclasses import replace

import numpy as np

from dawnline.shell.session import Session
from dawnline_widgets.globe.scene import GlobeScene


class Layers:
    """Holds which layers are off; a new globe shows them all."""

    OFFERED = ("satellites", "sites", "labels", "orbit", "legend")

    def __init__(self, session: Session) -> None:
        self._session = session
        self._hidden: frozenset[str] = frozenset()

    @property
    def channel(self) -> str:
        """Return the key of the channel that colours the satellites."""
        return self._session.view.channel

    @property
    def channels(self) -> tuple[str, ...]:
        """Return the keys of the channels that can."""
        recording = self._session.recording
        if recording is None:
            return ()
        return tuple(channel.key for channel in recording.header.catalogue.of_kind("satellite"))

    def set_channel(self, key: str) -> None:
        """Colour the satellites by a channel."""
        self._session.view = replace(self._session.view, channel=key)

    def offers(self, layer: str) -> bool:
        """Return whether the globe has this layer."""
        return layer in self.OFFERED

    def shown(self, layer: str) -> bool:
        """Return whether a layer is on."""
        return layer not in self._hidden

    def show(self, layer: str, on: bool) -> None:
        """Turn a layer on or off."""
        self._hidden = self._hidden - {layer} if on else self._hidden | {layer}

    def applied_to(self, scene: GlobeScene) -> GlobeScene:
        """Return the scene without the layers that are off."""
        if not self._hidden:
            return scene
        changes: dict[str, object] = {"hidden": self._hidden}
        if "satellites" in self._hidden:
            style = scene.style
            changes["style"] = replace(style, key=(style.key, "hidden"), size_px=np.zeros_like(style.size_px))
        if "sites" in self._hidden:
            pins = scene.pins
            changes["pins"] = replace(
                pins,
                key=(pins.key, "hidden"),
                r_ecef=pins.r_ecef[:0],
                size_px=pins.size_px[:0],
                level=pins.level[:0],
                names=(),
            )
            changes["selected_pin"] = None
        if "orbit" in self._hidden:
            changes["path"] = None
        return replace(scene, **changes)  # type: ignore[arg-type]

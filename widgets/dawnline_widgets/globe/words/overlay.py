"""Words over the globe: legend, names of pins, name tags, caption. One painter for window and snapshot.

Each piece is painted once into a small image and then only moved, so that a frame costs little and window and
snapshot show the same pixels.
"""

from collections.abc import Callable, Hashable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from dawnline_widgets.globe.hand.pick import Picked, pin_pixels
from dawnline_widgets.globe.scene import GlobeScene
from dawnline_widgets.globe.view import bodies
from dawnline_widgets.globe.view.near import NearSieve
from dawnline_widgets.globe.view.viewpoint import Viewpoint
from dawnline_widgets.globe.words import colour_keys, legend
from dawnline_widgets.globe.words.labels import Rect, Wanted, place
from dawnline_widgets.globe.words.page import Page, name_of
from dawnline_widgets.globe.words.place_names import gateway_names, tag_places
from dawnline_widgets.theme import tokens
from dawnline_widgets.theme.colours import colour
from dawnline_widgets.theme.fonts import sans

_MOST_PIECES = 600
_LABEL_PX = 12
_CERTAIN_NAMES = 4  # the largest sites are named whatever stands around them
_NEAR_NAMES = 12
_NEAR_RADIUS_PX = 8.0
_EDGE_PX = 52.0  # at the right edge of a window its layers stand
_MARGIN = float(tokens.MARGIN_PX)


class Overlay:
    """Paints the words of a scene. Keeps the pieces that it painted, and where names went."""

    def __init__(self) -> None:
        self._pieces: dict[Hashable, QImage] = {}
        self.legend_box = QRectF()  # where the legend was painted last; empty where it was not
        self._sieve = NearSieve()
        self._layout: tuple[Hashable, list[tuple[int, float, float]]] = (None, [])

    def paint(
        self,
        painter: QPainter,
        scene: GlobeScene,
        pose: Viewpoint,
        size: QSize,
        scale: float,
        hover: Picked | None = None,
    ) -> None:
        """Paint over a globe of ``size`` logical pixels at ``scale`` device pixels each."""
        if len(self._pieces) > _MOST_PIECES:
            self._pieces.clear()
        width, height = float(size.width()), float(size.height())
        page = Page(scene, pose, (width, height), hover)
        tall = legend.height(scene.legend)
        legend_fits = "legend" not in scene.hidden and width > legend.WIDTH * 1.8 and height > tall + 80
        taken: list[Rect] = [(0.0, height - 36.0, width, 36.0), (width - _EDGE_PX, 0.0, _EDGE_PX, height)]
        if legend_fits:
            taken.append((_MARGIN, _MARGIN, legend.WIDTH, tall))
        keys = self._colour_keys(scene, tall, height, scale) if legend_fits else None
        if keys is not None:
            taken.append((_MARGIN, keys[1], legend.WIDTH, keys[0].height() / scale))
        tags = self._tags(page, taken, scale)
        taken += [(x, y, image.width() / scale, image.height() / scale) for image, x, y in tags]
        if "labels" not in scene.hidden:
            self._stamp_names(painter, page, taken, scale)
        if keys is not None:
            _stamp(painter, keys[0], _MARGIN, keys[1], scale)
        self.legend_box = QRectF(_MARGIN, _MARGIN, legend.WIDTH, tall) if legend_fits else QRectF()
        if legend_fits:
            image = self._piece(
                ("legend", scene.legend.key, scale),
                legend.WIDTH,
                tall,
                scale,
                lambda p: legend.paint(p, scene.legend),
            )
            _stamp(painter, image, _MARGIN, _MARGIN, scale)
        if scene.caption:
            image = self._line(scene.caption, tokens.SECONDARY, tokens.BODY_PX - 1, scale)
            _stamp(painter, image, _MARGIN - 3, height - 14 - image.height() / scale, scale)
        for image, x, y in tags:
            _stamp(painter, image, x, y, scale)

    def _stamp_names(self, painter: QPainter, page: Page, taken: list[Rect], scale: float) -> None:
        """Write the names of sites, then of satellites near by, then of gateways where there is room."""
        scene = page.scene
        blocked = list(taken)
        for index, x, y in self._names(page, taken):
            image = self._name(scene.pins.names[index], scale)
            blocked.append((x, y, image.width() / scale, image.height() / scale))
            _stamp(painter, image, x, y, scale)
        if "satellites" not in scene.hidden:
            for index, x, y in self._near_names(page, taken):
                _stamp(painter, self._near_name(scene.satellite_names[index], scale), x, y, scale)
        width_of = QFontMetricsF(sans(_LABEL_PX - 1)).horizontalAdvance
        for text, x, y in gateway_names(scene, page.pose, page.size, width_of, blocked, page.hover):
            _stamp(painter, self._near_name(text, scale), x, y, scale)

    def _names(self, page: Page, taken: list[Rect]) -> list[tuple[int, float, float]]:
        """Return where the names of pins go; worked out again only when something moved."""
        scene, pose, size, hover = page.scene, page.pose, page.size, page.hover
        tagged = {scene.selected_pin, hover[1] if hover is not None and hover[0] == "pin" else None}
        parts = (scene.pins.key, "sites" in scene.hidden, pose, size, scene.tags)
        key = (*parts, tuple(taken), frozenset(tagged))
        if key == self._layout[0]:
            return self._layout[1]
        pixels = pin_pixels(scene, pose, size)
        seen = np.flatnonzero(np.isfinite(pixels[:, 0]))
        # On the limb names would pile up on each other and point nowhere: the inner part of the disc first.
        upright = pose.above_horizon(scene.pins.r_ecef[seen])
        seen = seen[upright > 0.04]
        order = seen[np.argsort(-scene.pins.size_px[seen], kind="stable")]
        metrics = QFontMetricsF(sans(_LABEL_PX))
        told = {tag.text.partition(" · ")[0] for tag in scene.tags if tag.layer not in scene.hidden}
        wanted = []
        for index in order[: int(6 + 30 / max(pose.height, 0.5))]:
            if int(index) in tagged or scene.pins.names[index] in told:
                continue
            width = metrics.horizontalAdvance(scene.pins.names[index]) + 6
            x, y = pixels[index]
            radius = 0.5 * float(scene.pins.size_px[index])
            wanted.append(Wanted(int(index), float(x), float(y), radius, width, metrics.height() + 2))
        discs = [
            (x - r, y - r, 2 * r, 2 * r)
            for (x, y), r in zip(pixels[order[:80]], 0.5 * scene.pins.size_px[order[:80]], strict=True)
        ]
        placed = place(wanted, taken, size, discs, certain=_CERTAIN_NAMES)
        self._layout = (key, placed)
        return placed

    def _near_names(self, page: Page, taken: list[Rect]) -> list[tuple[int, float, float]]:
        """Return where the names of the nearest satellites in sight go."""
        scene, pose, size, hover = page.scene, page.pose, page.size, page.hover
        near = self._sieve.near(scene, pose)
        if len(near.indices) == 0:
            return []
        pixels, depth = pose.project(near.r_ecef, size)
        inside = ((pixels > 0.0) & (pixels < np.array(size))).all(axis=1)
        seen = (depth > 0.0) & inside & ~pose.behind_earth(near.r_ecef)
        tagged = {scene.selected_satellite, hover[1] if hover and hover[0] == "satellite" else None}
        metrics = QFontMetricsF(sans(_LABEL_PX - 1))
        wanted: list[Wanted] = []
        for row in np.flatnonzero(seen):
            index = int(near.indices[row])
            if index in tagged or index >= len(scene.satellite_names) or len(wanted) == _NEAR_NAMES:
                continue
            width = metrics.horizontalAdvance(scene.satellite_names[index]) + 6
            x, y = (float(part) for part in pixels[row])
            wanted.append(Wanted(index, x, y, _NEAR_RADIUS_PX, width, metrics.height() + 2))
        return place(wanted, taken, size)

    def _tags(self, page: Page, taken: list[Rect], scale: float) -> list[tuple[QImage, float, float]]:
        """Name tags of what is selected and what is under the pointer, with their places."""
        scene, size, hover = page.scene, page.size, page.hover
        chosen: list[tuple[Picked, str]] = []
        if scene.selected_satellite is not None and scene.selected_name:
            chosen.append((("satellite", scene.selected_satellite), scene.selected_name))
        elif scene.selected_pin is not None and scene.selected_name:
            chosen.append((("pin", scene.selected_pin), scene.selected_name))
        elif scene.selected_gateway is not None and scene.selected_name:
            chosen.append((("gateway", scene.selected_gateway), scene.selected_name))
        if hover is not None and hover not in [what for what, _ in chosen]:
            chosen.append((hover, name_of(scene, hover)))
        tags = []
        for what, name in chosen:
            at = page.pixel_of(what)
            if at is None or not name:
                continue
            image = self._tag(name, scale, selected=what != hover)
            wide, tall = image.width() / scale, image.height() / scale
            span = page.span_px(what)
            if span > bodies.PLAIN_SPAN_PX:  # below it: its wings stay in sight
                x, y = at[0] - wide / 2, at[1] + 0.25 * span + 14.0
            else:
                x = at[0] + 16 if at[0] + 16 + wide < size[0] - _EDGE_PX else at[0] - 16 - wide
                y = at[1] - tall / 2
            tags.append((image, x, min(max(y, 2.0), size[1] - tall - 2)))
        for tag, x, y in tag_places(scene, page.pose, size):
            image = self._tag(tag.text, scale, selected=tag.strong)
            wide, tall = image.width() / scale, image.height() / scale
            wanted = Wanted(0, x, y, 9.0, wide, tall)
            blocked = [(a, b, i.width() / scale, i.height() / scale) for i, a, b in tags]
            tags += [(image, left, top) for _, left, top in place([wanted], [*taken, *blocked], size)]
        return tags

    def _colour_keys(
        self, scene: GlobeScene, legend_px: float, height: float, scale: float
    ) -> tuple[QImage, float] | None:
        """Return what the colours of further layers mean, and how far down it stands; None for nothing."""
        keys = tuple(key for key in scene.colour_keys if key.layer not in scene.hidden)
        top = _MARGIN + legend_px + 8.0
        tall = colour_keys.height(keys)
        if not keys or top + tall > height - 44.0:
            return None
        wide = legend.WIDTH
        return self._piece(
            ("keys", keys, scale), wide, tall, scale, lambda p: colour_keys.paint(p, keys)
        ), top

    def _name(self, text: str, scale: float) -> QImage:
        return self._line(text, tokens.TEXT, _LABEL_PX, scale)

    def _near_name(self, text: str, scale: float) -> QImage:
        return self._line(text, tokens.SECONDARY, _LABEL_PX - 1, scale)

    def _line(self, text: str, token: str, px: int, scale: float) -> QImage:
        """One line of words with a dark edge, readable over ice and over space."""
        key = ("line", text, token, px, scale)
        kept = self._pieces.get(key)
        if kept is not None:  # before anything is measured
            return kept
        font = sans(px)
        metrics = QFontMetricsF(font)

        def paint(painter: QPainter) -> None:
            path = QPainterPath()
            path.addText(QPointF(3, 1 + metrics.ascent()), font, text)
            pen = QPen(colour(tokens.BACKGROUND, 0.72), 3.0)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
            painter.setFont(font)
            painter.setPen(colour(token))
            painter.drawText(QPointF(3, 1 + metrics.ascent()), text)

        return self._piece(key, metrics.horizontalAdvance(text) + 6, metrics.height() + 2, scale, paint)

    def _tag(self, text: str, scale: float, *, selected: bool) -> QImage:
        key = ("tag", text, selected, scale)
        kept = self._pieces.get(key)
        if kept is not None:
            return kept
        font = sans(tokens.BODY_PX, QFont.Weight.DemiBold if selected else QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        wide, tall = metrics.horizontalAdvance(text) + 20, metrics.height() + 10

        def paint(painter: QPainter) -> None:
            painter.setPen(QPen(colour(tokens.ACCENT if selected else tokens.LINE, 0.85), 1))
            painter.setBrush(colour(tokens.PANEL, 0.92))
            painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, tall - 1), 6, 6)
            painter.setFont(font)
            painter.setPen(colour(tokens.TEXT))
            painter.drawText(QRectF(0, 0, wide, tall), Qt.AlignmentFlag.AlignCenter, text)

        return self._piece(key, wide, tall, scale, paint)

    def _piece(
        self, key: Hashable, width: float, height: float, scale: float, paint: Callable[[QPainter], None]
    ) -> QImage:
        image = self._pieces.get(key)
        if image is None:
            pixels = QSize(int(np.ceil(width * scale)), int(np.ceil(height * scale)))
            image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
            image.setDevicePixelRatio(scale)  # its painters count logical pixels
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
            painter.end()
            self._pieces[key] = image
        return image


def paint_message(painter: QPainter, size: QSize, title: str, text: str) -> None:
    """Say in words what is not there, in the middle of an empty globe."""
    painter.fillRect(0, 0, size.width(), size.height(), QColor(tokens.BACKGROUND))
    box = QRectF(0, 0, size.width(), size.height()).adjusted(40, 0, -40, 0)
    box.setWidth(min(box.width(), 520))
    box.moveCenter(QPointF(size.width() / 2, size.height() / 2))
    painter.setFont(sans(tokens.TITLE_PX, QFont.Weight.DemiBold))
    painter.setPen(colour(tokens.TEXT))
    middle = box.center().y()
    painter.drawText(QRectF(box.left(), middle - 34, box.width(), 26), Qt.AlignmentFlag.AlignCenter, title)
    painter.setFont(sans(tokens.BODY_PX))
    painter.setPen(colour(tokens.SECONDARY))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(QRectF(box.left(), middle, box.width(), box.height() / 2), int(flags), text)


def _stamp(painter: QPainter, image: QImage, x: float, y: float, scale: float) -> None:
    """Draw a piece at whole device pixels, so that its text stays sharp."""
    painter.drawImage(QPointF(round(x * scale) / scale, round(y * scale) / scale), image)

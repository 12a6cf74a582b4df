"""Tokens as QColor, and the few mixtures that painting wants. The colours are shared: do not change one."""

from functools import cache

from PySide6.QtGui import QColor


@cache
def colour(token: str, alpha: float = 1.0) -> QColor:
    """Return a token's colour with an opacity of ``alpha`` (0 to 1)."""
    result = QColor(token)
    result.setAlphaF(alpha)
    return result


@cache
def mixed(token: str, ground: str, share: float) -> QColor:
    """Return ``share`` (0 to 1) of ``token`` over ``ground``, opaque."""
    over, under = QColor(token), QColor(ground)
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1.0 - share),
        over.greenF() * share + under.greenF() * (1.0 - share),
        over.blueF() * share + under.blueF() * (1.0 - share),
    )

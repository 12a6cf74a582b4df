"""The tokens: every word can be read on every ground it may stand on."""

import pytest

from dawnline_widgets.theme import tokens

WORDS = {
    "text": tokens.TEXT,
    "secondary": tokens.SECONDARY,
    "muted": tokens.MUTED,
    "accent": tokens.ACCENT,
    "live": tokens.LIVE,
    "replay": tokens.REPLAY,
}
GROUNDS = {
    "background": tokens.BACKGROUND,
    "panel": tokens.PANEL,
    "raised": tokens.RAISED,
    "hover": tokens.HOVER,
    "selected": tokens.SELECTED,
}
# Web Content Accessibility Guidelines 2.2, 1.4.3 (AA, words below 24 px) and 1.4.11 (glyphs).
WORDS_AT_LEAST, GLYPHS_AT_LEAST = 4.5, 3.0
# A selected row shows its words in text and secondary only.
NOT_USED = {("muted", "selected")}


def luminance(token: str) -> float:
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (int(token[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read(word: str, ground: str) -> None:
    if (word, ground) in NOT_USED:
        assert contrast(WORDS[word], GROUNDS[ground]) >= GLYPHS_AT_LEAST
        return
    assert contrast(WORDS[word], GROUNDS[ground]) >= WORDS_AT_LEAST


def test_words_on_the_accent_can_be_read() -> None:
    assert contrast(tokens.ON_ACCENT, tokens.ACCENT) >= WORDS_AT_LEAST


@pytest.mark.parametrize("status", tokens.STATUSES, ids=lambda status: status.word)
def test_status_glyphs_stand_out(status: tokens.Status) -> None:
    for ground in GROUNDS.values():
        assert contrast(status.colour, ground) >= GLYPHS_AT_LEAST


def test_no_two_statuses_share_a_shape() -> None:
    assert len({status.shape for status in tokens.STATUSES}) == len(tokens.STATUSES)

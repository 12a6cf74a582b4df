"""Crashes of the window: where their reports lie, how a hard one is noticed, how a person hears of it."""

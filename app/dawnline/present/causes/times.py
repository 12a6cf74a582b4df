"""Short times as people read them."""


def short(seconds: float) -> str:
    """Return a short time: ``272.9 ms``, ``29.9 s``."""
    return f"{seconds * 1e3:,.1f} ms" if seconds < 1.0 else f"{seconds:,.1f} s"

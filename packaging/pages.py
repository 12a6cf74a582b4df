"""Makes the pages of the library anew: each scenario is simulated, told on a page, and pictured.

``./dev pages [NAME ...]`` runs this. What a picture shows beside the defaults of ``dawnline report`` stands
in ``pictures.toml`` beside the pages. Nothing is skipped: what fails is told at the end, with status 1.
"""

import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from dawnline.scenario.library import LIBRARY

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "assets" / "dawnline_assets" / "pages"
PICTURES = PAGES / "pictures.toml"
MOST_S = 60.0  # what a scenario of the library may take, alone on two cores


def main(names: list[str]) -> int:
    """Make the pages of these scenarios, of all if none is named."""
    unknown = [name for name in names if name not in LIBRARY]
    if unknown:
        print(
            f"pages: no scenario {unknown[0]!r} in the library; there are {', '.join(LIBRARY)}",
            file=sys.stderr,
        )
        return 2
    pictures = tomllib.loads(PICTURES.read_text(encoding="utf-8"))
    wrong = [name for name in names or LIBRARY if not made(name, pictures.get(name, {}))]
    print(f"pages: failed: {', '.join(wrong)}" if wrong else "pages: all made", flush=True)
    return 1 if wrong else 0


def made(name: str, picture: dict[str, object]) -> bool:
    """Make one page and its picture, say how long it took, and tell whether it could be made."""
    with tempfile.TemporaryDirectory(prefix="dawnline-pages-") as folder:
        run = Path(folder) / "run.dawn"
        simulated_s = timed("simulate", name, "-o", str(run))
        if simulated_s is None:
            print(f"{name:20} could not be simulated", flush=True)
            return False
        page = ("-o", str(PAGES / f"{name}.md"), "--picture", str(PAGES / f"{name}.jpg"))
        told_s = timed("report", str(run), *page, *options(picture))
    slow = f", more than {MOST_S:.0f} s" if simulated_s > MOST_S else ""
    told = "could not be told" if told_s is None else f"told in {told_s:.1f} s"
    print(f"{name:20} simulated in {simulated_s:.1f} s{slow}, {told}", flush=True)
    return told_s is not None


def options(picture: dict[str, object]) -> list[str]:
    """Return the words of ``dawnline report`` for a picture; a list is said once for each entry."""
    words: list[str] = []
    for key, value in picture.items():
        for one in value if isinstance(value, list) else [value]:
            words += [f"--{key}", str(one)]
    return words


def timed(*words: str) -> float | None:
    """Return the seconds that a verb of the program took; None if it failed, which it has said itself."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "dawnline", *words], stdout=subprocess.DEVNULL, check=False)
    return None if done.returncode else time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

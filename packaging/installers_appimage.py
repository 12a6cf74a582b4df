"""AppImage: one file for every Linux. A start program, and behind it an image of the bundle.

The start program, which mounts what lies behind it, is AppImage's own (type2-runtime, MIT). No registry
of packages has it and a build here fetches nothing, so ``DAWNLINE_APPIMAGE_RUNTIME`` names it from outside:
the hosted workflow fetches one release of it and looks at its digest.
"""

import os
import shutil
from pathlib import Path

from installers_linux import MACHINE, share_tree, source_date_s
from places import ASSETS, OUT, WORK, PackagingError, call, fresh, version

RUNTIME = "DAWNLINE_APPIMAGE_RUNTIME"
APP_RUN = """\
#!/bin/sh
# Without words, or with a file, it is the window; else a verb of the command line.
exec "$(dirname "$(readlink -f "$0")")/usr/lib/dawnline/dawnline" "$@"
"""


def app_image(bundle: Path) -> Path:
    """Return the AppImage of a bundle; raise PackagingError where no start program is named."""
    runtime = Path(os.environ.get(RUNTIME, ""))
    if not runtime.is_file():
        raise PackagingError(f"{RUNTIME} names no start program for an AppImage")
    staged = app_dir(bundle, WORK / "AppDir")
    image = WORK / "image.squashfs"
    image.unlink(missing_ok=True)
    call(["mksquashfs", staged, image, "-root-owned", "-noappend", "-no-progress", "-quiet", "-comp", "zstd",
          "-Xcompression-level", "19", "-b", "1M", "-mkfs-time", str(source_date_s()),
          "-all-time", str(source_date_s())])  # fmt: skip
    shutil.rmtree(staged)
    made = OUT / f"dawnline-{version()}-linux-{MACHINE}.AppImage"
    with made.open("wb") as out:
        for part in (runtime, image):
            with part.open("rb") as read:
                shutil.copyfileobj(read, out)
    image.unlink()
    made.chmod(0o755)
    return made


def app_dir(bundle: Path, folder: Path) -> Path:
    """Fill a folder as AppImage wants it: what starts, menu entry and icon on top, the rest under ``usr``."""
    fresh(folder)
    shutil.copytree(bundle, folder / "usr" / "lib" / "dawnline", symlinks=True)
    share_tree(folder / "usr" / "share")
    (folder / "AppRun").write_text(APP_RUN, encoding="utf-8")
    (folder / "AppRun").chmod(0o755)
    entry = (folder / "usr" / "share" / "applications" / "dawnline.desktop").read_text(encoding="utf-8")
    lines = [line for line in entry.splitlines() if not line.startswith("TryExec=")]
    (folder / "dawnline.desktop").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.copyfile(ASSETS / "icons" / "dawnline-256.png", folder / "dawnline.png")
    (folder / ".DirIcon").symlink_to("dawnline.png")
    return folder

"""macOS: a disk image with the app, signed and notarised where the means for it are given.

The means come from the environment, by name: ``DAWNLINE_CODESIGN_IDENTITY`` (a "Developer ID Application"
in the keychain), ``DAWNLINE_NOTARY_PROFILE`` (made once by ``xcrun notarytool store-credentials``). Without
them the app is signed ad hoc: it starts on the machine that built it, and elsewhere after a right click.
"""

import os
import platform
import shutil
from pathlib import Path

from places import APP, OUT, PACKAGING, WORK, call, fresh, say, version


def disk_image(_bundle: Path) -> Path:
    """Return the .dmg of the app that PyInstaller made beside the bundle."""
    identity = os.environ.get("DAWNLINE_CODESIGN_IDENTITY") or "-"
    entitlements = PACKAGING / "macos" / "entitlements.plist"
    stamp = [] if identity == "-" else ["--timestamp"]
    call(["codesign", "--force", "--deep", "--options", "runtime", *stamp,
          "--entitlements", entitlements, "--sign", identity, APP])  # fmt: skip
    call(["codesign", "--verify", "--deep", "--strict", APP])
    staged = fresh(WORK / "dmg")
    shutil.copytree(APP, staged / APP.name, symlinks=True)
    (staged / "Applications").symlink_to("/Applications")
    made = OUT / f"dawnline-{version()}-macos-{platform.machine()}.dmg"
    made.unlink(missing_ok=True)
    call(["hdiutil", "create", "-volname", f"Dawnline {version()}", "-srcfolder", staged,
          "-format", "ULFO", made])  # fmt: skip
    if identity != "-":
        call(["codesign", "--timestamp", "--sign", identity, made])
    profile = os.environ.get("DAWNLINE_NOTARY_PROFILE")
    if profile:
        call(["xcrun", "notarytool", "submit", made, "--keychain-profile", profile, "--wait"], timeout_s=3600)
        call(["xcrun", "stapler", "staple", made])
    else:
        say(f"{made.name}: not notarised (DAWNLINE_NOTARY_PROFILE is not set)")
    return made

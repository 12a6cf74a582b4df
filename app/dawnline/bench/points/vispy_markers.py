"""vispy's Markers: GL_POINTS, no edge, no anti-aliasing, fixed size, opaque; ``set_data`` each frame."""

import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from vispy import app, gloo
from vispy.gloo import gl
from vispy.visuals import MarkersVisual, MeshVisual
from vispy.visuals.transforms import MatrixTransform

from dawnline.bench.points import cloud as picture
from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.side import serve
from dawnline_widgets.globe.draw.gl_canvas import gl_words


class VispyMarkers:
    """The visuals by themselves: a SceneCanvas about them would only add to it."""

    def __init__(self, cloud: Cloud) -> None:
        os.environ.setdefault("EGL_PLATFORM", "surfaceless")
        app.use_app("egl")
        self._canvas = app.Canvas(size=picture.SIZE, show=False)
        self._canvas.set_current()
        self.renderer = gl_words()[1]
        self._ready = cloud.ready()
        corners, triangles = picture.disc()
        self._earth = MeshVisual(corners, triangles, color=(*picture.EARTH, 1.0))
        self._markers = MarkersVisual(scaling="fixed", antialias=0, method="points", pos=self._ready[0])
        self._markers.set_gl_state(depth_test=True, blend=False)
        width, height = picture.SIZE
        colour = gloo.Texture2D((height, width, 4))
        self._frame = gloo.FrameBuffer(color=colour, depth=gloo.RenderBuffer((height, width), "depth"))
        for visual in (self._earth, self._markers):
            visual.transforms.configure(canvas=self._canvas, viewport=(0, 0, width, height))
            visual.transforms.visual_transform = MatrixTransform(picture.view_projection())
            for name in (
                "scene_transform",
                "document_transform",
                "canvas_transform",
                "framebuffer_transform",
            ):
                setattr(visual.transforms, name, MatrixTransform())

    def draw(self, frame: int) -> None:
        """Draw a frame, and wait until it is drawn."""
        with self._frame:
            gloo.set_viewport(0, 0, *picture.SIZE)
            gloo.clear(color=(*picture.SPACE, 1.0), depth=True)
            self._earth.draw()
            self._markers.set_data(
                self._ready[frame % picture.FRAMES],
                size=picture.POINT_PX,
                edge_width=0,
                face_color=picture.POINT,
                symbol="square",
            )
            self._markers.draw()
        self._canvas.context.flush_commands()
        gl.glFinish()

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        with self._frame:
            rows = gloo.read_pixels((0, 0, *picture.SIZE), alpha=False)
        return np.ascontiguousarray(rows)


if __name__ == "__main__":
    serve(VispyMarkers, Path(sys.argv[1]))

"""pygfx by wgpu: PointsMaterial, the positions' buffer updated in place, no anti-aliasing, no scaling."""

import sys
from pathlib import Path

import numpy as np
import pygfx
import wgpu
from numpy.typing import NDArray
from pygfx.renderers.wgpu import get_shared
from pygfx.renderers.wgpu.engine.update import ensure_wgpu_object

from dawnline.bench.points import cloud as picture
from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.side import serve


class PygfxPoints:
    """Points drawn to a canvas that is nowhere."""

    def __init__(self, cloud: Cloud) -> None:
        self._ready = cloud.ready()
        usage = wgpu.TextureUsage.COPY_SRC | wgpu.TextureUsage.RENDER_ATTACHMENT
        self._texture = pygfx.Texture(dim=2, size=(*picture.SIZE, 1), format="rgba8unorm", usage=usage)
        self._renderer = pygfx.renderers.WgpuRenderer(
            self._texture, pixel_ratio=1, pixel_filter="nearest", ppaa="none", sort_objects=False
        )
        self._buffer = pygfx.Buffer(self._ready[0].copy(), force_contiguous=True)
        satellites = pygfx.Points(
            pygfx.Geometry(positions=self._buffer),
            pygfx.PointsMaterial(size=picture.POINT_PX, color=picture.POINT, aa=False),
        )
        corners, triangles = picture.disc()
        earth = pygfx.Mesh(
            pygfx.Geometry(positions=corners, indices=triangles.astype(np.int32)),
            pygfx.MeshBasicMaterial(color=(*picture.EARTH, 1.0)),
        )
        self._scene = pygfx.Scene()
        self._scene.add(pygfx.Background.from_color((*picture.SPACE, 1.0)), earth, satellites)
        # Of aspect 1 its field of view is the shorter side's.
        self._camera = pygfx.PerspectiveCamera(
            picture.FIELD_OF_VIEW_DEG, 1.0, depth_range=(picture.NEAR, picture.FAR)
        )
        self._camera.world.reference_up = (0.0, 0.0, 1.0)
        self._camera.local.position = picture.EYE
        self._camera.look_at((0.0, 0.0, 0.0))
        self._device = get_shared().device
        self.renderer = str(self._device.adapter.info["device"])

    def draw(self, frame: int) -> None:
        """Draw a frame, and wait until it is drawn."""
        self._buffer.set_data(self._ready[frame % picture.FRAMES])
        self._renderer.render(self._scene, self._camera)
        self._read(1, 1)  # the library's own wait for submitted work fails with this wgpu

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        return np.ascontiguousarray(self._read(*picture.SIZE)[..., :3])

    def _read(self, width: int, height: int) -> NDArray[np.uint8]:
        source = {"texture": ensure_wgpu_object(self._texture), "mip_level": 0, "origin": (0, 0, 0)}
        layout = {"offset": 0, "bytes_per_row": 4 * width, "rows_per_image": height}
        raw = self._device.queue.read_texture(source, layout, (width, height, 1))
        return np.frombuffer(raw, np.uint8).reshape(height, width, 4)


if __name__ == "__main__":
    serve(PygfxPoints, Path(sys.argv[1]))

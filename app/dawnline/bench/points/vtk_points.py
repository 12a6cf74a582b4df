"""VTK, which pyvista draws with: one cell, positions set in place, no lights, no multisampling."""

import sys
from pathlib import Path

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  it registers what draws
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkIdTypeArray, vtkPoints, vtkUnsignedCharArray
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer, vtkRenderWindow

from dawnline.bench.points import cloud as picture
from dawnline.bench.points.cloud import Cloud
from dawnline.bench.points.side import serve


class VtkPoints:
    """Points of a vtkPolyDataMapper in a window off the screen."""

    def __init__(self, cloud: Cloud) -> None:
        # VTK does not copy these arrays: they live as long as it does.
        self._ready = [numpy_to_vtk(positions) for positions in cloud.ready()]
        self._points = vtkPoints()
        self._points.SetData(self._ready[0])
        satellites = vtkPolyData()
        satellites.SetPoints(self._points)
        n = len(cloud.keyframes.r0)
        one_cell = vtkCellArray()
        one_cell.SetData(_ids(np.array((0, n))), _ids(np.arange(n)))
        satellites.SetVerts(one_cell)
        view = vtkRenderer()
        view.AddActor(_actor(_earth(), picture.EARTH))
        view.AddActor(_actor(satellites, picture.POINT))
        view.SetBackground(*picture.SPACE)
        camera = view.GetActiveCamera()
        camera.SetPosition(*picture.EYE)
        camera.SetFocalPoint(0.0, 0.0, 0.0)
        camera.SetViewUp(0.0, 0.0, 1.0)
        camera.SetViewAngle(picture.FIELD_OF_VIEW_DEG)
        camera.SetClippingRange(picture.NEAR, picture.FAR)
        self._window = vtkRenderWindow()
        self._window.SetOffScreenRendering(1)
        self._window.SetMultiSamples(0)
        self._window.SetSize(*picture.SIZE)
        self._window.AddRenderer(view)
        self._window.Render()
        words = self._window.ReportCapabilities().splitlines()
        self.renderer = next((line.partition(":")[2].strip() for line in words if "renderer" in line), "?")

    def draw(self, frame: int) -> None:
        """Draw a frame, and wait until it is drawn."""
        self._points.SetData(self._ready[frame % picture.FRAMES])
        self._points.Modified()
        self._window.Render()
        self._window.WaitForCompletion()

    def picture(self) -> NDArray[np.uint8]:
        """Return (height, width, 3) of the last frame."""
        width, height = picture.SIZE
        pixels = vtkUnsignedCharArray()
        self._window.GetPixelData(0, 0, width - 1, height - 1, 0, pixels, 0)
        return np.ascontiguousarray(vtk_to_numpy(pixels).reshape(height, width, 3)[::-1])


def _earth() -> vtkPolyData:
    corners, triangles = picture.disc()
    points = vtkPoints()
    points.SetData(numpy_to_vtk(corners, deep=True))
    cells = vtkCellArray()
    cells.SetData(_ids(np.arange(0, triangles.size + 1, 3)), _ids(triangles.ravel()))
    earth = vtkPolyData()
    earth.SetPoints(points)
    earth.SetPolys(cells)
    return earth


def _actor(shown: vtkPolyData, colour: tuple[float, float, float]) -> vtkActor:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(shown)
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    looks = actor.GetProperty()
    looks.SetColor(*colour)
    looks.LightingOff()
    looks.SetPointSize(picture.POINT_PX)
    return actor


def _ids(numbers: NDArray[np.integer]) -> vtkIdTypeArray:
    kind = vtkIdTypeArray().GetDataType()
    ids: vtkIdTypeArray = numpy_to_vtk(numbers.astype(np.int64), deep=True, array_type=kind)
    return ids


if __name__ == "__main__":
    serve(VtkPoints, Path(sys.argv[1]))

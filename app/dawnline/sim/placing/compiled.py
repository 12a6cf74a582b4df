"""The door to placing's kernels: numba is imported when first there are places to choose among."""

from types import ModuleType


class Kernels:
    """The kernels' modules, imported when first asked for."""

    def __init__(self) -> None:
        from dawnline.sim.kernels import cells, filling, levels, splitting  # noqa: PLC0415  see above

        self.cells: ModuleType = cells
        self.filling: ModuleType = filling
        self.levels: ModuleType = levels
        self.splitting: ModuleType = splitting

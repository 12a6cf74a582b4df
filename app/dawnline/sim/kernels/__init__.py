"""Compiled kernels of the simulation; ``sim/compiled.py`` is their door.

They are compiled, kept and found again as the network's are: its package says where before numba is imported.
"""

from dawnline.network.kernels import cache_folder as cache_folder

"""Starts ``dawnline-desk``, the window, in a bundle."""

import multiprocessing
import sys

from dawnline.__main__ import desk

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(desk())

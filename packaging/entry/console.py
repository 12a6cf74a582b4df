"""Starts ``dawnline``, the console program, in a bundle."""

import multiprocessing
import sys

from dawnline.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())

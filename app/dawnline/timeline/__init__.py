"""The playhead: position, speed, loop, follow the end. Pure, no timer."""

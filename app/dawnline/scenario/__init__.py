"""The scenario file: reading, checking, presets, and the fleets that it describes."""

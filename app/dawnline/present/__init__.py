"""Pure functions from (recording, time, selection) to what a widget shows."""

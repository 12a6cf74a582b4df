"""The run file (`.dawn`): written while a run is simulated, read while and after; knows no simulator."""

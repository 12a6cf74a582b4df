"""Power, heat, computing and placement: one Simulation, stepped over arrays, told as frames."""

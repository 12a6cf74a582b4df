"""The simulation: power, heat, accelerators, placement; one step gives one frame."""

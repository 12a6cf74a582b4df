"""What lies over the Earth: curves and the field of demand, as plain values."""

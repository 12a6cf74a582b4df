"""Where things are: element sets, propagation, frames, the Sun and the shadow."""

"""What is measured: the channel catalogue, and the frame that holds one instant of it."""

"""What a run cost and emitted, place by place, as ranges with their assumptions."""

"""What machines and workloads do now and did over time: the channels that each has, in people's order."""

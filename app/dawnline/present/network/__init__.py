"""The network as it is shown: links, routes, latencies and reasons at a time. Pure functions."""

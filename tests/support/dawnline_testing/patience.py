"""How long tests wait for what is sure to come: far longer than it takes, on machines that serve others too.

A test that passes waits no longer for it, and none of them measures how quick something is.
"""

SHORT_MS = 30_000  # for what this very process does
PATIENCE_S = 200.0  # for a program that was started: on a machine that has no kernels it compiles them first
PATIENCE_MS = round(PATIENCE_S * 1e3)

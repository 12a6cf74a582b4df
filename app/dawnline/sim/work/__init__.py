"""Work in the simulation: requests, training gangs and jobs on the machines of a step, and their balances."""

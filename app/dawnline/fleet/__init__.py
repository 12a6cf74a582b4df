"""Nouns of a fleet: entities, buses, sites, accelerators; arrays by index, no I/O."""

"""Scenarios, fleets, textures, fonts and icons that ship with Dawnline."""

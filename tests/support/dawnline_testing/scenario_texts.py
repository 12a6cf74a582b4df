"""Pieces of scenario files that are right: a head of two lines, a fleet, a site."""

HEAD = "[scenario]\nstart = 2026-05-30T00:00:00Z\n"
SHELL = """[[fleet]]
name = "a"
source = "walker-delta"
altitude_km = 550
inclination_deg = 53
planes = 6
satellites_per_plane = 5
bus = "spacex-ai1"
"""
SITE = """[[site]]
name = "here"
lat = 48.1
lon = 11.6
accelerator = "h100"
accelerators = 1000
power_cap_mw = 2.0
"""

"""Distances and light times between satellites and the ground."""

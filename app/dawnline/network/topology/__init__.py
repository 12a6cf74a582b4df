"""Who may be linked to whom: grids, formations, nearest neighbours; and how many at once."""

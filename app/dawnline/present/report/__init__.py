"""A run told on a page: its story, what happened, its numbers, where they come from."""

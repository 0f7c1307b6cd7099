"""How the screen is laid out: its widgets, their sizes, and presenting."""

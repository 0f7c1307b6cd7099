"""Textual widgets, one a file: they take plain `tui.minutes.model` objects and post messages."""

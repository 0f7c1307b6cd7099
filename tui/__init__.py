"""pmc-tui: run a meeting from its Markdown minutes file."""

__version__ = "0.2.0"

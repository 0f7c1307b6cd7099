"""Lossless sources, differences, merges, escapes, inline Markdown, dates: nothing above them is imported."""

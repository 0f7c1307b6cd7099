"""Cleaned minutes in the forms people send: Markdown, HTML, text, JSON, CSV."""

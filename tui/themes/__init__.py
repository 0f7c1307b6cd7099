"""Looks: the program's own themes, and which one is worn."""

"""Notes: typed in a line, written where they belong, ticked and dropped."""

"""Who is there: read from the minutes, marked in them in their own style, counted for a quorum."""

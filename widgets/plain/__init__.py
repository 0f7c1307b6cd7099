"""Plain mode's drawing of the main screen: words for symbols, lines for frames, few bytes for a key."""

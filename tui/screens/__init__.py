"""One file a screen or dialog, its .tcss beside it."""

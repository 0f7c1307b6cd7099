"""Settings: every one with its meaning and limits, and the file they are read from."""

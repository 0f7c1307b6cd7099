"""A meeting read by another process while this one imports what shows it."""

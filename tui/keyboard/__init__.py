"""Keys: the table of commands, presets and own keys over it, sequences, and how keys are told."""

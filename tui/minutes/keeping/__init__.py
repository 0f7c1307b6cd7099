"""How the file is kept: locks, swaps, drafts, versions. `live_file` is the way in."""

"""How the file is kept: locks, swaps, drafts, versions. `tui.minutes.live_file` is the way in."""

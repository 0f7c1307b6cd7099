"""How notes are typed, placed and taken back. `tui.minutes.notes` and `tui.minutes.edits` are the ways in."""

"""How minutes are read: blocks, headings, people, marks, tasks. `tui.minutes.reader` is the way in."""

"""How minutes are read: blocks, headings, people, marks, tasks. `reader` is the way in."""

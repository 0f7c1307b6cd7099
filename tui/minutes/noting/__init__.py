"""How notes are typed, placed and taken back. `note_grammar` and `edits` are the ways in."""

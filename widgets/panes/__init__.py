"""The team panes: sections drawn line by line in one scroll, and what can be marked in them."""

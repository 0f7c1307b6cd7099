"""The main screen: one module for what it shows, and one for each concern it wires."""

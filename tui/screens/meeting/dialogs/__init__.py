"""The dialogs that a meeting opens, and what comes of them."""

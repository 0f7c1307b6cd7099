"""What a person waits for, measured from outside in a real pty: `python -m tests.bench`."""

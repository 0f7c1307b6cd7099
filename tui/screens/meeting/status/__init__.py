"""What the first and the last line of the screen say."""

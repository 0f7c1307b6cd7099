"""What the program and the terminal say to each other: the driver, the background, the clipboards."""

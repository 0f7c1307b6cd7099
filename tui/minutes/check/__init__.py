"""What is wrong with minutes: rules with codes, what each finds, and the safe repairs."""

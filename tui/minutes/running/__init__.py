"""Running a meeting: its clock, and what the minutes say of it."""

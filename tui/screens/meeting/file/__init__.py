"""The open file: watched, changed, saved, merged, got back."""

"""The meeting's clock: started, shown, set and kept."""

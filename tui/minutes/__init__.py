"""The domain: reading, writing, merging and exporting minutes. Knows no Textual, usable by itself."""

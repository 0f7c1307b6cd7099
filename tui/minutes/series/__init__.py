"""One committee's meetings, read from the files of a folder."""

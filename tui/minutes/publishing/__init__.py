"""Minutes sent: looked through for what should not leave, by mail, as a commit or a pull request."""

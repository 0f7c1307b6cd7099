"""Minutes shared between computers through a git repository, by plumbing: the checkout stays as it is."""

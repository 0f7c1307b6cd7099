"""Moving about in a meeting: from section to section, what is reviewed, what is found, what is clicked."""

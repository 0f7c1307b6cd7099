"""One meeting in two terminals: the chair's place told in one, followed in the other."""

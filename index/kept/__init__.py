"""A large library's index on disk: opened in a moment, changed paper by paper, never trusted when it does not match."""

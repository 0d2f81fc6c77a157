"""Files that nobody would write, given to every parser."""

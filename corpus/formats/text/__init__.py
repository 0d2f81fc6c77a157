"""Formats of lines: tags, labels, BibTeX."""

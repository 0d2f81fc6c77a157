"""Formats of XML and HTML, and catalogues' records that say the same."""

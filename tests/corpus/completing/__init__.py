"""Kept records completed from Crossref."""

"""Reads a question into a frame: what is asked, of which papers, and which words were not understood."""

"""A question made into a frame: what is asked, of which papers, and what was not understood."""

"""Papers in their own words: abstracts, passages, definitions; tables of figures, and quotes judged."""

"""Makes a reply from a frame: values, lists, figures, authors, facts about the issue. All come from records,
with the address of each paper.
"""

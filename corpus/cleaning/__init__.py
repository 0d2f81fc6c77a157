"""Texts as exports write them → texts as a reader wants them: the one cleaner, for every format.

What a text says is kept to the letter; entities, markup, broken encodings and the lines that databases add are not
what it says. Cleaning a clean text leaves it as it is.
"""

from corpus.cleaning.texts import Cleaned, clean_abstract, clean_line, is_plain

__all__ = ["Cleaned", "clean_abstract", "clean_line", "is_plain"]

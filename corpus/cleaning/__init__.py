"""The one cleaner for texts from exports of every format.

The wording is kept to the letter; entities, markup, broken encodings and lines added by databases are removed.
Cleaning a clean text changes nothing.

Other packages use what stands here, `encodings`, `formulas`, `journals` and `latex` for what some formats alone have, and `names`.
"""

from corpus.cleaning.cleaner import Cleaned, clean_abstract, clean_line, is_plain, is_rights

__all__ = ["Cleaned", "clean_abstract", "clean_line", "is_plain", "is_rights"]

"""Kanji and kana, which have no spaces between words, are searched by pairs of adjacent characters.

Lucene's CJKAnalyzer does the same. Chinese is read in this way too; Korean, which has spaces, is read by words.
"""

from __future__ import annotations

import re

from corpus.patterns import late

_MARKS = "\u3099\u309a\uff9e\uff9f"  # voicing marks; they belong to the kana before
_HIRAGANA = "\u3041-\u3096\u309d-\u309f"
RUN = f"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff{_HIRAGANA}\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f\U00020000-\U0003134f{_MARKS}"
_UNIT = late(f".[{_MARKS}]*", re.DOTALL)
_BINDING = late(f"[{_HIRAGANA}]")
_FIRST = late(f"[{RUN}]")


def is_run(written: str) -> bool:
    """True for a token of kanji and kana."""
    return written[:1] > "\u3000" and _FIRST.match(written) is not None


def bigrams(run: str) -> list[tuple[int, int]]:
    """The places (start, end; code points) of every two adjacent characters in a run; of the only one, if it has
    one."""
    units = [match.span() for match in _UNIT.finditer(run)]
    return [(start, end) for (start, _), (_, end) in zip(units, units[1:], strict=False)] or units


def binds(written: str) -> bool:
    """True if some characters contain hiragana, which write the small words between others and name nothing."""
    return _BINDING.search(written) is not None

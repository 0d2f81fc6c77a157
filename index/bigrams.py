"""Kanji and kana, which have no spaces between words: two characters that stand side by side are looked for together.

As Lucene's CJKAnalyzer does it. Chinese is read alike; Korean, which has spaces, is read by whole words.
"""

from __future__ import annotations

import re

_MARKS = "\u3099\u309a\uff9e\uff9f"  # what makes another sound of a kana is part of it
_HIRAGANA = "\u3041-\u3096\u309d-\u309f"
RUN = f"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff{_HIRAGANA}\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f\U00020000-\U0003134f{_MARKS}"
_UNIT = re.compile(f".[{_MARKS}]*", re.DOTALL)
_BINDING = re.compile(f"[{_HIRAGANA}]")
_FIRST = re.compile(f"[{RUN}]")


def is_run(written: str) -> bool:
    """True for a token of kanji and kana."""
    return written[:1] > "\u3000" and _FIRST.match(written) is not None


def bigrams(run: str) -> list[tuple[int, int]]:
    """Where every two characters side by side stand in a run (code points), in order; the one of a run of one."""
    units = [match.span() for match in _UNIT.finditer(run)]
    return [(start, end) for (start, _), (_, end) in zip(units, units[1:], strict=False)] or units


def binds(written: str) -> bool:
    """True where a hiragana stands in some characters: the small words between others, which name nothing."""
    return _BINDING.search(written) is not None

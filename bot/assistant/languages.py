"""A question in another language: recognised by its small words or its script, so that its asker is told."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from index.stopwords import ASKING

LONGEST = 60  # words; what is longer is not looked through
_ENGLISH_TOO = frozenset(("band", "gut", "also", "review", "median"))  # words of a table that are English ones too
FEWEST = 2  # small words of another language, and more of them than English ones
_KANA = re.compile(r"[\u3041-\u309f]")
_WORD = re.compile(r"[^\W\d_]+")


class Table(NamedTuple):
    """The words of a language with what they are in English: ``pattern`` finds them, the longest first; ``telling`` are those
    that are no English ones too.
    """

    words: dict[str, str]
    pattern: re.Pattern[str]
    telling: frozenset[str]


class Languages(NamedTuple):
    """The small words of some languages, and the letters of others."""

    words: dict[str, frozenset[str]]
    scripts: dict[str, re.Pattern[str]]
    tables: dict[str, Table]

    def of(self, question: str) -> str | None:
        """The language of a question by its English name; None for English, and where it is not plain."""
        for name, script in self.scripts.items():
            if script.search(question):
                written = [
                    one
                    for one, table in self.tables.items()
                    if one in self.scripts and table.pattern.search(question)
                ]
                return written[0] if written and name == "Chinese" else name
        words = [word.casefold() for word in _WORD.findall(question)]
        if len(words) > LONGEST:
            return None
        english = sum(word in ASKING for word in words)
        foreign = [word for word in words if word not in ASKING]
        counts = {
            name: sum(word in own or word in self._telling(name) for word in foreign)
            for name, own in self.words.items()
        }
        best = max(counts, key=lambda name: counts[name])
        if counts[best] >= FEWEST and counts[best] > english / 2:
            return best
        rare = [name for name, table in self.tables.items() if any(w in table.telling for w in words)]
        return rare[0] if rare and not english else None

    def _telling(self, language: str) -> frozenset[str]:
        return self.tables[language].telling if language in self.tables else frozenset()

    def english(self, question: str, language: str) -> str | None:
        """A question with its words of asking in English, the others as they stand; None where no table is held."""
        table = self.tables.get(language)
        if table is None:
            return None
        text = table.pattern.sub(lambda found: table.words[found[0].casefold()], question)
        return " ".join(text.split())


def _table(rows: dict[str, str], script: bool) -> Table:
    """A table from its rows. In a script words stand without spaces between them, and a single kana is a word only where the
    kana before the next word end.
    """
    longest = sorted(rows, key=lambda word: (-len(word), word))
    if script:
        parts = [
            f"{word}(?!{_KANA.pattern})" if len(word) == 1 and _KANA.match(word) else re.escape(word)
            for word in longest
        ]
        return Table(rows, re.compile("|".join(parts)), frozenset())
    telling = frozenset(
        word for word, meant in rows.items() if len(word) > 3 and meant != word and word not in _ENGLISH_TOO
    )
    return Table(
        rows, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE), telling
    )


@cache
def load() -> Languages:
    """The shipped table."""
    table = tomllib.loads((files("bot.assistant") / "languages.toml").read_text("utf-8"))
    words = {name: frozenset(line.split()) for name, line in table["words"].items()}
    scripts = {name: re.compile(pattern) for name, pattern in table["script"].items()}
    tables = {name: _table(rows, name in scripts) for name, rows in table["english"].items()}
    return Languages(words, scripts, tables)

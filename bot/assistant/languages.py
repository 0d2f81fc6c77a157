"""A question in another language: recognised by its small words or its script, so that its asker is told."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from index.stopwords import ASKING

LONGEST = 60  # words; what is longer is not looked through
FEWEST = 2  # small words of another language, and more of them than English ones
_KANA = re.compile(r"[\u3041-\u309f]")
_WORD = re.compile(r"[^\W\d_]+")


class Languages(NamedTuple):
    """The small words of some languages, and the letters of others."""

    words: dict[str, frozenset[str]]
    scripts: dict[str, re.Pattern[str]]
    tables: dict[str, tuple[tuple[str, str], ...]]

    def of(self, question: str) -> str | None:
        """The language of a question by its English name; None for English, and where it is not plain."""
        for name, script in self.scripts.items():
            if script.search(question):
                written = [
                    one
                    for one, table in self.tables.items()
                    if one in self.scripts and any(own in question for own, _ in table)
                ]
                return written[0] if written and name == "Chinese" else name
        words = [word.casefold() for word in _WORD.findall(question)]
        if len(words) > LONGEST:
            return None
        english = sum(word in ASKING for word in words)
        counts = {
            name: sum((word in own or self._tells(word, name)) and word not in ASKING for word in words)
            for name, own in self.words.items()
        }
        best = max(counts, key=lambda name: counts[name])
        if counts[best] >= FEWEST and counts[best] > english / 2:
            return best
        rare = [
            name for name, table in self.tables.items() if any(w in dict(table) and _is_foreign(w) for w in words)
        ]
        return rare[0] if rare and not english else None

    def _tells(self, word: str, language: str) -> bool:
        """True for a word of a language's table that is no English one too."""
        return len(word) > 3 and any(own == word and meant != word for own, meant in self.tables.get(language, ()))

    def english(self, question: str, language: str) -> str | None:
        """A question with its words of asking in English, the others as they stand; None where no table is held."""
        table = self.tables.get(language)
        if table is None:
            return None
        text = question
        if language in self.scripts:
            for own, meant in table:
                text = _replaced(text, own, meant)
        else:
            for own, meant in table:
                text = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", meant, text, flags=re.IGNORECASE)
        return " ".join(text.split())


def _replaced(text: str, own: str, meant: str) -> str:
    """A text with a word of a script in English; a single kana is a word only where the kana before the next word end."""
    if len(own) == 1 and _KANA.match(own):
        return re.sub(rf"{own}(?!{_KANA.pattern})", meant, text)
    return text.replace(own, meant)


def _is_foreign(word: str) -> bool:
    return not word.isascii() or len(word) > 4


@cache
def load() -> Languages:
    """The shipped table."""
    table = tomllib.loads((files("bot.assistant") / "languages.toml").read_text("utf-8"))
    words = {name: frozenset(line.split()) for name, line in table["words"].items()}
    tables = {
        name: tuple(sorted(rows.items(), key=lambda pair: -len(pair[0])))
        for name, rows in table["english"].items()
    }
    return Languages(words, {name: re.compile(pattern) for name, pattern in table["script"].items()}, tables)

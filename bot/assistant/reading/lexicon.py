"""The words that questions use to ask, from ``lexicon.toml``, and where they stand in a question. A new wording
is a new line in that file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from bot.assistant.reading.phrases import Match, Phrase, PhraseTable, starts
from corpus.patterns import late
from index.sentences.quantities import NUMBERS, PLACES

_ELEMENT = late(r"/(?:\\.|[^/])*/|\S+")
_OPEN_END = late(r" \)(?:[?*]|\{\d,\d\}\??)$| \?$")  # a pattern that brings the space behind it itself
_PATTERN = late(r"/((?:\\.|[^/])*)/")
_ESCAPE = late(r"\\.|\(\?[:!<=]+")
_MOST = 10  # papers that a question asks for by a number in words
_WORDS = ("filler", "asking", "given", "person", "attribute", "place", "compass")  # roles that are lists of words


class Lexicon:
    """The tables of ``lexicon.toml``, compiled for matching."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._sets = {name: str(words).split(",") for name, words in tables["sets"].items()}
        self._held = {name: frozenset(self._words(name)) for name in self._sets}
        self._choices = dict[str, str]()
        self.absent = frozenset(name for name, row in tables["field"].items() if row.get("absent"))
        self.asked = self._table(tables["field"], "ask")
        self.weak = self._table(tables["field"], "weak")
        self.traits = self._table(tables["trait"], "ask")
        self.own = self._table(tables["fact"], "own")
        self.of = self._table(tables["fact"], "of")
        self.operations = PhraseTable((name, self._phrases(lines)) for name, lines in tables["op"].items())
        self.people = PhraseTable((name, self._phrases(lines)) for name, lines in tables["who"].items())
        roles = {name: self._phrases(lines) for name, lines in tables["role"].items() if name not in _WORDS}
        self.roles, self.negation = PhraseTable(roles), PhraseTable(negation=roles["negation"])
        self.filler = frozenset(str(tables["role"]["filler"]).split())
        self.given = frozenset(str(tables["role"]["given"]).split())
        self.attributes = frozenset(str(tables["role"]["attribute"]).split())
        self.places = frozenset(str(tables["role"]["place"]).split())
        self.compass = frozenset(str(tables["role"]["compass"]).split())
        self.person = frozenset(str(tables["role"]["person"]).split())
        self.shorthand: Mapping[str, str] = tables["shorthand"]
        self.shorthand_of: Mapping[str, str] = tables["shorthand_of"]
        self.numbers = {word: n for word, n in NUMBERS.items() if 2 <= n <= _MOST}
        self.ranks = {word: place + 1 for word, place in PLACES.items() if place} | dict[str, int](tables["rank"])
        self.measures: Mapping[str, Mapping[str, Sequence[str]]] = {
            name: {side: [w for w in str(words).split(",") if w] for side, words in row.items()}
            for name, row in tables["measure"].items()
        }
        self.end = {side: str(words).split(",") for side, words in tables["end"].items()}
        point = {name: str(words).split(",") for name, words in tables["point"].items()}
        self.pointing, self.pointed = point.pop("with"), point.pop("noun")
        self.ways = {words: way for way, said in point.items() for words in said}
        self._tables = tables

    def set_of(self, name: str) -> frozenset[str]:
        """The words and phrases of a set."""
        return self._held[name]

    def _words(self, name: str) -> Iterator[str]:
        for word in self._sets[name]:
            yield from self._words(word) if word in self._sets else (word,)

    @cached_property
    def one(self) -> frozenset[str]:
        """Nouns for one paper."""
        return frozenset(word for noun in self.set_of("PAPER") for word in noun.split())

    @cached_property
    def many(self) -> frozenset[str]:
        """Nouns for several papers."""
        return frozenset(word for noun in self.set_of("PAPERS") for word in noun.split())

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Nouns for papers and for their authors."""
        more = "text anything something stuff etal colleagues coworkers group team piece pieces work"
        return self.one | self.many | frozenset(more.split())

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word in the lexicon except the names of places, which do not ask."""
        text = " ".join(
            _strings(
                {
                    name: table
                    for name, table in self._tables.items()
                    if not name.startswith(("word", "shorthand", "trait"))
                }
            )
        )
        plain = _PATTERN.sub(lambda m: _ESCAPE.sub(" ", m[1]), text)
        return (frozenset(re.findall(r"[a-z]+", plain)) - self.places) | self.filler | self.numbers.keys()

    @cached_property
    def field_words(self) -> frozenset[str]:
        """Single words that ask for a field or a measure, and may be something else as well: "free", "length"."""
        lines = [line for row in self._tables["field"].values() for line in row.get("weak", "").split("\n")]
        measures = [row for name, row in self._tables["word"].items() if name.startswith("measure.")]
        lines += [word for row in measures for word in row.split(",")]
        return frozenset(line for line in lines if line.isalpha() and line.islower()) - self.nouns

    @cached_property
    def _tags(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str]]]]:
        """The phrases of ``[word]`` and of the measures with their tags, by first word, the longest first."""
        lines = [(tag, line) for tag, line in self._tables["word"].items()]
        lines += [(f"end.{side}", ",".join(self.end[side])) for side in ("high", "low")]
        lines += [
            ("number", ",".join(self.numbers)),
            ("rank", ",".join(self.ranks)),
            ("papers", ",".join(self.nouns)),
        ]
        for name, row in self.measures.items():
            for key, tag in (
                ("most", "pole.{}.high"),
                ("least", "pole.{}.low"),
                ("more", "more.{}.high"),
                ("less", "more.{}.low"),
            ):
                lines.append((tag.format(name), ",".join(row[key])))
        lines += [
            (tag, f"by {phrase}")
            for name, line in lines
            if name.startswith(("measure.", "group."))
            for phrase in line.split(",")
            for tag in (name, "by" if name.startswith("measure.") else "each")
        ]
        found: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for tag, line in lines:
            for phrase in line.split(","):
                if (words := tuple(phrase.split())) and all(word.isalnum() for word in words):
                    found.setdefault(words[0], {}).setdefault(words, set()).add(tag)
        return {
            first: sorted(
                ((words, frozenset(tags)) for words, tags in own.items()),
                key=lambda pair: (-len(pair[0]), pair[0]),
            )
            for first, own in found.items()
        }

    def tags_from(self, word: str) -> Sequence[tuple[tuple[str, ...], frozenset[str]]]:
        """The phrases that begin with a word and their tags, the longest first; a short number has the tag
        "number".
        """
        if word.isdigit() and len(word) < 3:
            return (((word,), frozenset(("number",))),)
        return self._tags.get(word, ())

    def words_of(self, table: str, name: str) -> frozenset[str]:
        """The words of one row, which say nothing about a topic if that row is asked for."""
        lines = " ".join(_strings(self._tables[table][name]))
        lines = " ".join(word if word not in self._sets else " ".join(self.set_of(word)) for word in lines.split())
        return frozenset(re.findall(r"[a-z]+", _ESCAPE.sub(" ", lines)))

    def find(self, table: PhraseTable, text: str) -> list[Match]:
        """For every row that matches a plain text its longest match; the longest first."""
        at, found = starts(text), dict[str, frozenset[int]]()
        for name, phrase in table.near(text):
            places = phrase.find(text, at)
            if places is not None and (name not in found or len(places) > len(found[name])):
                found[name] = places
        return sorted((Match(*row) for row in found.items()), key=lambda match: -len(match.places))

    def places_of(self, table: PhraseTable, text: str) -> dict[str, frozenset[int]]:
        """For every row that matches a plain text the places of all words that any of its phrases takes."""
        at, found = starts(text), dict[str, frozenset[int]]()
        for name, phrase in table.near(text):
            if (places := phrase.find(text, at)) is not None:
                found[name] = found.get(name, frozenset()) | places
        return found

    def _table(self, rows: Mapping[str, Any], key: str) -> PhraseTable:
        return PhraseTable((name, self._phrases(row[key])) for name, row in rows.items() if key in row)

    def _phrases(self, lines: str) -> tuple[Phrase, ...]:
        split = lines.strip().split("\n")
        return tuple(self._phrase(line) for line in split)

    def _phrase(self, line: str) -> Phrase:
        parts = line.split(" + ")
        needs = (need for part in parts for element in _ELEMENT.findall(part) if (need := self._need(element)))
        return Phrase(tuple(self._part(part) for part in parts), tuple(needs))

    def _need(self, element: str) -> frozenset[str]:
        """The words of which an element needs one; none if the element is a pattern."""
        phrases = self.set_of(element) if element in self._sets else (element,)
        if element == "$" or any("/" in phrase for phrase in phrases):
            return frozenset()
        return frozenset(phrase.split()[0] for phrase in phrases)

    def _part(self, part: str) -> re.Pattern[str]:
        pattern = ""
        for element in _ELEMENT.findall(part):
            written = self._element(element)
            joined = not pattern or pattern.endswith("\x00") or written == "$"
            pattern = pattern.removesuffix("\x00") + ("" if joined else " ") + written
            pattern += "\x00" if _OPEN_END.search(written) else ""
        pattern = pattern.removesuffix("\x00")
        return late(rf"(?<!\S)(?:{pattern})(?!\S)")

    def _element(self, element: str) -> str:
        if raw := _PATTERN.fullmatch(element):
            return raw[1]
        if element not in self._sets:
            return re.escape(element)
        if element not in self._choices:
            longest = sorted(self.set_of(element), key=lambda word: -len(word))
            self._choices[element] = "(?:" + "|".join(_PATTERN.sub(r"\1", word) for word in longest) + ")"
        return self._choices[element]


def _strings(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping):
        for value in table.values():
            yield from _strings(value)


@cache
def load() -> Lexicon:
    """The lexicon that comes with Marrow."""
    return Lexicon(tomllib.loads((files("bot.assistant.reading") / "lexicon.toml").read_text("utf-8")))


def end_patterns(lexicon: Lexicon) -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """The patterns for both ends of every measure, as (measure, True for the high end, pattern)."""
    found = []
    between = "|".join(lexicon.end["between"])
    count = "|".join(lexicon.numbers)
    head = rf"(?:(?:top )?(?P<n>\d|10|{count}) |(?P<rank>{'|'.join(lexicon.ranks)}) )?(?:top )?"
    for name, row in lexicon.measures.items():
        nouns = "|".join(sorted(row["of"], key=lambda word: -len(word)))
        for side, own in (("high", row["most"]), ("low", row["least"])):
            adverb = r"(?<!at )(?!(?:minimum|min|maximum|max) \d)(?:" + "|".join(lexicon.end[side]) + ")"
            before = rf"{adverb} (?:(?P<m>\d+|{count}) )?(?:(?:{between}) )*(?:{nouns})"
            after = rf"(?:{nouns}) (?:(?:the|times|is|was|are|by|count|number) )*{adverb}(?: often| times)?"
            by = rf"top (?P<t>\d{{1,2}}|{count})?(?: \w+)? ?by (?:number of |the )?(?:{nouns})"
            mine = "|".join(
                [*((by,) if side == "high" else ()), before, after, *sorted(own, key=lambda word: -len(word))]
            )
            found.append((name, side == "high", late(rf"(?<!\S){head}(?:{mine})(?!\S)")))
    return tuple(found)

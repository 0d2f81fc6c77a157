"""Phrases of the lexicon, and which of them stand in a question; and the small words that many patterns of questions share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from corpus.patterns import Sieve, late
from index.sentences.quantities import NUMBERS

# Who is studied.
WHO = r"(?:patients?|pts|participants?|subjects?|people|persons|children|kids|adults|adolescents|infants|women|men|pupils|students|learners|respondents|volunteers|residents|workers|drivers|cases)"
SO = r"(?:(?:and|so|but|ok|then|now|please) )*"  # may come before any question and say nothing of it
# What is studied with, what a paper is called, and several; "one" and "ones" are added where they may be meant.
A_STUDY = "study|trial|survey|cohort|experiment"
A_PAPER = f"{A_STUDY}|paper|article|review|report|publication"
PAPERS = "papers|studies|articles|trials|reviews|surveys|cohorts|experiments|reports|publications|rcts"
PAPERS_NOUNS = rf"(?:{A_PAPER}|{PAPERS}|protocol|letter|et al)"
_ARTICLES = frozenset("the a an this that these those our".split())
_THEIRS = late(
    rf"(?:{PAPERS_NOUNS}|results?|findings?|data|authors?|team|group|method|one|abstract|conclusions?|(?:19|20)\d\d)\b"
)

# "List the papers by year" asks for the papers, "papers by year" for their number in each.
LISTED_BY_DATE = late(
    r"^(?:(?:and|so|ok|now|please|can|could|you) )*(?:list|show|give|put)(?: me)?(?: (?:all|of|the|your|only|\w+(?= (?:trials|papers|reviews)\b)|papers|articles|studies|trials|reviews|ones|them|these|those|everything))* by (?:year|date|publication (?:year|date)|year of publication)(?: please)?$"
)


class Match(NamedTuple):
    """A phrase found in a question: the name of its row, and the places of its words, from 0."""

    name: str
    places: frozenset[int]


class Phrase(NamedTuple):
    """One line of the lexicon: parts that must all be in a question, in any order. ``needs``: a question without
    a word of each of these sets cannot match, so it is not searched.
    """

    parts: tuple[re.Pattern[str], ...]
    needs: tuple[frozenset[str], ...] = ()

    def find(self, text: str, at: Mapping[int, int]) -> frozenset[int] | None:
        """The places of its words in a text; None if a part is missing. ``at`` gives the number of the word that
        begins at a character.
        """
        places: set[int] = set()
        for part in self.parts:
            for found in part.finditer(text):
                own = set(_places(found, at))
                if not own & places:
                    break
            else:
                return None
            places |= own
        return frozenset(places)


def _places(found: re.Match[str], at: Mapping[int, int]) -> Iterator[int]:
    taken = found.span(min(found.re.groups, 1))  # what stands in its group, else all that was found
    yield from (at[start] for start in range(*taken) if start in at)


def starts(text: str) -> dict[int, int]:
    """For each word of a plain text its first character and its number, both from 0: {character: word}."""
    found, at = {}, 0
    for number, word in enumerate(text.split()):
        found[at] = number
        at += len(word) + 1
    return found


class PhraseTable(dict[str, tuple[Phrase, ...]]):
    """Rows of phrases by name. A question is compared only with phrases that share a word with it, or, for patterns, a
    piece of a word.
    """

    @cached_property
    def _in_line(self) -> Sequence[tuple[str, Phrase]]:
        """All phrases in order, each with the name of its row."""
        return [(name, phrase) for name, phrases in self.items() for phrase in phrases]

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        """For each word the places in ``_in_line`` of the phrases that need it."""
        found: dict[str, list[int]] = {}
        for at, (_, phrase) in enumerate(self._in_line):
            for word in min(phrase.needs, key=len, default=frozenset[str]()):
                found.setdefault(word, []).append(at)
        return found

    @cached_property
    def _patterns(self) -> tuple[Sequence[int], Sieve]:
        """The places of the other phrases, which are patterns, and which of these may match a text."""
        others = [at for at, (_, phrase) in enumerate(self._in_line) if not phrase.needs]
        return others, Sieve(self._in_line[at][1].parts for at in others)

    def near(self, text: str) -> Iterator[tuple[str, Phrase]]:
        """The phrases that may match a plain text, each with the name of its row, in the table's order."""
        by_word, inline, words = self._by_word, self._in_line, frozenset(text.split())
        others, sieve = self._patterns
        places = {at for word in words for at in by_word.get(word, ())}
        places.update(others[at] for at in sieve.left(text))
        for at in sorted(places):
            if not any(map(words.isdisjoint, inline[at][1].needs)):
                yield inline[at]


def lowered(text: str) -> str:
    """A text in small letters, of the same length."""
    if len(low := text.lower()) == len(text) and "Σ" not in text:  # which is another letter at a word's end
        return low
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def has_article(at: int, words: Sequence[str]) -> bool:
    """True if an article stands before a word, and no noun for what people make follows it: "the park", not "the Park
    data".
    """
    return at > 0 and words[at - 1] in _ARTICLES and _THEIRS.match(" ".join(words[at + 1 :])) is None


# A time at which something was measured, and the groups of a study: neither is a field of papers.
_AT_TIME = late(
    rf"\b(?:at|after) (?:the )?(?:an?|first|{'|'.join(NUMBERS)}|\d+) (?:full |whole )?(?P<time>days?|weeks?|months?|years?)\b"
)
_IN_GROUP = late(r"\b(?:in|per|to|for|by) (?:each|every|either|both|the)? ?(?:\w+ )?(?P<time>groups?|arms?)\b")


def of_counts(words: list[str]) -> set[int]:
    """The places of words for a time at which a study counts ("at one year"), and for its groups ("how many in each
    group").
    """
    text = " ".join(words)
    found = [one.start("time") for pattern in (_AT_TIME, _IN_GROUP) for one in pattern.finditer(text)]
    return {text.count(" ", 0, start) for start in found}


# "Does it work", "what works for burns", "does the app work outdoors": no work of somebody's.
_WORKS = late(
    r"\b(?:it|they)(?: (?:really|actually|even|ever|still|not|also|always))? (?P<verb>works?)\b"
    r"|^(?:(?:and|so|but|ok) )*what(?: (?:really|actually|else|also))? (?P<thing>works)\b(?= (?:for|against|with|in|on|best|better|well|when|if)\b)(?!.* (?:you|we|there|here)\b)"
    r"|^(?:(?:and|so|but|how|why|when|where) )*(?:do|does|did|will|would|can|could) (?!(?:you|we|they|he|she|any|anybody|anyone|authors?)\b)(?:(?!(?:have|has|any|other|whose|which|authors?|editors?|writers?|researchers?)\b)\S+ ){1,6}?(?P<done>work)\b(?! (?:with|together|alongside|for|at)\b)"
)


def of_verbs(words: list[str], is_family: Callable[[str], bool]) -> set[int]:
    """The place of a "work" that is what a thing does, not what somebody with a family name did: "did Hale work on
    trees".
    """
    found = _WORKS.search(text := " ".join(words))
    if found is None or found.lastgroup is None:
        return set()
    at = text.count(" ", 0, found.start(found.lastgroup))
    somebody = at > 0 and is_family(words[at - 1]) and not has_article(at - 1, words)
    return set() if somebody and words[at + 1 : at + 2] in (["on"], ["in"]) else {at}


# "Do any of them mention pain", "did they look at costs", "is pain reported": what is asked about is said, whoever "they" are.
_MENTION = (
    r"(?:(?:find|found|say|said|show(?:ed)?|talk(?:ed)?|writ(?:e|ten)|wrote) (?:(?:anything|something|much) )?(?:about|on|for|of)|look(?:s|ed)? (?:at|into|for)|deal(?:s|t)? with"
    r"|(?:mention|report|discuss|cover|address|consider|describe|measure|assess|examine|investigate|evaluate|include|test)(?:e?[sd])?|analy[sz]e[sd]?|study|studies|studied)"
)
_MENTIONS = late(
    r"\b(?:they|the authors|any(?:one|body)|(?:any|one|some|all|each|none|which|most)(?: of)? (?:them|these|those))"
    rf" (?:(?:all|also|ever|actually|even) )*{_MENTION} (?!it\b|that$|this$|them\b)\w|^(?:is|are|was|were) .+ {_MENTION}(?: (?:anywhere|here|at all|in any.*))?$"
)


def asks_for_mention(text: str) -> bool:
    """True for words that ask whether papers mention or measure something that they name."""
    return _MENTIONS.search(text) is not None

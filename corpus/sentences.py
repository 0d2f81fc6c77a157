"""Abstract → sentences, the unit of evidence: exact slices of the text as printed; and → passages, the unit that BM25 ranks.


A sentence ends at ``.``, ``!``, ``?`` or ``…`` before white space, and at ``。`` and the like anywhere, except
after abbreviations and initials, in decimals, and inside brackets that are closed later. Line breaks inside a
paragraph are white space, because many files wrap their lines; an empty line always ends a sentence.

A passage is the whole abstract with its title, or a window of a long one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from corpus.models import Model, Paper
from corpus.patterns import late
from corpus.sections import sections

# In any field; a word of a list that takes no name of its own ("patients", "years") is not among them.
WITH_A_NAME = frozenset(
    """
    type types grade grades stage stages phase phases class classes group groups level levels factor factors category version series
    model mark method algorithm appendix arm chapter cluster cohort company equation example figure hypothesis lemma part
    scenario section site size step study table task theorem zone release protocol
    serotype genotype haplotype lineage strain variant subtype clade region chromosome exon intron nerve layer lobe segment
    omega alpha beta gamma delta kappa lambda sigma interleukin interferon vitamin hepatitis protein influenza covid sars apolipoprotein
    haemoglobin hemoglobin complement cytochrome immunoglobulin collagen caspase cyclin kinase antigen receptor phospholipase topoisomerase
    mach alloy steel bolt standard ward
    """.split()
)


# A full stop after these is never the end of a sentence.
_NEVER = frozenset(
    "vs i.e e.g cf ca fig figs eq eqs ref refs dr drs prof mr mrs ms mx approx resp viz nr dept chr str sp spp subsp var st".split()
)
# After these it ends one only before a word that usually begins one.
_SELDOM = frozenset("al inc ltd co corp jr sr no nos vol pp ed eds u.s u.k e.u a.m p.m ph.d m.d".split())
# After these it ends one before any word that begins as sentences do, with one capital: no name follows them.
_OFTEN = frozenset("etc i.v i.m i.p s.c p.o b.i.d t.i.d q.d q.i.d".split())
_CAPITALISED = late(r"[A-Z](?:[a-z]+[,:;]?)?\Z")
# Words that take a letter behind them, beside those of a list: substances ("amphotericin B", "lamin A") and degrees.
_SUBSTANCE = late(r"(?!\w*(?:tain|thin)\b)[a-z]{2,}(?:in|ine|ol|ide|ase|one|ate|ose|gen)|degrees?")
_BEFORE_NUMBERS = frozenset("no nos op opp vol pp p fig figs table chap sect day grade stage type".split())
_DOTTED = _NEVER | _SELDOM | _OFTEN | _BEFORE_NUMBERS  # behind any other word a lone full stop ends what it can
# Words that begin sentences of abstracts: after an initial or a dotted abbreviation they show that one ended.
_STARTERS = frozenset(
    """a all also although among an and as at based because both but by compared despite due during each finally
    findings first for four from further furthermore hence here however if importantly in increased interestingly it
    its methods more moreover most neither no not of on only other our overall patients results second several
    similarly since six some studies study such surprisingly taken that the their then there therefore these they
    this those three through thus to together two under until upon using we when whereas while with within""".split()
)
# Possessive, and never begun inside a run of marks: the work grows with the text, not with its square.
# What begins it is named first, alone: such a character is found at once.
_END = late(
    r"[.!?…。！？｡\n](?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+[\"'”’»)\]}]*+(?=\s)|(?<=[。！？｡])[。！？｡]*+|(?<=\n)[^\S\n]*\n"
    r"|(?<=[a-z)\]%]\.)(?=[A-Z][a-z])|(?:(?<=[a-z]{3}\.)|(?<=[)\]%]\.))(?=[A-Z]{3,}[ :/]))"
)
_FOLLOWING = late(r"\s*[\"'“‘(\[]*(\S{1,40})")
_FULL_WIDTH = "。！？｡"
_OPENING = '([{"“‘'
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "」": "「", "』": "『"}
_BRACKET = late(r"[()\[\]{}（）「」『』]")
LONGEST_ASIDE = 600  # characters between the brackets of one aside at most; others are slips
DEEPEST = 20  # brackets within one another at most


class Sentence(Model):
    """The unit of evidence: ``abstract[start:end]`` in code points, verbatim. ``number`` counts from 1."""

    key: str
    number: int
    start: int
    end: int
    text: str
    section: str | None = None

    @property
    def id(self) -> str:
        """``<key>#<number>``."""
        return f"{self.key}#{self.number}"


class Passage(Model):
    """The unit BM25 ranks: an abstract with its title, or a window of a long one, ``abstract[start:end]``."""

    key: str
    number: int
    start: int
    end: int
    title: str
    text: str

    @property
    def id(self) -> str:
        """``<key>#<number>``."""
        return f"{self.key}#{self.number}"


def split(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of a text's sentences in code points, in order, covering all but the white space between."""
    spans: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    asides = _Asides(text)
    for match in _END.finditer(text):
        if match.start() >= start and _ends(text, start, match, asides):
            end = start + len(text[start : match.end()].rstrip())
            if end > start:
                spans.append((start, end))
            start = _skip_space(text, match.end())
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return spans


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class _Asides:
    """The asides of a text: the parts between matching brackets. A bracket that is never closed opens none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = 0

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return _asides(self._text)

    def open(self, start: int, end: int) -> bool:
        """True if an aside that opens after ``start`` is still open at ``end``. Calls must have growing
        arguments."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= end:
            self._next += 1
        return self._next < len(self._spans) and start <= self._spans[self._next][0] < end


def _asides(text: str) -> list[tuple[int, int]]:
    """The outermost asides in order, with their brackets."""
    opened: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(text):
        wanted = _PAIRS.get(found[0])
        if wanted is None:
            opened = [*opened[1 - DEEPEST :], (found[0], found.start())]
            continue
        pairs = [place for place, (bracket, _) in enumerate(opened) if bracket == wanted]
        start = opened[pairs[-1]][1] if pairs else found.start()
        if pairs and found.end() - start <= LONGEST_ASIDE:
            del opened[pairs[-1] :]
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, found.end()))
    return spans


def _ends(text: str, start: int, match: re.Match[str], asides: _Asides) -> bool:
    """True if a mark really ends the sentence that began at ``start``."""
    if "\n" in match.group():
        return True
    if match.group()[0] in _FULL_WIDTH:
        return not asides.open(start, match.end())
    following = _following(text, match.end())
    if not following:
        return True
    if asides.open(start, match.end()):
        return False
    if match.group()[0] != ".":
        return not following[0].islower()
    return _full_stop_ends(text[max(start, match.start() - 60) : match.start()], match.group(), following)


def _following(text: str, at: int) -> str:
    """The next word after a position, without opening brackets and quotes."""
    found = _FOLLOWING.match(text, at)
    return found.group(1) if found else ""


def _full_stop_ends(before: str, mark: str, following: str) -> bool:
    """Whether a full stop ends the sentence, judged by the token before it and the word after it."""
    token = _last_token(before)
    if mark == "." and len(token) > 1 and token.isalpha() and token.lower() not in _DOTTED:
        return not _continues(following)
    word = token.lower().rstrip(".")
    closed = len(mark) > 1 and mark[-1] not in ".…"
    starter = following.rstrip(",:;").lower() in _STARTERS and following[0].isupper()
    if closed:
        return not _continues(following)
    if word in _NEVER or (
        word in _BEFORE_NUMBERS and word not in _SELDOM and following[0].isdigit() and len(word) < 5
    ):
        return False
    if word in _OFTEN:
        return starter or bool(_CAPITALISED.match(following))
    if word in _SELDOM or ("." in word.strip(".") and word.replace(".", "").isalpha() and len(word) < 8):
        return starter
    if len(token) == 1 and token.isupper():
        return starter or (following[0].isupper() and _is_named(before.removesuffix(token)))
    return not _continues(following)


def _last_token(text: str) -> str:
    """The last word of a text, without opening marks before it; "" if the text ends with white space or such a mark."""
    token = text.rsplit(None, 1)[-1] if text and not text[-1].isspace() else ""
    return token if token.isalnum() else token[max(map(token.rfind, _OPENING)) + 1 :]


def _is_named(before: str) -> bool:
    """True if a capital is part of a name such as "protein kinase A" or "Group B", and not an initial ("by A",
    "Edgar F")."""
    word = re.split("[-\u2010\u2011/]", _last_token(before.rstrip()))[-1] if before[-1:].isspace() else ""
    return word.lower() in WITH_A_NAME or _SUBSTANCE.fullmatch(word) is not None


def _continues(following: str) -> bool:
    """True if the next word cannot begin a sentence: a lower-case word, except names such as "miR-21"."""
    if not following[0].islower():
        return following[0] in ",;:)]}"
    return not any(c.isupper() or c.isdigit() for c in following[:8])


class Span(NamedTuple):
    """A sentence's number (from 1), its slice of the abstract (code points), its text and its published section."""

    number: int
    start: int
    end: int
    text: str
    section: str | None


# The number of a sentence in a journal that numbers them: "1. Larks nest in wheat. 2. We counted larks on 48 plots."
_NUMBER = late(r"[(\[]?\d{1,2}[.)\]]{1,2}")


def spans_of(abstract: str) -> Iterator[Span]:
    """An abstract's sentences in order, without section labels and without the numbers that some journals give them."""
    number = 0
    for section in sections(abstract):
        for first, last in split(abstract[section.body : section.end]):
            start, end = section.body + first, section.body + last
            if _NUMBER.fullmatch(abstract, start, end):
                continue
            number += 1
            yield Span(number, start, end, abstract[start:end], section.name)


def sentences_of(paper: Paper) -> tuple[Sentence, ...]:
    """A paper's sentences in order, numbered from 1, each with its published section, without labels."""
    return tuple(Sentence(key=paper.key, **span._asdict()) for span in spans_of(paper.abstract or ""))


LONGEST = 400  # words; nearly every journal's abstracts stay below, and full texts are cut into windows


def passages_of(paper: Paper, max_words: int = LONGEST) -> tuple[Passage, ...]:
    """A paper's passages, at least one, numbered from 1. Their texts, joined, are exactly the abstract."""
    abstract = paper.abstract or ""
    cuts = [0, *_cuts(abstract, max_words), len(abstract)]
    return tuple(
        Passage(key=paper.key, number=number, start=start, end=end, title=paper.title, text=abstract[start:end])
        for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False), 1)
    )


def _cuts(abstract: str, max_words: int) -> list[int]:
    """The starts of windows, at the beginnings of sentences; empty for an abstract that fits into one."""
    if len(abstract) <= max_words or len(abstract.split()) <= max_words:
        return []
    cuts, words = [], 0
    for start, end in split(abstract):
        size = len(abstract[start:end].split())
        if words and words + size > max_words:
            cuts.append(start)
            words = 0
        words += size
    return cuts

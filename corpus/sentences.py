"""Abstract → sentences: the unit of evidence, exact slices of the text as printed.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` before white space, unless what stands around it says otherwise
(abbreviations, initials, decimals, an open bracket). Line breaks inside a paragraph are white space, because
many files wrap their lines; an empty line always ends a sentence.
"""

from __future__ import annotations

import re

from corpus.models import Paper, Sentence
from corpus.sections import sections

# A full stop after these is never the end of a sentence.
_NEVER = frozenset(
    "vs i.e e.g cf ca fig figs eq eqs ref refs dr drs prof mr mrs ms mx approx resp viz nr dept chr str sp spp subsp var st".split()
)
# After these it ends one only before a word that usually begins one.
_SELDOM = frozenset(
    "al etc inc ltd co corp jr sr no nos vol pp ed eds u.s u.k e.u a.m p.m ph.d m.d i.v i.m s.c p.o".split()
)
_BEFORE_NUMBERS = frozenset("no nos vol pp p fig figs table chap sect day grade stage type".split())
# Words that begin sentences of abstracts: after an initial or a dotted abbreviation they show that one ended.
_STARTERS = frozenset(
    """a all also although among an and as at based because both but by compared despite due during each finally
    findings first for four from further furthermore hence here however if importantly in increased interestingly it
    its methods more moreover most neither no not of on only other our overall patients results second several
    similarly since six some studies study such surprisingly taken that the their then there therefore these they
    this those three through thus to together two under until upon using we when whereas while with within""".split()
)
# Possessive, and never begun inside a run of marks: the work grows with the text, not with its square.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]}]*+(?=\s)|\n[^\S\n]*\n|(?<=[a-z)\]%])\.(?=[A-Z][a-z])")
_TOKEN_BEFORE = re.compile(r"[^\s(\[{\"“‘]+\Z")
_OPEN, _BRACKET = "([{", re.compile(r"[()\[\]{}]")
LONGEST_ASIDE = 600  # an opening bracket further back than this was never closed


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
    """How many brackets are open, counted on as a text is read: no part of it is read twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._read = self._depth = 0

    def open(self, start: int, end: int) -> bool:
        """True where a bracket that opens after ``start`` is open at ``end``; both only grow."""
        if start != self._start:
            self._start, self._read, self._depth = start, start, 0
        for bracket in _BRACKET.finditer(self._text, self._read, end):
            self._depth = max(0, self._depth + (1 if bracket[0] in _OPEN else -1))
        self._read = end
        return self._depth > 0


def _ends(text: str, start: int, match: re.Match[str], asides: _Asides) -> bool:
    """True where a mark really ends the sentence that began at ``start``."""
    if "\n" in match.group():
        return True
    following = _following(text, match.end())
    if not following:
        return True
    if match.start() - start < LONGEST_ASIDE and asides.open(start, match.end()):
        return False
    if match.group()[0] != ".":
        return not following[0].islower()
    return _full_stop_ends(text[max(start, match.start() - 40) : match.start()], match.group(), following)


def _following(text: str, at: int) -> str:
    """The next word after a position, without opening brackets and quotes."""
    found = re.compile(r"\s*[\"'“‘(\[]*(\S{1,40})").match(text, at)
    return found.group(1) if found else ""


def _full_stop_ends(before: str, mark: str, following: str) -> bool:
    """Decide a full stop from the token before it and the word after it."""
    found = _TOKEN_BEFORE.search(before)
    token = found.group() if found else ""
    word = token.lower().rstrip(".")
    closed = len(mark) > 1 and mark[-1] not in ".…"
    starter = following.rstrip(",:;").lower() in _STARTERS and following[0].isupper()
    if closed:
        return not _continues(following)
    if word in _NEVER or (
        word in _BEFORE_NUMBERS and word not in _SELDOM and following[0].isdigit() and len(word) < 5
    ):
        return False
    if word in _SELDOM or ("." in word.strip(".") and word.replace(".", "").isalpha() and len(word) < 8):
        return starter
    if len(token) == 1 and token.isupper():
        return starter
    return not _continues(following)


def _continues(following: str) -> bool:
    """True where the next word cannot begin a sentence: a lower-case word that is no name such as "miR-21"."""
    if not following[0].islower():
        return following[0] in ",;:)]}"
    return not any(c.isupper() or c.isdigit() for c in following[:8])


def sentences_of(paper: Paper) -> tuple[Sentence, ...]:
    """A paper's sentences in order, numbered from 1, each with its published section; labels are left out."""
    abstract = paper.abstract or ""
    found: list[Sentence] = []
    for section in sections(abstract):
        body = abstract[section.body : section.end]
        for start, end in split(body):
            first, last = section.body + start, section.body + end
            found.append(
                Sentence(
                    key=paper.key,
                    number=len(found) + 1,
                    start=first,
                    end=last,
                    text=abstract[first:last],
                    section=section.name,
                )
            )
    return tuple(found)

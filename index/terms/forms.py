"""Analyses a paper once: its sentences as plain data that can be stored on disk, its passages for ranking and counting,
and the abbreviations it defines. From all definitions of a library's papers it tells the long forms of each short form,
and which phrases may replace each other in a question.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, Protocol

from corpus.abbreviations import abbreviations_of
from corpus.models import Abbreviation, Paper
from corpus.sentences import Passage, Span, passages_of, spans_of
from index.sentences.cues import bits_of
from index.terms.analyzer import Analyzer, Piece
from index.terms.lexicon import Phrase

_MARKS = attrgetter("marks")
MOST_LONG = 3  # long forms of one short form that are searched for: those most papers write, the first first
LONGEST = 12  # words of a phrase that is looked up

Phraser = Callable[[str], Phrase]
Counted = Mapping[Phrase, Mapping[str, int]]  # other phrase → how it is shown → in how many definitions


class SentenceForm(NamedTuple):
    """One sentence: its slice of the abstract (code points), its section, its terms (joined by spaces), its cues
    (as bits)."""

    start: int
    end: int
    section: str | None
    terms: str
    cues: int


class PaperForm(NamedTuple):
    """A paper's sentences in order, the terms of its naming words (joined by spaces), and the long forms of its
    one-word short forms.
    """

    sentences: tuple[SentenceForm, ...]
    name: str
    written_out: dict[str, Phrase]

    def says(self, phrase: Phrase) -> bool:
        """True if the naming words or a sentence have the terms of a phrase one after the other."""
        return in_a_row(phrase, self.name) or any(in_a_row(phrase, sentence.terms) for sentence in self.sentences)

    def packed(self) -> bytes:
        """The form as bytes, to be read by ``unpacked``."""
        return json.dumps(self).encode()


class Ranked(NamedTuple):
    """A passage for ranking and counting: its id, the pieces of the naming words followed by its own, and the
    terms of both that are ranked (joined by spaces).
    """

    id: str
    pieces: list[Piece]
    terms: str


class _Read(NamedTuple):
    """A sentence with its pieces, and the marks of its words; ``marks`` is None if a space is part of a number,
    as the pieces are then not the words."""

    span: Span
    pieces: list[Piece]
    marks: list[int] | None


class Analysis(NamedTuple):
    """All that an index needs from a paper: its form, its abbreviations, its passages."""

    form: PaperForm
    entries: tuple[Abbreviation, ...]
    passages: tuple[Ranked, ...]


def in_a_row(phrase: Phrase, terms: str) -> bool:
    """True if the terms of a phrase are one after the other in ``terms`` (joined by spaces)."""
    return f" {' '.join(phrase)} " in f" {terms} "


def unpacked(content: bytes) -> PaperForm:
    """The form from the bytes of ``PaperForm.packed``. The caller must have checked that the bytes are
    undamaged."""
    rows, name, written_out = json.loads(content.decode())
    sentences = tuple(map(SentenceForm._make, rows))
    return PaperForm(sentences, name, {short: tuple(long) for short, long in written_out.items()})


def form_of(paper: Paper, analyzer: Analyzer) -> PaperForm:
    """Analyse a paper's sentences."""
    return _form(_read(paper, analyzer), paper, analyzer, analyzer.pieces(naming_words(paper)))[0]


def analysed(paper: Paper, analyzer: Analyzer, title_weight: int) -> Analysis:
    """Analyse a paper; its naming words count ``title_weight`` times in each passage's ranked terms."""
    name, sentences = analyzer.pieces(naming_words(paper)), _read(paper, analyzer)
    passages = passages_of(paper)
    texts = [_whole(sentences, paper.abstract or "", analyzer)] if len(passages) == 1 else None
    ranked = _passages(passages, texts or (analyzer.pieces(one.text) for one in passages), name, title_weight)
    return Analysis(*_form(sentences, paper, analyzer, name), tuple(ranked))


def passage_terms(paper: Paper, analyzer: Analyzer, title_weight: int) -> Iterator[Ranked]:
    """A paper's passages only; ``title_weight`` as for ``analysed``."""
    passages, name = passages_of(paper), analyzer.pieces(naming_words(paper))
    return _passages(passages, (analyzer.pieces(one.text) for one in passages), name, title_weight)


def naming_words(paper: Paper) -> str:
    """A paper's title and its authors' names, as one text."""
    return " \n".join((paper.title, *(author.short for author in paper.authors)))


def joined(pieces: list[Piece]) -> str:
    """The terms of some pieces, joined by spaces."""
    return " ".join([piece.terms for piece in pieces if piece.terms])


def _read(paper: Paper, analyzer: Analyzer) -> list[_Read]:
    """The sentences of a paper, each with its pieces."""
    found = []
    for span in spans_of(paper.abstract or ""):
        written = analyzer.written(span.text)
        found.append(_Read(span, written or analyzer.pieces(span.text), list(map(_MARKS, written)) or None))
    return found


def _whole(sentences: list[_Read], abstract: str, analyzer: Analyzer) -> list[Piece]:
    """The pieces of a whole abstract, joined from those of its sentences if spaces separate these; otherwise
    analysed again."""
    pieces, end = list[Piece](), 0
    for span, own, _ in sentences:
        if not (span.start == 0 or abstract[span.start - 1].isspace()):
            return analyzer.pieces(abstract)
        if not (span.end == len(abstract) or abstract[span.end].isspace()):
            return analyzer.pieces(abstract)
        if span.start - end > 1:
            pieces += analyzer.pieces(abstract[end : span.start])
        pieces += own
        end = span.end
    return pieces + analyzer.pieces(abstract[end:])


def _form(
    sentences: list[_Read], paper: Paper, analyzer: Analyzer, name: list[Piece]
) -> tuple[PaperForm, tuple[Abbreviation, ...]]:
    entries = abbreviations_of(paper, [one.span for one in sentences])
    written_out: dict[str, Phrase] = {}
    for entry in entries:
        short = analyzer.terms(entry.short)
        if len(short) == 1:
            written_out.setdefault(short[0], analyzer.phrase(entry.long))
    forms = [
        SentenceForm(start, end, section, joined(pieces), bits_of(text, section, marks))
        for (_, start, end, text, section), pieces, marks in sentences
    ]
    return PaperForm(tuple(forms), joined(name), written_out), entries


def _passages(
    passages: Iterable[Passage], texts: Iterable[list[Piece]], name: list[Piece], title_weight: int
) -> Iterator[Ranked]:
    before = [piece.ranked for piece in name if piece.ranked] * title_weight
    for passage, pieces in zip(passages, texts, strict=True):
        ranked = [piece.ranked for piece in pieces if piece.ranked]
        yield Ranked(passage.id, name + pieces, " ".join(before + ranked))


class ShortForms(Protocol):
    """Abbreviations as the papers define them. ``longest``: the number of terms of the longest phrase."""

    longest: int

    def known(self, short: str) -> str | None:
        """A short form as the papers write it, found without regard to case, spaces, hyphens and stops; None if
        no paper defines it."""
        ...

    def entries(self, short: str) -> Sequence[Abbreviation]:
        """All papers' definitions of a short form, sorted by paper key."""
        ...

    def standing_for(self, phrase: Phrase) -> Mapping[Phrase, str]:
        """The phrases that mean the same as a phrase: the long forms of a short form, or the reverse. Each has
        the text that is shown for it."""
        ...

    def all(self) -> Sequence[str]:
        """All short forms, each once."""
        ...


class HeldShortForms:
    """Abbreviations held in memory."""

    def __init__(self, entries: Iterable[Abbreviation], phrase: Phraser) -> None:
        """``phrase`` turns a text into its terms."""
        self._entries: dict[str, list[Abbreviation]] = defaultdict(list)
        found: dict[Phrase, dict[Phrase, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for entry in entries:
            self._entries[bare(entry.short)].append(entry)
            for one, other, shown in pairs(entry, phrase):
                found[one][other][shown] += 1
        for defined in self._entries.values():
            defined.sort(key=in_order)
        self._standing = {one: ranked(others) for one, others in found.items()}
        self.longest = max((len(one) for one in self._standing), default=1)

    def known(self, short: str) -> str | None:
        """See :class:`ShortForms`."""
        entries = self.entries(short)
        return entries[0].short if entries else None

    def entries(self, short: str) -> Sequence[Abbreviation]:
        """See :class:`ShortForms`."""
        return self._entries.get(bare(short), ())

    def standing_for(self, phrase: Phrase) -> Mapping[Phrase, str]:
        """See :class:`ShortForms`."""
        return self._standing.get(phrase, {})

    def all(self) -> Sequence[str]:
        """See :class:`ShortForms`."""
        return tuple(dict.fromkeys(entry.short for entries in self._entries.values() for entry in entries))


def in_order(entry: Abbreviation) -> tuple[str, int, int]:
    """The sort key of definitions; it does not depend on the order in which papers were added."""
    return (entry.key, entry.sentence, entry.start)


def bare(short: str) -> str:
    """A short form in lower case, without spaces, hyphens, slashes and stops: "TES-1" and "tes 1" become "tes1"."""
    return re.sub(r"[\s/.-]", "", short).casefold().removesuffix("?")


def pairs(entry: Abbreviation, phrase: Phraser) -> Iterable[tuple[Phrase, Phrase, str]]:
    """The pairs of phrases with the same meaning in a definition, in both directions, each with the text shown."""
    short, long = phrase(entry.short), phrase(entry.long)
    if short and long and short != long and len(long) <= LONGEST:
        shown = f"{entry.long} ({entry.short})"
        yield short, long, shown
        yield long, short, shown


def ranked(others: Counted) -> dict[Phrase, str]:
    """The phrases that most definitions have, at most ``MOST_LONG``, each with its most frequent text to be
    shown."""
    totals = {phrase: sum(shown.values()) for phrase, shown in others.items()}
    best = sorted(others, key=lambda phrase: (-totals[phrase], phrase))[:MOST_LONG]
    return {phrase: min(others[phrase].items(), key=lambda item: (-item[1], item[0]))[0] for phrase in best}

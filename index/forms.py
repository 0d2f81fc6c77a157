"""A paper's sentences, analysed once: plain data that can be kept on disk beside a large library and read in a moment."""

from __future__ import annotations

import json
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator
from typing import NamedTuple

from corpus.abbreviations import abbreviations_of
from corpus.models import Abbreviation, Paper
from corpus.passages import passages_of
from corpus.sentences import sentences_of
from index.analyzer import Analyzer, Token
from index.cues import cues_of, plain
from index.lexicon import Phrase
from index.stopwords import LUCENE


class SentenceForm(NamedTuple):
    """One sentence: its slice of the abstract (code points), its section, its terms and words (joined by spaces),
    the offsets of its words inside it (start, end, start, end …; 32 bits each), its cues as bits.
    """

    start: int
    end: int
    section: str | None
    terms: str
    words: str
    offsets: bytes
    cues: int

    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        if not self.terms:
            return ()
        places = array("I", self.offsets).tolist()
        return tuple(map(Token, self.terms.split(" "), self.words.split(" "), places[::2], places[1::2]))


class PaperForm(NamedTuple):
    """A paper's sentences in order, the terms of its naming words (joined by spaces), and what its short forms of one
    word stand for.
    """

    sentences: tuple[SentenceForm, ...]
    name: str
    written_out: dict[str, Phrase]

    def says(self, phrase: Phrase) -> bool:
        """True where the terms of a phrase stand in a row in the name or in a sentence."""
        return in_a_row(phrase, self.name) or any(in_a_row(phrase, sentence.terms) for sentence in self.sentences)

    def packed(self) -> bytes:
        """The form as bytes; ``unpacked`` reads them."""
        rows = [(*s[:5], b2a_base64(s.offsets, newline=False).decode(), s.cues) for s in self.sentences]
        return json.dumps((rows, self.name, self.written_out)).encode()


def in_a_row(phrase: Phrase, terms: str) -> bool:
    """True where the terms of a phrase stand one after the other among terms joined by spaces."""
    return f" {' '.join(phrase)} " in f" {terms} "


def unpacked(content: bytes) -> PaperForm:
    """A form from the bytes of ``PaperForm.packed``, which the caller has checked to be those that were written."""
    rows, name, written_out = json.loads(content)
    sentences = (
        SentenceForm(start, end, section, terms, words, a2b_base64(offsets), cues)
        for start, end, section, terms, words, offsets, cues in rows
    )
    return PaperForm(tuple(sentences), name, {short: tuple(long) for short, long in written_out.items()})


def form_of(paper: Paper, analyzer: Analyzer) -> PaperForm:
    """Analyse a paper's sentences."""
    return analysed(paper, analyzer)[0]


def analysed(paper: Paper, analyzer: Analyzer) -> tuple[PaperForm, tuple[Abbreviation, ...]]:
    """A paper's form, and the abbreviations it writes out."""
    sentences = sentences_of(paper)
    entries = abbreviations_of(paper, sentences)
    written_out: dict[str, Phrase] = {}
    for entry in entries:
        short = analyzer.terms(entry.short)
        if len(short) == 1:
            written_out.setdefault(short[0], analyzer.phrase(entry.long))
    forms = (_form(s.start, s.end, s.section, s.text, analyzer) for s in sentences)
    return PaperForm(tuple(forms), " ".join(analyzer.terms(naming_words(paper))), written_out), tuple(entries)


def naming_words(paper: Paper) -> str:
    """A paper's title and its authors' names, as one text."""
    return " \n".join((paper.title, *(author.short for author in paper.authors)))


def _form(start: int, end: int, section: str | None, text: str, analyzer: Analyzer) -> SentenceForm:
    tokens = [token for token in analyzer.tokens(text) if token.term]
    return SentenceForm(
        start,
        end,
        section,
        " ".join(token.term for token in tokens),
        " ".join(token.word for token in tokens),
        array("I", [at for token in tokens for at in (token.start, token.end)]).tobytes(),
        cues_of(plain(text), section).bits,
    )


def passage_terms(
    paper: Paper, analyzer: Analyzer, title_weight: int
) -> Iterator[tuple[str, list[tuple[str, str]], list[str]]]:
    """A paper's passages: id, all (term, word) with its naming words before them, and the terms that are ranked."""
    name = analyzer.words(naming_words(paper))
    for passage in passages_of(paper):
        words = analyzer.words(passage.text)
        ranked = [term for term, word in name * title_weight + words if word not in LUCENE]
        yield passage.id, name + words, ranked

"""A paper's sentences, analysed once: plain data that can be kept on disk beside a large library and read in a moment."""

from __future__ import annotations

import marshal
from array import array
from dataclasses import dataclass

from corpus.abbreviations import abbreviations_of
from corpus.models import Paper
from corpus.sentences import sentences_of
from index.analyzer import Analyzer, Token
from index.cues import cues_of, plain
from index.lexicon import Phrase


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """One sentence: its slice of the abstract (code points), its section, its terms and words (joined by spaces),
    the offsets of its words inside it (start, end, start, end …), its cues as bits.
    """

    start: int
    end: int
    section: str | None
    terms: str
    words: str
    offsets: array[int]
    cues: int

    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        places = self.offsets.tolist()
        return tuple(
            map(Token, self.terms.split(" "), self.words.split(" "), places[::2], places[1::2]) if places else ()
        )


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper's sentences in order, and what its short forms of one word stand for."""

    sentences: tuple[SentenceForm, ...]
    written_out: dict[str, Phrase]

    def packed(self) -> bytes:
        """The form as bytes; ``unpacked`` reads them, with the same version of Python."""
        sentences = [
            (s.start, s.end, s.section, s.terms, s.words, s.offsets.tobytes(), s.cues) for s in self.sentences
        ]
        return marshal.dumps((sentences, self.written_out))


def unpacked(content: bytes) -> PaperForm:
    """A form from the bytes of ``PaperForm.packed``, which the caller has checked to be those that were written."""
    sentences, written_out = marshal.loads(content)
    made = (
        SentenceForm(start, end, section, terms, words, array("I", offsets), cues)
        for start, end, section, terms, words, offsets, cues in sentences
    )
    return PaperForm(tuple(made), written_out)


def form_of(paper: Paper, analyzer: Analyzer) -> PaperForm:
    """Analyse a paper's sentences."""
    sentences = sentences_of(paper)
    written_out: dict[str, Phrase] = {}
    for entry in abbreviations_of(paper, sentences):
        short = analyzer.terms(entry.short)
        if len(short) == 1:
            written_out.setdefault(short[0], analyzer.phrase(entry.long))
    forms = (_form(s.start, s.end, s.section, s.text, analyzer) for s in sentences)
    return PaperForm(tuple(forms), written_out)


def _form(start: int, end: int, section: str | None, text: str, analyzer: Analyzer) -> SentenceForm:
    tokens = [token for token in analyzer.tokens(text) if token.term]
    return SentenceForm(
        start,
        end,
        section,
        " ".join(token.term for token in tokens),
        " ".join(token.word for token in tokens),
        array("I", [at for token in tokens for at in (token.start, token.end)]),
        cues_of(plain(text), section).bits,
    )

"""Turns text into terms, in the same way for passages and questions. Terms are only compared; offsets lead back
to the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple, TypeVar

import Stemmer

from corpus.patterns import late
from corpus.remembering import loosely
from index.sentences.cues import marks_of
from index.terms.words import LUCENE, RUN, bigrams, common_spelling, is_asking, is_run, may_have_run

_Known = TypeVar("_Known")
_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen and zero-width characters stand inside words
_VOICED = "\u3099\u309a"  # the marks that make another sound of a kana: it is another letter without them
_INSIDE = rf"[{_IGNORED}\u0300-\u036f]"
_RAISED = "⁰¹²³⁴-⁹"  # 10⁵ is 10 and 5, as "10^5" is, and never 105; m² is one word, m2
_SPACE = " \u00a0\u2007\u2009\u202f"  # spaces that may separate thousands


def _tokens_between(run: str) -> re.Pattern[str]:
    """Finds tokens where those of kanji and kana consist of the characters ``run``; "" where there are none."""
    runs = rf"|[{run}]+" if run else ""
    return late(
        rf"(?<![\w.])\.\d+"  # .05
        rf"|(?=\d)(?:[1-9]\d{{0,2}}(?:(?:,\d{{3}})+|(?:[{_SPACE}]\d{{3}})+)(?:\.\d+)?(?![\w])"  # 182,780; 48 300
        rf"|(?<![\w.,\[])(?:\d+,\d\d?|0,\d+)(?![\d,(‐‑-]|\.\d|\s(?:and|or)\s\d+(?![\d,.])))"  # 12,5; but not "types 1,2 and 4"
        rf"|[A-Za-z](?:\+\+|\#)(?!\w)"  # C++, C#
        rf"{runs}"
        rf"|[A-Za-z]{{0,3}}[A-Z]\((?:\d\d?|\d\.\d|\d[a-z])\)[A-Za-z\d]{{0,4}}(?!\w)"  # HbA(1c), CO(2): as databases write what is lowered
        rf"|[^\W_{run}](?:[^\W_{_RAISED}{run}]|(?<!\d)[{_RAISED}]|{_INSIDE})*(?:(?<=x\d),\d\d?(?![\w,])|[.·][\d₀-₉]++(?!\w*\.\w))*"  # words, 2.633, 4T1.2, 12·5, PM₂.₅
    )


_TOKEN, _WESTERN = _tokens_between(RUN), _tokens_between("")
_THOUSANDS = late(r"[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?")
_MICRO = late(r"μ(?=(?:g|l|m|mol|s|gy|sv|v|a|w|iu|kat|ci)\b)")  # a unit's prefix and not a letter: µg is ug
_TIMES = late(r"(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)")
_QUANTITY = late(
    r"(\d+(?:\.\d+)?)(gy|mg|kg|ug|ng|pg|g|ml|dl|ul|l|mm|cm|um|nm|m|mmol|umol|nmol|mol|iu|hz|khz|mhz|ghz|kpa|mpa|ppm|kv|kw|mo|mos|months?|y|yr|yrs|years?|wk|wks|weeks?|d|days?|h|hr|hrs"
    r"|hours?|min|fx|fractions?)"
)
# Times behind a number, in full: "2y", "2-yr" and "two years" are one thing. Not "d" and "h", which are letters too ("3D").
_IN_FULL = {"y": "year", "yr": "year", "yrs": "year", "mo": "month", "mos": "month", "wk": "week", "wks": "week"}
_LETTERS = str.maketrans(
    {
        letter: unicodedata.name(letter).rsplit(" ", 1)[1].lower()
        for letter in map(chr, range(0x3B1, 0x3CA))
        if letter != "ς"
    }
    | {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }  # letters with a stroke or without a dot: Łódź, Yıldız
)


APART = "apart.txt"
REMEMBERED = 200_000  # pieces in each cache; the limit stops made-up words from filling the memory
LONGEST_REMEMBERED = 64  # characters of one
_TERMS = attrgetter("terms")
_WRITTEN = late(r"\S+")
# Spaces that do not separate pieces: between thousands, and in "1,2 and 4", where the comma is no decimal one.
_ACROSS = late(rf"[\d,](?:(?<=\d)[{_SPACE}]\d{{3}}|(?<=,)\d+\s(?:and|or)\s\d)")


class Token(NamedTuple):
    """A term (which is compared), the folded word that it comes from, and its place in the text (code points)."""

    term: str
    word: str
    start: int
    end: int


def comparable(text: str) -> str:
    """A text in the form in which words are compared: after Unicode compatibility folding (NFKD, NFKC), in lower case,
    without accents and invisible characters, Greek letters spelt out, letters with a stroke without it.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if c in _VOICED or not (unicodedata.combining(c) or c in _IGNORED))
    folded = unicodedata.normalize("NFKC", kept).casefold()
    return (_MICRO.sub("u", folded) if "μ" in folded else folded).translate(_LETTERS)


class Piece:
    """The text between two spaces, analysed once. ``parts``: the (term, folded word) of each token. ``places``:
    where each token is in it (start, end; code points). ``terms``: all terms joined by spaces; ``ranked``: the
    same without Lucene's stop words. ``marks``: see ``index.sentences.cues.marks_of``; made when they are first needed.
    """

    __slots__ = ("_written", "marks", "parts", "places", "ranked", "terms")

    marks: int

    def __init__(
        self, written: str, parts: tuple[tuple[str, str], ...], places: tuple[tuple[int, int], ...]
    ) -> None:
        self._written, self.parts, self.places = written, parts, places
        self.terms = " ".join(term for term, _ in parts)
        self.ranked = " ".join(term for term, word in parts if word not in LUCENE)

    def is_all_of(self, written: str) -> bool:
        """True if the piece was made of exactly this text, without any other character."""
        return self._written == written

    def __getattr__(self, name: str) -> int:
        """Makes ``marks`` the first time they are needed. Raises AttributeError for other names."""
        if name != "marks":
            raise AttributeError(name)
        self.marks = marks_of(self._written)
        return self.marks


class _Memory(dict[str, _Known]):
    """A cache by text. Long texts are not kept, and the whole cache is emptied when it is full."""

    def __init__(self, look_up: Callable[[str], _Known]) -> None:
        self._look_up = loosely(look_up)

    def __missing__(self, written: str) -> _Known:
        value = self._look_up(written)
        if len(written) <= LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self.clear()
            self[written] = value
        return value


class Analyzer:
    """Turns text into terms: Unicode folding, numbers in one form, one spelling, Porter2 stems.

    Porter2: https://snowballstem.org/algorithms/english/stemmer.html. An analyzer must not be used by several
    threads at once.
    """

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english", 0)
        self._apart = _apart()
        self._terms, self._tokens, self._pieces = _Memory(self._stem), _Memory(self._token), _Memory(self._piece)

    def tokens(self, text: str) -> Iterator[Token]:
        """All tokens of a text in order, with stop words."""
        pattern, known = (_token_of(text), self._tokens) if _ACROSS.search(text) else (_WRITTEN, self._pieces)
        for match in pattern.finditer(text):
            at, piece = match.start(), known[match.group()]
            for (term, word), (start, end) in zip(piece.parts, piece.places, strict=True):
                yield Token(term, word, at + start, at + end)

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a text, in order; together they have the tokens of ``tokens``. Most pieces are known
        from other texts."""
        return self.written(text) or list(map(self._tokens.__getitem__, _token_of(text).findall(text)))

    def written(self, text: str) -> list[Piece]:
        """The pieces between the spaces of a text; empty if a space is inside a number, so that it does not
        separate pieces."""
        return [] if _ACROSS.search(text) else list(map(self._pieces.__getitem__, text.split()))

    def words(self, text: str) -> list[tuple[str, str]]:
        """The (term, folded word) of all tokens in order: the same as ``tokens``, but without places."""
        return [part for piece in self.pieces(text) for part in piece.parts]

    def _piece(self, written: str) -> Piece:
        """The piece for a text between two spaces."""
        if _is_plain(written):
            return self._tokens[written]
        tokens = [(match.start(), self._tokens[match.group()]) for match in _token_of(written).finditer(written)]
        if len(tokens) == 1 and tokens[0][1].is_all_of(written):
            return tokens[0][1]
        return Piece(
            written,
            tuple(part for _, token in tokens for part in token.parts),
            tuple((at + start, at + end) for at, token in tokens for start, end in token.places),
        )

    def _token(self, written: str) -> Piece:
        """The piece for one match of ``_TOKEN``."""
        if _is_plain(written):
            word = written.lower()
            return Piece(written, ((self.term(word), word),), ((0, len(written)),))
        if is_run(written):
            return Piece(written, self._pairs(written), tuple(bigrams(written)))
        parts = self._split(comparable(written))
        return Piece(written, parts, ((0, len(written)),) * len(parts))

    def terms(self, text: str) -> list[str]:
        """The terms of a text in order, with stop words."""
        return [term for term, _ in self.words(text)]

    def phrase(self, text: str) -> tuple[str, ...]:
        """The terms of a text in order, without words of asking; they are looked up as one phrase."""
        if text.islower() and _is_plain(
            text.replace(" ", "")
        ):  # as most are that come with Marrow: words alone, nothing else
            return tuple(self.term(word) for word in text.split() if not is_asking(word, 0, word))
        return tuple(token.term for token in self.tokens(text) if not is_asking(token.word, token.start, text))

    def term(self, word: str) -> str:
        """The term of one folded word."""
        return self._terms[word]

    def _split(self, word: str) -> tuple[tuple[str, str], ...]:
        """The (term, word) of a folded token, or of each part of one such as "15x2.633" or "41.6gy"."""
        word = word.replace("(", "").replace(")", "")  # HbA(1c)
        if not word[:1].isdigit():
            word = word.replace(",", ".")  # M20x1,5
        parts = [word]
        if word[:1].isdigit() or word[:1] == ".":
            word = _plain(word)
            together = _TIMES.fullmatch(word) or _QUANTITY.fullmatch(word)
            parts = [_number(_IN_FULL.get(part, part)) for part in (together.groups() if together else (word,))]
        return tuple((self.term(part), part) for part in parts if part)

    def _pairs(self, run: str) -> tuple[tuple[str, str], ...]:
        """The (term, word) of every two adjacent characters in a run of kanji and kana."""
        words = [comparable(run[start:end]) for start, end in bigrams(run)]
        return tuple((word, word) for word in words)

    def _stem(self, word: str) -> str:
        if not word.isalpha():
            return word
        if own := self._apart.get(word):
            return own
        stem: str = self._stemmer.stemWord(common_spelling(word)) or word
        if stem.endswith(("dnas", "rnas")):
            stem = stem[:-1]  # mRNAs
        if stem.endswith(("ll", "urr", "err")) and len(stem) > 4:
            return stem[:-1]  # labelled with labeled, recurrence with recur, referral with refer
        if stem.endswith("a") and len(stem) > 5:  # but not china and chin, mania and many
            return stem[:-1]  # vertebra, vertebral
        return stem[:-1] + "s" if stem.endswith("lyz") else stem  # analyze with analysis


def _token_of(text: str) -> re.Pattern[str]:
    """What finds the tokens of a text."""
    return _TOKEN if may_have_run(text) else _WESTERN


def _is_plain(written: str) -> bool:
    """True for a word of the letters a to z, as most are: it is one token, and there is nothing in it to be folded."""
    return written.isascii() and written.isalpha()


def distinct(pieces: Iterable[Piece]) -> set[str]:
    """The terms of some pieces, each once."""
    terms = set(map(_TERMS, pieces))
    for several in [joined for joined in terms if " " in joined]:
        terms.remove(several)
        terms.update(several.split(" "))
    terms.discard("")
    return terms


@cache
def _apart() -> dict[str, str]:
    """Words that share a stem with unrelated words, each with the term to be used instead of the stem."""
    lines = (files("index") / "data" / APART).read_text("utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    return {word: group[0] + "_" for group in groups for word in group}


def _plain(text: str) -> str:
    """A number with a decimal point and without separators of thousands; reads "182,780", "48 300", "12,5" and
    "12·5"."""
    text = text.replace("·", ".")
    return re.sub("[, ]", "", text) if _THOUSANDS.fullmatch(text) else text.replace(",", ".")


def _number(text: str) -> str:
    """One form for equal numbers: ".05" becomes "0.05", "2.0" becomes "2"."""
    if text.startswith("."):
        text = "0" + text
    whole, point, part = text.partition(".")
    if point and part.isdigit() and whole.isdigit():
        part = part.rstrip("0")
        return f"{whole}.{part}" if part else whole
    return text

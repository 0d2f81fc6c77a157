"""Slips of the finger: whether one word was typed for another. And words that are spelt rightly although the table of
neighbours lacks them (of English, of medicine, names of people): these are no slips, however near another word is
("croup" is no "group").

``data/spelt.txt`` has those words, one to a line; ``data/spelt.md`` has their sources and licences. ``python -m
index.questions.slips FILE …`` writes it from files with one word to a line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from pathlib import Path

from rapidfuzz.distance import OSA

from corpus.patterns import late
from index.sentences.quantities import NUMBERS
from index.terms import neighbours
from index.terms.analyzer import Analyzer, Token
from index.terms.joined_names import ELECTRONIC, parted
from index.terms.lexicon import Phrase, Synonyms
from index.terms.neighbours import Neighbours
from index.terms.prefixes import APART
from index.terms.query import CLIPPED, REPAIRED, SYNONYM, Concept
from index.terms.vocabulary import NO_PART, Vocabulary
from index.terms.words import ASKING

FREQUENT = log(5)  # the weight of a word that a fifth of a library's passages have
SWAPPED = 5  # letters of a right word that may be another with two letters swapped
SHORTEST_BASE = 4  # letters of a word of which another is a form by the rules: those of shorter ones are listed
SHORTEST_PART = 3  # letters of the words that a correct one is made of: all of them then, and not their stems
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # a row of keys lies half a key to the right of the one above it
_ENDINGS = ("s", "es", "ies", "ed", "ied", "ing", "er", "ers", "est", "y", "ly", "ish", "ness", "less")
_LONG = 7  # letters of a word in which any other vowel is a slip: in a short one it makes another word or name
_WHO = ("woman", "women", "man", "men", "persons", "person", "people", "folk")  # endings of those who do a thing
_DOES = ("er", "or", "police")  # what such an ending may be left out behind
_ROOT = 4  # letters before such an ending, or fewer than a word has that others are joined to
# Forms that make of a word a kind of it, and beginnings of words that are no words of their own behind them, or other things.
_JOINING = tuple(
    "micro nano bio eco agro hydro cyber neuro cardio tele mini thermo photo electro psycho physio radio chemo immuno geo".split()
)
_BOUND = tuple(
    "act array carbon dynam environ gen graph gram lit log mass met phag phob phon port scop second spher stat synth system taxis vis wave".split()
)
_NO_PART = NO_PART | NUMBERS.keys()
_NUMBERED = late(r"[a-z]{1,3}\d{1,2}")  # but neither "1990s" nor "30s", which may be seconds
_BEGUN = late(r"(?:re|un|non|pre|co|over|under|micro|multi|inter|anti|sub|post|hyper|hypo)(?=[a-z]{5})")
_DOUBLED = late(r"(?:.*[^aeiou])?[aeiouy]([^aeiou])\1")
_SHORT_STEM = late(r"[^aeiou]*[aeiou][bdfgklmnprtvz]")  # its last letter is doubled before an ending
_VOWELS = late(r"[aeiouy]{2}")
NAME = "spelt.txt"
REMEMBERED = 4096  # words of which it is kept whether they are there: a question's are looked up several times
MOST_BEGUN = 20  # words that a shortened one may stand for
SHORTEST_LISTED = 4  # letters; no shorter word is taken for a slip


class Slips:
    """Tells which words the slips in questions to a library were meant to be."""

    def __init__(
        self, vocabulary: Vocabulary, neighbours: Neighbours, lexicon: Synonyms, analyzer: Analyzer
    ) -> None:
        self._vocabulary, self._neighbours, self._lexicon = vocabulary, neighbours, lexicon
        self._analyzer = analyzer

    def is_word(self, word: str) -> bool:
        """True if the library, the field or everyday English has this folded word."""
        return self._vocabulary.is_word(word) or word in ASKING or self._lexicon.is_everyday(word)

    def repaired(self, word: str) -> list[tuple[Phrase, float, str]]:
        """What the library has for a folded word that it lacks: phrases, each with its credit (0..1) and how it is shown."""
        right = self.is_right(word)
        meant = self._vocabulary.other_form(word) if right else self._vocabulary.repair(word)
        if (
            right
            and not meant
            and len(parts := self._vocabulary.parts(word)) == 1
            and self._lexicon.is_everyday(word)
        ):
            meant = parts  # "within" is a word of asking and another behind it
        meant = meant or self._akin(word)
        if not meant:
            return []
        phrase = tuple(self._analyzer.term(part) for part in meant)
        near = [(other, REPAIRED * SYNONYM, "") for other in self._lexicon.synonyms(phrase)]
        begun = self._vocabulary.begun(word) if len(meant) == 1 and meant[0].startswith(word) else ()
        terms = dict.fromkeys(self._analyzer.term(one) for one in begun[:MOST_BEGUN])
        near += [((term,), REPAIRED * SYNONYM, "") for term in terms if (term,) != phrase]  # "trach": any of these
        return [(phrase, REPAIRED, " ".join(meant)), *near]

    def divided(self, word: str) -> tuple[str, ...]:
        """The two words of which a correct word is made that the library lacks ("healthcare"), or some papers write so and others with a
        hyphen ("postoperative"), if the library has each of them; () if there are none. Together they mean it only where they
        stand side by side, and not both may be everyday words.
        """
        if not self.is_right(word):
            return ()
        held = self._analyzer.term(word) in self._vocabulary
        cuts = ((word[:cut], word[cut:]) for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))
        cuts = (pair for pair in cuts if not held or pair[0] in APART)
        made = (pair for pair in cuts if pair[1] not in _NO_PART and all(map(self._vocabulary.writes, pair)))
        return next((pair for pair in made if not all(map(self._lexicon.is_everyday, pair))), ())

    def parted(self, token: Token, written: str) -> Iterator[tuple[str, ...]]:
        """The parts of a word: of a code; of an unknown word with a part that is no word, or an "e" before one; of a
        short word, "xray", the last part.
        """
        code = not token.word.isalpha() or sum(c.isupper() for c in written) > 1
        if not code and (token.term in self._vocabulary or self._vocabulary.is_word(token.word)):
            return
        short = written.removesuffix("s")
        several = (short.isupper() and short.isalpha()) or (
            short != written and _NUMBERED.fullmatch(short.lower())
        )
        if code and token.term not in self._vocabulary and several:  # "THMs" and "THM", "A2s" and "A2"
            yield (token.word.removesuffix("s") if short != written else f"{token.word}s",)
        for way in parted(token.word, written):
            own = way if code else [part for part in way if self._vocabulary.is_at_large(part)]
            last = not code and len(way[0]) == 1 and self.is_clipped(written, token.word)
            asks = any(part in ASKING for part in way[last:])
            if not asks and (code or last or not own or way[0] == ELECTRONIC):
                yield way[last:]

    def _akin(self, word: str) -> tuple[str, ...]:
        forms = (form for one in akin(word) for form in (one, f"{one}s", one.removesuffix("s")))
        return next(((form,) for form in forms if self._vocabulary.writes(form)), ())

    def perhaps(self, words: Iterable[str]) -> tuple[str, ...]:
        """The library's frequent words for which correct words that it lacks may have been typed, two letters swapped
        ("trials" for "trails"). They are never searched, only shown as what the papers do have.
        """
        right = (word for word in words if len(word) >= SWAPPED and self.is_right(word))
        near = (other for word in right for other in _swapped(word) if self._vocabulary.writes(other))
        found = {self._analyzer.term(other): other for other in reversed(tuple(near))}
        return tuple(other for term, other in found.items() if self._vocabulary.idf(term) <= FREQUENT)

    def is_right(self, word: str) -> bool:
        """True if a folded word is spelt rightly at large, whether or not the library has it."""
        return word in self._neighbours or is_spelt(word)

    def says_little(self, word: str) -> bool:
        """True for a folded word that is hardly a topic: a slip for an everyday word, or a word of asking, which a slip was
        mended to ("happend")."""
        asks = len(word) > CLIPPED and word in ASKING
        return asks or (not self.is_right(word) and self._lexicon.is_slip(word))

    def _is_known(self, word: str) -> bool:
        return self.is_right(word) or self.is_word(word)

    def is_clipped(self, written: str, word: str) -> bool:
        """True for a short lower-case word that nobody writes: a letter or two, another word's beginning, or a slip."""
        if len(written) > CLIPPED or not (written.islower() and written.isalpha()) or self.is_right(word):
            return False  # said first: to look for a word like this one takes all of the library's
        return len(word) < 3 or self._vocabulary.has_like(word) or self._lexicon.is_near_everyday(word)


def mended(
    text: str,
    concepts: Iterable[Concept],
    is_word: Callable[[str], bool],
) -> str:
    """A text with its spelling mistakes repaired; a correct word ("without") is never changed."""
    slips = []
    for one in concepts:
        if 0 <= one.start < one.end and not is_word(one.words):
            repaired = (shown for _, credit, shown in one.others if credit == REPAIRED and shown)
            slips.append((one.start, one.end, next(repaired, "")))
    for start, end, meant in sorted(slips, reverse=True):
        text = f"{text[:start]}{meant}{text[end:]}" if meant else text
    return text


def akin(word: str) -> Iterator[str]:
    """Words that may mean the same as a folded word, or a kind of it: those who do a thing, whatever their ending
    ("fishermen", "fishers"), and the base of a form that joins to words ("microplastics" for "plastic"). They need not
    be real words.
    """
    if ending := next((one for one in _WHO if word.endswith(one)), ""):
        root = word.removesuffix(ending)
        does = (f"{root.removesuffix('s')}er",) + ((root,) if root.endswith(_DOES) else ())
        yield from (*(root + other for other in _WHO), *does) if len(root) >= _ROOT else ()
    elif (doer := word.removesuffix("s")).endswith("er") and len(doer) > _ROOT:
        yield from (root + other for root in (doer, doer.removesuffix("er")) for other in _WHO)
    if len(word) > _ROOT and word.isalpha() and not word.startswith(_BOUND):
        yield from (one + word for one in _JOINING)


def typed_for(word: str, words: Iterable[str]) -> Iterator[str]:
    """Of some words, those for which a word may have been typed by one slip: a letter too many or too few, two swapped,
    a key beside the right one, or in a long word another vowel. Any other letter makes another word ("uncapped" is not
    "untapped").
    """
    for one in words:
        if OSA.distance(word, one, score_cutoff=1) == 1 and (len(word) != len(one) or _is_slip(word, one)):
            yield one


def _swapped(word: str) -> Iterator[str]:
    """A word with two letters beside each other swapped; in the singular, too."""
    for at in range(len(word) - 1):
        other = f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"
        yield from dict.fromkeys((other, other.removesuffix("s")))


def stems_of(word: str) -> Iterator[str]:
    """The words of which a word may be a form: "mopping" of "mop", "paste" of "pasting"; such a word was not mistyped."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(stem := word.removesuffix(ending)) > 2:
            yield from (stem, f"{stem}e", f"{stem}y", stem[:-1] if stem[-1] == stem[-2] else f"{stem}s")


def is_form(word: str, is_right: Callable[[str], bool]) -> bool:
    """True if a word is a form, made by the rules, of one that ``is_right``: "mopped" of "mop", "rewetting" of "wetting"; "fundded" is none
    of "fund", nor "bleding" of "bled"."""
    if (begun := _BEGUN.match(word)) and is_right(word[begun.end() :]):
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        vowel = ending[0] in "eiy"
        if vowel and _DOUBLED.fullmatch(stem):
            bases = [stem[:-1], *([stem] if stem[-1] in "lsfz" else [])]
        elif ending in ("ies", "ied"):
            bases = [f"{stem}y"]
        elif vowel:
            bases = [
                f"{stem}e",
                *([] if _SHORT_STEM.fullmatch(stem) or (stem[-1] == "e" and ending[0] == "e") else [stem]),
            ]
        else:
            bases = [] if stem[-1] == "s" and ending == "s" else [stem]
        if any(len(base) >= SHORTEST_BASE and is_right(base) for base in bases):
            return True
    return False


def _is_slip(word: str, meant: str) -> bool:
    apart = [pair for pair in zip(word, meant, strict=True) if pair[0] != pair[1]]
    vowels = len(word) >= _LONG and _VOWELS.fullmatch("".join(apart[0])) is not None
    return len(apart) != 1 or beside(*apart[0]) or vowels


def beside(key: str, other: str) -> bool:
    """True for two keys of a keyboard that touch."""
    places = [(row, keys.find(one)) for one in (key, other) for row, keys in enumerate(_ROWS) if one in keys]
    if len(places) < 2:
        return False
    (row, at), (below, under) = sorted(places)
    return abs(at - under) == 1 if row == below else below - row == 1 and at - under in (0, 1)


@cache
def _table() -> bytes:
    return (files("index") / "data" / NAME).read_bytes()


@lru_cache(maxsize=REMEMBERED)
def is_spelt(word: str) -> bool:
    """True for a folded word of the list. It is looked up by bisection, because a question may hold a thousand words."""
    if not (word.isascii() and word.isalpha()):
        return False
    table, wanted = _table(), word.encode()
    low, high = 0, len(table)  # where lines begin
    while low < high:
        middle = (low + high) // 2
        start = max(table.rfind(b"\n", low, middle) + 1, low)
        end = table.index(b"\n", start)
        if (found := table[start:end]) == wanted:
            return True
        low, high = (end + 1, high) if found < wanted else (low, start)
    return False


def written(words: Iterable[str], known: neighbours.Neighbours) -> bytes:
    """The file's content for some words; those that the table of neighbours has are left out."""
    told = {word.strip().lower() for word in words}
    kept = (
        word
        for word in told
        if len(word) >= SHORTEST_LISTED and word.isascii() and word.isalpha() and word not in known
    )
    return "\n{}\n".format("\n".join(sorted(kept))).encode()


def main(paths: Sequence[str]) -> None:
    """Write the file from others."""
    words = (line for path in paths for line in Path(path).read_text("utf-8").splitlines())
    (Path(__file__).parents[1] / "data" / NAME).write_bytes(written(words, neighbours.load()))


if __name__ == "__main__":
    main(sys.argv[1:])

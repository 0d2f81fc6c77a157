"""Slips of the finger in a whole message, mended before anything reads it: a space left out ("howmany"), a space too many ("surv
ival"), a letter left out, doubled or swapped, or the key beside it. A right word is never changed, however near another is.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.patterns import late
from corpus.remembering import remembered
from index.questions.slips import Slips, beside, is_form, typed_for
from index.terms.lexicon import Synonyms
from index.terms.neighbours import Neighbours
from index.terms.vocabulary import LONG, REPAIRS, Vocabulary
from index.terms.words import ASKING

# Words in small letters, or with a capital where a sentence begins.
_WORD = late(r"(?<![\w'’@#&.])(?:[a-z]{2,40}|(?<![^.?!\n] )(?<![-/])[A-Z][a-z]{1,39})\d{0,4}(?![\w'’@&]|\.\w)")
_NAMED = late(r"(?<![\w'’@#/&.-])(?P<word>[a-z]{2,10})(?P<name>[A-Z][a-z]{2,})(?![\w'’@/&])")  # "papers byKang"
# What stands behind a name; before one stands "by", and around one "did … find". Behind and before a hyphen stand parts of a word.
_CITED = late(r",? (?:et al\b|and (?:colleagues|co-?workers)\b|\(?(?:19|20)\d\d\b)", re.IGNORECASE)
_DID = late(r"\b(?:did|does|has|have)\s\Z", re.IGNORECASE)
_FOUND = late(
    r" (?:find|found|say|said|report|reported|show|shown|conclude|concluded|write|written|publish|published)\b",
    re.IGNORECASE,
)
# What is looked for as it stands: a phrase in quotation marks, an address.
_QUOTED = late(r"[\"“„«][^\"“”„«»\n]*[\"“”»]|`[^`]*`")
_RUN = late(r"\S+")
_ADDRESS = late(r"://|www\.|10\.\d{4}")
_NUMBERED = late(r"(?P<word>[a-z]{3,})(?P<number>\d+)")
_SHORTEST = 4  # letters of a word that may be a slip
_SHORTEST_AT_LARGE = 5  # and of one for a word that is neither in the library nor asks
_SHORTEST_UNLIKE = 6  # and of one with a letter too many, or another
_SHORTEST_LISTED = 3  # letters of a word that may be joined to another; of shorter ones only these:
_SHORT = frozenset("is it in of at to on or an as by do if no we be he my up us so vs".split())
# Beginnings of words that lists may lack: "overreporting".
_BEGINNING = frozenset("over under out up off down back after".split())
# What two short words begin with that are joined ("isit"), what "is" is joined to, and what may stand behind any word.
_OPENING = frozenset("is do if so".split())
_WITH_IS = frozenset("what how who where why when which there here it that this he she and".split())
_CLOSING = frozenset("it the and for with".split())
# Short words in haste; with a capital they may be names ("papers by Wen").
_HASTE = dict(
    pair.split(":")
    for pair in "mny:many wht:what whn:when wth:with frm:from jst:just vry:very hav:have hve:have teh:the wat:what wen:when hw:how hwo:how "
    "wld:would cld:could shld:should abt:about whch:which "
    "datas:data informations:information childs:children childrens:children womans:women".split()
)
# What is meant where a name might stand: "after marrch 2024".
# "Studys", "datas": plurals by a rule that does not hold for them.
_STUDYS = late(r"[a-z]{2,}[^aeiou\W]ys")
_NO_NAMES = ASKING.union(month.casefold() for month in calendar.month_name if month)
_WITH_A = 5  # letters of a word that an "a" is joined to
_SHORTEST_RUN, _PAIR = 9, 2  # letters of words without any space, and more words than these
_SWAPPED, _LEFT_OUT, _KEY, _ADDED, _TWO, _OTHER = range(6)  # what slips cost
_WEIGHT = 10  # passages that a word of asking counts for
_NEAR, _NEAREST = 0.6, 5  # nearness of a word whose meaning the library has, and words looked up for it
_SHARE = 3  # of so many words one may be a slip: a message with more of them is in another language, or of names
_FREE = 2  # slips that any message may have
_LONGEST = 60  # words of a message that is looked through


class Mended(NamedTuple):
    """A message without slips, and each slip with what it was meant to be."""

    text: str
    slips: tuple[tuple[str, str], ...] = ()


class Spelling:
    """Mends the messages to one library. ``asked``: words that questions are made of, beside those of the index; ``is_name``
    tells whether a folded word is a name known here."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        neighbours: Neighbours,
        lexicon: Synonyms,
        slips: Slips,
        asked: frozenset[str],
        is_name: Callable[[str], bool],
    ) -> None:
        self._vocabulary, self._neighbours, self._lexicon, self._slips = vocabulary, neighbours, lexicon, slips
        self._is_name, self._meant = is_name, remembered(self._read, REPAIRS)
        self._asked = asked | ASKING
        self._common = self._asked | lexicon.everyday

    @cached_property
    def _candidates(self) -> list[str]:
        """The words that a slip may stand for. They are looked up when the first unknown word is met."""
        return sorted(word for word in self._common if word in ASKING or self._slips.is_right(word))

    def mended(self, message: str) -> Mended:
        """A message as it was meant; as it is if nothing is amiss, or so much that it is no English."""
        found = [*self._of_names(message)]
        as_typed = [one.span() for one in _QUOTED.finditer(message)]
        as_typed += [one.span() for one in _RUN.finditer(message) if _ADDRESS.search(one[0])]
        words = [one for one in _WORD.finditer(message) if not any(a <= one.start() < b for a, b in as_typed)]
        if words and len(words) <= _LONGEST:
            joined = [*self._joined(message, words)]
            inside = {start for start, _, _ in joined} | {end for _, end, _ in joined}
            found += joined
            found += self._single(one for one in words if inside.isdisjoint(one.span()))
        strange = [start for start, end, _ in found if message[start:end] not in _HASTE]
        if len(strange) > max(_FREE, len(words) // _SHARE):
            return Mended(message)
        text = message
        for start, end, meant in sorted(found, reverse=True):
            text = f"{text[:start]}{meant}{text[end:]}"
        return Mended(text, tuple((message[start:end], meant) for start, end, meant in sorted(found)))

    def _of_names(self, message: str) -> Iterator[tuple[int, int, str]]:
        """A word of asking that a name is joined to."""
        for one in _NAMED.finditer(message):
            if one["word"] in self._asked:
                yield *one.span(), f"{one['word']} {one['name']}"

    def _single(self, words: Iterable[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
        for one in words:
            word, hasty = one[0].lower(), _HASTE.get(one[0], "")
            if _STUDYS.fullmatch(word) and self._is_common(plural := f"{word[:-2]}ies"):
                hasty = plural
            meant = hasty if hasty and not self._vocabulary.writes(word) else ""
            meant = meant or ("" if self._is_known(word) else self._meant(word))
            named = _is_name(one) and " " not in meant  # "by persson" is no person
            asks = all(part in (_NO_NAMES if named else self._common) for part in meant.split())
            strange = _is_name(one) or one[0][0].isupper() or (_is_part(one) and not self._is_common(meant))
            if meant and (asks or not strange):
                yield *one.span(), meant

    def _is_known(self, word: str) -> bool:
        """True if a word is spelt rightly, so that it is no slip."""
        if word.endswith("the") and word[:-3] in ASKING:
            return False  # "ofthe" is in lists of what people write
        right = word in self._common or self._slips.is_right(word) or self._vocabulary.writes(word)
        named = self._is_name(word) or (word[-1] == "s" and self._is_name(word[:-1]))  # "perssons study"
        return right or named or is_form(word, self._slips.is_right)

    def _joined(self, message: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
        """Places where two words beside each other are one word with a space too many: the two are unknown, or the library has nothing on them."""
        last = -1
        for one, other in pairwise(words):
            whole, parts = (one[0] + other[0]).lower(), (one[0].lower(), other[0].lower())
            beside = message[one.end() : other.start()] == " " and one.start() > last
            known = all(map(self._is_known, parts))
            unlike = not known and ASKING.isdisjoint(parts)  # "lost to fu" is about no tofu
            is_word = self._is_common(whole) or (unlike and self._slips.is_right(whole))
            if not beside or not whole.isalpha() or not is_word:
                continue
            apart = all(map(self._is_common, parts)) or any(part in ASKING for part in parts)
            if not known or (min(map(len, parts)) < _SHORTEST and not apart):
                last = other.start()
                yield one.start(), other.end(), whole

    def _is_common(self, word: str) -> bool:
        """True for a word of the library, of asking or of every day."""
        listed = word in self._common or self._vocabulary.writes(word)
        return listed or (self._lexicon.is_everyday(word) and self._slips.is_right(word))

    def _read(self, word: str) -> str:
        """What an unknown word was meant to be; "" if that is not to be told."""
        if numbered := _NUMBERED.fullmatch(word):
            alone = self._is_common(numbered["word"]) and not self._vocabulary.is_word(word)
            alone = alone and (numbered["word"] not in ASKING or len(numbered["number"]) > 1)  # "any1"
            return f"{numbered['word']} {numbered['number']}" if alone else ""
        cost, typed = self._typed(word) if word.isalpha() and len(word) >= _SHORTEST else (_OTHER, "")
        parts = self._parts(word) or self._several(word)
        doubled = bool(typed) and slip_cost(word, typed) == _SWAPPED  # "usefull" is one word
        sure = any(part in ASKING for part in parts) and all(map(self._is_common, parts)) and not doubled
        return " ".join(parts) if parts and (sure or cost > _LEFT_OUT) else typed

    def _parts(self, word: str) -> tuple[str, ...]:
        """The two words that a word is made of, if both are common here; () if there are none. Words of asking go before others, and
        long ones before short ones."""
        cuts = ((word[:at], word[at:]) for at in range(1, len(word)))
        found = [pair for pair in cuts if self._may_part(*pair)]
        return min(found, key=lambda pair: (-sum(one in ASKING for one in pair), -min(map(len, pair))), default=())

    def _several(self, word: str) -> tuple[str, ...]:
        """The three words or more that a long one is made of, as few as may be, if all are common here; () if there are none."""
        if len(word) < _SHORTEST_RUN or not word.isalpha():
            return ()
        made: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(word) + 1):
            ways = [
                (*led, word[at:end])
                for at, led in enumerate(made)
                if led is not None
                and (word[at:end] in _SHORT or (end - at >= _SHORTEST_LISTED and self._is_common(word[at:end])))
            ]
            made.append(min(ways, key=lambda way: (len(way), -sum(part in ASKING for part in way)), default=None))
        return found if (found := made[-1]) and len(found) > _PAIR else ()

    def _may_part(self, left: str, right: str) -> bool:
        if left == "a" or right == "a":
            return len(left + right) > _WITH_A and self._is_common(right if left == "a" else left)
        if (left in _BEGINNING and right not in ASKING) or (left == "an" and right[0] not in "aeiou"):
            return False
        if (len(left + right) <= _SHORTEST and left not in _OPENING) or (right == "is" and left not in _WITH_IS):
            return False  # "oran" and "canis" are names
        common = [one in _SHORT if len(one) < _SHORTEST_LISTED else self._is_common(one) for one in (left, right)]
        if all(common):
            return True
        asks = (left in ASKING and common[0], right in _CLOSING and common[1])
        return any(
            asked and len(other) > _SHORTEST and self._slips.is_right(other)
            for asked, other in zip(asks, (right, left), strict=True)
        )

    def _typed(self, word: str) -> tuple[int, str]:
        """The word that an unknown one was typed for, and what the slip costs; ``_OTHER`` and "" if none is near."""
        reach = 2 if len(word) >= LONG else 1
        near = process.extract(word, self._candidates, scorer=OSA.distance, score_cutoff=reach, limit=None)
        found = {one for one, _, _ in near} | {one for one, _ in self._vocabulary.like(word)}
        cost, _, meant = min(
            ((self._cost(word, one), -self._weight(one), one) for one in found), default=(_OTHER, 0, "")
        )
        if self._vocabulary.is_word(word):  # the field has a form of it: another word only if that asks
            alike = cost == _SWAPPED and self._vocabulary.same(word, meant)
            return (cost, meant) if alike or (cost < _KEY and meant in self._common) else (_OTHER, "")
        unsure = cost >= _TWO or not self._is_likely(word, cost, meant)
        if unsure and (at_large := self._at_large(word)):
            cost, meant = at_large
        return (cost, meant) if self._is_likely(word, cost, meant) else (_OTHER, "")

    def _cost(self, word: str, meant: str) -> int:
        """What a slip costs, and more for an everyday word of which the library has nothing."""
        cost = slip_cost(word, meant)
        said = meant in self._asked or self._vocabulary.writes(meant)
        return cost if said or cost == _OTHER else min(cost + 1, _TWO)

    def _is_likely(self, word: str, cost: int, meant: str) -> bool:
        short = _SHORTEST_AT_LARGE if cost == _KEY and meant in self._common else _SHORTEST_UNLIKE
        return cost < _KEY or (cost < _OTHER and len(word) >= short)

    def _at_large(self, word: str) -> tuple[int, str] | None:
        """The same, among everyday and scientific words; None if several are as near. As any name may be near one of so many, letters that
        are not only swapped or doubled count before the end of a word alone, and for a word whose meaning the library has."""
        near = self._neighbours.like(word) if len(word) >= _SHORTEST_AT_LARGE else ()
        costs = ((slip_cost(word, one), one) for one in typed_for(word, near) if not one.startswith(word))
        found = sorted(
            one for one in costs if one[0] == _SWAPPED or (one[0] <= _KEY and self._is_meant_here(one[1]))
        )
        nearest = [meant for cost, meant in found if cost == found[0][0]]
        return found[0] if nearest and all(self._vocabulary.same(nearest[0], one) for one in nearest) else None

    def _is_meant_here(self, word: str) -> bool:
        """True if the library has one of the words whose meaning is nearest to a word's."""
        nearest = islice(self._neighbours.of(word), _NEAREST)  # each may have to be fetched
        return any(near.nearness >= _NEAR and self._vocabulary.writes(near.word) for near in nearest)

    def _weight(self, word: str) -> int:
        return self._vocabulary.frequency(word) + (_WEIGHT if word in self._asked else 0)


def slip_cost(word: str, meant: str) -> int:
    """How unlikely a slip is: letters swapped or doubled, one left out, one too many or the key beside; two of these; another letter, or
    another first one."""
    if word[0] != meant[0]:
        return _OTHER
    if OSA.distance(word, meant) > 1:
        return _TWO
    if sorted(word) == sorted(meant) or (len(word) != len(meant) and _undoubled(word) == _undoubled(meant)):
        return _SWAPPED
    if len(word) != len(meant):
        return _LEFT_OUT if len(word) < len(meant) else _ADDED
    apart = [(typed, right) for typed, right in zip(word, meant, strict=True) if typed != right]
    return _KEY if len(apart) == 1 and beside(*apart[0]) else _OTHER


def _is_part(one: re.Match[str]) -> bool:
    """True for a word beside a hyphen or a stroke."""
    return any(one.string[at : at + 1] in ("-", "/") for at in (max(0, one.start() - 1), one.end()))


def _is_name(one: re.Match[str]) -> bool:
    """True for a word where a name stands: only a word of asking is mended there."""
    before, end = one.string[: one.start()].lower(), one.end()
    does = _DID.search(before) is not None and _FOUND.match(one.string, end) is not None
    return before.endswith("by ") or does or _CITED.match(one.string, end) is not None


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)

"""What is known of single words before they become terms: those that name no topic (Lucene's English stop words for every text, the words of
asking for questions); kanji and kana, which have no spaces between words and are searched by pairs of adjacent characters, as Lucene's
CJKAnalyzer does (Chinese too; Korean, which has spaces, by words); and one spelling for one word: British and American, Latin and Greek
plurals, irregular forms, adjectives in -tic; and the words that a misspelt one may have been meant to be.

Spellings are used to compare words and are never shown. A rule may therefore change words that it was not made for ("exercise" →
"exercize"), as long as it changes every text in the same way and makes no two different words equal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.patterns import late
from index.sentences.quantities import NUMBERS

# org.apache.lucene.analysis.en.EnglishAnalyzer.ENGLISH_STOP_WORDS_SET
LUCENE = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with".split()
)

# Function words and the small change of chat. A question is read without them; a passage keeps them.
ASKING = LUCENE | frozenset(
    """
    about above across after again against all almost along already also although always am among any anybody
    anyone anything around because been before being below between both came can cannot could couldn did didn do
    does doesn doing don done down during each either else ever every everything few from further get gets getting
    give gives given go goes going gonna got gotta had hadn has hasn have haven having he hence her here hers him
    his how however i im isn its itself ive just kinda let lets like ll m many may maybe me might mine more most
    much must my myself need needn needs neither never nor now off often oh once one ones only onto other others
    our ours out over own per perhaps put quite rather re s said same say says see seem seems shall she should
    shouldn since so some somebody someone something sometimes somewhat still t tell than that's them themselves
    there's though through thus till too toward towards u under until up upon ur us use used using uses v ve versus
    very via vs want wanted wants wasn way we were weren what whats when where wheres whether which while who
    whom whos whose why wont would wouldn x yes yet you your yours
    those even everyone everybody anyhow whereas whenever wherever whoever whatever whichever theirs yourself yourselves ourselves
    himself herself amongst meanwhile moreover namely nevertheless nowhere somehow somewhere therefore thereby unless whereby
    anywhere elsewhere everywhere noone sometime ought anymore whatsoever regarding ain aren mustn mightn shan teh
    isnt arent wasnt werent dont doesnt didnt cant couldnt shouldnt hasnt havent hadnt wouldnt thats whos hows theres heres thier
    al et eg ie etc able actually basically btw cause cos cuz dear dude dunno explain gimme guys hello help hey hi hmm hope idk
    imo kindly know lol look looking looks mention mentioned mentions ok okay plain please plz pls question
    quick quickly really remind short show shows simple simply somebody sorry sure talk talks thank thanks think
    thx tho thought topic understand wanna wondering wonder word words yeah
    according author authors data describe described discuss discussed
    exactly find finding findings found happen happened happens information info kind publication
    report reported reports say stated thing things type work works
    """.split()
)

LETTERS = frozenset("stxmv")  # words of asking, but in capitals part of a name ("protein S")
_MARKS = "\u3099\u309a\uff9e\uff9f"  # voicing marks; they belong to the kana before
_HIRAGANA = "\u3041-\u3096\u309d-\u309f"
RUN = f"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff{_HIRAGANA}\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f\U00020000-\U0003134f{_MARKS}"
_UNIT = late(f".[{_MARKS}]*", re.DOTALL)
_BINDING = late(f"[{_HIRAGANA}]")
_FIRST = late(f"[{RUN}]")
_BEYOND = late(r"[^\x00-\u3000]")  # kanji, kana and some others
LONGEST = 40  # letters of a word that is looked for
SHORT = 4  # letters; shorter words are too like each other to tell a slip from another word
_FORMS = {
    form: base
    for base, forms in {
        "alias": "aliases",
        "apex": "apices",
        "appendix": "appendices",
        "axis": "axes",
        "bad": "worse worst",
        "basis": "bases",
        "begin": "began begun",
        "break": "broke broken",
        "bronchus": "bronchi",
        "bus": "buses busses",
        "calf": "calves",
        "calyx": "calyces",
        "child": "children",
        "choose": "chose chosen",
        "corpus": "corpora",
        "cortex": "cortices",
        "crisis": "crises",
        "criterion": "criteria",
        "curriculum": "curricula",
        "diverticulum": "diverticula",
        "dwarf": "dwarves",
        "foot": "feet",
        "foramen": "foramina",
        "ganglion": "ganglia",
        "gas": "gases",
        "genus": "genera",
        "good": "better best",
        "goose": "geese",
        "grow": "grew grown",
        "helix": "helices",
        "hoof": "hooves",
        "housewife": "housewives",
        "index": "indices indexes",
        "iris": "irises",
        "keep": "kept",
        "knife": "knives",
        "lead": "led",
        "leaf": "leaves",
        "lens": "lenses",
        "loaf": "loaves",
        "lose": "lost loses losing loss losses",
        "louse": "lice",
        "man": "men",
        "matrix": "matrices",
        "midwife": "midwives",
        "mitochondrion": "mitochondria",
        "mouse": "mice",
        "ovum": "ova",
        "ox": "oxen",
        "phenomenon": "phenomena",
        "program": "programme programmes",
        "protozoon": "protozoa",
        "quiz": "quizzes",
        "radius": "radii",
        "rise": "rose risen",
        "schema": "schemata",
        "septum": "septa",
        "serum": "sera",
        "shelf": "shelves",
        "spectrum": "spectra",
        "stoma": "stomata",
        "stratum": "strata",
        "take": "took taken",
        "taxon": "taxa",
        "thief": "thieves",
        "tooth": "teeth",
        "undergo": "underwent undergone undergoes",
        "vertex": "vertices",
        "vortex": "vortices",
        "wake": "woke woken",
        "wife": "wives",
        "wolf": "wolves",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}

_NUMBERS = {word: str(n) for word, n in NUMBERS.items() if 2 <= n <= 12}
SPELT = frozenset(_NUMBERS.values())  # the numbers that a word may stand for


def is_asking(word: str, start: int, text: str) -> bool:
    """True if a folded word, which begins at ``start`` in ``text``, is a word of asking. A single capital letter
    is one only after an apostrophe ("WHAT'S")."""
    if word not in LETTERS:
        return word in ASKING
    return text[start].islower() or text[start - 1 : start] in ("'", "\u2019")


def may_have_run(text: str) -> bool:
    """False only if a text has neither kanji nor kana. Then nothing need be searched for them, nor made: their sets are large."""
    return not text.isascii() and _BEYOND.search(text) is not None


def is_run(written: str) -> bool:
    """True for a token of kanji and kana."""
    return written[:1] > "\u3000" and _FIRST.match(written) is not None


def bigrams(run: str) -> list[tuple[int, int]]:
    """The places (start, end; code points) of every two adjacent characters in a run; of the only one, if it has
    one."""
    units = [match.span() for match in _UNIT.finditer(run)]
    return [(start, end) for (start, _), (_, end) in zip(units, units[1:], strict=False)] or units


def binds(written: str) -> bool:
    """True if some characters contain hiragana, which write the small words between others and name nothing."""
    return _BINDING.search(written) is not None


_FORMS |= _NUMBERS

# Applied in order; each (pattern, replacement) is one habit of spelling.
_RULES = tuple(
    (late(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w\w[^aeiousw])(?<!sh)oes$", "o"),  # potatoes, mosquitoes
        (r"(?<=\w)oed$", "oe"),  # hoed, toed
        (r"(?<=\w\w)ae$", "a"),  # vertebrae, metaphysae
        (
            r"(?<=\w)(?:ae|(?<=^[dg])oe(?=s$)|oe(?!(?:s|d|r|rs|ings?)$))(?=\w)",
            "e",
        ),  # anaemia, paediatric, diarrhoea; no hoes and hoeing, while what "does" and "goes" is no doe
        (r"^[ao]e(?=\w\w\w)", "e"),  # aetiology, oestrogen
        (r"leuco", "leuko"),
        (r"sulph", "sulf"),
        (r"(tum|col|vap|hum|rum|behavi|harb|neighb|fav|lab|hon)our", r"\1or"),
        (
            r"(?<=[^aeiour])re(?=s?$)|(?<=[bct])r(?=ed$)",
            "er",
        ),  # centre, fibres, centred; not occurred, preferred, hundred
        (r"is(e|ed|es|er|ers|ing|ation|ations|able)$", r"iz\1"),
        (r"ys(e|ed|ing|er|ers)$", r"yz\1"),  # analyse, paralysed
        (r"(?<=\w[bcdeglmnprt])i$", "us"),  # nuclei, foci, thrombi
        (r"(?<=\w\w)ium$", "ia"),  # bacterium with bacteria
        (r"^grey", "gray"),
        (r"^age?ing$", "aging"),
        (r"dgement", "dgment"),
        (r"(def|lic|off)ence", r"\1ense"),
    )
)
# metastatic with metastasis, prognostic with prognosis, osteolytic with osteolysis, stenotic with stenosis
# All end as the plural does ("metastases"), which the stemmer then cuts alike.
_GREEK = (
    (late(r"(?<=\w\w)(sta|o|ly|the)tic(?:al|ally|s)?$"), r"\1ses"),
    (late(r"(?<=\w\wno)stic(?:al|ally|s)?$"), "ses"),
    (late(r"(?<=\w\ws)is$"), "es"),
)
_HABITS = (*_GREEK, *_RULES)
# Most words have no habit: one look is enough. It leaves out what has to stand before, which would be looked for at every letter.
_BEFORE = late(r"\(\?<[=!][^()]*\)")
_PERHAPS = late("|".join(_BEFORE.sub("", pattern.pattern) for pattern, _ in _HABITS))


def may_spell_number(text: str) -> bool:
    """False only if a text has no word that stands for a number ("three")."""
    return not text.isascii() or any(map(text.lower().__contains__, _NUMBERS))


@lru_cache(maxsize=200_000)
def common_spelling(word: str) -> str:
    """The common spelling of a folded, lower-case word without hyphens, to be stemmed."""
    word = _FORMS.get(word, word)
    if len(word) < 4 or not word.isalpha() or not _PERHAPS.search(word):
        return word
    for pattern, replacement in _HABITS:
        word = pattern.sub(replacement, word)
    return word


# Endings of one family: who has the thing, how it is seen, and what is so called share the root before them.
_ENDINGS = tuple(
    tuple(family.split())
    for family in (
        "graphies graphy graphic gram;scopies scopy scopic scope;plegia plegic;pathies pathy pathic"
        ";osis oses otic;emia emic;uria uric"
    ).split(";")
)
SHORTEST_ROOT = 4  # letters in front of such an ending


def of_one_root(word: str) -> Iterator[str]:
    """A folded word with the other endings of its Greek family: "arthrography" for "arthrogram"; they need not be words."""
    one = word.removesuffix("s")
    for family in _ENDINGS:
        ending = next((ending for ending in family if one.endswith(ending)), "")
        root = one.removesuffix(ending)
        if ending and len(root) >= SHORTEST_ROOT:
            yield from (root + other for other in family)


_TWICE = late(r"(\w)\1")  # a letter twice


def unlike(form: str, word: str) -> tuple[bool, bool]:
    """What makes a form less likely to be what was meant: another first letter, or another slip than a letter typed
    once or twice ("folow" is rather "follow" than "flow").
    """
    return form[0] != word[0], _TWICE.sub(r"\1", form) != _TWICE.sub(r"\1", word)


class Spellings:
    """Words by length and first letters, to find the word that a misspelt one was meant to be. ``of_length`` takes a number of letters and returns all words of that length, sorted."""

    def __init__(self, of_length: Callable[[int], Sequence[str]]) -> None:
        self._of_length = of_length

    def between(self, shortest: int, longest: int) -> Iterator[str]:
        """All words of ``shortest`` to ``longest`` letters."""
        return chain.from_iterable(map(self._of_length, range(shortest, longest + 1)))

    def starting(self, beginning: str, shortest: int, longest: int) -> Iterator[str]:
        """The words of ``shortest`` to ``longest`` letters that begin with ``beginning``."""
        for length in range(shortest, longest + 1):
            words = self._of_length(length)
            onwards = islice(words, bisect_left(words, beginning), None)
            yield from takewhile(lambda word: word.startswith(beginning), onwards)

    def has_like(self, word: str) -> bool:
        """True if a short word is a piece or a slip of a known one: it begins a longer word ("cath"), perhaps in the
        plural ("devs" of "developers"), is one typing mistake away ("mjor"), or joins a letter to a word ("xray").
        """
        begun = len(word) >= SHORT and next(self.starting(word, len(word) + 1, LONGEST), None) is not None
        several = word.endswith("s") and len(word) >= SHORT
        begun = begun or (several and any(w[-1] == "s" for w in self.starting(word[:-1], len(word) + 1, LONGEST)))
        near = self.between(SHORT, len(word) + 1)
        joined = len(word) >= SHORT and word[1:] in self._of_length(len(word) - 1)
        return begun or joined or process.extractOne(word, near, scorer=OSA.distance, score_cutoff=1) is not None

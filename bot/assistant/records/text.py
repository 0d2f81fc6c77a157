"""A question made plain: lower case, no accents, no punctuation, contractions written out, hasty spellings mended."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import OSA

from corpus.doi import Doi

LONGEST = 60  # words; a question about records is short, and what is longer is not worth reading as one

_DOI = re.compile(r"(?:https?://\S*?|doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(who|what|when|where|how|which|that|it|there|here)'?s\b(?!')")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b|(?<=s)'(?=\s|$)")
_TOKEN = re.compile(r"\w+(?:\.\d+)*")
_FORMS = {
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "authour": "author",
    "nr": "number",
    "papr": "paper",
    "papre": "paper",
    "pubs": "publications",
    "teh": "the",
    "thier": "their",
    "vol": "volume",
    "waht": "what",
    "wat": "what",
    "wehn": "when",
    "wen": "when",
    "whihc": "which",
    "wich": "which",
    "witch": "which",
    "wrot": "wrote",
    "yr": "year",
}
# Long, distinctive words of asking for records. A real word one letter away from one of them must not be in the
# way: "issue" is missing because of "tissue", "latest" because of "latent", "heading" because of "healing".
_MENDED = (
    "affiliation affiliations article articles author authors citation citations deadline editor editors journal"
    " keywords licence license longest newest oldest papers publication publications published review reviews"
    " shortest special systematic viewed volume written"
).split()
_WHOLE = frozenset({*_MENDED, "authored", "paper", "publisher", "reviewed", "reviewer"})

# Words that neither ask for a field nor carry a topic. Tight on purpose: whatever else is left of a question
# must be explained by a paper, a name or a filter, or the question is not about records.
FILLER = frozenset(
    """
    a about actually again anybody ah all already also altogether am among an and any anyone are as at available be been
    being bit bot both btw but by can collection contain contained contains corpus could couldnt currently database
    dear did do does doing dont each else entire ever every exactly exist exists find for from full gimme give
    given got had has have having hello here hey hi hold holds how i if im in into is it its ive just know let lets
    library like list listed look looking loaded many marrow may me might much must my name need now of oh ok
    okay on only or other our out overall page please pls plz present quick quickly read really record records
    same say see set share shall should show so some someone stored talk talks tell than thank thanks that the
    their them then there these they thing things this those thx to too total u up us very want was we were
    what when where which who whole whom whose will with within wonder wondering would yes yet you your
    """.split()
)
PAPER = (
    r"(?:paper|article|study|publication|manuscript|review|meta analysis|trial|report|one|abstract|case report)"
)
PAPERS = r"(?:papers|articles|publications|manuscripts|reviews|meta analyses|works|studies|ones|case reports)"
NOUNS = frozenset(
    """
    paper papers article articles study studies publication publications manuscript manuscripts review reviews
    meta analysis analyses trial trials report reports one ones work works abstract abstracts text anything
    something stuff etal colleagues coworkers group team piece reference
    """.split()
)


class Asked(NamedTuple):
    """A plain question: its words with single spaces between them, and the DOIs that stood in it."""

    text: str
    dois: tuple[Doi, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words in order."""
        return self.text.split()

    def has(self, pattern: re.Pattern[str]) -> bool:
        """True where the pattern is found anywhere."""
        return pattern.search(self.text) is not None

    def without(self, start: int, end: int) -> Asked:
        """The question less one stretch of its text."""
        return self._replace(text=" ".join(f"{self.text[:start]} {self.text[end:]}".split()))

    def take(self, pattern: re.Pattern[str]) -> tuple[re.Match[str] | None, Asked]:
        """The first match and the question without it; None and the same question where nothing matches."""
        match = pattern.search(self.text)
        return (match, self.without(*match.span())) if match else (None, self)


def fold(text: str) -> str:
    """Words in lower case without accents or punctuation, single spaces between them ("Al-Smadi" → "al smadi")."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_TOKEN.findall(bare.casefold().replace("_", " ")))


def read(question: str) -> Asked:
    """The question made plain. Only its first few thousand characters are looked at."""
    text = question[:4000]
    dois = tuple(dict.fromkeys(Doi(found) for found in _DOI.findall(text)))
    text = _DOI.sub(" ", text).casefold().replace("’", "'").replace("‘", "'").replace("#", " number ")
    text = _POSSESSIVE.sub(" ", _CONTRACTED.sub(r"\1 is", text)).replace("&", " and ")
    text = re.sub(r"\b(issue|article|volume|page) no\b\.?", r"\1 number", text)
    text = re.sub(r"\bco-?(?=author|wrote|written)", "co ", re.sub(r"\bno\.\s*(?=\?|$)", "number", text))
    text = " ".join(_mend(word) for word in fold(text).split())
    return Asked(re.sub(r"\bet al\b", "etal", text), dois)


def _mend(word: str) -> str:
    """A hasty spelling of a record word, one slip away and with its first letter right; else the word itself."""
    if word in _FORMS:
        return _FORMS[word]
    if len(word) < 5 or word in _WHOLE or not word.isalpha():
        return word
    close = (known for known in _MENDED if known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) <= 1)
    return next(close, word)


def topic_words(asked: Asked, ignored: frozenset[str] = frozenset()) -> list[str]:
    """The words left when fillers, nouns for papers and ``ignored`` words are gone, in order."""
    return [word for word in asked.words if word not in FILLER and word not in NOUNS and word not in ignored]

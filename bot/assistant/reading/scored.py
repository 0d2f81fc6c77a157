"""How well some words match each paper: by its title, authors, year, journal and text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import mul
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA

from bot.assistant.reading.people import other_spellings
from bot.assistant.reading.places import countries_in
from bot.assistant.reading.words import CUT, fold, forms_of, initials, words_of_title
from corpus.models import Paper
from corpus.patterns import late
from index.models import Held, Standing
from index.ranking.engines import idf

# What a word counts by where a paper has it, set by hand on the questions that name papers (tests.quality.understanding, naming).
IN_TITLE, ALIKE, LEAD, AUTHOR, GIVEN, FILED, IN_TEXT, SLIP = 1.0, 0.95, 1.0, 0.95, 0.5, 0.75, 0.68, 0.85
KEYWORD = 0.9
ENTITLED = 0.9  # by a word in title or authors that means the same
NEARLY = 0.6  # what another word for almost the same counts beside other words
OFTEN, MOST_OFTEN = 0.04, 5  # what each further sentence that says a word adds, and how many such sentences count
LEAST_WEIGHT = 0.2  # of a word that nearly all papers have
_BEGINNING = 4  # fewest letters of a word that may be the beginning of another
WRONG_YEAR = -0.6  # what a year counts that is another than the paper's
# types that hold an opinion
_VIEWS = frozenset("editorial opinion viewpoint commentary comment perspective".split())
_YEAR = late(r"(?:19|20)\d\d[a-z]?")


class Texts(Protocol):
    """What is known of the words in papers besides their names: an index, or nothing."""

    def holding(self, words: str, keys: Iterable[str], near: bool = False) -> Mapping[str, Held]:
        """For each paper by key, how much of some words its title and abstract have; ``near``: words of nearly
        the same meaning count too.
        """
        ...

    def is_word(self, word: str) -> bool:
        """True if a word is a real word and not a spelling mistake."""
        ...

    def standing(self, word: str) -> Standing:
        """Whether a paper has the word, and whether it is everyday or written elsewhere."""
        ...

    def term(self, word: str) -> str:
        """The form of a word that is compared with others (its stem)."""
        ...


class NoTexts:
    """No texts: for papers that are not indexed."""

    def holding(self, words: str, keys: Iterable[str], near: bool = False) -> Mapping[str, Held]:
        """See :class:`Texts`."""
        return {}

    def is_word(self, word: str) -> bool:
        """See :class:`Texts`."""
        return False

    def standing(self, word: str) -> Standing:
        """See :class:`Texts`."""
        return Standing(held=False, everyday=False, written=False, spelt=False)

    def term(self, word: str) -> str:
        """See :class:`Texts`."""
        return word


class Name(NamedTuple):
    """The words that may name a paper, by kind."""

    title: frozenset[str]
    stems: frozenset[str]
    leads: frozenset[str]
    authors: frozenset[str]
    given: frozenset[str]
    filed: frozenset[str]
    keywords: frozenset[str]
    year: str


class Scored(NamedTuple):
    """Each paper with its score (the share of the words' weight that it matches, at most 1), and for each word
    its best credit in any paper.
    """

    papers: list[tuple[Paper, float]]
    best: dict[str, float]


class _Pool:
    """Some papers with their names. A word that is in none of these is looked up once, and not in each name."""

    def __init__(self, papers: Sequence[Paper], names: Sequence[Name]) -> None:
        self.papers, self.names = papers, names
        self.keys = [paper.key for paper in papers]
        self.columns: dict[tuple[str, bool], list[float]] = {}
        filed = frozenset().union(*(name.filed | name.keywords for name in names))
        self._filed = sorted(filed)
        self._stems = frozenset().union(*(name.stems for name in names))
        self._words = filed.union(*(part for n in names for part in (n.title, n.leads, n.authors, n.given)))

    def names_have(self, word: str, forms: frozenset[str], term: str) -> bool:
        """False only if no name has a word, another form of it, its term, or a word that begins with it."""
        at = bisect_left(self._filed, word)
        begun = at < len(self._filed) and self._filed[at].startswith(word)
        return begun or term in self._stems or not forms.isdisjoint(self._words)


class NameScores:
    """Scores some papers by the words that name them."""

    def __init__(self, texts: Texts, papers: Sequence[Paper], read: dict[str, Name] | None = None) -> None:
        """``read``: the names of the same library that were read before; new ones are added to it."""
        self._of = texts
        self.papers = papers
        self._read = {} if read is None else read
        self._pool: _Pool | None = None

    @cached_property
    def _names(self) -> dict[str, Name]:
        return {paper.key: self._name(paper) for paper in self.papers}

    @cached_property
    def _known(self) -> Mapping[str, list[str]]:
        """The words that the papers' names contain, by their first letter."""
        known: defaultdict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys(
            word
            for name in self._names.values()
            for word in (*name.title, *name.leads, *name.authors, *name.given, *name.filed)
        ):
            known[word[0]].append(word)
        return known

    def _name(self, paper: Paper) -> Name:
        if (name := self._read.get(paper.key)) is None:
            name = self._read[paper.key] = self._made(paper)
        return name

    def _made(self, paper: Paper) -> Name:
        title = words_of_title(paper.title)
        families = [
            frozenset((*fold(author.short).split(), *other_spellings(author.family or "")))
            for author in paper.authors
        ]
        own = [fold(author.given or "").split() for author in paper.authors]
        given = frozenset(name for names in own if names for name in (*names, "".join(n[0] for n in names)))
        volume = [
            paper.journal or "",
            paper.short_journal or "",
            paper.page or "",
            paper.volume or "",
            paper.issue or "",
            paper.article_number or "",
            paper.type or "",
        ]
        filed = frozenset(fold(" ".join(volume)).split()) | initials(paper.journal or "")
        term = self._of.term
        return Name(
            title,
            frozenset(term(word) for word in title),
            families[0] if families else frozenset(),
            frozenset().union(*families[1:]),
            given,
            filed | (_VIEWS if filed & _VIEWS else frozenset()),
            frozenset(fold(" ".join(paper.keywords)).split()),
            str(paper.year or (paper.published.year if paper.published else "")),
        )

    def is_author(self, words: Iterable[str]) -> bool:
        """True if one of some words is in an author's name."""
        return any(word in name.leads or word in name.authors for word in words for name in self._names.values())

    def scored(self, words: Sequence[str], pool: Sequence[Paper]) -> Scored:
        """The scores of the papers in ``pool`` for some folded words; see ``Scored``."""
        if not pool:
            return Scored([], dict.fromkeys(words, 0.0))
        of = self._of_pool(pool)
        columns = [self._credits(word, words, of) for word in words]
        best = {word: max(column) for word, column in zip(words, columns, strict=True)}
        counts = [sum(credit for credit in column if credit > 0) if any(column) else 0.0 for column in columns]
        weights = [max(LEAST_WEIGHT, idf(len(pool), n)) for n in counts]
        total = sum(weights) or 1.0
        telling = [(weight, column) for weight, column in zip(weights, columns, strict=True) if any(column)]
        if not telling:
            return Scored([(paper, 0.0) for paper in pool], best)
        held = [weight for weight, _ in telling]
        rows = zip(*(column for _, column in telling), strict=True)
        scores = [(paper, sum(map(mul, held, row)) / total) for paper, row in zip(pool, rows, strict=True)]
        return Scored(scores, best)

    def credit(self, word: str, pool: Sequence[Paper]) -> float:
        """The best credit that a word alone has in any paper of ``pool``; 0 if it has none."""
        return max(self._credits(word, [word], self._of_pool(pool)))

    def _of_pool(self, papers: Sequence[Paper]) -> _Pool:
        """Some papers with their names; those asked for last are kept, since the words of a question are looked up
        in the same papers again and again.
        """
        if self._pool is None or self._pool.papers is not papers:
            self._pool = _Pool(papers, [self._name(paper) for paper in papers])
        return self._pool

    def _credits(self, word: str, words: Sequence[str], of: _Pool) -> list[float]:
        """The credit of one of some words in each paper: its own, else that of the words it is a misspelling of,
        else, beside other words, that of words of nearly the same meaning.
        """
        column = self._column(word, of, texts=True)
        if max(column) > 0:
            return column
        if meant := self._slip(word):
            # the word meant is one of a name: texts are read for it only if the question says it itself, too
            read = [self._column(one, of, texts=one in words) for one in meant]
            return [SLIP * max(row) for row in zip(*read, strict=True)]
        near = self._of.holding(word, of.keys, near=True) if len(words) > 1 else {}
        return (
            [NEARLY if key in near else credit for key, credit in zip(of.keys, column, strict=True)]
            if near
            else column
        )

    def _column(self, word: str, of: _Pool, texts: bool) -> list[float]:
        """The credit of a word in each paper, given by its names, and where these do not decide it by its texts if
        ``texts``.
        """
        if (word, texts) not in of.columns:
            of.columns[word, texts] = self._looked_up(word, of, texts)
        return of.columns[word, texts]

    def _looked_up(self, word: str, of: _Pool, texts: bool) -> list[float]:
        forms, term, is_year = forms_of(word), self._of.term(word), _YEAR.fullmatch(word) is not None
        if not is_year and not of.names_have(word, forms, term):
            said = self._of.holding(word, of.keys) if texts else {}
            return [_said(said.get(key)) for key in of.keys] if said else [0.0] * len(of.keys)
        decided = [_decided(word, forms, term, is_year, name) for name in of.names]
        left = [key for key, credit in zip(of.keys, decided, strict=True) if credit is None]
        in_journal = any(not forms.isdisjoint(name.filed) for name in of.names)
        placed = in_journal and any(countries_in(f"{word.title()} study"))
        said = self._of.holding(word, left) if left and texts else {}
        return [
            max(_filed(word, forms, name, placed), _said(said.get(key))) if credit is None else credit
            for key, name, credit in zip(of.keys, of.names, decided, strict=True)
        ]

    def _slip(self, word: str) -> tuple[str, ...]:
        """The words of names that differ from an unknown word by one letter (two for a long word) and begin alike;
        else those of which it is the beginning.
        """
        if len(word) < _BEGINNING or not word.isalpha():
            return ()
        reach = 1 if len(word) < 9 else 2
        alike = self._known.get(word[0], ())
        near = [own for own in alike if len(own) > 3 and OSA.distance(word, own, score_cutoff=reach) <= reach]
        slips = near if len(word) > _BEGINNING and not self._of.is_word(word) else []
        return tuple(slips) or tuple(own for own in alike if is_cut(word, own))


def is_cut(word: str, other: str) -> bool:
    """True if a word is the beginning of another ("kiwi" for kiwifruit)."""
    return len(word) >= _BEGINNING and other.startswith(word)


def _decided(word: str, forms: frozenset[str], term: str, is_year: bool, name: Name) -> float | None:
    """The credit of a word by a paper's title, year and authors; None if these do not decide it."""
    if word in name.title or word in name.leads:
        return IN_TITLE
    if is_year and name.year and word not in name.filed:  # a page may look like a year
        return LEAD if word[:4] == name.year else WRONG_YEAR
    if word in name.authors:
        return AUTHOR
    return None if forms.isdisjoint(name.title) and term not in name.stems else ALIKE


def _filed(word: str, forms: frozenset[str], name: Name, placed: bool) -> float:
    """The credit of a word by the journal, number or type of a paper, or by a first name. ``placed``: it is of a country, and so
    the word of no journal: "the Korean paper" is none for its Korean journal.
    """
    cut = len(word) >= CUT and any(own.startswith(word) for own in name.filed)
    if not forms.isdisjoint(name.keywords):
        return KEYWORD
    filed = not placed and (cut or not forms.isdisjoint(name.filed))
    return max(FILED if filed else 0.0, GIVEN if word in name.given else 0.0)


def _said(held: Held | None) -> float:
    """The credit that a paper's title and abstract give a word or its synonyms."""
    if held is None:
        return 0.0
    return max(IN_TEXT * held.share + OFTEN * min(MOST_OFTEN, max(0, held.sentences - 1)), ENTITLED * held.named)

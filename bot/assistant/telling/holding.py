"""What replies are made from, and which of its papers are on a topic: those that have its words in title, keywords or abstract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.assistant.reading.called import of_several
from bot.assistant.reading.people import People, people_of
from bot.assistant.reading.places import phrases, speaks_of
from bot.assistant.reading.scored import is_cut
from bot.assistant.reading.titles import stands_in, titles_holding
from bot.assistant.reading.which import Which
from bot.assistant.reading.words import fold
from bot.assistant.seen import NOTHING, SeenLast
from corpus.models import Corpus, Paper
from index.library import LibraryIndex
from index.models import Held
from index.sentences.reporting import names_payer

HELD = 0.5  # what a paper must hold of each word of a topic to be on it
FEW = 4  # words of two topics; in more of them an "or" may stand between parts of one


@dataclass(frozen=True, slots=True)
class Library:
    """What replies are made from: the papers (all, or the asker's choice), the index, and a finder of papers by words.
    And keys of papers: ``about``: talked about last; ``listed``: shown last, in order; ``whole``: all of that list;
    ``quoted``: for each quote, its paper. ``seen``: what the answer before has shown.
    ``part``: the papers are only the nearest ones of a large library, and those talked about or shown last.
    ``lately``: talked about before those.
    """

    corpus: Corpus
    index: LibraryIndex
    which: Which
    about: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    seen: SeenLast = NOTHING
    part: bool = False
    lately: tuple[str, ...] = ()

    @property
    def counts_little(self) -> bool:
        """True if no list of papers is talked about, and a count or a mean of the papers looked at is not the library's."""
        return self.part and not self.listed

    @property
    def is_large(self) -> bool:
        """True if names are looked for only among the papers nearest to a question's words."""
        return self.part or len(self.which.papers) < len(self.papers)

    @property
    def papers(self) -> Sequence[Paper]:
        """The papers that a question is asked of."""
        return self.corpus.papers

    @property
    def people(self) -> People:
        """The authors of these papers."""
        return people_of(self.corpus)

    def named(self, keys: Iterable[str]) -> tuple[Paper, ...]:
        """The papers with some keys, in the order of the keys; unknown keys are skipped."""
        here = {paper.key: paper for paper in self.papers} if (wanted := dict.fromkeys(keys)) else {}
        return tuple(here[key] for key in wanted if key in here)


def on_topic(
    words: Sequence[str], papers: Sequence[Paper], library: Library
) -> tuple[list[Paper], tuple[str, ...]]:
    """The papers that have every word, or a named country or study, in title, keywords or abstract, those with it in
    the title first; and the words that no paper here has.
    """
    several, (wheres, rest) = of_several(words, papers), phrases(words)
    if several:  # "FERRANT and KITE-4"
        return several, ()
    titled = titles_holding(words, papers)
    if wheres:  # "skylarks in africa"
        on, lacking = on_topic(rest, papers, library) if rest else (papers, ())
        return once((*(titled if rest else ()), *speaks_of(on, wheres, library.papers))), lacking
    held = [library.index.holding(word, [paper.key for paper in papers]) for word in words]

    def holds(paper: Paper, word: str, found: Mapping[str, Held]) -> bool:
        inside = paper.key in found and found[paper.key].share >= HELD
        inside = inside and not names_payer(word, paper, library.index.is_word)
        return inside or any(stands_in(word, set(fold(own).split())) for own in paper.keywords)

    holding = [p for p in papers if all(holds(p, word, one) for word, one in zip(words, held, strict=True))]
    lost = [w for w in dict.fromkeys(words) if not library.index.holding(w, [p.key for p in library.papers])]
    tagged = {part for p in (library.papers if lost else ()) for own in p.keywords for part in fold(own).split()}
    return once((*titled, *holding)), tuple(word for word in lost if not stands_in(word, tagged))


def ways_of(words: Sequence[str], text: str) -> list[tuple[str, ...]]:
    """The topics that a plain question joins by "or", each with its words: "moths or white nose" means papers on
    either.
    """
    ways: list[list[str]] = [[]]
    for word in text.split():
        if word == "or" and ways[-1]:
            ways.append([])
        elif word in words:
            ways[-1].append(word)
    apart = len(words) <= FEW and sorted(word for way in ways for word in way) == sorted(words)
    return [tuple(way) for way in ways if way] if apart else [tuple(words)]


def on_any(
    ways: Sequence[Sequence[str]], papers: Sequence[Paper], library: Library
) -> tuple[list[Paper], tuple[str, ...]]:
    """The papers on any of some topics, in the library's order; if there are none, the words that no paper here has."""
    if len(ways) == 1:
        return on_topic(ways[0], papers, library)
    found = [on_topic(way, papers, library) for way in _with_end(ways, papers, library)]
    keys = {paper.key for on, _ in found for paper in on}
    return [p for p in papers if p.key in keys], () if keys else tuple(w for _, lost in found for w in lost)


def _with_end(ways: Sequence[Sequence[str]], papers: Sequence[Paper], library: Library) -> Sequence[Sequence[str]]:
    """The ways, the first with the end of the second where papers write it so: "oral or intravenous iron" is of oral iron, too."""
    first, *between, last = ways
    if between or len(first) > 1 or len(last) == 1:
        return ways
    whole = (*first, *last[1:])
    held = library.index.holding(first[0], [paper.key for paper in papers])
    texts = (f" {fold(f'{p.title} {p.abstract or str()}')} " for p in papers if p.key in held)
    return (whole, last) if any(f" {' '.join(whole)} " in text for text in texts) else ways


def completed(words: Sequence[str], missing: Sequence[str], library: Library) -> tuple[str, ...]:
    """The words, with each that no paper has replaced by a word of the papers that begins with it; () if there is none
    for one of them.
    """
    here = dict.fromkeys(fold(" ".join(f"{p.title} {p.abstract or ''}" for p in library.papers)).split())
    close = {one: next((own for own in here if is_cut(one, own)), "") for one in missing}
    return tuple(close.get(word, word) for word in words) if all(close.values()) else ()


def once(papers: Iterable[Paper]) -> list[Paper]:
    """Some papers in order, each once."""
    return list({paper.key: paper for paper in papers}.values())

"""Which records are the same paper, and what comes of two of them: one, filled in from both, or a conflict to choose from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

from corpus.models import Conflict, Paper

Prefer = Literal["old", "new"]
_WORD = re.compile(r"[^\W_]+")
_SHOWN, _AROUND = 600, 4  # characters of a difference that are shown, words on each side of a change
_COMPARED = 200  # words from where two texts part that are compared; the work grows with more than their square
MOST_COMPARED = 100  # conflicts of one import that are told word by word


class ConflictError(Exception):
    """Two records of one paper have different titles or abstracts; ``place`` is the held one's among those joined."""

    def __init__(self, place: int, held: Paper, new: Paper, field: str) -> None:
        super().__init__(f"{held.key} has another {field}")
        self.place, self.held, self.new, self.field = place, held, new, field

    def conflict(self, line: int, before: int = 0) -> Conflict:
        """Both texts, and what differs; of those that many came ``before`` only that they do."""
        held, new = (str(getattr(one, self.field) or "") for one in (self.held, self.new))
        said = difference(held, new) if before < MOST_COMPARED else "the texts differ"
        return Conflict(line=line, key=self.held.key, field=self.field, held=held, new=new, difference=said)


class Joining:
    """Papers joined one by one, in their order: the same one twice becomes one."""

    def __init__(self, held: Iterable[Paper] = (), prefer: Prefer | None = None) -> None:
        """``prefer`` says which of two abstracts that differ is kept; None: neither, it is a conflict."""
        self._papers: list[Paper] = []
        self._places: dict[str, int] = {}
        self._prefer = prefer
        for paper in held:
            self._put(len(self._papers), paper)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All of them, each once."""
        return tuple(self._papers)

    def add(self, paper: Paper) -> str | None:
        """Take a paper in; the key of the same one where it was held already, else None.

        Raises ConflictError where both say different things.
        """
        place = self._place(paper)
        if place is None:
            self._put(len(self._papers), paper)
        elif self._papers[place] != paper:
            self._put(place, self._merged(place, paper))
        return None if place is None else self._papers[place].key

    def _place(self, paper: Paper) -> int | None:
        """Where the same paper is held; None where it is not."""
        for name in names_of(paper):
            place = self._places.get(name)
            if place is not None and not _apart(self._papers[place], paper):
                return place
        return None

    def _put(self, place: int, paper: Paper) -> None:
        self._papers[place : place + 1] = [paper]
        for name in names_of(paper):
            self._places.setdefault(name, place)

    def _merged(self, place: int, new: Paper) -> Paper:
        """One record of both: what one lacks the other gives; of what both say the held one's, unless the new is preferred."""
        held = self._papers[place]
        if self._prefer is None and (field := _contradicted(held, new)):
            raise ConflictError(place, held, new, field)
        first, second = (new, held) if self._prefer == "new" else (held, new)
        values = {name: getattr(first, name) or getattr(second, name) for name in Paper.model_fields}
        return Paper.model_construct(**values)


def names_of(paper: Paper) -> Iterator[str]:
    """What a paper is known by: its key, DOI and PMID, and its title with its year."""
    yield f"key {paper.key}"
    if paper.doi:
        yield f"doi {paper.doi}"
    if paper.pmid:
        yield f"pmid {paper.pmid}"
    title = folded(paper.title)
    year = paper.year or (paper.published.year if paper.published else None)
    if year and len(title.split()) > 2:  # "Editorial" of one year is another paper each time
        yield f"title {year} {title}"


def folded(title: str) -> str:
    """A title without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def difference(held: str, new: str) -> str:
    """What two texts differ in, word by word: "… the median was [-54.4-] {+45.4+} months …", cut to a readable size."""
    before, after = held.split(), new.split()
    parts: list[str] = []
    for kind, i, j, k, m in _opcodes(before, after):
        if kind == "equal":
            same = before[i:j]
            parts += same if len(same) <= 2 * _AROUND else [*same[:_AROUND], "…", *same[-_AROUND:]]
            continue
        parts += [f"[-{' '.join(before[i:j])}-]"] if i < j else []
        parts += [f"{{+{' '.join(after[k:m])}+}}"] if k < m else []
    said = " ".join(parts)
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As ``SequenceMatcher`` tells them, but only what lies between the same beginning and the same end is compared, so
    far as ``_COMPARED`` goes; what is beyond that is not told.
    """
    first = _same(zip(before, after, strict=False))
    last = _same(zip(reversed(before[first:]), reversed(after[first:]), strict=False))
    old, new = (words[first : len(words) - last][:_COMPARED] for words in (before, after))
    yield "equal", 0, first, 0, first
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, i + first, j + first, k + first, m + first
    yield "equal", len(before) - last, len(before), len(after) - last, len(after)


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs there are before the first of two that differ."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _apart(held: Paper, new: Paper) -> bool:
    """True where two DOIs say that these are two papers, whatever else they share."""
    return bool(held.doi and new.doi and held.doi != new.doi)


def _contradicted(held: Paper, new: Paper) -> str | None:
    """The field in which two records of one paper cannot both be right; None where there is none."""
    if held.title and new.title and folded(held.title) != folded(new.title):
        return "title"
    texts = [(one.abstract or "").split() for one in (held, new)]
    return "abstract" if all(texts) and texts[0] != texts[1] else None

"""Join records of the same paper: into one record filled in from both, or a conflict for the curator to decide.

``corpus.sameness`` says when two records are one paper; here they are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import Any, Literal

from corpus.models import DERIVED, Conflict, Notice, Paper, graver
from corpus.noticed import statuses, tells, with_status
from corpus.pile import Heap, NamePlaces, lined, with_others
from corpus.sameness import another_text, derived_key, folded, names_of, same_paper

Prefer = Literal["old", "new"]
NO_ABSTRACT, NO_TITLE = 1, 2  # what a paper has not; one of the two there is
_SHOWN, _AROUND = 600, 4  # characters of a difference that are shown, words on each side of a change
_COMPARED = 200  # words compared, from the first difference on; the time grows at least as their square
MOST_COMPARED = 100  # conflicts of one import that are told word by word
_IDENTIFIERS = ("doi", "pmid", "source_id")
_AGAIN = 4  # times that papers in conflict are tried again; each needs another of them to have been settled before
_LIKE = 8  # papers of one name that are looked at; a congress may give hundreds one title
_FULLER = 8  # characters more that make one of two texts the fuller one; less is a section's label


class ConflictError(Exception):
    """Two records of one paper have different titles or abstracts; ``place``: index of the held record."""

    def __init__(self, place: int, held: Paper, new: Paper, field: str) -> None:
        super().__init__(f"{held.key} has another {field}")
        self.place, self.held, self.new, self.field = place, held, new, field

    def conflict(self, line: int, before: int = 0) -> Conflict:
        """The conflict with both texts and their difference; after many (``before``) only the fact that they
        differ."""
        held, new = (str(getattr(one, self.field) or "") for one in (self.held, self.new))
        said = difference(held, new) if before < MOST_COMPARED else "the texts differ"
        return Conflict(line=line, key=self.held.key, field=self.field, held=held, new=new, difference=said)


class Joining:
    """Papers joined one by one, in their order; equal papers become one."""

    def __init__(self, held: Iterable[Paper] = (), prefer: Prefer | None = None) -> None:
        """``prefer``: which of two differing texts is kept; None: neither, it is a conflict."""
        self._papers, self._names = Heap(), NamePlaces()
        self._notices: set[int] = set()
        self._bare = bytearray()  # of each paper, in order: what it has not
        self._prefer = prefer
        self._doubts: dict[str, None] = {}
        for paper, line in lined(held):
            self._put(len(self._papers), paper, names_of(paper), line)

    @property
    def papers(self) -> Sequence[Paper]:
        """All papers, without duplicates."""
        return self._papers.all()

    def __len__(self) -> int:
        """The number of papers."""
        return len(self._papers)

    def since(self, count: int) -> Sequence[Paper]:
        """The papers added after the first ``count``."""
        return self._papers.all(count)

    def bare(self, what: int, start: int, end: int) -> int:
        """How many of the papers from ``start`` to before ``end`` have no abstract, or no title, by now."""
        return self._bare.count(what, start, end)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Questions for the curator: identifiers that two works share, which were kept apart."""
        return tuple(self._doubts)

    def add(self, paper: Paper, line: bytes | None = None) -> str | None:
        """Add a paper; returns the key of the same paper if it was held already, else None. ``line``: its canonical line,
        if that is known.

        Raises ConflictError if the two differ.
        """
        given, names = paper, tuple(names_of(paper))
        place = self._place(paper, names)
        if place is not None and another_text(self._papers[place], paper) and self._is_kept_apart(paper):
            paper = _set_apart(paper)
            names = tuple(names_of(paper))
            place = self._place(paper, names)
        if place is None and (found := self._of_another(paper)) is not None:
            paper, place = self._without_anothers(paper, *found)
            names = tuple(names_of(paper))
        if place is None:
            self._put(len(self._papers), paper, names, line if paper is given else None)
        elif self._papers[place] != paper:
            merged, known = self._merged(place, paper), frozenset(names_of(self._papers[place]))
            self._put(place, merged, (name for name in names_of(merged) if name not in known))
        return None if place is None else self._papers[place].key

    def _place(self, paper: Paper, names: Iterable[str]) -> int | None:
        """The index of the same paper; None if it is not held."""
        for name in names:
            for place in islice(self._names.places(name), _LIKE):
                if same_paper(self._papers[place], paper, name):
                    return place
        return None

    def _of_another(self, paper: Paper) -> tuple[int, str] | None:
        """The index of another work that has this paper's key or PMID, and which of the two."""
        if (place := self._with_key(paper.key)) is not None:
            return place, paper.key
        if paper.pmid is None or paper.doi is not None:
            return None
        places = self._names.places(f"pmid {paper.pmid}")
        return next(
            ((place, f"PMID {paper.pmid}") for place in places if self._papers[place].pmid == paper.pmid), None
        )

    def _without_anothers(self, paper: Paper, other: int, name: str) -> tuple[Paper, int | None]:
        """A paper without the identifier that belongs to another work, and its index: by its PMID if only the
        DOI is another's, else kept apart, with a question for the curator.
        """
        bare = paper.model_copy(update={"doi": None})
        place = self._place(bare, names_of(bare)) if paper.doi and paper.pmid else None
        if place is not None and another_text(self._papers[place], bare) is None:
            return bare, place
        apart = _set_apart(paper)
        self._doubts.setdefault(
            f"{name} stands on two works, “{_short(self._papers[other])}” and “{_short(paper)}”; both were kept,"
            f" the second as {apart.key}: is its identifier right?"
        )
        return apart, self._place(apart, names_of(apart))

    def _is_kept_apart(self, paper: Paper) -> bool:
        """True for a paper that was kept apart from the work with its identifier, even if a third work has it by
        now."""
        place = self._with_key(_set_apart(paper).key)
        return place is not None and another_text(self._papers[place], paper) is None

    def _with_key(self, key: str) -> int | None:
        return next((place for place in self._names.places(f"key {key}") if self._papers[place].key == key), None)

    def _put(self, place: int, paper: Paper, names: Iterable[str], line: bytes | None = None) -> None:
        if place == len(self._papers):
            self._papers.append(paper, line)
            self._bare.append(0)
        else:
            self._papers.replace(place, paper)
        self._bare[place] = NO_TITLE if not paper.title else 0 if paper.abstract else NO_ABSTRACT
        as_told = () if not paper.doi or paper.doi.isascii() else (f"doi {paper.doi.casefold()}",)  # by notices
        self._names.note((*names, *as_told), place)
        (self._notices.add if tells(paper) else self._notices.discard)(place)

    def with_notices(self, notices: Iterable[Notice] = ()) -> Sequence[Paper]:
        """All papers with the status that notices give them, by a link or by the title they repeat; a status that is at
        least as grave is kept.
        """
        papers = self.papers
        said = statuses(papers, sorted(self._notices), notices)
        places = {
            place for name in said for kind in ("doi", "pmid") for place in self._names.places(f"{kind} {name}")
        }
        pairs = ((place, paper, with_status(paper, said)) for place in sorted(places) for paper in [papers[place]])
        return with_others(papers, {place: now for place, paper, now in pairs if now is not paper})

    def _merged(self, place: int, new: Paper) -> Paper:
        """One record from both: each fills the other's gaps; where both have a value, the held one wins unless
        the new one is preferred."""
        held = self._papers[place]
        if self._prefer is None and (field := another_text(held, new)):
            raise ConflictError(place, held, new, field)
        first, second = (new, held) if self._prefer == "new" else (held, new)
        values = {name: getattr(first, name) or getattr(second, name) for name in Paper.model_fields}
        if self._prefer is None:
            values["abstract"] = _fuller(held.abstract, new.abstract)
            values["title"] = _fuller(held.title, new.title) or ""
        dated = first if first.year else second
        values["month"] = dated.month or (second.month if second.year == dated.year else None)
        values["status"] = graver(held.status, new.status)
        said = held.filled or ()  # the origin of a filled-in field, as long as the field is there
        values["filled"] = (
            tuple(one for one in said if values.get(one.field) == getattr(held, one.field, None)) or None
        )
        _named(values, held)
        merged = Paper.model_construct(**values)
        if merged.key != held.key and self._of_another(merged) is not None:  # a work that was set apart stays so
            return merged.model_copy(update={name: getattr(held, name) for name in _IDENTIFIERS})
        return merged


def settled(
    joining: Joining, waiting: Sequence[tuple[int, Paper]]
) -> tuple[list[tuple[int, str | None]], list[tuple[int, ConflictError]]]:
    """Try papers in conflict again (each with its number) after everything else was taken in.

    Later papers may distinguish the two, and would do so at the next import; trying again makes every import end
    alike. Returns the numbers of the papers that were taken, with the result of ``Joining.add``, and of those
    still in conflict, in order.
    """
    taken: list[tuple[int, str | None]] = []
    for _ in range(_AGAIN):
        left: list[tuple[int, Paper]] = []
        refused: list[tuple[int, ConflictError]] = []
        for number, paper in waiting:
            try:
                taken.append((number, joining.add(paper)))
            except ConflictError as error:
                left.append((number, paper))
                refused.append((number, error))
        if len(left) == len(waiting):
            break
        waiting = left
    return taken, refused


def _set_apart(paper: Paper) -> Paper:
    """A paper whose identifier belongs to another work: it gets a key from its content, and its DOI is kept as
    an address."""
    changes = {
        "doi": None,
        "pmid": None,
        "source_id": derived_key(paper, whole=not paper.has_identifier),
        "url": paper.link,
    }
    return paper.model_copy(update=changes)


def _named(values: dict[str, Any], held: Paper) -> None:
    """A paper with a key from its content takes the new identifier; any other keeps its own."""
    source, derived = values.get("source_id"), str(values.get("source_id")).startswith(DERIVED)
    if source and (values.get("doi") or values.get("pmid")) and (derived or held.source_id is None):
        values["source_id"] = None


def _fuller(held: str | None, new: str | None) -> str | None:
    """Of two equal texts the held one, unless the new one continues it."""
    if not held or not new:
        return held or new
    before, after = len(folded(held)), len(folded(new))
    return new if after > before + _FULLER else held


def _short(paper: Paper) -> str:
    return " ".join((paper.title or paper.abstract or "").split())[:60]


def difference(held: str, new: str) -> str:
    """The difference of two texts word by word: "… the median was [-54.4-] {+45.4+} months …", cut to a readable
    size."""
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
    """Opcodes as in ``SequenceMatcher``, but equal beginnings and ends are skipped, and at most ``_COMPARED``
    words are compared; differences beyond are not reported.
    """
    first = _same(zip(before, after, strict=False))
    last = _same(zip(reversed(before[first:]), reversed(after[first:]), strict=False))
    old, new = (words[first : len(words) - last][:_COMPARED] for words in (before, after))
    yield "equal", 0, first, 0, first
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, i + first, j + first, k + first, m + first
    yield "equal", len(before) - last, len(before), len(after) - last, len(after)


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    """The number of equal pairs at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

"""How much of a question, word by word, is in the best paper and in the sentences shown. The outcome and the
warning about missing parts are decided from this.

A word counts as covered if it is there itself or under another name, if a word of similar meaning is there, or
if the paper is about it: what its title, its first sentence or a third of its sentences say need not be said
again.

A "row" has one credit (0..1) for each concept of the question; "places" are positions among its concepts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from index.finding.candidates import Candidate, Likely, ReadPaper, as_proper_name
from index.sentences.asking import has_figure, is_group, measured, measures
from index.sentences.measures import is_told, unit_missing
from index.sentences.quantities import bound_contradicted, bound_missing
from index.terms.attributes import HARM, Wanted, told, wanted
from index.terms.countries import nations
from index.terms.query import CLOSE, Concept, Query

HELD = 0.5  # with this credit or more, a paper or a sentence contains a concept
NEARLY = 0.8  # the most that a word of similar meaning counts; the word itself counts 1
ABOUT = 0.34  # a paper is about a concept if this share of its sentences contain it
OPENING = 0.8  # how far a paper is about a concept that only its first sentence contains
BEFORE = 0.8  # what the sentence before contains counts so much; a sentence's own words count 1
AS_GOOD = 0.7  # a word as similar as this means about the same ("doctor", "physician")
_OWN_FIGURES = frozenset({"percentage", "price"})  # that no other number stands for
FLOOR = 0.35  # a topic word counts at least this, even if it is common here

Row = tuple[float, ...]


@dataclass(frozen=True)
class Account:
    """A question, the best paper, and the sentences chosen from it (``shown``)."""

    query: Query
    reading: ReadPaper
    shown: tuple[Candidate, ...]

    @cached_property
    def lines(self) -> tuple[Likely, ...]:
        """The paper's sentences in the abstract's order."""
        return tuple(sorted(self.reading.sentences(), key=lambda one: one.line.number))

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The attributes that the question asks for."""
        return wanted(self.query.text)

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The places of the topic words, without those of an earlier question."""
        field = [i for i, one in enumerate(self.query.concepts) if one.telling == 1.0 and not one.carried]
        return tuple(i for i in field if not self.query.concepts[i].clipped) or tuple(field)

    @cached_property
    def topic(self) -> tuple[int, ...]:
        """The places of topic words that do not only name an attribute."""
        starts = [self.query.concepts[i].start for i in self.telling]
        return tuple(
            i for i, at in zip(self.telling, starts, strict=True) if not any(one.names(at) for one in self.wanted)
        )

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """The places of what must be said: the topic; if there is none, all topic words; if there are none, all
        concepts."""
        return self.topic or self.telling or tuple(range(len(self.query.concepts)))

    @cached_property
    def own(self) -> tuple[Row, ...]:
        """A row for every sentence: credits for the words themselves or other names."""
        return tuple(self._own(one) for one in self.lines)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The same rows, with less credit for words of similar meaning."""
        return tuple(self._nearly(own, one.credits) for own, one in zip(self.own, self.lines, strict=True))

    @cached_property
    def about(self) -> Row:
        """How far (0..1) the paper is about each concept."""
        named = self.reading.named_itself
        columns = list(zip(*self.own, strict=True)) or [()] * len(named)
        found = [max(name, _about(column)) for name, column in zip(named, columns, strict=True)]
        return tuple(max(one, OPENING * self._is_setting(i)) if one < HELD else one for i, one in enumerate(found))

    def _is_setting(self, i: int) -> bool:
        """True if the abstract has a concept only as a proper name that is no abbreviation: the place of a study, which
        the answer need not say again."""
        concept = self.query.concepts[i]
        if concept.telling < 1.0 or not concept.phrase[0].isalpha():
            return False
        lines = [one.line for one, own in zip(self.lines, self.own, strict=True) if own[i] >= HELD]
        return bool(lines) and all(map(partial(as_proper_name, concept=concept), lines))

    @cached_property
    def paper(self) -> Row:
        """The row of the whole paper, for the words themselves or other names."""
        return _most((*self.own, self.reading.named_itself))

    @cached_property
    def shown_itself(self) -> Row:
        """The row of the sentences shown, for the words themselves or other names."""
        return _most(tuple(map(self._own, self.shown)))

    @cached_property
    def said(self) -> Row:
        """The row of what is shown or what the paper is about, whichever is more."""
        return _most((self.shown_itself, self.about))

    @cached_property
    def unsaid(self) -> tuple[int, ...]:
        """The places of what must be said but is neither shown nor what the paper is about."""
        return tuple(i for i in self.counted if self.said[i] < HELD and not self._is_told(i))

    def _is_told(self, i: int) -> bool:
        """True for a word that names harm ("side effects"), where a shown sentence names one, and for one that says nothing."""
        asked = (one.attribute for one in self.wanted if one.names(self.query.concepts[i].start))
        return self.query.concepts[i].is_empty or any(
            one.name == HARM and any(one.names_in(shown.line.spelt) for shown in self.shown) for one in asked
        )

    @cached_property
    def groups_unsaid(self) -> tuple[int, ...]:
        """The places of groups of people or animals, of countries and languages, that the question names and that are not said; no similar
        word says them, but for a country one that is a name ("Beijing")."""
        concepts = self.query.concepts
        unsaid = (i for i, one in enumerate(concepts) if not one.carried and self.said[i] < HELD)
        return tuple(i for i in unsaid if is_group(concepts[i].words) or self._lacks_country(concepts[i]))

    def _lacks_country(self, named: Concept) -> bool:
        near = named.near(tuple(one for one in named.close if one.credit >= AS_GOOD * CLOSE))
        return named.words in nations() and not any(as_proper_name(one.line, near) for one in self.shown)

    @cached_property
    def excluded(self) -> tuple[int, ...]:
        """The places of words asked that the shown sentences lack while they have a word that excludes them."""
        shown = set[str]().union(*(one.line.held.terms for one in self.shown))
        return tuple(
            i
            for i in self.query.own
            if self.shown_itself[i] < HELD and not self.query.concepts[i].opposites.isdisjoint(shown)
        )

    def unsaid_worth(self, i: int) -> float:
        """The weight of a concept that is not said; less if a shown word has a similar meaning."""
        return self.worth(i) * (1.0 - self.nearest_shown(i))

    def is_name(self, i: int) -> bool:
        """True for a concept with a capital letter that does not begin the question."""
        start = self.query.concepts[i].start
        return start > 0 and self.query.text[start].isupper()

    def worth(self, i: int) -> float:
        """The weight of a concept; at least ``FLOOR`` for a topic word of the question itself."""
        concept = self.query.concepts[i]
        return max(FLOOR, concept.weight) if concept.telling == 1.0 and not concept.carried else concept.weight

    def share(self, row: Sequence[float]) -> float:
        """The share (0..1) of what must be said that a row contains; 1 if the question names nothing."""
        total = sum(self.worth(i) for i in self.counted)
        return sum(row[i] * self.worth(i) for i in self.counted) / total if total else 1.0

    @cached_property
    def measured(self) -> tuple[int, ...]:
        """The places of the things whose figure is asked for ("age" in "mean age", "success" in "success rate");
        none in a yes-or-no question."""
        text, concepts = self.query.text, self.query.concepts
        after, before = (set(), set()) if self.query.form.yes_no else (set(measured(text)), set(measures(text)))
        after = {self._head(start) for start in after}
        return tuple(
            i
            for i in self.telling
            if concepts[i].start in after or {concepts[i].end, concepts[i].end + 1} & before
        )

    def _head(self, start: int) -> int:
        """Where the thing measured begins: at the last topic word of a row of words from ``start`` ("hemoglobin" of "mean
        fetal hemoglobin"). A second word in -ed is a verb and ends the row ("how many sailors rested")."""
        head = at = start
        for one in self.query.concepts:
            if one.start == at:
                if at != start and one.words.endswith("ed"):
                    break
                head = at if one.telling == 1.0 else head
                at = one.end + 1
        return head

    @cached_property
    def focus(self) -> tuple[Candidate, ...]:
        """The shown sentences that have a word of what must be said, or state what is asked for (all, if none does): a figure's time point, dose or kind has to
        stand there."""
        asked = self._told
        found = tuple(
            one
            for one in self.shown
            if any(self._own(one)[i] >= HELD for i in self.counted)
            or any(kind.attribute.names_in(one.line.spelt) for kind in asked)
        )
        return found or self.shown

    @cached_property
    def unmeasured(self) -> tuple[int, ...]:
        """The places in ``measured`` for which no shown sentence has both the word and a figure that is not in
        the question; where a percentage or a price is asked for, a share or a sum."""
        kinds = [one.attribute for one in self.wanted if one.attribute.name in _OWN_FIGURES]
        shown = [
            one
            for one in self.shown
            if (has_figure(one.line.text, self.query.text) or is_told(one.line.text))
            and all(kind.stands_in(one.line.spelt) for kind in kinds)
        ]
        return tuple(i for i in self.measured if not any(one.credits[i] >= HELD for one in shown))

    @cached_property
    def unit_missing(self) -> str:
        """The unit in which a figure is asked for, if no shown sentence has it; else ""."""
        return unit_missing(self.query.text, " ".join(one.line.text for one in self.shown))

    @cached_property
    def bound_missing(self) -> str:
        """The cut-off that is asked about, if no shown sentence has it; else "". In a yes-or-no question another number may be the answer; there it counts
        as missing only if a sentence has it the other way round ("before 34", "≥ 34"), or if it is one of people ("women over 60") that no sentence has."""
        text, shown = self.query.text, " ".join(one.line.text for one in self.shown)
        if not self.query.form.yes_no:
            return bound_missing(text, shown)
        whole = " ".join(one.line.text for one in self.lines)
        return bound_contradicted(text, shown) or bound_missing(text, whole, of_persons=True)

    def nearest_shown(self, i: int) -> float:
        """How similar (0..1) the most similar shown word is to a concept that is not shown itself."""
        close = (one.line.held.close(self.query.concepts[i]) for one in self.shown)
        return max((one.credit / CLOSE for one in close if one), default=0.0)

    @cached_property
    def complete(self) -> Row:
        """For every sentence, the share (0..1) of what must be said that is in it, in the sentence before, or in
        what the paper is about."""
        before = ((0.0,) * len(self.about), *self.rows)
        about = [(i, self.about[i], self.worth(i)) for i in self.counted]
        total = sum(worth for _, _, worth in about)
        return tuple(
            sum(max(row[i], near, BEFORE * last[i]) * worth for i, near, worth in about) / total if total else 1.0
            for row, last in zip(self.rows, before[:-1], strict=True)
        )

    @cached_property
    def stated(self) -> float:
        """The best, over all sentences, of: the share of the attributes asked for that the sentence states, times its share in ``complete``. Sentences with the
        greatest shares are looked at first, the others only if they could still have more.
        """
        most = 0.0
        for whole, line in sorted(zip(self.complete, self.lines, strict=True), key=lambda pair: -pair[0]):
            if whole <= most:
                break
            most = max(most, whole * self.stated_in(line))
        return most

    def stated_in(self, candidate: Candidate | Likely) -> float:
        """The share (0..1) of the attributes asked for that a sentence states; general ones count only if there
        are no others, and it is 1 if there are none."""
        asked = self._told
        return sum(one.attribute.names_in(candidate.line.spelt) for one in asked) / len(asked) if asked else 1.0

    @cached_property
    def _told(self) -> tuple[Wanted, ...]:
        return told(self.wanted)

    def _own(self, candidate: Candidate | Likely) -> Row:
        held = candidate.line.held
        pairs = zip(candidate.credits, self.query.concepts, strict=True)
        return tuple(0.0 if not credit or held.close(concept) else credit for credit, concept in pairs)

    @staticmethod
    def _nearly(own: Row, credits: Row) -> Row:
        return tuple(held or NEARLY * credit / CLOSE for held, credit in zip(own, credits, strict=True))


def _about(column: Sequence[float]) -> float:
    """How far (0..1) a paper is about a concept, from its credit in each sentence, in order."""
    if not column:
        return 0.0
    share = sum(credit >= HELD for credit in column) / len(column)
    return 1.0 if share >= ABOUT else OPENING * (column[0] >= HELD)


def _most(rows: Sequence[Row]) -> Row:
    return tuple(map(max, zip(*rows, strict=True)))


def account_of(readings: Sequence[ReadPaper], chosen: Sequence[Candidate], query: Query) -> Account:
    """The account of the paper of the first chosen sentence. ``chosen`` must not be empty."""
    reading = next(one for one in readings if one.paper == chosen[0].paper)
    return Account(query, reading, tuple(one for one in chosen if one.paper == reading.paper))

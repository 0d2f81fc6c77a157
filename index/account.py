"""What the best paper, and what is shown of it, holds of a question, word by word: the ground of decision and hedge.

A word is held by itself (or under another name), by a word that only stands near it, or because the paper is about
it: what its title names, what a third of its sentences or its first one say, need not be said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.asking import has_figure, is_group, measured, measures
from index.attributes import Wanted, told, wanted
from index.candidates import Candidate, Reading
from index.quantities import bound_missing, unit_missing
from index.query import CLOSE, Concept, Query

HELD = 0.5  # from this credit on a paper or a sentence holds a concept
NEARLY = 0.8  # what the nearest word there can be counts beside the word itself
ABOUT = 0.34  # a paper is about what this share of its sentences say
OPENING = 0.8  # what its first sentence says counts so much as what it is about
BEFORE = 0.8  # what the sentence before says counts so much beside what a sentence says itself
AS_GOOD = 0.7  # a word as near as this says about the same ("doctor", "physician")
FLOOR = 0.35  # no word of the field counts less than this, however common it is here

CLIPPED = 4  # letters: an unknown word as short in small letters is a short cut or a slip ("w", "dz")

Row = tuple[float, ...]


@dataclass(frozen=True)
class Account:
    """One question, the best paper, and the sentences chosen from it (``shown``)."""

    query: Query
    reading: Reading
    shown: tuple[Candidate, ...]

    @cached_property
    def lines(self) -> tuple[Candidate, ...]:
        """The paper's sentences in order."""
        return tuple(sorted(self.reading.candidates, key=lambda one: one.line.number))

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The attributes that are asked for."""
        return wanted(self.query.text)

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The places of the concepts that are words of the field, an earlier turn's aside."""
        field = [i for i, one in enumerate(self.query.concepts) if one.telling == 1.0 and not one.carried]
        whole = tuple(i for i in field if not self._clipped(self.query.concepts[i]))
        return whole or tuple(field)

    def _clipped(self, concept: Concept) -> bool:
        """True for a short word in small letters that nobody here writes: a short cut or a slip, which names nothing."""
        written = self.query.text[concept.start : concept.start + len(concept.words)]
        return not concept.written and len(written) <= CLIPPED and written.islower() and written.isalpha()

    @cached_property
    def topic(self) -> tuple[int, ...]:
        """Those of them that do not only name the attribute."""
        starts = [self.query.concepts[i].start for i in self.telling]
        return tuple(
            i for i, at in zip(self.telling, starts, strict=True) if not any(one.names(at) for one in self.wanted)
        )

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """The places of what must be said: the topic, or where there is none whatever was named."""
        return self.topic or self.telling or tuple(range(len(self.query.concepts)))

    @cached_property
    def own(self) -> tuple[Row, ...]:
        """For every sentence what it holds of each concept by itself or under another name."""
        return tuple(self._own(one) for one in self.lines)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The same with words that only stand near."""
        return tuple(self._nearly(own, one.credits) for own, one in zip(self.own, self.lines, strict=True))

    @cached_property
    def about(self) -> Row:
        """How far the paper is about each concept."""
        named = self.reading.named_itself
        columns = list(zip(*self.own, strict=True)) or [()] * len(named)
        return tuple(max(name, _about(column)) for name, column in zip(named, columns, strict=True))

    @cached_property
    def paper(self) -> Row:
        """What the whole paper holds of each concept by itself or under another name."""
        return _most((*self.own, self.reading.named_itself))

    @cached_property
    def shown_itself(self) -> Row:
        """What is shown of each concept by itself or under another name."""
        return _most(tuple(map(self._own, self.shown)))

    @cached_property
    def said(self) -> Row:
        """The same, or what the paper is about."""
        return _most((self.shown_itself, self.about))

    @cached_property
    def unsaid(self) -> tuple[int, ...]:
        """The places of what must be said and is not."""
        return tuple(i for i in self.counted if self.said[i] < HELD)

    @cached_property
    def groups_unsaid(self) -> tuple[int, ...]:
        """The places of groups of people or animals that are asked about and not said, whatever stands near them."""
        concepts = self.query.concepts
        return tuple(
            i for i, one in enumerate(concepts) if not one.carried and self.said[i] < HELD and is_group(one.words)
        )

    def unsaid_worth(self, i: int) -> float:
        """What a concept counts that is not said: the less, the nearer a shown word stands to it."""
        return self.worth(i) * (1.0 - self.nearest_shown(i))

    def is_name(self, i: int) -> bool:
        """True for a word with a capital inside the question."""
        start = self.query.concepts[i].start
        return start > 0 and self.query.text[start].isupper()

    def worth(self, i: int) -> float:
        """What a concept counts."""
        concept = self.query.concepts[i]
        return max(FLOOR, concept.weight) if concept.telling == 1.0 and not concept.carried else concept.weight

    def share(self, row: Sequence[float]) -> float:
        """What a row holds of what must be said, 0 to 1; 1 where nothing was named."""
        total = sum(self.worth(i) for i in self.counted)
        return sum(row[i] * self.worth(i) for i in self.counted) / total if total else 1.0

    @cached_property
    def measured(self) -> tuple[int, ...]:
        """The places of what a figure is asked of: "age" in "mean age", "success" in "success rate"; none in a question for yes or no."""
        text, concepts = self.query.text, self.query.concepts
        after, before = (set(), set()) if self.query.form.yes_no else (set(measured(text)), set(measures(text)))
        return tuple(
            i
            for i in self.telling
            if concepts[i].start in after or {concepts[i].end, concepts[i].end + 1} & before
        )

    @cached_property
    def unmeasured(self) -> tuple[int, ...]:
        """Those of them that no shown sentence holds together with a figure the question does not give."""
        shown = [one for one in self.shown if has_figure(one.line.text, self.query.text)]
        return tuple(i for i in self.measured if not any(one.credits[i] >= HELD for one in shown))

    @cached_property
    def unit_missing(self) -> str:
        """The unit a figure is asked for in, where no shown sentence has it; "" otherwise."""
        return unit_missing(self.query.text, " ".join(one.line.text for one in self.shown))

    @cached_property
    def bound_missing(self) -> str:
        """The cut-off that is asked about, where no shown sentence has it; "" otherwise and in a question for yes or no, whose answer may be another number."""
        return (
            ""
            if self.query.form.yes_no
            else bound_missing(self.query.text, " ".join(one.line.text for one in self.shown))
        )

    def nearest_shown(self, i: int) -> float:
        """How near (0..1) a word of the shown sentences stands to a concept they do not hold themselves."""
        close = (one.line.held.close(self.query.concepts[i]) for one in self.shown)
        return max((one.credit / CLOSE for one in close if one), default=0.0)

    @cached_property
    def complete(self) -> Row:
        """For every sentence the share of what must be said that stands in it, in the one before, or is what the paper is about."""
        before = ((0.0,) * len(self.about), *self.rows)
        return tuple(
            self.share(
                [max(now, about, BEFORE * then) for now, about, then in zip(row, self.about, last, strict=True)]
            )
            for row, last in zip(self.rows, before[:-1], strict=True)
        )

    @cached_property
    def states(self) -> Row:
        """For every sentence the share of the attributes asked for that it states; 1 where none was asked for."""
        return tuple(self.stated_in(one) for one in self.lines)

    def stated_in(self, candidate: Candidate) -> float:
        """The share of the attributes asked for that a sentence states, the general ones only where there is no other."""
        asked = told(self.wanted)
        return sum(one.attribute.names_in(candidate.line.text) for one in asked) / len(asked) if asked else 1.0

    def _own(self, candidate: Candidate) -> Row:
        held = candidate.line.held
        pairs = zip(candidate.credits, self.query.concepts, strict=True)
        return tuple(0.0 if not credit or held.close(concept) else credit for credit, concept in pairs)

    @staticmethod
    def _nearly(own: Row, credits: Row) -> Row:
        return tuple(held or NEARLY * credit / CLOSE for held, credit in zip(own, credits, strict=True))


def _about(column: Sequence[float]) -> float:
    """How far a paper is about what its sentences hold so much of, in order."""
    if not column:
        return 0.0
    share = sum(credit >= HELD for credit in column) / len(column)
    return 1.0 if share >= ABOUT else OPENING * (column[0] >= HELD)


def _most(rows: Sequence[Row]) -> Row:
    return tuple(map(max, zip(*rows, strict=True)))


def account_of(readings: Sequence[Reading], chosen: Sequence[Candidate], query: Query) -> Account:
    """The account of what was chosen, at least one sentence."""
    reading = next(one for one in readings if one.paper == chosen[0].paper)
    return Account(query, reading, tuple(one for one in chosen if one.paper == reading.paper))

"""Reads a question by all its words at once, where its phrases leave words over: for an operation, a field and a direction every word is weighed. The weights
stand in ``fitted.tsv``; ``python -m tests.quality.learn_reading`` writes it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple, Protocol

from bot.assistant.fields import MEASURES
from bot.assistant.reading.frame import Frame, Said, Tagged
from bot.assistant.reading.hearing import Heard
from bot.assistant.reading.lexicon import Lexicon
from bot.models import Ask, End
from corpus.patterns import late
from index.models import Standing

NAME = "fitted.tsv"
HEADS = ("operation", "field", "direction")
_EACH = range(len(HEADS))
CONTENT = "content"  # the operation of a question that only abstracts can answer
WORD = "word "  # how the mark of a word begins
COUNTED = 3  # words that are told, of those that counted most
HUNDREDTHS = 100  # as which weights stand in the table
_MANY = 4  # further unknown words are not told apart
_STEP, _LONG = 3, 5  # a question's length is told in steps of three words, at most five
_REACH = 3  # words behind "longest" among which a paper may be named as what is
# Neither a reason nor who employs or pays an author stands in a record.
_WHY = late(r"\b(?:why|how come|what (?:makes|made)|employ(?:s|ed|ers?)?|paid by|biased)\b")
_STUDIED = frozenset("patient patients people case cases participant participants follow".split())
_MEASURE_OF = {measure.field: name for name, measure in MEASURES.items()}

_Weights = Sequence[Sequence[tuple[int, float]]]  # of a mark: for each head its labels, each with its weight
Label = tuple[str, str, str]  # what is asked: the operation, the field, and "high", "low" or ""


class Known(Protocol):
    """What is known of a word: see ``index.library.LibraryIndex``."""

    def is_word(self, word: str) -> bool:
        """True if a word is a real word and not a spelling mistake."""

    def standing(self, word: str) -> Standing:
        """Whether a paper has the word, and whether it is everyday or written elsewhere."""

    def term(self, word: str) -> str:
        """The form of a word that is compared with others (its stem)."""


class Read(NamedTuple):
    """What a question was read as: the label, how sure that is (0 to 1), and the words that counted most for it."""

    label: Label
    sure: float
    counted: tuple[str, ...] = ()


def tokens(heard: Heard, known: Known) -> list[tuple[str, int]]:
    """The words of a question as terms, each with its place; names, filters, years and numbers as ``<person>``,
    ``<chosen>``, ``<year>`` and ``<number>``. Words that stand together for one thing are one.
    """
    persons = {i for one in heard.people for i in range(one.start, one.end)}
    chosen = heard.space.taken - heard.end_places
    found: list[tuple[str, int]] = []
    for at, word in enumerate(heard.space.words):
        if at in persons:
            token = "<person>"
        elif word.isdigit():
            token = "<year>" if len(word) == 4 and word[:2] in ("19", "20") else "<number>"
        else:
            token = "<chosen>" if at in chosen else known.term(word) or word
        if not (found and token == found[-1][0] and token in ("<person>", "<chosen>")):
            found.append((token, at))
    return found


def marks(heard: Heard, frame: Frame, words: Collection[str], known: Known) -> dict[str, frozenset[int]]:
    """The marks by which a question is read, each with the places of its words: its words (those that are not among ``words`` only as known to the library,
    ordinary or strange), the lexicon's tags and phrases, filters and people, and what its phrases alone were read as.
    """
    found: dict[str, set[int]] = {}
    told, unknown = tokens(heard, known), 0
    for token, at in told:
        if token not in words and token[0] != "<":
            token = _kind(heard.space.words[at], known)
            unknown += token != "<strange>"
        found.setdefault(WORD + token, set()).add(at)
    tags = _tags(heard)
    for tag, places in tags.places.items():
        found.setdefault(f"tag {tag}", set()).update(places)
    for name in (
        f"unknown {min(unknown, _MANY)}",
        f"long {min(len(told) // _STEP, _LONG)}",
        *_heard(heard),
        *_before(frame),
    ):
        found.setdefault(name, set())
    return {mark: frozenset(places) for mark, places in found.items()}


def _kind(word: str, known: Known) -> str:
    return "<held>" if known.standing(word).held else "<ordinary>" if known.is_word(word) else "<strange>"


def _tags(heard: Heard) -> Tagged:
    space = heard.space
    free = {i for i in range(len(space.words)) if i not in space.taken or i in heard.end_places}
    return Tagged(space.words, free, space.lexicon)


def _heard(heard: Heard) -> Iterator[str]:
    """The marks of the lexicon's phrases, filters and people in a question."""
    for kind, names in (
        ("phrase", heard.operations),
        ("field", heard.fields),
        ("who", heard.about),
        ("role", heard.roles),
        ("filter", [one.kind for one in heard.filters]),
    ):
        yield from (f"{kind} {name}" for name in names)
    if heard.fields:
        yield "field strong" if heard.strong else "field weak"
    for end in heard.ends:
        yield f"end {end.measure} {end.high}"
        yield f"end {end.high}"
    yield f"people {min(len(heard.people), 2)}"


def _before(frame: Frame) -> Iterator[str]:
    """The marks of what the phrases alone were read as."""
    ask, over = frame.ask, "over " if frame.leftover else ""
    yield f"{over}asks {ask.op}"
    yield from (f"{over}asks {field}" for field in ask.fields)
    yield from (f"{over}asks {end.measure} {end.high}" for end in ask.ends)
    if ask.by:
        yield f"{over}asks {ask.op} {ask.by}"
    if ask.op in ("sort", "compare"):
        yield f"{over}asks {ask.high}"


class Fitted:
    """The weights of ``fitted.tsv``: each line is a mark, with its weight in hundredths for each label of the three decisions."""

    def __init__(self, content: str) -> None:
        lines = [line.partition("\t") for line in content.splitlines() if line and not line.startswith("#")]
        rows = {name: rest for name, _, rest in lines}
        self._labels = [rows.pop(head).split("\t") for head in HEADS]
        self._content = self._labels[0].index(CONTENT)
        labels = (one.split("|") for one in rows.pop("labels").split("\t"))
        self.labels: Sequence[Label] = [(op, field, direction) for op, field, direction in labels]
        self.explains = frozenset(rows.pop("explains").split("\t"))
        self._places = [
            [(at, self._labels[at].index(one[at])) for at in _EACH[: 1 if one[0] == CONTENT else None]]
            for one in self.labels
        ]
        self._rows, self._weights = rows, dict[str, _Weights]()

    @cached_property
    def words(self) -> frozenset[str]:
        """The terms of words that have a weight of their own."""
        return frozenset(mark.removeprefix(WORD) for mark in self._rows if mark.startswith(WORD))

    def read(self, found: Mapping[str, frozenset[int]], words: Sequence[str]) -> Read | None:
        """The likeliest label for the marks found in a question, and which of its words counted most for it; None if only
        abstracts can answer."""
        weights = [self._of(mark) for mark in ("", *found)]
        operations = self._scores(0, weights)
        of_content = operations[self._content]
        if all(score < of_content for at, score in enumerate(operations) if at != self._content):
            return None  # with its field and direction no operation is likelier than without
        chances = [_chances(operations), *(_chances(self._scores(head, weights)) for head in _EACH[1:])]
        joint = [math.prod([chances[head][at] for head, at in places]) for places in self._places]
        best = max(range(len(joint)), key=joint.__getitem__)
        meant, sure = self.labels[best], joint[best] / (sum(joint) or 1.0)
        return None if meant[0] == CONTENT else Read(meant, sure, self._counted(meant, found, words))

    def _scores(self, head: int, weights: Iterable[_Weights]) -> list[float]:
        """The score of each label of a head, from the weights of all marks."""
        scores = [0.0] * len(self._labels[head])
        for own in weights:
            for label, weight in own[head]:
                scores[label] += weight
        return scores

    def _of(self, mark: str) -> _Weights:
        """The weights of a mark; its line is read when it is first needed."""
        if mark not in self._weights:
            parts = [part.split(":") for part in self._rows.get(mark, "").split("\t") if part]
            heads = [
                [(int(b), int(weight) / HUNDREDTHS) for a, b, weight in parts if int(a) == head] for head in _EACH
            ]
            self._weights[mark] = heads
        return self._weights[mark]

    def _counted(self, label: Label, found: Mapping[str, frozenset[int]], words: Sequence[str]) -> tuple[str, ...]:
        """The words whose marks speak most for a label, the strongest first."""
        wanted = {(head, self._labels[head].index(label[head])) for head in _EACH if label[head]}
        weights: dict[int, float] = {}
        for mark, places in found.items():
            rows = self._of(mark)
            weight = sum(w for head, own in enumerate(rows) for label, w in own if (head, label) in wanted)
            weight -= sum(w for label, w in rows[0] if label == self._content)
            for place in places:
                weights[place] = weights.get(place, 0.0) + weight / len(places)
        best = sorted((at for at, weight in weights.items() if weight > 0), key=lambda at: (-weights[at], at))
        return tuple(dict.fromkeys(words[at] for at in best))[:COUNTED]


def _chances(scores: Sequence[float]) -> dict[int, float]:
    most = max(scores)
    parts = [math.exp(score - most) for score in scores]
    whole = sum(parts)
    return {i: part / whole for i, part in enumerate(parts)}


@cache
def load() -> Fitted:
    """The weights that come with Marrow."""
    return Fitted((files("bot.assistant.reading") / NAME).read_text("utf-8"))


def label_of(ask: Ask) -> Label | None:
    """The label of what is asked; None for what has no label (a table, or nothing at all)."""
    op, high = ask.op, "high" if ask.high else "low"
    if op in ("list", "count"):
        return op, "", ""
    if op in ("value", "absent", "issue") and ask.fields:
        return op, ask.fields[0], ""
    if op == "extreme":
        return op, _field_of(ask.ends[0].measure), "high" if ask.ends[0].high else "low"
    if op in ("sort", "compare"):
        return op, _field_of(ask.by), high
    if op == "per":
        end = ("high" if ask.ends[0].high else "low") if ask.ends else ""
        return op, f"{ask.by} {ask.fields[0]}" if ask.fields else ask.by, end
    return (op, _field_of(ask.by), "") if op in ("sum", "mean", "median", "who") else None


def _field_of(measure: str) -> str:
    """The field that a measure is of ("citations": "number of citations"), which a label names for all operations."""
    return MEASURES[measure].field if measure in MEASURES else measure


def ask_of(label: Label, heard: Heard, before: Ask) -> Ask:
    """What a label asks, with further details from the question: how many papers of an end, other fields. ``before`` is what the phrases ask; it stays if it
    has the same label.
    """
    op, field, direction = label
    if label_of(before) == label:
        return before
    if op in ("value", "absent", "issue"):
        told = tuple(name for name in heard.fields if name not in heard.space.lexicon.absent)
        return Ask(op=op, fields=told if op == "value" and field in told else (field,))
    measure = _MEASURE_OF.get(field, field)
    if op == "extreme":
        return Ask(op=op, ends=(_end(measure, direction == "high", heard),))
    if op in ("sort", "compare"):
        return Ask(op=op, by=measure, high=direction == "high")
    if op == "per":
        by, _, summed = field.partition(" ")
        ends = (End(measure="papers", high=direction == "high"),) if direction else ()
        return Ask(op=op, by=by, fields=(summed,) if summed else (), ends=ends)
    return Ask(op=op, by=measure)


def _end(measure: str, high: bool, heard: Heard) -> End:
    """The end of a measure, with the number of papers or the place that the question asks for."""
    if same := [end for end in heard.ends if end.high == high]:
        return same[0].model_copy(update={"measure": measure})
    tags = _tags(heard)
    said = Said(tags, heard.space.lexicon)
    numbers, ranks = ([tags.words[place] for place in sorted(tags.of(name))] for name in ("number", "rank"))
    number = next(map(said.numbers.get, numbers), None)
    rank = next((said.ranks[word] for word in ranks), 1)
    return End(measure=measure, high=high, top=number, rank=rank)


def asks_of_studies(ask: Ask, heard: Heard, frame: Frame, known: Known, lexicon: Lexicon) -> bool:
    """True if a question read as ``ask`` wants what only abstracts tell: a reason, an attribute of a paper that it names ("Rades 2024: which dose?"), or an end
    of something studied ("the longest survival").
    """

    def studied(word: str) -> bool:
        standing = known.standing(word)
        told = standing.held and not standing.everyday and word not in lexicon.vocabulary
        return told or word in lexicon.attributes | _STUDIED

    if _WHY.search(heard.space.plain.text) or (ask.op == "count" and lexicon.attributes & {*frame.leftover}):
        return True  # "how many papers reported recurrence"
    words = heard.space.words
    of_some = bool(heard.people or heard.filters) and "about" not in heard.roles
    if of_some and ask.op in ("list", "count", "per", "who"):
        named = lexicon.nouns & set(words) - {"etal"} and ask.op != "per"
        return not named and any(map(studied, frame.leftover))
    ends = {"extreme": heard.end_places, "compare": _tags(heard).of("degree", "lower")}.get(ask.op, ())
    behind = (words[at + 1 : at + 1 + _REACH] for at in ends)
    return any(some and studied(some[0]) and not lexicon.nouns & set(some) for some in behind)

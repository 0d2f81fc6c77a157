"""Fits how a question is read by all its words: ``python -m tests.quality.learn_reading`` prints figures and writes
``bot/assistant/reading/fitted.tsv``.

A question told again asks what its original asks, and every original here is read right by the lexicon's phrases: so its
label costs nothing. Questions that only abstracts can answer are of the class "content". Only lines that may be read are
used. The figures are of questions left out with all their tellings, and of libraries left out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.assistant.conversing import without_opening
from bot.assistant.framing import Framing
from bot.assistant.reading import fitted, lexicon
from bot.assistant.reading.fitted import CONTENT, HEADS, Label, label_of, marks, tokens
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.hearing import Heard, Hearing
from bot.assistant.reading.words import LONGEST, Workspace, plain
from bot.models import Ask, Context
from index.library import LibraryIndex
from index.options import read_options
from tests.bot.assistant.records.libraries import content_questions
from tests.quality import sets
from tests.quality.understanding import SETS, assistant, lines, record

READ = (("look", "all"), ("second", "odd"), ("third", "odd"), ("fourth", "odd"))  # what may be read of each set
AFRESH = ("fifth", "odd")  # a set of which only the questions that are read right are used, and nothing else of it
FILE = Path(fitted.__file__).with_name(fitted.NAME)
RIDGE, STEPS, MEMORY, ENOUGH = 0.5, 150, 8, 1e-6
SEEN = 2  # questions, and libraries, in which a word must be asked to have a weight of its own; marks likewise
LEAST = 3  # hundredths: smaller weights are left out
ELSEWHERE = ("harbour", "literacy", "skin", "freight", "orchard")  # libraries of other fields
OFTEN = 4  # questions told again in which a word must be used for asking to be known as one
NAMES = 0.1  # a word of asking names something in so few of its uses
FOLDS = 5
SURE = (0.5, 0.6, 0.7, 0.8, 0.9)
NONE: Label = (CONTENT, "", "")

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


class Example(NamedTuple):
    """A question as it was heard, with its label; ``group``: the question it tells again; ``name``: words that name papers."""

    group: str
    library: str
    label: Label
    heard: Heard
    frame: Frame
    told: bool
    name: frozenset[str]


class Weights(NamedTuple):
    """Fitted weights: the words that have their own, the marks in order, and for each head its labels and weights."""

    words: frozenset[str]
    marks: Sequence[str]
    labels: Sequence[Sequence[str]]
    weights: Sequence[Floats]
    legal: Sequence[Label]


@cache
def index_of(name: str, own: bool) -> LibraryIndex:
    """The index of a library: one of the sets in people's own words, or one of those on understanding."""
    corpus = sets.library(name) if own else assistant(name).corpus
    assert corpus is not None, "the public retrieval data is not beside the repository"
    return LibraryIndex.build(corpus)


@cache
def _framing(name: str, own: bool) -> tuple[Framing, Hearing]:
    return Framing(index_of(name, own)), Hearing(lexicon.load())


def heard(question: str, name: str, own: bool = False) -> tuple[Heard, Frame] | None:
    """What a question alone contains, and its frame by the lexicon's phrases; None if it is too long to be one."""
    return asyncio.run(_heard(question, *_framing(name, own), index_of(name, own)))


async def _heard(
    question: str, framing: Framing, hearing: Hearing, index: LibraryIndex
) -> tuple[Heard, Frame] | None:
    _, english = await framing.in_english(question)
    bare, _ = read_options(without_opening(framing.written_out(english or question)))
    library, _ = await framing.library(bare, Context())
    frame = framing.frame(bare, library, Context())
    space = Workspace(plain(bare, framing.lexicon, index.is_word), framing.lexicon)
    if not 0 < len(space.words) + len(space.plain.links) <= LONGEST:
        return None
    return hearing.heard(space, library.papers, library.people, index.is_word), frame


def originals() -> Iterator[tuple[str, dict[str, Any]]]:
    """The questions that may be read, with the names under which they are told again."""
    for half, only in READ:
        yield from ((f"{half}-{line['id']}", line) for line in lines(half, "records", only))
    half, only = AFRESH
    yield from ((f"{half}-{line['id']}", line) for line in lines(half, "records", only) if _read_right(line))


def _read_right(line: dict[str, Any]) -> bool:
    """True if a question is answered right, and by its phrases asks what it was meant to."""
    found = heard(line["question"], line["library"])
    meant = found is not None and (line["by"] == "content" or (found[1].ask.op or "list") == line["op"])
    return meant and asyncio.run(record(line)).right


def retold() -> Iterator[tuple[str, dict[str, Any]]]:
    """The tellings that may be read, with the names of the questions they tell again."""
    further = [json.loads(line) for line in (SETS / "retold" / "training.jsonl").read_text("utf-8").splitlines()]
    for line in (*lines("retold", "records", "odd"), *further):
        yield line["id"].rpartition("-")[0], line


def examples() -> list[Example]:
    """All questions that may be fitted on."""
    read = {
        name: (line, found) for name, line in originals() if (found := heard(line["question"], line["library"]))
    }
    labels = {name: _label(line, frame) for name, (line, (_, frame)) in read.items()}
    again = [
        (name, line, found)
        for name, line in retold()
        if name in read and (found := heard(line["question"], line["library"]))
    ]
    told = {name for name, _, _ in again}
    rows = [
        Example(name, line["library"], label, *found, name in told, _names(read[name][1][1]))
        for name, line, found in (*((name, *row) for name, row in read.items()), *again)
        if (label := labels[name])
    ]
    return [*rows, *_of_content(), *_turns()]


def _names(frame: Frame) -> frozenset[str]:
    return frozenset((*frame.name, *frame.leftover))


def _label(line: dict[str, Any], frame: Frame) -> Label | None:
    """The label of an original: what its frame asks, which is right, since it is answered right; None if that is unclear."""
    ask = frame.ask if frame.ask.op else Ask(op="list")
    if line["by"] == "content":
        return (None if ask.op in ("list", "absent") else NONE) if not frame.leftover and frame.ask.op else NONE
    if line["op"] in ("value", "when") and ask.op in ("per", "compare"):
        return None  # read as a group of one paper
    return label_of(ask)


def _of_content() -> Iterator[Example]:
    """Questions about content, near misses and questions without a topic, each a group of its own: asked of their library,
    and of another, whose papers do not have their words.
    """
    asked = [
        (asked.question, name, True)
        for name in (*sets.own_sets(), "nine", "other")
        for asked in (sets.questions(name, "look") if sets.library(name) else ())
        if asked.kind not in ("record", "issue", "several", "summary", "help")
    ]
    asked += [(question, "nine", False) for question in content_questions("content.txt")]
    for at, (question, name, own) in enumerate(asked):
        for library, beside in ((name, own), (ELSEWHERE[at % len(ELSEWHERE)], False)):
            if found := heard(question, library, beside):
                yield Example(question, library, NONE, *found, False, frozenset())


def _turns() -> Iterator[Example]:
    """Turns of conversations that ask the abstracts, and questions without a topic."""
    for half, only in READ:
        turns = [
            (line, turn["say"])
            for line in lines(half, "conversations", only)
            for turn in line["turns"]
            if turn["means"] in ("new", "follow")
        ]
        turns += [(line, line["question"]) for line in lines(half, "topicless", only)]
        for line, say in turns:
            found = heard(say, line["library"])
            if (
                found
                and (found[1].leftover or found[1].finding or not found[1].ask.op)
                and not found[1].chooses_papers
            ):
                yield Example(f"{half}-{line['id']}", line["library"], NONE, *found, False, frozenset())


def _spread(pairs: Collection[tuple[str, Example]], most: int = SEEN) -> frozenset[str]:
    """The names that stand beside questions of enough groups (``most``) and libraries."""
    groups, libraries = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for name, one in pairs:
        groups[name].add(one.group)
        libraries[name].add(one.library)
    return frozenset(name for name in groups if len(groups[name]) >= most and len(libraries[name]) >= SEEN)


class Table:
    """The marks of examples as a matrix, and the fits to some of its rows."""

    def __init__(self, rows: Sequence[Example]) -> None:
        self.rows = rows
        own = {*sets.own_sets(), "other"}
        self._known = [index_of(row.library, row.library in own) for row in rows]
        self._tokens = [
            [token for token, _ in tokens(row.heard, known)] for row, known in zip(rows, self._known, strict=True)
        ]

    def fit(self, train: Sequence[int]) -> tuple[Weights, Floats]:
        """The weights fitted to some rows, and the matrix of all rows."""
        words = _spread([(token, self.rows[at]) for at in train for token in self._tokens[at]])
        found = [
            marks(row.heard, row.frame, words, known) for row, known in zip(self.rows, self._known, strict=True)
        ]
        counts = Counter(mark for at in train for mark in found[at])
        kept = ("", *sorted(mark for mark, count in counts.items() if count >= SEEN))
        place = {mark: at for at, mark in enumerate(kept)}
        x = np.zeros((len(self.rows), len(kept)), np.float32)
        x[:, 0] = 1
        for at, row in enumerate(found):
            x[at, [place[mark] for mark in row if mark in place]] = 1
        labels, weights = [], []
        for head in range(len(HEADS)):
            used = [at for at in train if head == 0 or self.rows[at].label != NONE]
            names = sorted({self.rows[at].label[head] for at in used})
            labels.append(names)
            weights.append(
                fit(x[used], np.array([names.index(self.rows[at].label[head]) for at in used]), len(names))
            )
        legal = sorted({self.rows[at].label for at in train})
        return Weights(words, kept, labels, weights, legal), x

    def explaining(self) -> list[str]:
        """The terms that ask for nothing and name nothing: words of tellings that their originals do not have as names."""
        uses, names = list[tuple[str, Example]](), Counter[str]()
        for row, row_tokens, known in zip(self.rows, self._tokens, self._known, strict=True):
            named = {known.term(word) for word in row.name} if row.told and row.label != NONE else set()
            uses += [(token, row) for token in row_tokens if row.told and row.label != NONE and token[0] != "<"]
            names.update(token for token in row_tokens if token in named)
        counts, spread = Counter(token for token, _ in uses), _spread(uses, OFTEN)
        return sorted(token for token in spread if names[token] <= NAMES * counts[token])


def fit(x: Floats, y: Any, size: int) -> Floats:
    """Multinomial logistic regression with a ridge, by L-BFGS: weights of each mark for each label."""
    found, truth = np.zeros((x.shape[1], size), np.float32), np.eye(size, dtype=np.float32)[y]
    ridge = np.full((x.shape[1], 1), RIDGE / len(y), np.float32)
    ridge[0] /= 100
    value, slope = _loss(found, x, truth, ridge)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        way, length = _way(slope, steps), 1.0
        while length > ENOUGH:
            other = found - np.float32(length) * way
            new, new_slope = _loss(other, x, truth, ridge)
            if new <= value - 1e-4 * length * float((slope * way).sum()):
                break
            length /= 2
        steps = [*steps, (other - found, new_slope - slope)][-MEMORY:]
        gained, (found, value, slope) = value - new, (other, new, new_slope)
        if gained < ENOUGH:
            break
    return found


def _loss(found: Floats, x: Floats, truth: Floats, ridge: Floats) -> tuple[float, Floats]:
    likely = _likely(x @ found)
    value = -float(np.log((likely * truth).sum(1) + 1e-12).mean()) + float((ridge * found * found).sum()) / 2
    return value, x.T @ ((likely - truth) / np.float32(len(x))) + ridge * found


def _likely(scores: Floats) -> Floats:
    parts = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(parts / parts.sum(1, keepdims=True))


def _way(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The direction of L-BFGS: the slope, bent by the last steps."""
    way, parts = slope.copy(), []
    for step, bend in reversed(steps):
        part = float((step * way).sum() / (step * bend).sum())
        parts.append(part)
        way -= np.float32(part) * bend
    scale = (
        float((steps[-1][0] * steps[-1][1]).sum() / (steps[-1][1] ** 2).sum())
        if steps
        else 1 / float(np.abs(slope).max())
    )
    way *= np.float32(scale)
    for (step, bend), part in zip(steps, reversed(parts), strict=True):
        way += step * np.float32(part - float((bend * way).sum() / (step * bend).sum()))
    return way


def read(fit: Weights, x: Floats) -> list[tuple[Label, float]]:
    """The likeliest label of each row, and how sure it is."""
    chances = [_likely(x @ weights) for weights in fit.weights]
    joint = np.ones((len(x), len(fit.legal)))
    for at, label in enumerate(fit.legal):
        for head in (0,) if label == NONE else range(len(HEADS)):
            joint[:, at] *= chances[head][:, fit.labels[head].index(label[head])]
    joint /= joint.sum(1, keepdims=True)
    return [(fit.legal[int(row.argmax())], float(row.max())) for row in joint]


def left_out(table: Table, parts: Sequence[Collection[int]]) -> list[tuple[Label, float]]:
    """What each row is read as by a fit to all parts but its own."""
    found = dict[int, tuple[Label, float]]()
    for part in parts:
        weights, x = table.fit([at for at in range(len(table.rows)) if at not in part])
        own = sorted(part)
        found.update(zip(own, read(weights, x[own]), strict=True))
    return [found[at] for at in range(len(table.rows))]


def told(name: str, rows: Sequence[Example], found: Sequence[tuple[Label, float]]) -> str:
    """The figures of one way of leaving out."""
    asked = [at for at, row in enumerate(rows) if row.label != NONE and row.told]
    content = [at for at, row in enumerate(rows) if row.label == NONE]
    right = sum(found[at][0] == rows[at].label for at in asked)
    said = [
        f"{name}: {right} of {len(asked)} tellings and their originals right; of {len(content)} about content taken for records:"
    ]
    for sure in SURE:
        over = [at for at in asked if found[at][0] != NONE and found[at][1] >= sure]
        right = sum(found[at][0] == rows[at].label for at in over)
        pulled = sum(found[at][0] != NONE and found[at][1] >= sure for at in content)
        said.append(f"  at {sure}: {len(over)} read, {right} right ({right / len(over):.3f}); {pulled} of content")
    return "\n".join(said)


def written(fit: Weights, explains: Sequence[str]) -> str:
    """The content of the data file."""
    rows = [
        "# Weights of words for reading questions, in hundredths (head:label:weight); written by tests/quality/learn_reading.py."
    ]
    rows += ["\t".join((head, *labels)) for head, labels in zip(HEADS, fit.labels, strict=True)]
    rows += ["\t".join(("labels", *("|".join(label) for label in fit.legal))), "\t".join(("explains", *explains))]
    for at, mark in enumerate(fit.marks):
        parts = [
            f"{head}:{label}:{weight}"
            for head, weights in enumerate(fit.weights)
            for label, value in enumerate(weights[at])
            if abs(weight := round(float(value) * fitted.HUNDREDTHS)) >= LEAST
        ]
        rows += ["\t".join((mark, *parts))] if parts else []
    return "\n".join(rows) + "\n"


def main() -> None:
    """Print the figures of questions and libraries left out, then fit to all and write the file."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.learn_reading", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only fit and write")
    options = parser.parse_args()
    table = Table(examples())
    if not options.quick:
        groups = sorted({row.group for row in table.rows})
        by_group = [
            {at for at, row in enumerate(table.rows) if groups.index(row.group) % FOLDS == fold}
            for fold in range(FOLDS)
        ]
        libraries = sorted({row.library for row in table.rows})
        by_library = [{at for at, row in enumerate(table.rows) if row.library == name} for name in libraries]
        print(told("questions left out", table.rows, left_out(table, by_group)), flush=True)
        print(told("libraries left out", table.rows, left_out(table, by_library)), flush=True)
    weights, _ = table.fit(range(len(table.rows)))
    FILE.write_text(written(weights, table.explaining()), "utf-8")
    print(f"{len(weights.marks)} marks, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()

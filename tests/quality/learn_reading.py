"""Fits how a question is read by all its words: ``python -m tests.quality.learn_reading`` prints figures and writes
``bot/assistant/reading/fitted.tsv``. The figures are of questions left out with all their tellings, and of libraries left
out; what it is fitted to stands in ``tellings.py``.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.assistant.reading import fitted
from bot.assistant.reading.fitted import HEADS, Label, marks, tokens
from tests.quality import sets
from tests.quality.softmax import Floats, fit, likely
from tests.quality.tellings import NONE, Example, examples, index_of

FILE = Path(fitted.__file__).with_name(fitted.NAME)
SEEN = 2  # questions in which a word must be asked to have a weight of its own; marks likewise
FIELDS = 4  # libraries for which it must be asked, so that no field's own word has one
LEAST = 3  # hundredths: smaller weights are left out
OFTEN = 4  # questions told again in which a word must be used for asking to be known as one
NAMES = 0.1  # a word of asking names something in so few of its uses
FOLDS = 5
SURE = (0.5, 0.6, 0.7, 0.8, 0.9)


class Weights(NamedTuple):
    """Fitted weights: the words that have their own, the marks in order, and for each head its labels and weights."""

    words: frozenset[str]
    marks: Sequence[str]
    labels: Sequence[Sequence[str]]
    weights: Sequence[Floats]
    legal: Sequence[Label]


def _spread(pairs: Collection[tuple[str, Example]], most: int = SEEN) -> frozenset[str]:
    """The names that stand beside questions of enough groups (``most``) and libraries."""
    groups, libraries = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for name, one in pairs:
        groups[name].add(one.group)
        libraries[name].add(one.of or one.library)
    return frozenset(name for name in groups if len(groups[name]) >= most and len(libraries[name]) >= FIELDS)


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


def read(fit: Weights, x: Floats) -> list[tuple[Label, float]]:
    """The likeliest label of each row, and how sure it is."""
    chances = [likely(x @ weights) for weights in fit.weights]
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

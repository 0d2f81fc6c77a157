"""Fits how a question is read by all its words: ``python -m tests.quality.learn_reading`` prints figures and writes
``bot/assistant/reading/fitted.tsv``. The figures are of questions left out with all their tellings, and of libraries left
out; what it is fitted to stands in ``tellings.py``.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.assistant.reading import fitted
from bot.assistant.reading.fitted import HEADS, Label, marks, tokens
from bot.assistant.reading.words import words_of_title
from index.terms.words import ASKING
from tests.quality import sets
from tests.quality.softmax import Floats, fit, likely
from tests.quality.tellings import INVENTED, NONE, Example, examples, index_of

FILE = Path(fitted.__file__).with_name(fitted.NAME)
SEEN = 2  # questions in which a word must be asked to have a weight of its own; marks likewise
FIELDS = 4  # libraries for which it must be asked, so that no field's own word has one
LEAST = 3  # hundredths: smaller weights are left out
OFTEN = 4  # questions told again in which a word must be used for asking to be known as one
ASKED = 8  # the same for questions that tell no other again
NAMES = 0.1  # a word of asking names something in so few of its uses
FOLDS = 5
LIKELY = 0.7  # how likely a label must be among those of a known operation to be fitted on
UNSURE = "?"
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
        invented = index_of(INVENTED, False)
        titles = (words_of_title(paper.title) for paper in invented.papers.values())
        self._topics = {invented.term(word) for title in titles for word in title - ASKING}
        self._known = [index_of(row.library, row.library in own) for row in rows]
        self._tokens = [
            [token for token, _ in tokens(row.heard, known)] for row, known in zip(rows, self._known, strict=True)
        ]

    def fit(self, train: Sequence[int]) -> tuple[Weights, Floats]:
        """The weights fitted to some rows, and the matrix of all rows. Where only the operation is known, the field and the
        direction are those that a fit to the other rows finds likely.
        """
        words = _spread([(token, self.rows[at]) for at in train for token in self._tokens[at]]) - self._topics
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
        known = {at: self.rows[at].label for at in train if not self.rows[at].among}
        first = _fitted(x, known)
        for at in train:
            if among := self.rows[at].among:
                known[at] = _completed(first, x[[at]], among)
        labels, weights, legal = _fitted(x, known)
        return Weights(words, kept, labels, weights, legal), x

    def explaining(self) -> list[str]:
        """The terms that ask for nothing and name nothing: words of tellings that their originals do not have as names, and
        of questions of the invented library, less its topics and what is asked of abstracts as well.
        """
        uses, names = list[tuple[str, Example]](), Counter[str]()
        asked, of_content = Counter[str](), Counter[str]()
        for row, row_tokens, known in zip(self.rows, self._tokens, self._known, strict=True):
            words = [token for token in row_tokens if token[0] != "<"]
            if row.library == INVENTED:
                (asked if row.among else of_content).update(words)
            elif row.told and row.label != NONE:
                named = {known.term(word) for word in row.name}
                uses += [(token, row) for token in words]
                names.update(token for token in words if token in named)
        counts, spread = Counter(token for token, _ in uses), _spread(uses, OFTEN)
        told = {token for token in spread if names[token] <= NAMES * counts[token]}
        own = {token for token in asked if asked[token] >= ASKED and of_content[token] <= NAMES * asked[token]}
        return sorted(
            told | (own - self._topics - {token for token in counts if names[token] > NAMES * counts[token]})
        )


Heads = tuple[Sequence[Sequence[str]], Sequence[Floats], Sequence[Label]]  # of a fit: see ``Weights``


def _fitted(x: Floats, known: Mapping[int, Label]) -> Heads:
    """The labels and weights of each head, fitted to the rows whose label is known (``UNSURE``: not the head's own)."""
    labels, weights = [], []
    for head in range(len(HEADS)):
        told = {at: label[head] for at, label in known.items() if head == 0 or label != NONE}
        used = [at for at, name in told.items() if name != UNSURE]
        # taken for records they cost more than the other way round
        used += [at for at in used if known[at] == NONE]
        names = sorted({told[at] for at in used})
        labels.append(names)
        weights.append(fit(x[used], np.array([names.index(told[at]) for at in used]), len(names)))
    return labels, weights, sorted({label for label in known.values() if UNSURE not in label})


def _completed(heads: Heads, row: Floats, among: Sequence[str]) -> Label:
    """The likeliest label of a row that asks one of some operations, with ``UNSURE`` for what is not likely enough."""
    chances = _joint(heads, row)[0]
    own = {label: float(chances[at]) for at, label in enumerate(heads[2]) if label[0] in among}
    whole = sum(own.values()) or 1.0
    best = max(own, key=own.__getitem__)
    if own[best] / whole >= LIKELY:
        return best
    return (among[0] if len(among) == 1 else UNSURE, UNSURE, UNSURE)


def _joint(heads: Heads, x: Floats) -> Floats:
    """The chance of each label of a fit (columns) for some rows, not yet summing up to 1."""
    labels, weights, legal = heads
    chances = [likely(x @ one) for one in weights]
    joint = np.ones((len(x), len(legal)))
    for at, label in enumerate(legal):
        for head in (0,) if label == NONE else range(len(HEADS)):
            joint[:, at] *= chances[head][:, labels[head].index(label[head])]
    return np.asarray(joint, np.float32)


def read(fit: Weights, x: Floats) -> list[tuple[Label, float]]:
    """The likeliest label of each row, and how sure it is."""
    joint = _joint((fit.labels, fit.weights, fit.legal), x)
    joint /= joint.sum(1, keepdims=True)
    return [(fit.legal[int(row.argmax())], float(row.max())) for row in joint]


def left_out(table: Table, parts: Sequence[Collection[int]]) -> dict[int, tuple[Label, float]]:
    """What each row of some parts is read as by a fit to all rows but those of its part."""
    found = dict[int, tuple[Label, float]]()
    for part in parts:
        weights, x = table.fit([at for at in range(len(table.rows)) if at not in part])
        own = sorted(part)
        found.update(zip(own, read(weights, x[own]), strict=True))
    return found


def told(name: str, rows: Sequence[Example], found: Mapping[int, tuple[Label, float]]) -> str:
    """The figures of one way of leaving out."""
    asked = [at for at in found if rows[at].label != NONE and rows[at].told]
    content = [at for at in found if rows[at].label == NONE]
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
        libraries = sorted({row.library for row in table.rows} - {INVENTED})
        by_library = [{at for at, row in enumerate(table.rows) if row.library == name} for name in libraries]
        print(told("questions left out", table.rows, left_out(table, by_group)), flush=True)
        print(told("libraries left out", table.rows, left_out(table, by_library)), flush=True)
    weights, _ = table.fit(range(len(table.rows)))
    FILE.write_text(written(weights, table.explaining()), "utf-8")
    print(f"{len(weights.marks)} marks, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()

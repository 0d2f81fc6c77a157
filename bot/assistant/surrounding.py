"""Sentences that were quoted, each where it stands in its abstract: with the one before and the one behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.assistant import compose
from bot.models import Quote
from corpus.models import Paper
from corpus.sentences import sentences_of


def surrounded(
    shown: Iterable[tuple[str, int]], papers: Mapping[str, Paper]
) -> tuple[tuple[Quote, ...], list[Quote]]:
    """The sentences ``shown`` (key, start), and the stretches of abstracts around them; where these meet, they are one. Papers
    that are not there are skipped.
    """
    own, spans = list[Quote](), dict[str, list[tuple[int, int, int]]]()  # (first, last, the sentence itself)
    for key, start in shown:
        lines = sentences_of(papers[key]) if key in papers else ()
        at = next((i for i, line in enumerate(lines) if start < line.end), None)
        if at is not None:
            line = lines[at]
            own.append(compose.quote_slice(papers[key], line.start, line.end, line.number, line.section))
            spans.setdefault(key, []).append((max(0, at - 1), min(len(lines) - 1, at + 1), at))
    around = (
        compose.quote_slice(papers[key], lines[first].start, lines[last].end, lines[at].number, lines[at].section)
        for key, found in spans.items()
        for lines in (sentences_of(papers[key]),)
        for first, last, at in _joined(found)
    )
    return tuple(own), list(around)


def _joined(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The stretches of one abstract in its order; those that share a sentence are one."""
    joined = list[tuple[int, int, int]]()
    for first, last, at in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]), joined[-1][2])
        else:
            joined.append((first, last, at))
    return joined

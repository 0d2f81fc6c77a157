"""The question sets: what was asked, what a useful reply must hold, and the libraries they are about."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from corpus.builtin import builtin
from corpus.digest import digest
from corpus.models import Corpus, Model, Paper

QUESTIONS = Path(__file__).parent.parent / "data" / "questions"
IREVAL = Path(__file__).parents[2].parent / "shared" / "ireval"
THEMED = ("themed1", "themed2", "themed3")
SETS = ("nine", "other", *THEMED)


class Asked(Model):
    """One question with its gold: the papers that may come first, and the phrases a useful reply holds."""

    id: str
    question: str
    kind: str
    expect: Literal["answered", "declined", "help"]
    papers: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    why: str = ""
    thread: str | None = None
    turn: int | None = None
    library: str | None = None


def questions(name: str, half: str) -> list[Asked]:
    """One half ("look" or "score") of a set (of ``SETS``); the themed ones have only the half to look at."""
    themed = name in THEMED
    lines = (QUESTIONS / ("themed" if themed else name) / f"{half}.jsonl").read_text("utf-8").splitlines()
    asked = [Asked.model_validate_json(line) for line in lines if line.strip()]
    return [one for one in asked if not themed or one.library == name]


def library(name: str) -> Corpus | None:
    """The library a set is about; None where the public data it is assembled from is not there."""
    return builtin() if name == "nine" else _assembled(name)


def _assembled(name: str) -> Corpus | None:
    folder = QUESTIONS / ("themed" if name in THEMED else name)
    wanted: dict[str, Any] = json.loads((folder / "papers.json").read_text("utf-8"))
    wanted = wanted.get(name, wanted)
    if not IREVAL.is_dir():
        return None
    papers = tuple(paper for source in ("scifact", "pubmedqa") for paper in _drawn(source, set(wanted[source])))
    return Corpus(name=name, digest=digest(None, papers), papers=papers)


def _drawn(source: str, ids: set[str]) -> Iterator[Paper]:
    with gzip.open(IREVAL / source / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in ids:
                yield Paper(source_id=record["id"], title=record["title"], abstract=record["text"])

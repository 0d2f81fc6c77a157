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


def questions(name: str, half: str) -> list[Asked]:
    """One half ("look" or "score") of a set ("nine" or "other")."""
    lines = (QUESTIONS / name / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [Asked.model_validate_json(line) for line in lines if line.strip()]


def library(name: str) -> Corpus | None:
    """The library a set is about; None where the public data it is assembled from is not there."""
    return builtin() if name == "nine" else _other()


def _other() -> Corpus | None:
    wanted: dict[str, Any] = json.loads((QUESTIONS / "other" / "papers.json").read_text("utf-8"))
    if not IREVAL.is_dir():
        return None
    papers = tuple(paper for source in ("scifact", "pubmedqa") for paper in _drawn(source, set(wanted[source])))
    return Corpus(name="other", digest=digest(None, papers), papers=papers)


def _drawn(source: str, ids: set[str]) -> Iterator[Paper]:
    with gzip.open(IREVAL / source / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in ids:
                yield Paper(source_id=record["id"], title=record["title"], abstract=record["text"])

"""The question sets: what was asked, what a useful reply must hold, and the libraries they are about."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from corpus.joining import builtin
from corpus.models import Corpus, Model, Paper
from corpus.snapshots import digest

QUESTIONS = Path(__file__).parent.parent / "data" / "questions"
OWN, HELD = QUESTIONS / "own", QUESTIONS / "held"
SHARED = Path(os.environ.get("MARROW_SHARED") or Path(__file__).parents[2].parent / "shared")
IREVAL, ANSWERING = SHARED / "ireval", SHARED / "answering"
THEMED = ("themed1", "themed2", "themed3")
SETS = ("nine", "other", *THEMED)
# Questions in people's own words, by hands that had not seen the rules; they lie beside the repository, whole.
PEOPLE = ("clinic1", "clinic2", "clinic3", "field1")
HELD_SETS = ("mind", "rivers", "kidneys", "kitchens")  # the same, part of the repository, and never read
SCORED_ONLY = ("field1", *HELD_SETS)  # nobody reads these questions
NEVER_FITTED = ("clinic3", *SCORED_ONLY)


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
    near: tuple[str, ...] = ()
    overlap: Literal["mostly", "partly", "hardly"] | None = None
    show: tuple[str, ...] = ()
    missing: str | None = None


def questions(name: str, half: str) -> list[Asked]:
    """One half ("look" or "score") of a set (of ``SETS``); the themed ones have only the half to look at."""
    if name in peoples_sets():
        return _of_people(name)
    themed = name in THEMED
    lines = (QUESTIONS / ("themed" if themed else name) / f"{half}.jsonl").read_text("utf-8").splitlines()
    asked = [Asked.model_validate_json(line) for line in lines if line.strip()]
    return [one for one in asked if not themed or one.library == name]


def own_sets() -> tuple[str, ...]:
    """The sets in people's own words that are part of the repository: each a folder with its papers and its questions."""
    return tuple(sorted(path.parent.name for path in OWN.glob("*/look.jsonl")))


def peoples_sets() -> tuple[str, ...]:
    """All sets in people's own words."""
    return (*PEOPLE, *own_sets(), *HELD_SETS)


def fitted() -> tuple[str, ...]:
    """The sets that may be fitted on."""
    return (*SETS, *(name for name in peoples_sets() if name not in NEVER_FITTED))


def _folder(name: str) -> Path:
    return HELD / name if name in HELD_SETS else OWN / name


def _of_people(name: str) -> list[Asked]:
    """A set in people's own words, which has no halves: a library is fitted on whole, or held out whole."""
    files = {"clinic1": ANSWERING / "questions.jsonl", "clinic2": ANSWERING / "questions.jsonl"}
    ours = _folder(name) / ("score.jsonl" if name in HELD_SETS else "look.jsonl")
    path = files.get(name, ANSWERING / f"{name}.jsonl") if name in PEOPLE else ours
    rows = (
        [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        if path.exists()
        else []
    )
    return [Asked.model_validate(_in_our_words(row)) for row in rows if row["library"] == name]


def _in_our_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the repository's own sets with the kinds of the others: what is only related is a near miss."""
    kinds = {
        ("content", "related"): "unanswerable-neighbour",
        ("content", "nothing"): "offtopic",
        ("topicless", "nothing"): "no-topic",
    }
    expect = row["expect"] if row["expect"] == "answered" else "declined"
    near = [row["near"]] if isinstance(row["near"], str) else row["near"] or ()
    kind = kinds.get((row["kind"], row["expect"]), row["kind"])
    return row | {"expect": expect, "kind": kind, "near": near}


def library(name: str) -> Corpus | None:
    """The library a set is about; None where the public data it is assembled from is not there."""
    if name == "nine":
        return builtin()
    return _peoples(name) if name in peoples_sets() else _assembled(name)


def _peoples(name: str) -> Corpus | None:
    own, beside = _folder(name) / "papers.jsonl", ANSWERING / f"{name}-papers.jsonl"
    if not own.exists() and not ANSWERING.is_dir():
        return None
    if name in ("clinic1", "clinic2"):
        ids = json.loads((ANSWERING / "papers.json").read_text("utf-8"))[name]["pubmedqa"]
        papers = tuple(_drawn("pubmedqa", set(ids)))
    else:
        lines = (own if own.exists() else beside).read_text("utf-8").splitlines()
        records = [json.loads(line) for line in lines if line.strip()]
        papers = tuple(Paper(source_id=r["_id"], title=r["title"], abstract=r["text"]) for r in records)
    return Corpus(name=name, digest=digest(None, papers), papers=papers)


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

"""The two libraries the wordings are asked of: the one that ships, and an invented one of another field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from bot.models import Answer
from corpus.authors import author
from corpus.models import Corpus, Paper

HERE = Path(__file__).parent
RECORDS = ("record", "issue")  # the kinds of a reply made from records


class Wording(NamedTuple):
    """A question as typed, what the reply must hold, its outcome, and the papers it must cite (None: any)."""

    question: str
    needs: tuple[str, ...]
    outcome: str
    keys: frozenset[str] | None

    def misses(self, reply: Answer) -> list[str]:
        """What is wrong with a reply; empty where nothing is."""
        if reply.kind not in (
            *RECORDS,
            "table",
        ):  # a design is told from the record and with what the abstract says of it
            return [f"read as {reply.kind}"]
        said = reply.text.partition("\n\n")[2]
        wrong = [] if reply.outcome.value == self.outcome else [f"outcome {reply.outcome.value}"]
        wrong += [f"lacks {text!r}" for text in self.needs if text not in said]
        cited = {_last_part(key) for key in reply.keys}
        return wrong if self.keys in (None, cited) else [*wrong, f"cites {sorted(cited)}"]


def wordings(name: str) -> list[Wording]:
    """The wordings of a file, in order."""
    return [_wording(line) for line in _lines(name)]


def content_questions(name: str) -> list[str]:
    """The questions of a file, in order."""
    return _lines(name)


def bees() -> Corpus:
    """Twelve invented papers on urban bees: two families named Berg, ties, unknown fields, no issue's page."""
    papers = tuple(_paper(json.loads(line)) for line in _lines("bees.jsonl"))
    return Corpus(name="bees", digest="0" * 64, papers=papers)


def _paper(record: dict[str, Any]) -> Paper:
    return Paper.model_validate({**record, "authors": [author(name) for name in record.get("authors", ())]})


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _wording(line: str) -> Wording:
    question, needs, outcome, keys = line.split("\t")
    return Wording(question, tuple(needs.split("|")), outcome, None if keys == "-" else frozenset(keys.split("|")))


def _last_part(key: str) -> str:
    return key.rsplit(".", 1)[-1].removeprefix("3390/").removeprefix("cancers")

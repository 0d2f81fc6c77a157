"""The styles there are, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.citing.bibtex import bibtex
from corpus.citing.csl import to_csl
from corpus.citing.nbib import nbib
from corpus.citing.references import references
from corpus.citing.ris import ris
from corpus.models import Paper


@dataclass(frozen=True)
class Style:
    """A style: what people call it, the ending of its files, and how papers are written in it."""

    label: str
    extension: str
    render: Callable[[Sequence[Paper]], str]


def _csl_json(papers: Sequence[Paper]) -> str:
    return json.dumps([to_csl(paper) for paper in papers], ensure_ascii=False, indent=1)


STYLES: Mapping[str, Style] = {
    "vancouver": Style("Vancouver", "txt", partial(references, style="vancouver")),
    "ama": Style("AMA", "txt", partial(references, style="ama")),
    "apa": Style("APA", "txt", partial(references, style="apa")),
    "mdpi": Style("MDPI", "txt", partial(references, style="mdpi")),
    "bibtex": Style("BibTeX", "bib", bibtex),
    "ris": Style("RIS", "ris", ris),
    "nbib": Style("NBIB", "nbib", nbib),
    "csl-json": Style("CSL-JSON", "json", _csl_json),
}

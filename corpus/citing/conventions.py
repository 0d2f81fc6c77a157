"""What the guides ask of a reference that a CSL file cannot say: groups among authors, a thesis's degree, a retraction."""

from __future__ import annotations

import re

from corpus.characters import one_line
from corpus.models import Paper

_SAID = {"retracted": "Retracted", "concern": "Expression of concern"}
_NLM_SAID = {"retracted": "Retraction in", "concern": "Expression of concern in"}
_DEGREES = {
    "doctoral": re.compile(r"\bph\.?\s*d\b|doctor|dissertation", re.I),
    "master": re.compile(r"\bmaster|\bm\.?sc\b", re.I),
}
_THESES = {
    "vancouver": {None: "dissertation", "doctoral": "dissertation", "master": "master's thesis"},
    "ama": {None: "Dissertation", "doctoral": "Dissertation", "master": "Master's thesis"},
    "apa": {None: "Thesis", "doctoral": "Doctoral dissertation", "master": "Master's thesis"},
    "mdpi": {None: "Thesis", "doctoral": "Ph.D. Thesis", "master": "Master's Thesis"},
}
_BEFORE, _AFTER = "\ue000", "\ue001"  # around a group while the style puts its commas; no text of a paper has them


def degree(paper: Paper) -> str | None:
    """ "doctoral" or "master", where the record's type says it."""
    return next((name for name, words in _DEGREES.items() if words.search(paper.type or "")), None)


def thesis(paper: Paper, style: str) -> str:
    """What a style calls a thesis, with its degree where that is known."""
    return _THESES[style][degree(paper)]


def marked(group: str) -> str:
    """A group's name, marked for ``separated``."""
    return f"{_BEFORE}{group}{_AFTER}"


def separated(line: str) -> str:
    """A reference whose marked groups stand between semicolons, as NLM and AMA have them among people."""
    line = (
        line.replace(f"et al.; {_BEFORE}", f"et al; {_BEFORE}")
        .replace(f", {_BEFORE}", "; ")
        .replace(f"{_AFTER}, ", "; ")
    )
    return line.replace(_BEFORE, "").replace(_AFTER, "")


def notice(paper: Paper, style: object) -> str:
    """What nobody may miss of a paper, as the style prints it: that it was retracted, or is doubted; "" for the others."""
    status = paper.status
    if status is None or status.kind not in _SAID:
        return ""
    source = one_line(status.source or "")
    if style == "vancouver" and source:
        in_words = " " in source  # a citation ends with a full stop, an address does not
        return f"{_NLM_SAID[status.kind]}: {source.rstrip('.') + '.' if in_words else source}"
    if style == "apa" and status.kind == "retracted" and status.on:
        return f"(Retraction published {status.on.year}{f', {source}' if source else ''})"
    return f"[{_SAID[status.kind]}{f': {source}' if source else ''}]"

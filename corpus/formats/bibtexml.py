"""Papers from BibTeXML, BibTeX's entries written as XML (JabRef): names in one text or part by part.

http://bibtexml.sourceforge.net describes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import person
from corpus.cleaning.persons import prefixed
from corpus.formats import bibtex
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, locally, said, text_of, within
from corpus.models import Author, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_PEOPLE = {"author": "authors", "editor": "editors"}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is BibTeXML."""
    return holds(head, "entry") and "bibtexml" in head.casefold()


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, ("entry",), _fields, reading)


def _fields(entry: Element) -> dict[str, Any]:
    work = next((one for one in entry if locally(one)), entry)
    held: dict[str, list[Element]] = {}
    for one in work:
        held.setdefault(locally(one).casefold(), []).append(one)
    told = {name: _told(name, several) for name, several in held.items()}
    made = bibtex.fields_of(locally(work).casefold(), told)
    people = {
        _PEOPLE[name]: made_of
        for name in _PEOPLE
        if (made_of := [_person(one) for one in held.get(name, ()) for one in within(one, "person")])
    }
    return made | {
        name: several for name, several in people.items() if name == "authors" or made["editors"] is not None
    }


def _told(name: str, several: list[Element]) -> str:
    """A field's text: of keywords each, of a title in parts the title and the subtitle, of several fields each."""
    if name == "title" and (main := said(several[0], "title")):
        return ": ".join(filter(None, (main, said(several[0], "subtitle"))))
    if words := [text_of(word) for one in several for word in within(one, "keyword")]:
        return "".join(f"{word};" for word in words)  # the last one closed, so that a comma separates nothing
    return (" and " if name in _PEOPLE else "; ").join(filter(None, map(text_of, several)))


def _person(one: Element) -> Author:
    family = prefixed(said(one, "prelast"), said(one, "last"))
    given = " ".join(filter(None, (said(one, "first"), said(one, "middle"))))
    return (
        person(family, given or None, said(one, "lineage") or None)
        if family
        else Author(name=given or text_of(one))
    )

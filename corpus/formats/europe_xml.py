"""Papers from Europe PMC's XML, as its web service answers a search. It says the same as the service's JSON, and is read as that.

https://europepmc.org/RestfulWebService describes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.formats import services
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, locally, text_of
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("result",)
_TEXTS = frozenset({"title", "abstractText"})  # in which elements are markup
_DEEPEST = 20  # elements inside one another


def looks_like(head: str) -> bool:
    """Whether a file that begins so is Europe PMC's answer."""
    return holds(head, "responseWrapper") and holds(head, "resultList")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(result: Element) -> dict[str, Any]:
    said = _plain(result, _DEEPEST)
    found = services.fields(said) if isinstance(said, dict) else None
    if found is None:
        raise RefusedError("it has neither a source nor a year, which every record of Europe PMC has")
    return found


def _plain(element: Element, deepest: int) -> Any:
    """An element as JSON has it: a text, an object, or an object with a list ("authorList")."""
    if deepest == 0:
        raise RefusedError("its elements are nested too deeply to be a paper's")
    inside = [child for child in element if locally(child)]
    if not inside or locally(element) in _TEXTS:
        return text_of(element)
    if locally(element).endswith("List"):
        return {locally(inside[0]): [_plain(child, deepest - 1) for child in inside]}
    return {locally(child): _plain(child, deepest - 1) for child in reversed(inside)}  # the first of a name

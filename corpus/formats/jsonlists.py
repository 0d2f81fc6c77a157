"""The text of a JSON file as its records: those of an array, or of what a service answers around them, whole or cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from corpus.errors import CorpusError
from corpus.formats import jsontables
from corpus.formats.jsoncut import next_like, salvaged

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|[{}\[\]]', re.DOTALL
)  # a text that is not closed goes to the end
_TITLED = frozenset({"title", "Title"})
_ROWS = re.compile(r'\s*\[\s*\[\s*"')  # a list of lists, of which the first has names
_JOINTS = " \t\r\n,[]\0\x1a\ufeff"  # what may stand between records, and what programs put at a file's ends
# What may stand around the records, in what Crossref, OpenAlex, Lens, Semantic Scholar, Europe PMC, DBLP, PLOS, Scopus … answer.
AROUND = (
    "message items references results data resultList records articles publications papers search-results entry abstracts-retrieval-response"
    " full-text-retrieval-response result hits hit response docs collection activities-summary works group bulk References @graph notes Data Records REC studies recommendedPapers _embedded searchResult objects"
).split()
_MOST_DAMAGED = 20  # records that are not closed, behind each of which the file is read through once more


class Element(NamedTuple):
    """A record's place (code points) and text. ``is_cut``: the file ends before it is closed; without a text, before what is around all records is."""

    at: int
    raw: str
    is_cut: bool = False


def elements(text: str, name: str) -> Iterator[Element]:
    """Each record: the objects of the array, or of Crossref's answer.

    In an array only strings and braces are interpreted, so that an invalid record affects no other; anything but a comma between
    records counts as a record, too, and is refused. Raises CorpusError if it is no JSON, or nothing of it can be told for sure.
    """
    return _of_array(text) if text.lstrip().startswith("[") and not _ROWS.match(text) else _held(text, name)


def _of_array(text: str) -> Iterator[Element]:
    end, damaged = text.index("[") + 1, 0
    while found := _object(text, end):
        start, stop = found
        yield from _between(text, end, start)
        again = next_like(text, start, stop) if damaged < _MOST_DAMAGED else None
        if again and not (stop and _is_json(text[start:stop])):
            stop, damaged = again, damaged + 1
        yield Element(start, text[start:stop].rstrip(_JOINTS.replace("]", "")), stop is None)
        if stop is None:
            return
        end = stop
    yield from _between(text, end, len(text))
    if "]" not in text[end:]:
        yield Element(len(text), "", True)


def _object(text: str, at: int) -> tuple[int, int | None] | None:
    """Where the next object of an array begins and ends (None if it is not closed); None if there is no further one."""
    depth = start = 0
    for token in _TOKEN.finditer(text, at):
        if token[0] == "{":
            start = start if depth else token.start()
            depth += 1
        elif token[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                return start, token.end()
    return (start, None) if depth else None


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _between(text: str, start: int, stop: int) -> Iterator[Element]:
    """Text between records, or after the last, that is not the array's punctuation."""
    rest = text[start:stop].strip(_JOINTS)
    if rest:
        yield Element(text.index(rest, start), rest)


def _held(text: str, name: str) -> Iterator[Element]:
    """The records of an answer, or of several, one behind the other, each with the place (code points) at which its answer begins."""
    reader, at = json.JSONDecoder(strict=False), text.index("[") if _ROWS.match(text) else _behind(text, 0)
    first = at
    while at < len(text):
        try:
            value, end = reader.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            if at > first and text[at] not in "[{":  # what is behind an answer is none
                yield Element(at, text[at:])
                return
            if found := salvaged(text, at, _answered):
                yield from (Element(at, json.dumps(one, ensure_ascii=False)) for one in found.records)
                yield Element(_behind(text, found.end), text[found.end :].strip(_JOINTS), True)
                return
            raise CorpusError(f"{name} is not JSON ({str(error)[:80]}); fetch or export it again.") from None
        yield from (Element(at, json.dumps(one, ensure_ascii=False)) for one in _answered(value))
        at = _behind(text, end)


def _behind(text: str, at: int) -> int:
    """The place behind what may stand between two answers."""
    return next((place for place in range(at, len(text)) if text[place] not in _JOINTS), len(text))


def _answered(value: Any) -> list[object]:
    """The records of an answer: a list under one of the known names, objects by their keys, or the answer itself as the only one."""
    while not (rows := jsontables.records(value)) and isinstance(value, dict) and (around := _around(value)):
        value = value[around]
    if rows:
        return list(rows)
    if isinstance(value, dict):
        each = [one for key, one in value.items() if key != "uids"]  # which stands before PubMed's summaries
        if each and (
            len(each) < len(value) or all(isinstance(one, dict) and not _TITLED.isdisjoint(one) for one in each)
        ):
            value = each
    return value if isinstance(value, list) else [value]


def _around(value: dict[str, Any]) -> str | None:
    """The name under which an answer holds its records; None for a record, which may have a list of references."""
    if "title" in value and not _is_list(value.get("items")):
        return None
    return next((one for one in AROUND if isinstance(value.get(one), list | dict)), None)


def _is_list(items: object) -> bool:
    """Whether what a record with a title holds is a list of titled things: it is a feed or a search that has a name of its own."""
    return (
        isinstance(items, list)
        and len(items) > 0
        and all(isinstance(one, dict) and "title" in one for one in items)
    )

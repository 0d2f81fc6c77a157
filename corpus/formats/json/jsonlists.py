"""The text of a JSON file as its records: those of an array, of what a service answers around them, or of a table
by its columns or its rows (pandas, spreadsheets). Of text that ends too early: those that stand whole before that place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from corpus.errors import CorpusError
from corpus.formats.tables import table

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
_SIGN = re.compile(
    r'"(?:[^"\\]|\\.)*+\\?(?:"|\Z)|[{}\[\],]', re.DOTALL
)  # a text that is not closed goes to the end
_CLOSES = {"{": "}", "[": "]"}
_MOST_OPEN = 200  # lists and objects inside one another where an answer was cut off; more than papers need
_KEY = re.compile(r'\{\s{0,100}"[^"\\]{0,100}"')


class Element(NamedTuple):
    """A record's place (code points) and text. ``is_cut``: the file ends before it is closed; if it has no text, before the
    list of all records is closed."""

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
    while not (rows := _rows_of_table(value)) and isinstance(value, dict) and (around := _around(value)):
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


def _rows_of_table(value: Any) -> list[dict[str, Any]]:
    """The rows of a table, by the names of its columns; none if it is none, or none of papers.

    Columns are objects by the rows' keys ({"title": {"0": …}}, pandas' own way), or lists ({"title": […]}); rows are lists, below the list of names or
    beside it ({"columns": […], "data": […]}).
    """
    if isinstance(value, dict) and isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return _by_rows(value["columns"], value["data"])
    if isinstance(value, list) and len(value) > 1:
        return _by_rows(value[0], value[1:])
    return _by_columns(value) if isinstance(value, dict) and len(value) > 1 else []


def _by_rows(names: Any, rows: list[Any]) -> list[dict[str, Any]]:
    whole = isinstance(names, list) and all(isinstance(row, list) and len(row) <= len(names) for row in rows)
    return [dict(zip(names, row, strict=False)) for row in rows] if whole and _names_papers(names) else []


def _by_columns(columns: dict[str, Any]) -> list[dict[str, Any]]:
    first, *others = columns.values()
    if not isinstance(first, dict | list) or not first or not _names_papers([*columns]):
        return []
    if any(type(one) is not type(first) or len(one) != len(first) for one in others):
        return []
    keys = range(len(first)) if isinstance(first, list) else first
    if isinstance(first, dict) and any(one.keys() != first.keys() for one in others):
        return []
    return [{name: column[key] for name, column in columns.items()} for key in keys]


def _names_papers(names: list[Any]) -> bool:
    if not all(isinstance(name, str) for name in names):
        return False
    return "title" in (found := table.fields_in(names)) and table.is_header(found, names)


class Salvaged(NamedTuple):
    """The records that stand whole, and the place (code points) behind the last of them."""

    records: list[object]
    end: int


def salvaged(text: str, at: int, records: Callable[[Any], list[object]]) -> Salvaged | None:
    """What can be read for sure of an answer that begins at a place and was cut off; None for one that was not, and where that
    cannot be told. ``records``: reads the records of an answer.
    """
    opened = _open(text, at)
    if not opened:
        return None
    closing = "".join(_CLOSES[sign] for sign, _ in reversed(opened))
    try:
        value = json.loads(text[at : opened[-1][1]] + closing, strict=False)
    except (ValueError, RecursionError):  # it is damaged elsewhere, too
        return None
    return _whole(_path(value, len(opened)), [end for _, end in opened], records)


def _open(text: str, at: int) -> list[tuple[str, int]]:
    """The lists and objects that are still open where a text ends, the outermost first: each one's sign, and where its last whole part ends."""
    found = list[tuple[str, int]]()
    for token in _SIGN.finditer(text, at):
        sign = token[0]
        if sign in _CLOSES:
            found.append((sign, token.end()))
            if len(found) > _MOST_OPEN:
                return []
            continue
        if sign in "}]" and found:
            found.pop()
        if found and sign in "}],":
            found[-1] = (found[-1][0], token.start() if sign == "," else token.end())
    return found


def _path(value: Any, length: int) -> list[Any]:
    """The lists and objects from an answer to its very last part."""
    found = [value]
    while len(found) < length:
        last = found[-1]
        found.append(last[-1] if isinstance(last, list) else next(reversed(last.values())))
    return found


def _whole(path: list[Any], ends: list[int], records: Callable[[Any], list[object]]) -> Salvaged | None:
    """The records of an answer in which each list and object on a path may be incomplete, without the records that are."""
    value = path[0]
    while path:
        found = records(value)
        if not any(one is part for one in found for part in path):
            return Salvaged(found, ends[len(path) - 1])
        path.pop()
        if path:
            path[-1].pop() if isinstance(path[-1], list) else path[-1].popitem()
    return None


def next_like(text: str, at: int, end: int | None) -> int | None:
    """The place before an end of the next object that begins as the one at a place does: on a line of its own, as far in, with the same
    name first; None if there is none. Where an object is damaged this is the next of its list.
    """
    line = text.rfind("\n", 0, at) + 1
    first = _KEY.match(text, at)
    if not line or text[line:at].strip() or not first:
        return None
    place = text.find(f"\n{text[line:at]}{first[0]}", at, end)
    return place + 1 + at - line if place >= 0 else None

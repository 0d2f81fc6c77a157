"""A record of JSON with names of its writer's own, as programs dump a table and people write a list → a paper's fields.

Names of ``Paper`` and CSL are taken as they are; all others are looked up as a table's columns are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from corpus.cleaning.latex import decoded
from corpus.formats.fields import date_said, words_in
from corpus.formats.json import csljson
from corpus.formats.json.csljson import csl_author
from corpus.formats.making import KNOWN
from corpus.formats.tables import rowfields, table
from corpus.models import Author

_PEOPLE = frozenset({"authors", "editors"})
_SIGNED = frozenset({"authors", "author", "editors", "editor"})
_FAMILY = ("family", "last", "lastName", "last_name", "lastname", "family_name", "familyName", "surname")
_GIVEN = (
    "given",
    "first",
    "firstName",
    "first_name",
    "firstname",
    "given_name",
    "givenName",
    "forename",
    "fore_name",
    "initials",
)
# What CSL calls some of our fields, so that a record with its own is not told of twice.
_CSLS = {
    "authors": "author", "journal": "container-title", "doi": "DOI", "url": "URL", "pmid": "PMID", "published": "issued",
}  # fmt: skip
_SEVERAL = frozenset(
    "authors author editors editor keywords keyword labels creators contributors fau au".split()
)  # lists
_LONGEST_NAMES = 4000  # characters of all names of a record, so that what is remembered stays small
_OF_BIBTEX = "ENTRYTYPE"  # bibtexparser's
_SUMMARY = "summary"  # arXiv's abstract; of a table's column it may be a reader's


def fields(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of such a record as ``Paper`` takes them, and the names of those that no paper has, for the report.
    Raises RefusedError.
    """
    record = {name: _plain(name, value) for name, value in record.items()}
    if _OF_BIBTEX in record:
        record = {name: decoded(value) if isinstance(value, str) else value for name, value in record.items()}
    if (
        {"number", "volume"} <= record.keys() and "issue" not in record and not csljson.is_csl(record)
    ):  # there it is an article's
        record["issue"] = record.pop("number")
    own = {
        name: _people(value) if name in _SIGNED and isinstance(value, list) else value
        for name, value in record.items()
    }
    if isinstance(place := record.get("journal"), dict):
        own["journal"] = place.get("name") or place.get("title")
    named = [name for name in record if name not in KNOWN and name.casefold() != "source"]
    columns = dict(_columns_of(tuple(named)))
    if "abstract" not in columns and _SUMMARY in named and ("title" in columns or record.get("title")):
        columns["abstract"] = [named.index(_SUMMARY)]
    told = rowfields.fields_of([_cell(record[name]) for name in named], columns)
    told |= _lists(record, named, columns)
    if not told.get("title"):
        told.pop("title", None)
    read = {named[at] for several in columns.values() for at in several}
    made = csljson.fields_of({name: value for name, value in own.items() if name not in read})
    there = {name for name, value in made.items() if value not in (None, "", (), [])}
    return made | {
        name: value for name, value in told.items() if name not in there and _CSLS.get(name) not in there
    }


def _columns_of(named: tuple[str, ...]) -> Mapping[str, list[int]]:
    """The columns for each field of a paper, found once for all records of a file with the same names."""
    return _known_columns(named) if sum(map(len, named)) < _LONGEST_NAMES else table.fields_in(named)


@lru_cache(maxsize=32)
def _known_columns(named: tuple[str, ...]) -> Mapping[str, list[int]]:
    return table.fields_in(named)


def _lists(record: Mapping[str, Any], named: list[str], columns: Mapping[str, list[int]]) -> dict[str, Any]:
    """What a column has as a list: names with their parts, and keywords."""
    made = dict[str, Any]()
    for field in (*_PEOPLE, "keywords"):
        value = next(
            (value for at in columns.get(field, ()) if isinstance(value := record[named[at]], list)), None
        )
        if value and field in _PEOPLE:
            made[field] = [one for one in map(csl_author, _people(value)) if one is not None]
        elif value:
            made[field] = words_in(value)
    return made


def _people(value: list[Any]) -> list[object]:
    """A list of names, each with its parts by CSL's names."""
    return [_person(one) if isinstance(one, dict) else one for one in value]


def _plain(name: str, value: Any) -> Any:
    """A value without what a database writes around it ({"$numberInt": "2019"}), and alone where a search has a list of one."""
    while isinstance(value, dict) and len(value) == 1 and (kind := next(iter(value))).startswith("$"):
        value = value[kind]
    alone = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str | int)
    return value[0] if alone and name.casefold() not in _SEVERAL else value


def _person(one: dict[str, Any]) -> dict[str, Any] | Author:
    one = {name[:1].lower() + name[1:]: value for name, value in one.items()}
    family, given = (
        next((one[name] for name in names if isinstance(one.get(name), str)), None) for names in (_FAMILY, _GIVEN)
    )
    return {**one, "family": family, "given": given} if family and "family" not in one else one


def _cell(value: object) -> str:
    """A value as a table's cell would have it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict):
        return str(value.get("name") or date_said(value))
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

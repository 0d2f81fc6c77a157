"""A row's cells → a paper's fields: names, dates and counts as tables spell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from corpus.authors import author, people
from corpus.cleaning.names import run_on, unstuck
from corpus.formats.fields import in_list, month_of, once, whole_date, years_in
from corpus.formats.links import best_doi, doi_of_link, doi_of_query, web_address
from corpus.formats.sources import parts_of
from corpus.models import Author, Kind, Status
from corpus.sameness import abstracts_alike

SILENT = frozenset(
    {"", "na", "n/a", "nan", "null", "none", "-", "–", "—", "not available", "n.a.", "...", "…"}
    | {"#n/a", "#name?", "#ref!", "#value!", "#null!", "#num!", "#div/0!"}  # a spreadsheet's errors
)
_TOLD = ("title", "abstract", "doi")  # where "NA" is for the cleaner to read, or for the report to say
# A cell that Excel is not to read as a number, and one that shows a link as what is behind its address.
_FORMULA = re.compile(r'=(?:HYPERLINK\("(?P<link>[^"]*)"[,;]\s?)?"(?P<shown>.*?)"\)?', re.DOTALL)
_POWER = re.compile(r"(\d)[.,](\d+)E\+?0*(\d+)", re.IGNORECASE)  # 31234567 in a spreadsheet's narrow column
# What tables call a record's type, Zotero's camels read as words.
KINDS: Mapping[str, Kind] = {
    "book section": "chapter", "book chapter": "chapter", "chapter": "chapter", "book": "book", "conference paper": "paper-conference",
    "proceedings paper": "paper-conference", "conference proceedings article": "paper-conference", "thesis": "thesis",
    "dissertation": "thesis", "report": "report", "preprint": "preprint", "web page": "webpage", "webpage": "webpage",
}  # fmt: skip
# What Web of Science says in one letter: what a record stands in.
_LETTERS = {"J": "Article", "C": "Conference paper", "B": "Book", "S": None, "P": "Patent"}
# Types that say no more than that a record is an article, or what became of it.
_UNTYPED = re.compile(
    r"journal[ -]?articles?|articles?|article-journal|english abstract|research support,.*|retracted publication",
    re.IGNORECASE,
)
_MOST_COUNTED = 10**9  # citations and views of a paper
_NOTED = re.compile(
    r"\bPMID:?\s*(\d{1,9})\b(?!; ?Prov)"
)  # but for ProQuest's, "PCID: …; PMID: 155333; ProvJournalCode: …", which is a journal's
_NOTED_DOI = re.compile(r"^\s{0,4}DOI:\s{0,4}(10\.\S{1,200})", re.IGNORECASE | re.MULTILINE)
# what PubMed has in place of one
ELSEWHERE = re.compile(r"abstract available from the publisher\.?", re.IGNORECASE)
_NO_PLACE = re.compile(r"PII .*|UNSP |(?i:n\.pag\b\.?|no pagination\b.*)")  # where a paper has no pages yet


def fields_of(row: Sequence[str], columns: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """A row's fields as ``Paper`` takes them, without empty cells ("", "N/A")."""
    said = {field: _first(row, at, field) for field, at in columns.items()}
    made = {field: _MADE.get(field, str)(text) for field, text in said.items() if text}
    fields = {field: value for field, value in made.items() if value not in (None, ())}
    if "abstract" in fields:
        fields["abstract"] = _all_abstracts(row, columns["abstract"])
    if groups := fields.pop("groups", None):
        fields["authors"] = (*fields.get("authors", ()), *(Author(name=name) for name in groups))
    if names := fields.pop("run_on", None):
        fields["authors"] = names
    medline = said.get("source") == "MED" or "medline" in str(fields.pop("database", "")).casefold()
    # Europe PMC's and Ovid's, which are PubMed's where a record is from there.
    if number := fields.pop("external_id", None):
        fields.setdefault("pmid" if medline else "source_id", number)
    extra, resolved = fields.pop("extra", None), fields.pop("resolved", "")
    _of_citations(fields, said)
    if (noted := noted_pmid(extra)) and "pmid" not in fields:
        fields["pmid"] = noted
    if fields.get("pmid"):
        fields["title"] = without_stop(str(fields.get("title", "")))
    _of_source(fields)
    _locate(fields)
    if (letter := str(fields.get("type", ""))) in _LETTERS:
        fields["type"] = _LETTERS[letter]
    if kind := KINDS.get(str(fields.get("type", "")).casefold()):
        fields["kind"] = kind
    if month := month_of(fields.get("month") or said.get("published") or ""):
        fields["month"] = month
    if "year" not in fields and "published" not in fields and (date := said.get("published")):
        fields["year"] = date  # what of it is one, or the report's to tell
    if str(fields.pop("retracted", "")).casefold() in ("true", "yes", "1"):
        fields["status"] = Status(kind="retracted")
    if doi := best_doi(
        said.get("doi"), doi_of_link(said.get("url") or ""), _noted_doi(extra), doi_of_query(resolved)
    ):
        fields["doi"] = doi
    return fields


def _all_abstracts(row: Sequence[str], columns: Sequence[int]) -> str:
    """The abstracts of a row, in the columns' order; one that says the same as another only once."""
    kept: list[str] = []
    for text in filter(None, (_first(row, (at,), "abstract") for at in columns)):
        if not any(abstracts_alike(text, one) for one in kept):
            kept.append(text)
    return "\n".join(kept)


def _first(row: Sequence[str], columns: Sequence[int], field: str) -> str | None:
    """The first non-empty cell among a field's columns."""
    silent = SILENT if field not in _TOLD else frozenset()
    cells = [_shown(row[at].strip(), field).removeprefix("'") for at in columns]
    cells.sort(key=lambda cell: field == "published" and not years_in(cell))  # a cover's "Nov/Dec91" names no year
    return next((cell for cell in cells if cell and cell.casefold() not in silent), None)


def _shown(cell: str, field: str) -> str:
    """What a cell shows; of a link its address, where that is what the field tells."""
    found = _FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return (found["link"] if field in ("doi", "url") and found["link"] else found["shown"]) if found else cell


def _locate(fields: dict[str, Any]) -> None:
    """A paper's place in its volume: article number or pages."""
    pages, first, last = (fields.pop(name, None) for name in ("page_range", "first_page", "last_page"))
    span = f"{first}-{last}" if first and last and first != last else first or last
    found = located(pages or span)
    if number := _placed(fields.pop("article_number", None)):  # whatever it looks like: "2020-345" is no span here
        found["article_number"] = number
    elif span and not pages:
        found = {"page": found["page"] or found["article_number"]}
    fields.update({name: value for name, value in found.items() if value})


def _of_citations(fields: dict[str, Any], said: dict[str, str | None]) -> None:
    """What OpenCitations writes into one cell: identifiers, "doi:10.… pmid:…", and a journal with its own, "Goats [issn:1234-5678]"."""
    named = dict(part.partition(":")[::2] for part in str(fields.pop("identifiers", "")).split())
    for name in ("doi", "pmid"):
        if named.get(name):
            fields.setdefault(name, named[name])
            said[name] = said.get(name) or named[name]
    journal, _, inside = str(fields.get("journal", "")).partition(" [")
    if named and inside:
        fields["journal"] = journal
        fields.setdefault("issn", issn_in(inside))


def _of_source(fields: dict[str, Any]) -> None:
    """A journal that Embase wrote with the place in it, "J. Owl Sci. (2020) 3:2 (10-19)", in its parts."""
    told = parts_of(str(fields.get("journal", "")))
    if told:
        fields["journal"] = told.pop("journal")
    for name, said in told.items():
        fields.setdefault(name, said)


def without_stop(title: str) -> str:
    """A title without the full stop that PubMed adds."""
    return title if title.endswith("..") else title.removesuffix(".")


def count(text: str) -> int | None:
    """The number of a cell ("12", "12.0", "1,234"); None if it is none."""
    found = re.fullmatch(r"([0-9]{1,9}|[0-9]{1,3}(?:[, \u00a0\u202f'][0-9]{3}){1,2})(?:\.0)?", text)
    return int(re.sub(r"[^0-9]", "", found[1])) if found else None


def counted(value: object) -> int | None:
    """A paper's citations or views, as a cell or a JSON file has them; None for what is no such number."""
    if isinstance(value, str):
        return count(value.strip())
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return whole if isinstance(whole, int) and not isinstance(whole, bool) and 0 <= whole < _MOST_COUNTED else None


def _several(text: str) -> tuple[str, ...]:
    if listed := in_list(text):
        return listed
    mark = next((mark for mark in ";|" if mark in text), ",")
    if mark == ";":
        return keywords_of(f"{text};")
    return tuple(part.strip() for part in re.findall(rf"(?:[^{mark}()]|\([^()]*\)|[()])+", text) if part.strip())


def words_of(text: str, marks: str) -> tuple[str, ...]:
    """The parts between separators such as ";,", without spaces around them."""
    return tuple(word for part in re.split(f"[{marks}]", text) if (word := part.strip()))


_ENTITY = r"& ?(?:lt|gt|amp|quot|nbsp|#\d+);"  # its end separates nothing


def keywords_of(text: str) -> tuple[str, ...]:
    """The keywords of one field, between semicolons and commas; between semicolons alone if it ends with one, or holds several
    and no more commas.
    """
    bare = re.sub(_ENTITY, "", text).rstrip()
    closed = bare.endswith(";") or bare.count(";") >= max(2, bare.count(","))
    parts = re.findall(rf"(?:{_ENTITY}|[^;{'' if closed else ','}])+", text)
    return tuple(word for part in parts if (word := part.strip()))


def keywords_in(lines: Sequence[str]) -> tuple[str, ...]:
    """The keywords of some lines: one each, or several between semicolons. Where only a few of the lines hold a semicolon, it
    stands within a keyword.
    """
    several = sum(";" in line for line in lines) * 2 >= len(lines)
    return tuple(word for line in lines for word in (words_of(line, ";") if several else (line.strip(),)) if word)


def issn_in(text: str) -> str | None:
    """The first ISSN of a text, with its hyphen; None if there is none. A part of an ISBN is none: "978-1-4799-0386-3"."""
    found = re.search(r"(?<!\d)(?<!\d-)(\d{4})-?(\d{3}[\dXx])(?!\w|-\d)", text)
    return f"{found[1]}-{found[2].upper()}" if found else None


def pmid_in(text: str) -> str | None:
    """The PMID of a cell ("PMID: 123", "123.0"); None if there is none, or a spreadsheet rounded it ("3.1E+7")."""
    if written := _POWER.fullmatch(text.strip()):
        digits = written[1] + written[2]
        return digits if len(written[2]) == int(written[3]) else None
    found = re.search(r"(?<!PMC)(?<!\d)[1-9]\d{0,8}", text)  # 0 stands where there is none
    return found[0] if found else None


def noted_pmid(note: object) -> str | None:
    """The PMID that a note names ("PMID: 123"), where Zotero keeps it."""
    found = _NOTED.search(note) if isinstance(note, str) else None
    return found[1] if found else None


def _noted_doi(note: object) -> str | None:
    """The DOI of a note's line, where Zotero keeps that of a type that has no field for it."""
    found = _NOTED_DOI.search(note) if isinstance(note, str) else None
    return found[1] if found else None


def identified(doi: object, extra: object, url: object) -> dict[str, str | None]:
    """What identifies an item of Zotero: DOI, PMID and web address, from its fields and its note."""
    said, link = (one if isinstance(one, str) else "" for one in (doi, url))
    return {
        "doi": best_doi(said, _noted_doi(extra), doi_of_link(link)),
        "pmid": noted_pmid(extra),
        "url": web_address(link),
    }


def span(first: object, last: object) -> str | None:
    """The pages from the first to the last ("101-109"), or the one page there is."""
    if not first or not last or first == last:
        return str(first) if first else None
    return f"{first}-{last}"


def located(where: str | None) -> dict[str, str | None]:
    """A paper's place in its volume: pages ("101-109"), or the one number used instead."""
    where = _placed(where)
    pages = re.fullmatch(r"\w+(?:\s*[-‐-―]+\s*\w+)(?:[,;+ ]+\w+(?:[-‐-―]\w+)?)*", where) is not None
    return {
        "page": re.sub(r"(?<!\s)\s*+[-‐-―]+\s*", "-", where) if pages else None,
        "article_number": None if pages else where or None,
    }


def _placed(where: str | None) -> str:
    """What a cell says of a paper's place, without what is none."""
    return _NO_PLACE.sub("", (where or "").strip()).rstrip("+;,- ")


def item_number(text: str) -> str | None:
    """A publisher's item number that readers cite ("559", "e0123"); None for an internal one."""
    return text if re.fullmatch(r"[A-Za-z]{0,2}\d{1,7}", text) else None


def particular(types: Iterable[str] | None) -> str | None:
    """The first of a paper's types that says more than that it is an article ("Review"); None if none does. One text holds
    several with semicolons, bars or lines between them.
    """
    each = re.split(r"[;\r\n|]", types) if isinstance(types, str) else types or ()
    return next((one.strip() for one in each if one.strip() and not _UNTYPED.fullmatch(one.strip())), None)


def _type(text: str) -> str:
    """ "journalArticle" (Zotero's camel case) → "Journal Article"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:1].upper() + text[1:])


def _people(text: str) -> tuple[Author, ...]:
    return once(tuple(map(author, in_list(text))) or people(unstuck(text)))


_MADE: Mapping[str, Callable[[str], Any]] = {
    "authors": _people,
    "run_on": lambda text: tuple(map(author, run_on(text))),
    "editors": _people,
    "published": whole_date,
    "pages": count,
    "keywords": _several,
    "labels": _several,
    "groups": lambda text: words_of(text, ";"),
    "issn": issn_in,
    "pmid": lambda text: (
        None if text == "0" or "/PMC" in text else pmid_in(text) or text
    ),  # the report says which could not be read
    "url": lambda text: web_address(text.partition("||")[0]),
    "type": _type,
}

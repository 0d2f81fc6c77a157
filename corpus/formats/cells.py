"""What records say in a cell or a tag → values of a paper: identifiers, pages, counts, keywords, types."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.models import Kind
from corpus.patterns import late

SILENT = frozenset(
    {"", "na", "n/a", "nan", "null", "none", "-", "–", "—", "not available", "n.a.", "...", "…", "<blank>"}
    | {"#n/a", "#name?", "#ref!", "#value!", "#null!", "#num!", "#div/0!"}  # a spreadsheet's errors
)
_POWER = re.compile(r"(\d)[.,](\d+)E\+?0*(\d+)", re.IGNORECASE)  # 31234567 in a spreadsheet's narrow column
_GROUPED = re.compile(
    r"(?<![\d,.])[1-9]\d{0,2}(?P<mark>[,. '\u00a0\u202f])\d{3}(?P=mark)\d{3}(?![\d,.])"
)  # 31,234,567
_DOIS = re.compile(r"\b10\.\d{4,9}/\S{1,200}")
# What formats call a record's type, and what it is: in words, and as a kind of work where it is no article.
Types = Mapping[str, tuple[str, Kind | None]]
OF_BIBTEX: Types = {
    "article": ("Article", None), "inproceedings": ("Conference paper", "paper-conference"),
    "conference": ("Conference paper", "paper-conference"), "book": ("Book", "book"), "incollection": ("Chapter", "chapter"),
    "inbook": ("Chapter", "chapter"), "phdthesis": ("PhD thesis", "thesis"), "mastersthesis": ("Master's thesis", "thesis"),
    "thesis": ("Thesis", "thesis"), "techreport": ("Report", "report"), "report": ("Report", "report"),
    "online": ("Web page", "webpage"), "magazine_article": ("Article", None), "unpublished": ("Preprint", "preprint"),
}  # fmt: skip
OF_RIS: Types = {
    "JOUR": ("Article", None), "EJOUR": ("Article", None), "MGZN": ("Article", None), "INPR": ("Article", None),
    "CHAP": ("Chapter", "chapter"), "ECHAP": ("Chapter", "chapter"), "BOOK": ("Book", "book"), "EBOOK": ("Book", "book"),
    "EDBOOK": ("Book", "book"), "CONF": ("Conference paper", "paper-conference"), "CPAPER": ("Conference paper", "paper-conference"),
    "THES": ("Thesis", "thesis"), "RPRT": ("Report", "report"), "ABST": ("Abstract", None), "NEWS": ("News", None),
    "UNPB": ("Preprint", "preprint"), "WEB": ("Web page", "webpage"), "ELEC": ("Web page", "webpage"),
}  # fmt: skip
OF_CSL: Types = {
    "article-journal": ("Article", None), "journal-article": ("Article", None), "article-magazine": ("Article", None),
    "chapter": ("Chapter", "chapter"), "book-chapter": ("Chapter", "chapter"), "book": ("Book", "book"),
    "monograph": ("Book", "book"), "edited-book": ("Book", "book"), "paper-conference": ("Conference paper", "paper-conference"),
    "proceedings-article": ("Conference paper", "paper-conference"), "report": ("Report", "report"), "thesis": ("Thesis", "thesis"),
    "dissertation": ("Thesis", "thesis"), "posted-content": ("Preprint", "preprint"), "article": ("Preprint", "preprint"),
    "webpage": ("Web page", "webpage"),
}  # fmt: skip
# What a table may have of these: no words that people would write, as "book" and CSL's "article" are.
CODES = {
    name: called
    for types in (OF_BIBTEX, OF_RIS, OF_CSL)
    for name, (called, _) in types.items()
    if name.isupper() or "-" in name or name in OF_BIBTEX.keys() - OF_CSL.keys()
}
# What tables call a record's type, Zotero's camels read as words.
KINDS: Mapping[str, Kind] = {
    "book section": "chapter", "book chapter": "chapter", "chapter": "chapter", "book": "book", "conference paper": "paper-conference",
    "proceedings paper": "paper-conference", "conference proceedings article": "paper-conference", "thesis": "thesis",
    "dissertation": "thesis", "report": "report", "preprint": "preprint", "web page": "webpage", "webpage": "webpage",
}  # fmt: skip
# and what tables alone call so
_OF_TABLES: Mapping[str, Kind] = {
    **KINDS,
    "proceeding": "paper-conference", "proceedings article": "paper-conference", "proceedings-article": "paper-conference", "conference-paper": "paper-conference",
    "conference proceeding": "paper-conference", "book-chapter": "chapter", "book part": "chapter", "preprint manuscript": "preprint", "posted content": "preprint",
    "posted-content": "preprint", "doctoral thesis": "thesis", "phd thesis": "thesis", "master thesis": "thesis", "monograph": "book", "edited book": "book",
    "hochschulschrift": "thesis", "buchbeitrag": "chapter",
}  # fmt: skip
_CHAPTERS, _PAPERS = ("book chapter", "chapter"), ("proceedings paper", "conference paper")


def kind_called(said: str) -> Kind | None:
    """What kind of work a type is, as one word or as one of several: Web of Science's "Article; Book Chapter"."""
    said = said.casefold()
    if found := _OF_TABLES.get(said):
        return found
    parts = {part.strip() for part in said.split(";")} if ";" in said else set[str]()
    return (
        "chapter"
        if not parts.isdisjoint(_CHAPTERS)
        else "paper-conference"
        if not parts.isdisjoint(_PAPERS) and "article" not in parts
        else None
    )


# Types that say no more than that a record is an article, or what became of it.
_UNTYPED = re.compile(
    r"journal[ -]?articles?|articles?|article-journal|english abstract|research support,.*|retracted publication",
    re.IGNORECASE,
)
_MOST_COUNTED = 10**9  # citations and views of a paper
_NOTED = re.compile(
    r"\bPMID:?\s*(?:NLM)?(\d{1,9})\b(?!; ?Prov)"
)  # but for ProQuest's, "PCID: …; PMID: 155333; ProvJournalCode: …", which is a journal's
_NOTED_DOI = re.compile(r"(?:^|(?<=\r))\s{0,4}DOI:\s{0,4}(10\.\S{1,200})", re.IGNORECASE | re.MULTILINE)
# what PubMed has in place of one
ELSEWHERE = re.compile(r"abstract available from the publisher\.?", re.IGNORECASE)
_BEFORE_PAGE = re.compile(r"\App?\.? ?(?=[A-Za-z]{0,2}\d)")
_COUNTED = late(r"\s?\(\d{1,5}\s?(?:pp?\.?|pages?|쪽|면|页|頁)\)\Z")  # how many pages they are, behind them
# where a paper has no pages yet, or what tells which paper it is
_NO_PLACE = re.compile(
    r"PII .*|UNSP |(?i:n\.pag\b\.?|no pagination\b.*|pii: ?(?:(?=[a-z]{0,2}\d{1,7}\Z)|\S+ ?)|\.? ?(?:doi: ?)?10\.\d{4,9}/\S+)"
)
_OPEN = ("-&", "-+", "+")  # a last page that nobody knew


def without_stop(title: str) -> str:
    """A title without the full stop that PubMed adds; "… in the U.S." has its own."""
    own = title[-1:] == title[-3:-2] == "." and title[-2:-1].isupper() and title[-4:-3].isupper()
    return title if own or title.endswith("..") else title.removesuffix(".")


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


_QUOTED = r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+\""""
_LISTED = re.compile(rf"\[\s*+(?:(?:{_QUOTED})\s*+,?\s*+)++\]")
_LONGEST_CELL = 500_000  # characters
_NAMED_SO = "name fullname displayname rawauthorname text literal".split()
_FAMILY, _GIVEN = (
    "family lastname familyname surname last".split(),
    "given firstname givenname forename first".split(),
)


def in_list(cell: str) -> tuple[str, ...]:
    """The texts of a list as programs write one into a cell: "['Ada Hay', 'Otto Pen']", '[{"name": "Ada Hay"}]'; of a name in parts
    "Hay, Ada".
    """
    if not cell.startswith("["):
        return ()
    if _LISTED.fullmatch(cell):
        found = re.findall(_QUOTED, cell)
        return tuple(text for one in found if (text := re.sub(r"\\(.)", r"\1", one[1:-1]).strip()))
    objects = _parsed(cell) if "{" in cell else ()
    return tuple(name for one in objects if (name := _name_of(one)))


def _parsed(cell: str) -> Sequence[object]:
    """A list that a program wrote as JSON or in Python's way; empty for any other text."""
    from ast import literal_eval

    for read in (json.loads, literal_eval) if len(cell) < _LONGEST_CELL else ():
        try:
            found = read(cell)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list) else ()
    return ()


def _name_of(one: object) -> str:
    """The name, or the text, of one object of a list."""
    if isinstance(one, str):
        return one.strip()
    said = (
        {name.replace("_", "").casefold(): value for name, value in one.items()} if isinstance(one, dict) else {}
    )
    if isinstance(inner := said.get("author"), dict):  # OpenAlex'
        return _name_of(inner)
    whole, family, given = (
        next((str(said[name]).strip() for name in names if said.get(name)), "")
        for names in (_NAMED_SO, _FAMILY, _GIVEN)
    )
    return f"{family}, {given}" if family and given else whole or family


def issn_in(text: str) -> str | None:
    """The first ISSN of a text, with its hyphen; None if there is none. A part of an ISBN is none: "978-1-4799-0386-3"."""
    found = re.search(r"(?<!\d)(?<!\d-)(\d{4})-?(\d{3}[\dXx])(?!\w|-\d)", text)
    return f"{found[1]}-{found[2].upper()}" if found else None


def supplement(said: str) -> str | None:
    """The issue that a supplement is, which tables and Web of Science tell in a place of its own: "2" is "Suppl 2"."""
    return said if not said or "s" in said.casefold() else f"Suppl {said}"


def issn_told(value: object) -> str | None:
    """The first ISSN of a text, a number or a list of them, as JSON files have it."""
    return issn_in(" ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def pmid_in(text: str) -> str | None:
    """The PMID of a cell ("PMID: 123", "123.0", "31,234,567"), in any script's figures; None if there is none, or a spreadsheet rounded it ("3.1E+7")."""
    text = _DOIS.sub(" ", "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text))
    if written := _POWER.fullmatch(text.strip()):
        digits = written[1] + written[2]
        return digits if len(written[2]) == int(written[3]) else None
    if grouped := _GROUPED.search(text):
        return re.sub(r"[^0-9]", "", grouped[0])
    found = re.search(r"(?<!PMC)(?<!\d)0{0,8}([1-9]\d{0,8})(?!\d)", text)  # 0 stands where there is none
    return found[1] if found else None


def pmid_told(value: object) -> object:
    """A record's PMID as a text or a number has it; None for what names none ("null", 0)."""
    return pmid_in(str(value)) if isinstance(value, str | int) else value


def noted_pmid(note: object) -> str | None:
    """The PMID that a note names ("PMID: 123"), where Zotero keeps it."""
    found = _NOTED.search(note) if isinstance(note, str) else None
    return found[1] if found else None


def noted_doi(note: object) -> str | None:
    """The DOI of a note's line, where Zotero keeps that of a type that has no field for it."""
    found = _NOTED_DOI.search(note) if isinstance(note, str) else None
    return found[1] if found else None


def identified(doi: object, extra: object, url: object) -> dict[str, str | None]:
    """What identifies an item of Zotero: DOI, PMID and web address, from its fields and its note."""
    said, link = (one if isinstance(one, str) else "" for one in (doi, url))
    return {
        "doi": best_doi(said, noted_doi(extra), doi_of_link(link)),
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
    opened = where.endswith(_OPEN) if where else False
    where = placed(where)
    pages = opened or re.fullmatch(r"\w+(?:\s*[-‐-―]+\s*\w+)(?:[,;+ ]+\w+(?:[-‐-―]\w+)?)*", where) is not None
    return {
        "page": (re.sub(r"(?<!\s)\s*+[-‐-―]+\s*", "-", where) or None) if pages else None,
        "article_number": None if pages else where or None,
    }


def placed(where: str | None) -> str:
    """The pages or article number in a cell, without values that mean none."""
    told = _NO_PLACE.sub("", _COUNTED.sub("", (where or "").strip())).rstrip("+;,-& ")
    return _BEFORE_PAGE.sub("", told) if told[:1] in ("p", "P") else told


def item_number(text: str) -> str | None:
    """A publisher's item number that readers cite ("559", "e0123"); None for an internal one."""
    return text if re.fullmatch(r"[A-Za-z]{0,2}\d{1,7}", text) else None


def particular(types: Iterable[str] | None) -> str | None:
    """The first of a paper's types that says more than that it is an article ("Review"); None if none does. One text holds
    several with semicolons, bars or lines between them.
    """
    each = re.split(r"[;\r\n|]", types) if isinstance(types, str) else types or ()
    return next((one.strip() for one in each if one.strip() and not _UNTYPED.fullmatch(one.strip())), None)

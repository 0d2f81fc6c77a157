"""How exports begin, by their first line and those behind it: which line of a file may be the beginning of another export. And the last of
some lines, which tell whether an export may end there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from corpus.formats.opening.codings import wide
from corpus.formats.tables import table
from corpus.formats.tables.columns import bare

Looks = Mapping[str, Callable[[str], bool]]  # whether a text seems to be in a format, by the format's name
Ahead = Callable[[], str]  # a line with those behind it

JSON = frozenset("csl-json jsonl".split())
HTML = frozenset("article-html page-html".split())
TEXT = frozenset(
    "ris nbib bibtex enw wos cochrane ovid pubmed-text refworks endnote-text scopus-text proquest noteexpress redif cff yaml pica marc".split()
)
XML = frozenset(
    "pubmed-xml endnote-xml zotero-rdf mods dblp jats elsevier-xml hal-tei tei-list tei orcid arxiv feed europe-xml pubmed-sent wos-xml doaj-xml jstor-xml wiley-xml"
    " ieee-xml copernicus-xml ebsco-xml trials-xml refworks-xml citavi unixref datacite-xml marcxml pica-xml dublin-core word-xml bibtexml primo".split()
)
# Text of whatever format in one of these encodings.
WIDE = frozenset("utf-16-le utf-16-be utf-32-le utf-32-be".split())
# How a first line begins. Where that is no sure sign (a letter behind the name), the format itself is asked about the lines behind it.
SIGNS = (
    ("ris", rb"TY {1,3}- ?[A-Z]{3,6}\s*\Z|TY {2}- "), ("nbib", rb"PMID ?- ?\d|OWN ?- ERIC\b"), ("wos", rb"FN[ \t](?:Clarivate|Thomson|ISI)"),
    ("enw", rb"%0 "), ("noteexpress", rb"\{Reference Type\}:"), ("endnote-text", rb"Reference Type: {1,3}[A-Z]"), ("redif", rb"(?i:Template-Type: *ReDIF-)"), ("cff", rb"cff-version:"),
    ("marc", rb"\d{5}[acdnp][a-z]{2}[ a-z][ a]22\d{5}"), ("html", rb"(?i:<!doctype html\b|<html[\s>])"), ("xml", rb"<\?xml\s|<!DOCTYPE\s"),
    ("bibtex", rb'@[A-Za-z]{3,20}\{[^\s,{}"=]{1,80},|@(?i:string|preamble|comment)\s*[{(]'),
    ("wos_", rb"PT [A-Z]\s*\Z"), ("enw_", rb"%[A-Z] "), ("ovid_", rb"<\d{1,6}\.? ?>\s*\Z"), ("cochrane_", rb"Record #\d+ of \d+\s*\Z"),
    ("refworks_", rb"RT [A-Z]"), ("scopus-text_", rb"Scopus\s*\Z"), ("proquest_", rb"____|Document \d+ of \d+\s*\Z"), ("yaml_", rb"---\s*\Z|references:\s*\Z|- (?:id|title|type):"),
    ("pubmed-text_", rb"0*1[.:] \S"), ("pica_", rb"\d{3}[@A-Z](?:/\d\d)? (?:\$|\x1f|\xc6\x92)"),
    ("json_", rb'\[?\s{0,4}\{\s{0,4}"[^"\\]{1,40}"\s{0,4}:|\[\s*\{?\s*\Z|\{\s*\Z'),
    ("xml_", rb"<(?!/?(?i:p|b|i|u|a|br|em|strong|su[bp]|div|span|[uo]l|li|h\d|sec|title|jats)\b)[A-Za-z_]"),
)  # fmt: skip
FIRST = rb"(?=[TtPOF%{c0-9<@RS_D\-r\[])"  # with which letter any of them begins
_SIGN = re.compile(
    FIRST
    + b"(?:"
    + b"|".join(b"(?P<%s>%s)" % (name.replace("-", "0").encode(), sign) for name, sign in SIGNS)
    + b")"
)
CELLS = frozenset("ris nbib enw wos xml html".split())  # which stand in no cell of a table, and in no page
_RECORD = re.compile(r'\s*+(?:\[\s*+)?\{\s*+"[^"\n]{1,80}"\s*+:')
_TAGGED = re.compile(rb"[A-Z][A-Z0-9]{1,3} {0,2}- |%[0A-Z] |\s")
# The marks of UTF-16, of which the first begins that of UTF-32, too.
_LITTLE, _BIG = _MARKED = b"\xff\xfe", b"\xfe\xff"
_MARK, AROUND = b"\xef\xbb\xbf", b" \t\r\n\0\x1a\x0c"
LOOKED_AT = 64  # bytes of a line, to see whether each letter has two
_LONGEST_LINE = 8000  # bytes of a header
_LEAST, _FEW = 3, 6  # columns of papers that a header names; of fewer columns in all, all but one are to be known
_DELIMITERS = tuple(mark.encode() for mark in table.DELIMITERS)
_COLUMNS = frozenset(name.encode() for one in table.COLUMNS for name in (one, one.capitalize()))
# What may be the beginning of an export in the middle of a line, where the one before ends without a line feed.
_MARKS = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"TY  - ",
    b"PMID-",
    b"%0 ",
    b"<?xml ",
    b"FN ",
    b"@",
    b"cff-version:",
    b"Reference Type}",
    b"emplate-Type:",
    b"\x1d",
)
AFTER_MARC = rb"\x1d(?:[^\d\s]|\d(?!\d{4}[acdnp ]))"  # behind a record, where no other begins
_WITHIN = re.compile(
    rb'\xef\xbb\xbf|\xff\xfe|\xfe\xff|TY  - [A-Z]{3,6}\s*\Z|PMID- ?\d{4,9}\s*\Z|%0 [A-Z][A-Za-z ]{2,40}\s*\Z|<\?xml\s[^<>]{0,200}\?>|FN (?:Clarivate|Thomson|ISI)[^.]*\Z'
    rb'|@[A-Za-z]{3,20}\{[^\s,{}"=]{1,80},\s*\Z|cff-version: [\d.]+\s*\Z|\{Reference Type\}: [A-Z]|Template-Type: ?ReDIF-|(?<=\x1d)(?=[^\d\s]|\d(?!\d{4}[acdnp ]))'
)  # fmt: skip
_CLOSED = re.compile(rb"(?:ER {1,3}- ?|EF)(?=\S)")
_COLUMN = re.compile(
    rb'(?<=[^\s,;\t"|])"?(?:Authors?|Title|Key|PMID|DOI|EID|Year|(?:Publication|Item) Type)"?[,;\t]'
)
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]{0,60})[^<>]{0,1000}?(/?)>")
_PRINTED = re.compile(rb"(?i:(?:jats:)?(?:p|b|i|u|em|strong|italic|bold|sc|su[bp]|span|br|a|sec|title))")


def told(line: bytes) -> bytes:
    """A line without what may stand around it: spaces, marks of the encoding, and what programs put at a file's end."""
    bare = line.strip(AROUND)
    while bare.startswith(_MARK):
        bare = bare.removeprefix(_MARK).strip(AROUND)
    return bare


def family(name: str) -> str:
    """The family of a format: JSON, XML, a web page, or the format itself."""
    return next((called for called, names in _FAMILIES if name in names), name)


_FAMILIES = (("json", JSON), ("html", HTML), ("xml", XML))


def sign_of(line: bytes, ahead: Ahead, looks: Looks) -> str | None:
    """The family of formats of which a line, without spaces around it, is the beginning; None if it is none."""
    found = _SIGN.match(line)
    if found is None or found.lastgroup is None:
        return "table" if header_of(line) and _goes_on(ahead()) else None
    name = found.lastgroup.replace("0", "-")
    if not name.endswith("_"):
        return name
    name, text = name[:-1], ahead()
    if name == "json" and not _RECORD.match(text):
        return None
    names = {"json": JSON, "xml": XML}.get(name, (name,))
    return name if any(looks[one](text) for one in looks if one in names) else None


def sure_sign_of(line: bytes) -> str | None:
    """The family of formats of which a line surely is the beginning, whatever stands behind it; None if it is of none."""
    found = _SIGN.match(line)
    name = found.lastgroup if found else None
    return None if name is None or name.endswith("_") else name.replace("0", "-")


def coding_of(line: bytes) -> str | None:
    """In which of the ``WIDE`` encodings a line is; None for any other."""
    begun = line[:LOOKED_AT]
    if b"\0" not in begun.strip(AROUND) and not begun.startswith(_MARKED):  # some programs put it at a file's end
        return None
    if begun.startswith(_BIG + b"\0\0"):  # the mark of UTF-32, of which two bytes stand before it
        return "utf-32-be"
    found = wide(begun)
    return f"{found}-{'le' if begun.startswith(_LITTLE) else 'be'}" if found in ("utf-16", "utf-32") else found


def header_of(line: bytes) -> tuple[str, ...]:
    """The names of a table's columns, if a line has nothing else; () if not."""
    if len(line) > _LONGEST_LINE or not any(_names_columns(line, mark) for mark in _DELIMITERS):
        return ()
    text = line.decode("utf-8", "replace")
    mark = table.delimiter_of(text)
    names = table.split(text, mark) if mark else []
    known = len(table.fields_in(names))
    if known < _LEAST or (len(names) < _FEW and known < len(names) - 1) or _TAGGED.match(line):
        return ()
    return tuple(map(bare, names))


def _names_columns(line: bytes, mark: bytes) -> bool:
    """Whether some cells of a line are names of columns, with such a delimiter; in haste, since every line of a file is looked at."""
    if line.count(mark) < _LEAST - 1:
        return False
    cells = {cell.strip(b" \"'").lower().replace(b" ", b"") for cell in line.split(mark)}
    return len(cells & _COLUMNS) >= _LEAST


def _goes_on(text: str) -> bool:
    """Whether the line behind the first has cells."""
    lines = text.split("\n", 2)
    return len(lines) > 1 and max(lines[1].count(mark) for mark in table.DELIMITERS) > 1


def within(line: bytes) -> int:
    """Where in a line another export may begin; 0 if nowhere."""
    least = len(_MARK) + 1 if line.startswith(_MARK) else 1
    if (closed := _CLOSED.match(line)) and not line[closed.end() :].startswith(b"- "):
        return closed.end()
    if any(mark in line for mark in _MARKS) and (found := _WITHIN.search(line, least)):
        return found.start()
    columns = _COLUMN.finditer(line, least) if b"itle" in line and len(line) <= _LONGEST_LINE else ()
    at = next((one.start() for one in columns if header_of(line[one.start() :].strip())), 0)
    # "PubYear" of Dimensions is one name
    return 0 if any(_names_columns(line[:at], mark) for mark in _DELIMITERS) else at


def closed_at(text: bytes, head: bytes) -> int:
    """Where in a text the first element ends that did not begin there and whose name stands in a ``head`` (b"": any name will do); 0 if none
    ends. Marks of printing (<i>, <sub> …) do not count, because texts of papers have them.
    """
    opened = Counter[bytes]()
    for tag in _TAG.finditer(text):
        closing, name, empty = tag.groups()
        if not _PRINTED.fullmatch(name):
            opened[name.lower()] += -1 if closing else not empty
            if opened[name.lower()] < 0 and (not head or b"<" + name in head):
                return tag.end()
    return 0


def last_line(text: bytes, start: int, stop: int) -> bytes:
    """The last line of some, without the spaces around it."""
    end = stop - text.endswith(b"\n", start, stop)
    return text[max(text.rfind(b"\n", start, end) + 1, start) : end].strip(AROUND)


def last_told(text: bytes, start: int, stop: int) -> bytes:
    """The last of some lines that is not empty, without the spaces around it; b"" if all are."""
    while start < stop:
        if line := last_line(text, start, stop):
            return line
        stop = max(text.rfind(b"\n", start, stop - 1) + 1, start)
    return b""


def last_entry(text: bytes, start: int, stop: int) -> int | None:
    """Where in some lines of BibTeX the last one begins that begins an entry; None if none does."""
    at = stop
    while (at := text.rfind(b"@", start, at)) >= 0:
        begins = max(text.rfind(b"\n", start, at) + 1, start)
        if not text[begins : text.find(b"@", begins)].strip(AROUND):  # before the first of the line
            return begins
        at = begins
    return None

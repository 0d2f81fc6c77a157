"""Papers that a text document cites with a reference manager, Word's .docx or LibreOffice's .odt: Zotero and Mendeley keep each citation's record in
it as CSL-JSON, EndNote as its own XML. A table with a header, such as a reading list, is read where nothing is cited so.

And what a database wrote as a document, one line a paragraph, where there is none of these. ECMA-376 and
https://docs.oasis-open.org/office/OpenDocument/ describe the parts; references that are printed as text are not read.
"""

from __future__ import annotations

import base64
import binascii
import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, is_of_memory
from corpus.formats.collecting import Reading, together
from corpus.formats.json import jsonrecords
from corpus.formats.opening.packed import begins_with_packed
from corpus.formats.tables import excel, table
from corpus.formats.xml import endnote_xml
from corpus.formats.xml.xmltext import locally
from corpus.models import Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

LONGEST = 64 * 1024 * 1024  # bytes of the parts that are read, once unpacked
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml")
_MARKS = ("reference-mark-start", "bookmark-start")  # LibreOffice's, whose names hold the citations
_SEALED = "MENDELEY_CITATION_v3_"
_TABLES, _ROWS, _CELLS = ("tbl", "table"), ("tr", "table-row"), ("tc", "table-cell")
_BREAKS = ("br", "line-break")
_NO_LINES = "citations of a document have no lines; the numbers of the citations stand for them"
_CUT = '"a citation that is cut off"'  # which is refused as no record


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is a text document, by its first bytes as Latin-1."""
    if not head.startswith("PK\x03\x04") or begins_with_packed(head):
        return False
    return "word/" in head[:4000] or "opendocument.text" in head[:4000]


def read(path: Path, reading: Reading, read_part: Callable[[Path, Reading], Parsed]) -> Parsed:
    """The papers that a document cites, or lists in a table or as a text, which ``read_part`` reads, and the report that balances.

    Raises CorpusError, in one sentence, if it cannot be read or holds none.
    """
    items, records, rows, written = list[str](), list[str](), list[list[str]](), list[str]()
    lines = list[str]()
    for element in _elements(path):
        for text in _told(element, written):
            items += _cited(text)
            records += (one for kept in _within(text, "EndNote") for one in _within(kept, "record"))
        if locally(element) == "p":
            lines.append(_printed(element))
        if locally(element) in _TABLES and len(listed := _rows(element)) > len(rows):
            rows = listed
        if locally(element) in _TABLES:
            element.clear()  # so that the rows of a table are not looked at again for each one around it
    found = list[tuple[str, Parsed]]()
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        copy = Path(folder) / path.name  # reports call the file by its name
        if items:
            copy.write_text("[" + ",\n".join(items) + "]", "utf-8")
            found.append(("the citations", jsonrecords.read(copy, reading)))
        if records:
            copy.write_text("<xml><records>" + "\n".join(records) + "</records></xml>", "utf-8")
            found.append(("the citations", endnote_xml.read(copy, reading)))
        if not found and rows:
            copy.write_text(table.written(rows), "utf-8", newline="")
            found.append(("the table", table.read(copy, reading)))
        if not found and (parsed := _of_lines(copy, lines, reading, read_part)):
            found.append(("the text", parsed))
    if not found:
        raise CorpusError(
            f"{path.name} is a text document in which no citation of Zotero, Mendeley or EndNote and no table of papers was found; export the papers from your reference manager, as RIS for example."
        )
    parsed = found[0][1] if len(found) == 1 else together(path.name, found)
    return parsed.noted(_NO_LINES) if items or records else parsed


def _of_lines(
    copy: Path, lines: list[str], reading: Reading, read_part: Callable[[Path, Reading], Parsed]
) -> Parsed | None:
    """The papers of a document's text, if a program wrote it and not a person: it is in a format that is read."""
    copy.write_text("\n".join(lines), "utf-8", newline="")
    try:
        parsed = read_part(copy, reading)
    except CorpusError:
        return None
    # of a person's text a sentence may look like a header, and no line below it like a paper
    return parsed if parsed.report.kept > len(parsed.report.rejected) else None


def _printed(paragraph: Element) -> str:
    """A paragraph as it is printed, without what fields keep and without the paragraphs in it, which are told by themselves."""
    of_word, said = "wordprocessingml" in paragraph.tag, list[str]()
    left: list[Element | str] = [paragraph]
    while left:
        one = left.pop()
        if isinstance(one, str):
            said.append(one)
            continue
        if (name := locally(one)) == "p" and one is not paragraph:
            continue
        said.append("\n" if name in _BREAKS else (one.text or "") if name == "t" or not of_word else "")
        for child in reversed(one):
            left += [*filter(None, ("" if of_word else child.tail,)), child]
    return "".join(said)


def _elements(path: Path) -> Iterator[Element]:
    """The elements of a document's text and notes, each when it is closed. Raises CorpusError."""
    from xml.etree.ElementTree import ParseError  # nosec B405: its types; defusedxml reads

    from defusedxml.common import DefusedXmlException

    try:
        with zipfile.ZipFile(path) as book:
            held = [part for part in book.infolist() if part.filename in _PARTS]
            if sum(part.file_size for part in held) > LONGEST:
                raise CorpusError(
                    f"{path.name} unpacks to more than {LONGEST // 2**20} MB; export its papers as RIS."
                )
            for part in held:
                yield from excel.elements(book, part.filename)
    # RuntimeError: zipfile's, of what is locked by a password or packed in a way that it does not know
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ParseError, DefusedXmlException) as error:
        if is_of_memory(error):
            raise MemoryError(str(error)) from None
        raise CorpusError(
            f"{path.name} is a text document that cannot be read; save it again, or export the papers as RIS."
        ) from None
    except OSError as error:
        raise CorpusError(f"{path.name} could not be read: {error.strerror or error}.") from None


def _told(element: Element, written: list[str]) -> Iterator[str]:
    """The texts in which a paragraph, or a mark, keeps citations; ``written``: the parts of such a text that were read since the last paragraph."""
    name = locally(element)
    if name in _MARKS:
        yield next((value for key, value in element.items() if key.endswith("}name")), "")
    elif name == "tag":
        yield _opened(next((value for key, value in element.items() if key.endswith("}val")), ""))
    elif name == "fldSimple":
        yield next((value for key, value in element.items() if key.endswith("}instr")), "")
    elif name == "fldData":
        yield _decoded("".join((element.text or "").split()))
    elif name == "p":
        yield "".join(written)
        written.clear()
    elif name == "instrText":
        written.append(element.text or "")


def _opened(tag: str) -> str:
    """What Mendeley Cite keeps of a citation in the tag of a field, as its forerunner kept it."""
    return f"CSL_CITATION {_decoded(tag.removeprefix(_SEALED))}" if tag.startswith(_SEALED) else ""


def _decoded(sealed: str) -> str:
    try:
        return base64.b64decode(sealed, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _cited(text: str) -> Iterator[str]:
    """The records of the citations in a text, each as JSON; without their numbers, which are the document's own."""
    decoder = json.JSONDecoder(strict=False)
    for part in text.split("CSL_CITATION")[1:]:
        start = part.find("{")
        try:
            citation = decoder.raw_decode(part, start)[0] if start >= 0 else None
        except (ValueError, RecursionError):
            yield _CUT
            continue
        said = citation.get("citationItems") if isinstance(citation, dict) else None
        for item in said if isinstance(said, list) else []:
            record = item.get("itemData") if isinstance(item, dict) else None
            yield json.dumps({k: v for k, v in record.items() if k != "id"}) if isinstance(record, dict) else "{}"


def _within(text: str, name: str) -> Iterator[str]:
    """The elements of a name in a text of XML, none of which is inside another; one that is not closed to where the next begins."""
    start, end = f"<{name}>", f"</{name}>"
    for part in text.split(start)[1:]:
        inside, closing, _ = part.partition(end)
        yield f"{start}{inside}{closing}"


def _rows(element: Element) -> list[list[str]]:
    """The rows of a table, if it names columns of papers."""
    rows = [
        [_line(cell) for cell in row if locally(cell) in _CELLS] for row in element.iter() if locally(row) in _ROWS
    ]
    return rows if rows and table.looks_like(table.written(rows[: table.ABOVE])) else []


def _line(cell: Element) -> str:
    """The text of a cell, its paragraphs on one line."""
    lines = ("".join(one.itertext()) for one in cell if locally(one) == "p")
    return " ".join(" ".join(lines).split())

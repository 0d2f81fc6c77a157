"""Which parser reads a file: recognised by its content, or named by the curator."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path

from corpus.errors import CorpusError, UnreadableError
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.json import cff, jsonrecords, yamlrecords
from corpus.formats.opening import archive, around, documents, mail, page_html, seams
from corpus.formats.opening.beginnings import OTHERS, begins_of, head_of, is_packed, kind_of
from corpus.formats.opening.decoding import LONGEST_FILE, as_utf8, check_size, text_of
from corpus.formats.opening.packed import PACKED, begins_with_packed, is_tar
from corpus.formats.tables import table, workbook
from corpus.formats.text import (
    bibtex,
    endnote_text,
    labelled,
    nbib,
    ovid,
    pubmed_text,
    redif,
    refer,
    ris,
    scopus_text,
    sideways,
    wos,
)
from corpus.formats.xml import (
    article_html,
    arxiv,
    citavi,
    databases_xml,
    datacite,
    dblp,
    dublin,
    elsevier_xml,
    endnote_xml,
    feeds,
    jats,
    managers_xml,
    marc,
    marcxml,
    mods,
    orcid,
    pica,
    primo,
    publishers_xml,
    pubmed_xml,
    tei,
    unixref,
    zotero_rdf,
)
from corpus.formats.xml.xmltext import is_undeclared
from corpus.models import Parsed
from corpus.page import looks_like_page, parse_page
from corpus.patterns import late

_OWN_ENCODING = frozenset(
    "workbook document archive mail pubmed-xml endnote-xml mods dblp jats elsevier-xml tei hal-tei arxiv orcid primo"
    " pubmed-sent pica-xml ebsco-xml trials-xml refworks-xml feed europe-xml citavi unixref datacite-xml marcxml marc"
    " dublin-core word-xml bibtexml wos-xml doaj-xml jstor-xml wiley-xml ieee-xml copernicus-xml tei-list".split()
)  # XML and MARC say what they are, also in a workbook; XML that does not is read as a text is
_QUOTED = ("ris", "bibtex")  # which are looked for below the first line, and may stand in a table's cell
_DOI = late(r"\b10\.\d{4,9}/[^\s<>\"]{1,200}")
_SHEETS = (".xls", ".xlsx")
MOST_FILES = 100_000  # in a folder and those below it
LONGEST_PAGE = 64 * 1024 * 1024  # bytes; a page of a thousand papers has four million


@dataclass(frozen=True)
class Format:
    """A file format: the name by which it can be chosen, its title, how it is recognised and read.

    ``looks_like`` sees the first characters of the file, unpacked and decoded, without a byte-order mark.
    """

    name: str
    called: str
    looks_like: Callable[[str], bool]
    read: Callable[[Path, Reading], Parsed]


_DOCUMENT, _COPERNICUS = "a text document with citations (Word, LibreOffice)", "Copernicus' XML"
_WORKBOOK = "a workbook (Excel's .xlsx and .xls, LibreOffice's .ods)"
_PAGE = "a web page that tells of papers (an article's, a list's)"
_SENT = "XML as publishers send it to PubMed"


@cache
def formats() -> tuple[Format, ...]:
    """All formats, in the order in which they are tried."""
    return (*_of_containers(), *_of_records(), *_of_databases(), *_of_catalogues(), *_of_lines())


def _of_containers() -> tuple[Format, ...]:
    """What holds papers beside other things, and JSON."""
    return (
        Format("workbook", _WORKBOOK, workbook.looks_like, workbook.read),
        Format("document", _DOCUMENT, documents.looks_like, _with_parts(documents.read)),
        Format("archive", "an archive with several files in it", _is_archive, _with_parts(archive.read)),
        Format("mail", "an e-mail (its text, and what is attached)", mail.looks_like, _with_parts(mail.read)),
        Format(
            "shown-text", "a text saved from a browser as a page", around.is_shown, _with_parts(around.read_shown)
        ),
        Format("csl-json", "CSL-JSON (Zotero, Crossref)", jsonrecords.looks_like, jsonrecords.read),
        Format("jsonl", "JSON Lines (one paper a line)", jsonrecords.is_lines, jsonrecords.read_lines),
        Format("primo", "Primo's records (PNX)", primo.looks_like, primo.read),
    )


def _of_records() -> tuple[Format, ...]:
    """XML of programs that manage references, of publishers' full texts, and feeds."""
    return (
        Format("pubmed-xml", "PubMed's XML", pubmed_xml.looks_like, pubmed_xml.read),
        Format("endnote-xml", "EndNote's XML", endnote_xml.looks_like, endnote_xml.read),
        Format("zotero-rdf", "Zotero's RDF", zotero_rdf.looks_like, zotero_rdf.read),
        Format("mods", "MODS XML (Zotero, library catalogues)", mods.looks_like, mods.read),
        Format("dblp", "DBLP's XML", dblp.looks_like, dblp.read),
        Format("jstor-xml", "JSTOR's XML (citations)", databases_xml.is_jstors, databases_xml.read_jstors),
        Format("jats", "JATS XML (PubMed Central, publishers)", jats.looks_like, jats.read),
        Format("elsevier-xml", "Elsevier's XML (ScienceDirect)", elsevier_xml.looks_like, elsevier_xml.read),
        Format("hal-tei", "HAL's TEI", tei.is_hals, tei.read_hals),
        Format("tei-list", "a list of references in TEI", tei.is_list, tei.read_list),
        Format("tei", "TEI (GROBID)", tei.looks_like, tei.read),
        Format("orcid", "ORCID's XML", orcid.looks_like, orcid.read),
        Format("arxiv", "arXiv's Atom feed", arxiv.looks_like, arxiv.read),
        Format("feed", "RSS or Atom (a journal's feed)", feeds.is_feed, feeds.read_feed),
    )


def _of_databases() -> tuple[Format, ...]:
    """XML of databases and publishers that are searched."""
    return (
        Format("europe-xml", "Europe PMC's XML", databases_xml.looks_like, databases_xml.read),
        Format("pubmed-sent", _SENT, databases_xml.is_sent, databases_xml.read_sent),
        Format("wos-xml", "Web of Science's XML", wos.is_xml, wos.read_xml),
        Format("doaj-xml", "DOAJ's XML", databases_xml.is_doajs, databases_xml.read_doajs),
        Format("wiley-xml", "Wiley's XML", publishers_xml.is_wileys, publishers_xml.read_wileys),
        Format("ieee-xml", "IEEE's XML", publishers_xml.is_ieees, publishers_xml.read_ieees),
        Format("copernicus-xml", _COPERNICUS, publishers_xml.is_copernicus, publishers_xml.read_copernicus),
        Format(
            "trials-xml",
            "ICTRP's XML (WHO's registers of trials)",
            databases_xml.is_ictrps,
            databases_xml.read_ictrps,
        ),
        Format("ebsco-xml", "EBSCOhost's XML", databases_xml.is_ebscos, databases_xml.read_ebscos),
        Format("refworks-xml", "RefWorks' XML", labelled.is_refworks_xml, labelled.read_refworks_xml),
    )


def _of_catalogues() -> tuple[Format, ...]:
    """What registries and library catalogues exchange, Citavi's projects and Word's sources."""
    return (
        Format("citavi", "Citavi's project (.ctv6bak)", citavi.looks_like, citavi.read),
        Format("unixref", "Crossref's XML (unixref)", unixref.looks_like, unixref.read),
        Format("datacite-xml", "DataCite's XML", datacite.looks_like, datacite.read),
        Format("marcxml", "MARCXML (library catalogues)", marcxml.looks_like, marcxml.read),
        Format("marc", "MARC 21 (library catalogues, .mrc)", marc.looks_like, marc.read),
        Format("pica-xml", "PICA+ in XML (library catalogues)", pica.is_xml, pica.read_xml),
        Format("pica", "PICA+ (library catalogues)", pica.is_text, pica.read),
        Format("dublin-core", "Dublin Core (repositories' OAI-PMH)", dublin.looks_like, dublin.read),
        Format("word-xml", "MS Word's list of sources", managers_xml.is_words, managers_xml.read_words),
        Format("bibtexml", "BibTeXML (JabRef)", managers_xml.is_bibtexml, managers_xml.read_bibtexml),
    )


def _of_lines() -> tuple[Format, ...]:
    """Tagged and other plain texts, tables, and pages."""
    return (
        Format("nbib", "PubMed's NBIB", nbib.looks_like, nbib.read),
        Format("pubmed-text", "PubMed's text (Abstract, Summary)", pubmed_text.looks_like, pubmed_text.read),
        Format("ris", "RIS (Zotero, EndNote, Scopus, Embase, Ovid)", ris.looks_like, ris.read),
        Format("ovid", "Ovid's text, tagged or labelled (Medline, Embase)", ovid.looks_like, ovid.read),
        Format("wos", "Web of Science's plain text (.txt, .ciw)", wos.looks_like, wos.read),
        Format("enw", "EndNote's tagged text (.enw)", refer.looks_like, refer.read),
        Format("endnote-text", "EndNote's text (Show All Fields)", endnote_text.looks_like, endnote_text.read),
        Format("scopus-text", "Scopus' text", scopus_text.looks_like, scopus_text.read),
        Format("cochrane", "the Cochrane Library's text", labelled.is_cochrane, labelled.read_cochrane),
        Format("refworks", "RefWorks' tagged text", labelled.is_refworks, labelled.read_refworks),
        Format("proquest", "ProQuest's text", labelled.is_proquest, labelled.read_proquest),
        Format("noteexpress", "NoteExpress' text (CNKI, Wanfang)", labelled.is_express, labelled.read_express),
        Format("redif", "ReDIF (RePEc: IDEAS, EconPapers)", redif.looks_like, redif.read),
        Format("cff", "a citation file (CFF)", cff.looks_like, cff.read),
        Format("yaml", "references in YAML (CSL, Papis)", yamlrecords.looks_like, yamlrecords.read),
        Format("bibtex", "BibTeX", bibtex.looks_like, bibtex.read),
        Format(
            "labelled",
            "text with a name before each line (CNKI, SinoMed, your own)",
            sideways.looks_like,
            sideways.read,
        ),
        Format("article-html", _PAGE, article_html.looks_like, article_html.read),
        Format("page-html", "a special-issue page saved as HTML", page_html.looks_like, page_html.read),
        Format("table", "CSV or TSV with a header", table.looks_like, table.read),
        Format("page", "a special-issue page saved as text", looks_like_page, _page),
    )


def read_papers(path: Path, named: str | None = None, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file in any of the ``formats``, plain or gzip, read as ``reading`` says.

    A record beyond the ``limits`` is refused, with the reason in the report.
    Raises CorpusError, in one sentence, if the format is unknown or the file cannot be read.
    """
    form = _format(path, named, reading.encoding)
    check_size(path.stat().st_size, LONGEST_FILE, path)
    looks = {one.name: one.looks_like for one in formats()}
    if not named and (
        several := seams.read(path, form.name, reading, lambda part, each: read_papers(part, None, each), looks)
    ):
        return several
    if form.name in _OWN_ENCODING and not is_undeclared(begins_of(path)):
        return form.read(path, reading)
    with as_utf8(path, reading.encoding, by_line=form.name == "jsonl") as (readable, note):
        parsed = form.read(readable, reading)
    return parsed if note is None else parsed.noted(note)


def files_in(path: Path) -> Iterator[Path]:
    """The file itself; for a folder, all files below it in the order of their names, without hidden ones. Raises CorpusError for one that is no library."""
    if not path.is_dir():
        yield path
        return
    found = [*islice(_below(path), MOST_FILES + 1)]
    if not found:
        raise CorpusError(f"{path} is a folder without files; name one that holds the papers.")
    if len(found) > MOST_FILES:
        raise CorpusError(
            f"{path} is a folder with more than {MOST_FILES:,} files; name the one that holds the papers."
        )
    yield from sorted(found)


def _below(path: Path) -> Iterator[Path]:
    """The files in a folder and those below it, in any order, without hidden ones; no link to a folder is followed."""
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _format(path: Path, named: str | None, encoding: str | None) -> Format:
    known = formats()
    if named:
        found = next((one for one in known if one.name == named), None)
        if found is None:
            names = ", ".join(one.name for one in known)
            raise CorpusError(f"“{named[:40]}” is no format; there are: {names}.")
        return found
    begins = begins_of(path)
    head = head_of(begins, encoding)
    if not head.strip() or begins.startswith(b"PK\x05\x06"):  # an archive of nothing
        raise CorpusError(f"{path.name} is empty; there is nothing to read.")
    for one in known[:4] if is_packed(begins) else known:  # what an archive holds unpacked may look like text
        if one.looks_like(head) and not (one.name in _QUOTED and table.begins(head)):
            if one.name == "page-html" and path.suffix.casefold() in _SHEETS:
                raise CorpusError(
                    f"{path.name} is a web page that was named as a workbook; open it in a spreadsheet program, save it as CSV and import that."
                )
            return one
    if what := kind_of(path, begins):
        raise CorpusError(f"{path.name} {what}.")
    if path.suffix.casefold() in (".csv", ".tsv"):
        return next(one for one in known if one.name == "table")  # which says what it lacks
    if (at := around.begins_at(head, {one.name: one.looks_like for one in known})) is not None:
        return Format("below", "", bool, _with_parts(partial(around.read_below, at=at)))
    if len(set(_DOI.findall(head))) > 1:
        raise UnreadableError(
            f"{path.name} is text and holds no records, but it names DOIs; “marrow corpus add FILE” takes these papers in by their DOIs."
        )
    raise UnreadableError(
        f"{path.name} is in no format that is read; export the papers as RIS, BibTeX, NBIB, CSL-JSON or CSV, or name its format."
    )


def _is_archive(head: str) -> bool:
    """Whether an archive with this beginning, and is no workbook, holds no program's own files (a text document's, EndNote's)."""
    begins = head.encode("latin-1", "replace")
    other = not begins_with_packed(head) and any(re.match(begin, begins, re.DOTALL) for begin, _ in OTHERS)
    return is_tar(begins) or (begins.startswith(PACKED[0]) and not other)


def _with_parts(
    read: Callable[[Path, Reading, Callable[[Path, Reading], Parsed]], Parsed],
) -> Callable[[Path, Reading], Parsed]:
    """A reader of a file with others in it, which are read as they would be alone."""
    return lambda path, reading: read(path, reading, lambda part, each: read_papers(part, None, each))


def _page(path: Path, reading: Reading) -> Parsed:
    parsed = parse_page(text_of(path, LONGEST_PAGE), path.name, reading.limits)
    reading.progress(parsed.report.read)
    return parsed

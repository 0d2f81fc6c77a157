"""Files of other kinds: how each begins, and the message for the user: what it is, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

_ENDNOTES = (".enl", ".enlx", ".enlp")  # how EndNote's own libraries are called, whatever they begin with
OF_ENDNOTE = "is EndNote's own library; export its references there, as RIS or as XML"
OTHERS = (
    (
        rb"(?:\xef\xbb\xbf)?\s*(?:\"?[Dd][Oo][Ii]s?\"?\s{1,4})?(?:\"?(?:https?://(?:dx\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S{1,200}\s{1,4}){1,500}+(?:\Z|\S*10\.)",
        "is a list of DOIs; “marrow corpus add” takes papers in by their DOIs",
    ),
    (
        rb'(?:\xef\xbb\xbf)?\s*(?:(?:"?[Pp][Mm][Ii][Dd]s?"?\s{1,4})?(?:\d{5,8}\s{1,4}){1,500}+(?:\Z|\d)|<.{0,400}?<eSearchResult\b|\{\s*"header"\s*:\s*\{\s*"type"\s*:\s*"esearch")',
        "is a list of PMIDs; save the search in PubMed in the format “PubMed” and import that",
    ),
    (
        rb'(?:\xef\xbb\xbf)?"?TITLE"?,[^\n]*\n"?(?:AUTHOR NAMES|SOURCE|ORIGINAL NON-ENGLISH TITLE)"?,',
        "is Embase's CSV with its fields by row; export it there with its fields by column, or as RIS",
    ),
    (
        rb"%PDF",
        "is a PDF. What is read are records of papers: export them from your reference manager, as RIS for example",
    ),
    (
        rb"\{\\rtf",
        "is a text document; export the papers from your reference manager, as RIS for example",
    ),
    (
        rb"PK\x03\x04.{0,3000}?(?:\.(?:enl|eni|Data/)|refs\.(?:MYD|frm))",
        OF_ENDNOTE,
    ),
    (
        rb"Rar!|7z\xbc\xaf|BZh\d1AY|\xfd7zXZ|\x28\xb5\x2f\xfd",
        "is an archive; unpack it and import the files in it",
    ),
    (rb"SQLite format 3", "is a database; export the papers from the program it belongs to, as RIS for example"),
    (
        rb"(?:\xef\xbb\xbf)?\s*<!DOCTYPE NETSCAPE-Bookmark",
        "is a list of bookmarks; export the papers as RIS, BibTeX or CSL-JSON",
    ),
    (
        rb"(?:\xef\xbb\xbf)?\s*<.{0,4000}?<(?:rdf:RDF|RDF)\b|(?:\xef\xbb\xbf)?\s*(?:<rdf:RDF\b|<https?://|@prefix\b)",
        "is RDF of a kind that is not read; export the papers as RIS, BibTeX or CSL-JSON",
    ),
    (
        rb"(?:\xef\xbb\xbf)?\s*<[?!]?[A-Za-z]",
        "is XML of a kind that is not read; export the papers as RIS, BibTeX or CSL-JSON",
    ),
)


def kind_of(path: Path, begins: bytes) -> str | None:
    """What a file of another kind with this beginning is, and what to do with it; None if it is none of these."""
    if path.suffix.casefold() in _ENDNOTES:
        return OF_ENDNOTE
    return next((what for begin, what in OTHERS if re.match(begin, begins, re.DOTALL)), None)

"""What a file begins with, by which its format is recognised: its first bytes, unpacked, and as text. And how files of other kinds begin, each with
the message for the user: what it is, and what to do.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus.characters import bare_lines
from corpus.formats.opening.codings import begun_in, known_encoding
from corpus.formats.opening.compound import BEGINS, folder_at
from corpus.formats.opening.packed import PACKED, is_tar, unpacked

_ENDNOTES = (".enl", ".enlx", ".enlp")  # how EndNote's own libraries are called, whatever they begin with
OF_ENDNOTE = "is EndNote's own library; export its references there, as RIS or as XML"
OTHERS = (
    (
        rb"(?:\xef\xbb\xbf)?\s*(?:\"?[Dd][Oo][Ii]s?\"?\s{1,4})?(?:\"?(?:https?://(?:dx\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S{1,200}\s{1,4}){1,500}+(?:\Z|\S*10\.)",
        "is a list of DOIs; “marrow corpus add FILE” takes these papers in by their DOIs",
    ),
    (
        rb'(?:\xef\xbb\xbf)?\s*(?:(?:"?[Pp][Mm][Ii][Dd]s?"?\s{1,4})?(?:\d{5,8}\s{1,4}){1,500}+(?:\Z|\d)|<.{0,400}?<eSearchResult\b|\{\s*"header"\s*:\s*\{\s*"type"\s*:\s*"esearch")',
        "is a list of PMIDs; save the search in PubMed in the format “PubMed” and import that",
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
    (
        rb"(?:\xef\xbb\xbf)?\s*(?:=LDR {1,4}\d{5}|\d{5}[a-z][a-z ]{3}.{11}45..[ ]*\r?\n00\d )",
        "is MARC written as lines; save it as .mrc or MARCXML and import that",
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
HEAD = 64 * 1024  # bytes that are looked at
_FOLDER = 4096  # further ones of a compound file, in which it names what it holds


def begins_of(path: Path) -> bytes:
    """The first bytes of a file; of a compound file also those of its folder, wherever that is."""
    with unpacked(path) as stream:
        begins = stream.read(HEAD)
        if begins.startswith(BEGINS) and stream.seekable():
            stream.seek(folder_at(begins))
            begins += stream.read(_FOLDER)
        return begins


def is_packed(begins: bytes) -> bool:
    """Whether a file with this beginning has others in it."""
    return begins.startswith((PACKED[0], BEGINS)) or is_tar(begins)


def head_of(begins: bytes, encoding: str | None) -> str:
    """The first characters of a file, in the encoding that is named or that it has."""
    if is_packed(begins):
        return begins.decode("latin-1")
    head = begins.decode(known_encoding(encoding) if encoding else begun_in(begins) or "utf-8-sig", "replace")
    return bare_lines(head.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n"))


def kind_of(path: Path, begins: bytes) -> str | None:
    """What a file of another kind with this beginning is, and what to do with it; None if it is none of these."""
    if path.suffix.casefold() in _ENDNOTES:
        return OF_ENDNOTE
    return next((what for begin, what in OTHERS if re.match(begin, begins, re.DOTALL)), None)

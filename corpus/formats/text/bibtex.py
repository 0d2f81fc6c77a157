"""Papers from BibTeX and BibLaTeX, read by bibtexparser one entry at a time.

The file is first split into entries, so that an unclosed entry affects no other and duplicate keys lose nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from corpus.cleaning.latex import decoded
from corpus.cleaning.printed_names import of_macro
from corpus.formats.cells import KINDS, OF_BIBTEX, count, issn_in, keywords_of, located, noted_pmid, placed
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.fields import day_of, month_of, whole_date
from corpus.formats.links import web_address
from corpus.formats.text.bibblocks import ENTRY, HEAD, KEYED, TYPELESS, Block, blocks, pieces
from corpus.formats.text.bibparts import bare, doi_in, inherited, people, place_in
from corpus.models import Kind, Parsed
from corpus.patterns import late
from corpus.retractions import of_note
from corpus.sameness import PREPRINTS

_ASIDE = {"comment", "preamble", "xdata", "set"}  # what is no work of its own
# Web of Science's tags, by which programs made in R write fields of entries that have no type.
_OF_TAGS = {
    "au": "author", "ti": "title", "so": "journal", "ji": "journal-iso", "ab": "abstract", "py": "year", "di": "doi", "de": "keywords", "vl": "volume", "pn": "number", "pp": "pages", "ar": "eid", "sn": "issn",
    "pu": "publisher", "ut": "unique-id", "dt": "document_type", "tc": "times-cited",
}  # fmt: skip
_THESES = {"phdthesis": "PhD thesis", "mathesis": "Master's thesis"}  # as BibLaTeX writes a thesis's type
_DEFINED = re.compile(r"[{(,]\s*+([\w.:-]+)\s*+=")  # what a @string gives a name to
_NAME = re.compile(r"[\w.:-]+")
_VOLUMES = {"proceedings", "mvproceedings"}  # which are told with the papers in them
_CROSSREF = re.compile(r"\b(?:crossref|xref)\s*=\s*[{\"]?\s*([^\s{}\",]+)", re.IGNORECASE)
_KEYLESS = re.compile(r"(?<=\{)\s*,?\s*(?=[A-Za-z][\w-]*\s*=)")
_NO_PARENT = {"abstract": ""}
_WRAPPED = re.compile(r"(?<=\S)[ \t]*\n[ \t]+(?=\S)")  # an indented line goes on
_CITED = re.compile(r"(?:cited by:? ?)?(\d{1,9})(?:;.*)?", re.IGNORECASE)
_NUMBERS = ("eid", "article-number", "art_number", "articleno")
_PIECE = re.compile(r'"[^"]*"|\{[^{}]*\}|[\w.:-]+')
_BEGUN = re.compile(r"^@[A-Za-z]{0,20}\Z", re.MULTILINE)  # half of an entry's name
_NO_FIELD = re.compile(r"\s*+doi:[^\n={}]*,[ \t]*+\n")  # which SAGE writes behind the key
_UNENDED = late(r"\A@misc\{[ \t]*[^\s,={}]++(?=\s*\n\s*[A-Za-z][\w-]*\s*=)")  # a key without its comma
# a key with a comma in it, which Scopus makes of "Ribeiro, Jr", and a value in two pairs of quotation marks, as ScienceDirect writes some
_OF_TWO = re.compile(r'(?<=@misc\{)\s*[^\n,={}"]{1,80}, ?[^\s,={}"]{1,40}(?=,\s*[A-Za-z][\w-]*\s*=)')
_TWICE = re.compile(r'(?<==) ?""([^"\n]{1,1000})""(?=,?\s*\n)')
_COMMAS = re.compile(r",(?:\s*,)+")  # two where one belongs
_RUN_ON = re.compile(r"\{(?P<value>[^{}]*)\}\s+(?P<name>[A-Za-z][\w-]*)\s*=\s*(?=[{\"])")
_ARXIVS = late(r"(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv)\b(?!.*\breview)", re.IGNORECASE)
_SHARED = late(r"@xdata", re.IGNORECASE)
_DASHES = re.compile(r"(?<!\s)\s*+[-–—]+\s*")


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is BibTeX."""
    typed = ENTRY.search(head) or TYPELESS.search(head)
    return typed is not None and not head.lstrip().startswith("<?xml")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector, parents = Collector(reading), _parents(path)
    macros, entries, begun, passed, text, lines = dict[str, str](), 0, 0, 0, "", 0
    for text in pieces(path):
        above, lines = lines, lines + text.count("\n")
        line, seen = above + 1, 0
        begun += len(ENTRY.findall(text))
        for block in blocks(text):
            line, seen = line + text.count("\n", seen, block.start), block.start
            if block.kind == "string":
                macros |= {name.casefold(): block.text for name in _DEFINED.findall(block.text)}
            elif block.kind in _VOLUMES and "abstract" not in parents.get(block.key, _NO_PARENT):
                passed += 1
            elif block.kind not in _ASIDE:
                entries += 1
                _take(collector, line, block, macros, parents)
    if found := _BEGUN.search(text):
        at = lines - text.count("\n", found.start()) + 1
        collector.note(f"the file ends within its last record, which begins on line {at}; it may be cut off")
    if passed:
        collector.note(
            f"volumes of proceedings that papers refer to (crossref) were read with these, and are none themselves: {passed}"
        )
    # entries may stand several on a line, so more may be read than lines begin one; fewer would be a loss
    return collector.parsed(path.name, max(entries, begun - passed))


def _parents(path: Path) -> dict[str, dict[str, str]]:
    """The fields of entries that others refer to or share (BibLaTeX's xdata), by key in lower case."""
    found: dict[str, dict[str, str]] = {}
    macros, named, shared = dict[str, str](), set[str](), False
    for text in pieces(path):
        named |= {key.casefold() for key in _CROSSREF.findall(text)}
        shared = shared or _SHARED.search(text) is not None
    for block in chain.from_iterable(map(blocks, pieces(path))) if named or shared else ():
        if block.kind == "string":
            macros |= {name.casefold(): block.text for name in _DEFINED.findall(block.text)}
        elif block.closed and (block.kind == "xdata" or (block.kind not in _ASIDE and block.key in named)):
            with suppress(RefusedError):
                found.setdefault(block.key, _parsed(block.text, _meant(block, macros)))
    return found


def _meant(block: Block, macros: Mapping[str, str]) -> str:
    """The macros (@string) available to a block."""
    if not macros:
        return ""
    names = map(str.casefold, _NAME.findall(block.text))
    return "\n".join(dict.fromkeys(macros[name] for name in names if name in macros))


def _take(
    collector: Collector,
    line: int,
    block: Block,
    macros: Mapping[str, str],
    parents: Mapping[str, dict[str, str]],
) -> None:
    try:
        collector.fits(len(block.text))
        if block.fault:
            raise RefusedError(block.fault)
        said = inherited(_parsed(block.text, _meant(block, macros)), parents)
        collector.take(line, fields_of(block.kind, said), block.text)
    except RefusedError as refusal:
        collector.refuse(line, str(refusal), block.text)


def _parsed(entry: str, macros: str) -> dict[str, str]:
    """An entry's fields by name, as they are written. Raises RefusedError."""
    # its warnings about what it cannot read are our refusals, told in the report
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    from bibtexparser.entrypoint import parse_string  # takes a tenth of a second, which a question does not need

    if head := HEAD.match(entry):  # its type is known, and may be one that the parser does not read
        entry = f"@misc{{{entry[head.end() : -1]}}}"
    entry = _UNENDED.sub(r"\g<0>,", _TWICE.sub(r" {\1}", entry), count=1)
    entry = _OF_TWO.sub(lambda key: key[0].replace(",", ""), entry, count=1)
    if (key := KEYED.match(entry)) and (stray := _NO_FIELD.match(entry, key.end())):
        entry = entry[: key.end()] + entry[stray.end() :]
    entry = _COMMAS.sub(",", _KEYLESS.sub("-, ", entry, 1) if KEYED.match(entry) is None else entry)
    library = parse_string(f"{macros}\n{entry}")
    if library.failed_blocks and hasattr(library.failed_blocks[0], "duplicate_keys"):
        library = parse_string(f"{macros}\n{_once(library.failed_blocks[0].ignore_error_block)}")
    if library.failed_blocks or not library.entries:
        said = next((" ".join(str(block.error).split()) for block in library.failed_blocks), "")
        raise RefusedError(f"it is not BibTeX ({said[:80] or 'it has no key and fields'})")
    found = library.entries[0]
    names = {one.key.casefold(): str(one.value) for one in library.strings}
    given = {one.key.casefold(): _joined(str(one.value), names) for one in found.fields}
    if "ti" in given and "title" not in given:
        given = {
            _OF_TAGS.get(name, name): value.replace(";", " and ") if name == "au" else value
            for name, value in given.items()
        }
    return {"_key": found.key, **dict(_parted(given))}


def _once(entry: Any) -> str:
    """An entry in which a field stands several times, with the first that says something, as BibTeX reads it."""
    filled = [one for one in entry.fields if str(one.value).strip('{} "')]
    said = {one.key.casefold(): str(one.value) for one in reversed(filled)}
    fields = ", ".join(f"{name} = {value}" for name, value in said.items())
    return f"@{entry.entry_type}{{{entry.key}, {fields}}}"


def _parted(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields, each by itself where the comma between two was forgotten: "{A title} doi = {10.1234/x}"."""
    for name, value in said.items():
        while value.startswith("{") and (found := _RUN_ON.match(value)):
            yield name, found["value"]
            name, value = found["name"].casefold(), f"{value[found.end() :]}"
        yield name, value.strip('{}"') if name not in said else value


def _joined(value: str, macros: dict[str, str]) -> str:
    """The value of concatenated pieces: ``jan # " 2024"``."""
    if "#" not in value:
        return value
    pieces = [piece.strip() for piece in value.split("#")]
    if not all(map(_PIECE.fullmatch, pieces)):
        return value
    return "".join(macros.get(one.casefold(), one.strip('"{}')) for one in pieces)


def fields_of(kind: str, written: dict[str, str]) -> dict[str, Any]:
    """The fields of an entry, of the type ``kind``, as ``Paper`` takes them: from what is ``written`` under their names."""
    said = {name: " ".join(decoded(value).split()) for name, value in written.items() if name != "abstract"}
    at_pubmed = said.get("eprinttype", "").casefold() in ("pubmed", "pmid")
    pmid = said.get("pmid") or (said.get("eprint") if at_pubmed else noted_pmid(said.get("note")))
    sort, known = _sort(kind, said)
    return {
        "doi": doi_in(written),
        "pmid": pmid,
        "source_id": None if pmid else said.get("source-id") or said.get("unique-id"),
        "url": web_address(bare(written.get("url", ""))),
        "title": _whole(said.get("title", ""), said.get("subtitle", "")),
        "authors": people(written.get("author", "")),
        "editors": people(written.get("editor", "")) if known in ("chapter", "paper-conference", "book") else None,
        "type": sort,
        "kind": known,
        "journal": _first(said, "journal", "journaltitle")
        or of_macro(written.get("journal", ""))
        or said.get("booktitle", _server(said)),
        "short_journal": _first(said, "shortjournal", "journal-iso", "abbrev_source_title"),
        "cited_by": _cited(said),
        "publisher": said.get("publisher") or said.get("institution") or said.get("school"),
        "publisher_place": place_in(said),
        "issn": issn_in(said.get("issn") or said.get("eissn", "")),
        "year": said.get("year") or said.get("date"),
        "volume": said.get("volume"),
        "issue": (said.get("number") or said.get("issue", "")).removesuffix(
            ", SI"
        ),  # a special issue, as Web of Science marks it
        "article_number": located(_first(said, *_NUMBERS))["article_number"],
        "page": placed(_DASHES.sub("-", said.get("pages", ""))),
        "pages": count(said.get("numpages", "")),
        "published": _published(said),
        "month": month_of(said.get("month", "")) or month_of(said.get("date", "")),
        "status": of_note(bare(written.get("note", ""))),
        "keywords": keywords_of(_first(said, "author_keywords", "keywords") or ""),
        "abstract": decoded(_WRAPPED.sub(" ", written.get("abstract", ""))).strip(),
    }


def _whole(title: str, subtitle: str) -> str:
    """A title with its subtitle."""
    between = " " if title.endswith((".", "?", "!", ":")) else ": "
    return f"{title}{between}{subtitle}" if title and subtitle else title


def _sort(entry: str, said: dict[str, str]) -> tuple[str | None, Kind | None]:
    """What a work is called, and its kind: by its entry's type, and by where it lies, which tells a preprint."""
    called, kind = _work(entry)
    stored = said.get("eprinttype", said.get("archiveprefix", "")).casefold() == "arxiv"
    journal = said.get("journal")
    if kind in (None, "webpage") and not journal and (stored or _server(said) is not None):
        return "Preprint", "preprint"
    if kind is None and journal and _ARXIVS.match(journal):  # as Google Scholar writes one
        return "Preprint", "preprint"
    return _called(called, said), kind


def _server(said: dict[str, str]) -> str | None:
    """The server of preprints that an entry was published by; None if it was none."""
    published = said.get("howpublished", "")
    return published if PREPRINTS.search(published) else None


def _work(kind: str) -> tuple[str | None, Kind | None]:
    """What an entry's type is called, and its kind; also of the types that Mendeley writes, "book_section"."""
    words = kind.replace("_", " ")
    return OF_BIBTEX.get(kind) or ((words.capitalize(), KINDS[words]) if words in KINDS else (None, None))


def _first(said: Mapping[str, str], *names: str) -> str | None:
    return next((said[name] for name in names if said.get(name)), None)


def _called(called: str | None, said: Mapping[str, str]) -> str | None:
    """The kind of article as databases state it, and the degree of a thesis."""
    if called and "thesis" in called.casefold():
        return _THESES.get(said.get("type", "").casefold(), said.get("type")) or called
    return (said.get("document_type") or said.get("type") if called == "Article" else None) or called


def _cited(said: Mapping[str, str]) -> int | None:
    found = _CITED.fullmatch(said.get("times-cited") or said.get("note", ""))
    return int(found[1]) if found else None


def _published(said: dict[str, str]) -> Any:
    month = month_of(said.get("month", ""))
    year = said.get("year", "")
    return (
        whole_date(said.get("date", ""))
        or whole_date(f"{year}-{month}-{said.get('day', '')}")
        or day_of(said.get("month", ""), year)
    )

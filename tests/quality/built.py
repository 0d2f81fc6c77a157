"""Build a library's data from its saved page, with a manifest: where the data comes from, and the hashes of its
files.

    python -m tests.quality.built corpus/data/bone-and-spine-metastases.txt --journal-page https://www.mdpi.com/journal/cancers

A saved page does not contain its own address, so the journal's address is passed as an option. It stands with the tests because nothing
that is installed needs it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import CorpusError
from corpus.models import Corpus, ImportReport
from corpus.page import page_text, parse_page
from corpus.snapshots import digest

ATTRIBUTION = (
    "Titles, bylines and abstracts are the work of the authors named in each record, published open access in {journal} "
    "(MDPI, Basel) under the Creative Commons Attribution 4.0 International licence; cite each by its DOI. "
    "Text is kept exactly as printed, errors included."
)


def build(page: Path, journal_page: str | None = None) -> ImportReport:
    """Write NAME.json and manifest.json beside the page NAME.txt; return the report on its records.

    Raises CorpusError where the page cannot be read.
    """
    try:
        content = page.read_bytes()
    except OSError as error:
        raise CorpusError(f"{page} could not be read: {error.strerror or error}.") from error
    parsed = parse_page(page_text(content, page.name), page.name)
    corpus = Corpus(
        name=page.stem, digest=digest(parsed.issue, parsed.papers), papers=parsed.papers, issue=parsed.issue
    )
    built = page.with_suffix(".json")
    built.write_bytes(corpus.model_dump_json(indent=1, exclude_none=True).encode() + b"\n")
    manifest = _manifest(corpus, journal_page, (page, built))
    (page.parent / "manifest.json").write_bytes(
        json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    )
    return parsed.report


def _manifest(corpus: Corpus, journal_page: str | None, files: Sequence[Path]) -> dict[str, object]:
    title, journal = (corpus.issue.title, corpus.issue.journal) if corpus.issue else (corpus.name, None)
    return {
        "name": corpus.name,
        "title": title,
        "source": f"The page of the special issue “{title}” of {journal}, saved as text",
        "publisher": "MDPI",
        "journal_page": journal_page,
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": ATTRIBUTION.format(journal=journal),
        "papers": len(corpus.papers),
        "digest": corpus.digest,
        "files": {path.name: _fingerprint(path) for path in files},
    }


def _fingerprint(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the page that is named and print what was kept, refused and noted. Return 1 if any record was
    refused."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.quality.built", description="Build a library from its page."
    )
    parser.add_argument("page", type=Path, metavar="PAGE.txt", help="a special-issue page saved as text")
    parser.add_argument("--journal-page", metavar="URL", help="the journal's address, for the manifest")
    asked = parser.parse_args(arguments)
    try:
        report = build(asked.page, asked.journal_page)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{report.source}: {report.read} records, {report.kept} kept, {report.merged} merged")
    for line in (*(f"line {bad.line}: {bad.reason}" for bad in report.rejected), *report.notes):
        print(f"  {line}")
    return 1 if report.rejected else 0


if __name__ == "__main__":
    sys.exit(main())

"""Builds the shipped corpus from its page: ``python -m corpus.build corpus/data/bone-and-spine-metastases.txt``."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from corpus.digest import digest
from corpus.models import Corpus, Parsed
from corpus.page import parse_page

ATTRIBUTION = (
    "Titles, bylines and abstracts are the work of the authors named in each record, published open access in {journal} "
    "(MDPI, Basel) under the Creative Commons Attribution 4.0 International licence; cite each by its DOI. "
    "Text is kept exactly as printed, errors included."
)


def build(page: Path) -> Parsed:
    """Write NAME.json and manifest.json beside a page NAME.txt; returns what was parsed."""
    parsed = parse_page(page.read_text("utf-8"), page.name)
    corpus = Corpus(
        name=page.stem, digest=digest(parsed.issue, parsed.papers), papers=parsed.papers, issue=parsed.issue
    )
    target = page.with_suffix(".json")
    target.write_text(corpus.model_dump_json(indent=1, exclude_none=True) + "\n", "utf-8")
    manifest = {
        "name": corpus.name,
        "source": f"The page of the special issue “{parsed.issue.title}” of {parsed.issue.journal}, saved as text"
        if parsed.issue
        else page.name,
        "publisher": "MDPI",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": ATTRIBUTION.format(journal=parsed.issue.journal if parsed.issue else "their journals"),
        "papers": len(corpus.papers),
        "digest": corpus.digest,
        "files": {path.name: _fingerprint(path) for path in (page, target)},
    }
    (page.parent / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return parsed


def _fingerprint(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def main(arguments: list[str]) -> int:
    """Build each page named; print what was kept and what was refused. Returns the exit code."""
    refused = 0
    for name in arguments:
        report = build(Path(name)).report
        print(f"{name}: {report.read} records, {report.kept} kept, {report.merged} merged")  # noqa: T201
        for rejection in report.rejected:
            print(f"  line {rejection.line}: {rejection.reason}")  # noqa: T201
        refused += len(report.rejected)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

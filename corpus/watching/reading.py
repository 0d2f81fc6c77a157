"""A page that was fetched, lying in a file → its papers, as a saved page gives them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from corpus.files import read_papers
from corpus.formats.reading import PLAINLY, Reading
from corpus.links import address as linked
from corpus.models import Parsed
from corpus.watching.sources import Found

FORMAT = "page-html"


def file_name(address: str) -> str:
    """What the file of a page is called while it is read: what is said of the file is then said of the page."""
    return f"The page at {urlsplit(address).hostname}"


def papers_of_page(path: Path, found: Found, reading: Reading = PLAINLY) -> Parsed:
    """The issue, its papers and the report of a page. Raises CorpusError as ``corpus.formats.page_html`` does."""
    parsed = read_papers(path, FORMAT, reading)
    report = parsed.report.model_copy(update={"source": found.address})
    issue = parsed.issue and parsed.issue.model_copy(update={"url": linked(found.address)})
    return parsed.model_copy(update={"report": report, "issue": issue})


@contextmanager
def in_a_file(content: bytes, address: str) -> Iterator[Path]:
    """A page's bytes as a file, which is gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        path = Path(folder) / file_name(address)
        path.write_bytes(content)
        yield path

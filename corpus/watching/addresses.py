"""The normal form of a page's address; and a fetched page, stored in a file → its papers, read like a saved
page."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from yarl import URL

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.collecting import PLAINLY, Reading
from corpus.links import address as linked
from corpus.models import Parsed
from corpus.reaching import is_here
from corpus.watching.sources import LONGEST, Found


def page_address(text: str) -> str:
    """The normal form of an address: https (except on this machine), without user name, password and "#…".

    Raises CorpusError, in one sentence, for anything else.
    """
    try:
        url = URL(text.strip())
        host, port = url.host, url.port
    except ValueError:
        host, port = None, None
    if not host or not port or len(text) > LONGEST or len(str(url)) > LONGEST or url.user or url.password:
        raise CorpusError(f"“{text[:80]}” is no web address that can be read; copy it from your browser.")
    if url.scheme != "https" and not is_here(host):
        raise CorpusError(
            f"“{text[:80]}” is not encrypted; a page is read from an address that begins with https://."
        )
    return str(url.with_fragment(None))


FORMAT = "page-html"


def file_name(address: str) -> str:
    """The name of a page's file while it is read, so that messages about the file name the page."""
    return f"The page at {urlsplit(address).hostname}"


def kept_page(folder: Path, address: str) -> Path:
    """The path in the library's folder where a page waits until a curator accepts its news."""
    return folder / "pages" / page_id(address) / file_name(address)


def drop_page(path: Path) -> None:
    """Remove a waiting page, if there is one, with its folder. Raises OSError."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def page_id(address: str) -> str:
    """A short name for a page, used in file names and buttons (12 hex digits)."""
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def papers_of_page(path: Path, found: Found, reading: Reading = PLAINLY) -> Parsed:
    """The issue, its papers and the report of a page. Raises CorpusError like ``corpus.formats.page_html``."""
    parsed = read_papers(path, FORMAT, reading)
    report = parsed.report.model_copy(update={"source": found.address})
    issue = parsed.issue and parsed.issue.model_copy(update={"url": linked(found.address)})
    return parsed.model_copy(update={"report": report, "issue": issue})


@contextmanager
def in_a_file(content: bytes, address: str) -> Iterator[Path]:
    """A page's bytes in a temporary file, removed when the block ends."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        path = Path(folder) / file_name(address)
        path.write_bytes(content)
        yield path

"""The address of a page, as it is remembered; a page that was fetched, lying in a file → its papers, as a saved page gives them."""

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
    """An address as it is remembered and asked for: encrypted, but on this machine; without a name, password and "#…".

    Raises CorpusError, one sentence, for anything else.
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
    """What the file of a page is called while it is read: what is said of the file is then said of the page."""
    return f"The page at {urlsplit(address).hostname}"


def kept_page(folder: Path, address: str) -> Path:
    """Where a page waits, in its library's folder, until somebody says yes to what is new on it."""
    return folder / "pages" / page_id(address) / file_name(address)


def drop_page(path: Path) -> None:
    """Remove a page that waited, if it is there, with its folder. Raises OSError."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def page_id(address: str) -> str:
    """What names a page in a file's name or a button (12 hex digits)."""
    return hashlib.sha256(address.encode()).hexdigest()[:12]


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

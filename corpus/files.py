"""One place that knows which parser reads a file: recognised from its content, not from its name."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CorpusError
from corpus.jsonlines import read_jsonl
from corpus.models import Parsed
from corpus.page import looks_like_page, page_text, parse_page

LONGEST_PAGE = 64 * 1024 * 1024  # bytes; a page of a thousand papers has four million


def read_papers(path: Path) -> Parsed:
    """The papers of a file: JSON Lines (plain or gzip), or a special-issue page saved as text.

    Raises CorpusError, in one sentence, where the file is neither or cannot be read.
    """
    head = _head(path)
    if head.startswith(b"\x1f\x8b") or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_jsonl(path)
    text = _decoded(path)
    if looks_like_page(text):
        return parse_page(text, path.name)
    raise CorpusError(
        f"{path.name} is neither JSON Lines (one paper a line, with _id, title and text) nor a special-issue page "
        "saved as text; those are the formats read so far."
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None


def _decoded(path: Path) -> str:
    if path.stat().st_size > LONGEST_PAGE:
        raise CorpusError(f"{path.name} is larger than {LONGEST_PAGE // 2**20} MB; a special-issue page never is.")
    return page_text(path.read_bytes(), path.name)

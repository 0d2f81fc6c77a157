"""The address of a page, as it is remembered and asked for."""

from __future__ import annotations

from yarl import URL

from corpus.errors import CorpusError
from corpus.reaching import is_here
from corpus.watching.sources import LONGEST


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

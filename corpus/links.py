"""Which address may become a link (the link of a DOI is made by ``Doi.url``)."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from corpus.patterns import late

# What no address holds: space, characters that act, and those that end a link or begin something else in Discord,
# HTML or a terminal. A backslash is a slash to browsers, and the host then is another than the one that is read.
_NEVER = late(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = late(rf"(?:{_LABEL}\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
_KEPT = "/%:;=@!$&'()*+,~-._?"  # in a path and behind it; the rest is percent-encoded
LONGEST = 2000  # characters


def address(text: str) -> str | None:
    """A web address as a link, in ASCII; None if it is not one.

    It must be http or https, without a user name, and its host a name with a dot. The host is shown as it is
    looked up: letters of other scripts that resemble Latin ones appear as "xn--…".
    """
    if len(text) > LONGEST or _NEVER.search(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    if port == 0 or parts.netloc.endswith(":"):
        return None
    place = host if port is None else f"{host}:{port}"
    path, query, fragment = (quote(part, safe=_KEPT) for part in parts[2:])
    made = urlunsplit((parts.scheme, place, path, query, fragment))
    return made if len(made) <= LONGEST else None


def pubmed(pmid: str) -> str | None:
    """The page of a PMID, which is a number; None for anything else."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if re.fullmatch(r"[0-9]{1,9}", pmid) else None

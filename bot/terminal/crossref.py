"""Crossref asked for a record by its DOI: only when the curator says so, never while answering.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/ asks callers to name a mail address.
"""

from __future__ import annotations

import time
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from bot.config import CrossrefSection
from corpus.doi import Doi
from corpus.errors import CorpusError

TRIES, PAUSE, LONGEST_PAUSE = 4, 0.5, 20.0  # times asked, seconds before the second time, at most
LARGEST = 8 * 1024 * 1024  # bytes of an answer
_AGAIN = (408, 429, 500, 502, 503, 504)


def fetched(doi: Doi, settings: CrossrefSection) -> str | None:
    """Crossref's answer for a DOI, as JSON text; None where it does not know it.

    Tried again, a while later each time, where Crossref is busy or the network stumbles. Raises CorpusError.
    """
    address = f"{settings.api.rstrip('/')}/works/{quote(str(doi), safe='')}"
    request = Request(address, headers={"User-Agent": f"Marrow (mailto:{settings.mailto})"})  # the operator's own
    for tried in range(1, TRIES + 1):
        try:
            with urlopen(request, timeout=settings.timeout_seconds) as answer:  # nosec B310: the settings take http and https alone
                content = answer.read(LARGEST + 1)
        except HTTPError as error:
            if error.code == 404:
                return None
            trouble, wait = f"it answers {error.code}", _asked_to_wait(error)
            if error.code not in _AGAIN:
                break
        except (URLError, OSError) as error:
            trouble, wait = str(getattr(error, "reason", error)), None
        else:
            return _whole(content)
        if tried < TRIES:
            time.sleep(min(LONGEST_PAUSE, wait if wait is not None else PAUSE * 2 ** (tried - 1)))
    raise CorpusError(f"Crossref could not be asked for {doi}: {trouble}. Try again later.")


def _whole(content: bytes) -> str:
    if len(content) > LARGEST:
        raise CorpusError(f"Crossref's answer is longer than {LARGEST // 2**20} MB; no record is.")
    return content.decode("utf-8", "replace")


def _asked_to_wait(error: HTTPError) -> float | None:
    """The seconds of Retry-After; None where it names none."""
    said = error.headers.get("Retry-After", "")
    return float(said) if said.isdecimal() else None

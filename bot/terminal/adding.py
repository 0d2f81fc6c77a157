"""``marrow corpus add``: adds papers by their DOI, with records fetched from Crossref."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.config import CrossrefSection
from bot.terminal.changing import store_of
from bot.terminal.completing import asking, wanted
from bot.terminal.setting import AsJson, ConfigFile, Library, load, run
from bot.terminal.writing import tell_all
from corpus.doi import Doi
from corpus.errors import CorpusError, FetchError
from corpus.formats import csljson
from corpus.formats.collecting import Collector, Reading, RefusedError
from corpus.limits import Limits
from corpus.models import Parsed

if TYPE_CHECKING:
    from corpus.crossref import Crossref


def corpus_add(
    dois: Annotated[list[str], typer.Argument(metavar="DOI…", help="DOIs in any spelling, or their links.")],
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Fetch records from Crossref and take them into a library; off until crossref.mailto is set."""
    settings = wanted(load(config, library))
    parsed = run(_parsed(dois, settings.crossref, settings.corpus.limits))
    _, joined = store_of(settings).add_all(settings.corpus.library, [parsed])
    tell_all(joined, json)
    if not any(one.report.kept or one.report.merged for one in joined):
        raise CorpusError("Nothing was taken in; the library is as it was.")


async def _parsed(dois: list[str], settings: CrossrefSection, limits: Limits) -> Parsed:
    """The records of some DOIs from Crossref; a DOI without a record is refused. After a failed connection, all the
    remaining DOIs are refused for the same reason.
    """
    collector, trouble = Collector(Reading(limits=limits)), ""
    async with asking(settings) as crossref:
        for number, written in enumerate(dois, 1):
            try:
                await _take(collector, number, written, None if trouble else crossref)
            except FetchError as error:
                trouble = str(error).rstrip(".")
                collector.refuse(number, trouble, written)
            except (RefusedError, CorpusError) as error:
                collector.refuse(number, str(error).rstrip(".") or trouble, written)
    return collector.parsed("Crossref")


async def _take(collector: Collector, number: int, written: str, crossref: Crossref | None) -> None:
    """Collect one DOI's record. Raises RefusedError (without a text if ``crossref`` is None) and CorpusError."""
    doi = Doi.within(written)
    if doi is None:
        raise RefusedError(f"“{written[:60]}” is not a DOI")
    raw = await crossref.record(doi) if crossref else ""
    if raw is None:
        raise RefusedError(f"Crossref does not know {doi}")
    if not raw:
        raise RefusedError
    for _, record in csljson.elements(raw, "Crossref's answer"):
        collector.take(number, csljson.fields(csljson.parsed(record)), record)

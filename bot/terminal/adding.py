"""``marrow corpus add``: papers by their DOI, their records fetched from Crossref."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.config import CrossrefSection
from bot.terminal.changing import store_of
from bot.terminal.crossref import fetched
from bot.terminal.reporting import tell_all
from bot.terminal.setting import AsJson, ConfigFile, Library, load
from corpus.doi import Doi
from corpus.errors import CorpusError
from corpus.formats import csljson
from corpus.formats.collecting import Collector, RefusedError
from corpus.formats.reading import Reading
from corpus.limits import Limits
from corpus.models import Parsed


def corpus_add(
    dois: Annotated[list[str], typer.Argument(metavar="DOI…", help="DOIs in any spelling, or their links.")],
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Fetch records from Crossref and take them into a library; off until crossref.mailto is set."""
    settings = load(config, library)
    if not settings.crossref.mailto:
        raise CorpusError(
            "Crossref is not asked unless you say so: set crossref.mailto to your e-mail address in the configuration."
        )
    parsed = _parsed(dois, settings.crossref, settings.corpus.limits)
    _, joined = store_of(settings).add_all(settings.corpus.library, [parsed])
    tell_all(joined, json)
    if not any(one.report.kept or one.report.merged for one in joined):
        raise CorpusError("Nothing was taken in; the library is as it was.")


def _parsed(dois: list[str], settings: CrossrefSection, limits: Limits) -> Parsed:
    """What Crossref says of each, refused where that is nothing."""
    collector = Collector(Reading(limits=limits))
    for number, written in enumerate(dois, 1):
        raw = written
        try:
            doi = Doi.within(written)
            if doi is None:
                raise RefusedError(f"“{written[:60]}” is not a DOI")
            raw = fetched(doi, settings) or ""
            if not raw:
                raise RefusedError(f"Crossref does not know {doi}")
            for _, record in csljson.elements(raw, "Crossref's answer"):
                collector.take(number, csljson.fields(csljson.parsed(record)), record)
        except (RefusedError, CorpusError) as error:
            collector.refuse(number, str(error).rstrip("."), raw or written)
    return collector.parsed("Crossref")

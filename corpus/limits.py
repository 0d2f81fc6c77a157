"""Limits for imported records, checked before anything costly is done with a record.

A record beyond a limit is refused as a whole, with the reason in the import's report: a cut abstract would be
quoted as if it were complete. A library imported under wider limits still opens.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.models import Model, Paper


class Limits(Model):
    """The most characters of a text, authors and keywords. The defaults are far above any real paper's."""

    record_chars: int = 8_000_000  # five thousand authors with their addresses have some six million
    abstract_chars: int = 20_000
    title_chars: int = 2_000
    field_chars: int = 2_000  # every other text of a record, each author's name and each keyword
    authors: int = 10_000  # the largest collaborations sign with some five thousand
    keywords: int = 500


USUAL = Limits()
_BOUNDED = ("title", "abstract")  # which have limits of their own


def beyond(paper: Paper, limits: Limits = USUAL) -> str | None:
    """What exceeds the limits, in words that follow "refused: "; None if nothing does."""
    return next(_beyond(paper, limits), None)


def _beyond(paper: Paper, limits: Limits) -> Iterator[str]:
    counted = {
        "title": (len(paper.title), limits.title_chars, "characters", "max_title_chars"),
        "abstract": (len(paper.abstract or ""), limits.abstract_chars, "characters", "max_abstract_chars"),
        "list of authors": (len(paper.authors), limits.authors, "names", "max_authors"),
        "list of keywords": (len(paper.keywords) + len(paper.labels), limits.keywords, "words", "max_keywords"),
    }
    for what, (size, most, unit, name) in counted.items():
        if size > most:
            yield f"its {what} has {size:,} {unit}, and the settings allow {most:,} (corpus.{name})"
    most = limits.field_chars
    for what, text in _others(paper) if _holds_longer(paper, most) else ():
        if len(text) > most:
            yield (
                f"its {what} has {len(text):,} characters, and the settings allow {most:,} "
                "(corpus.max_field_chars)"
            )


def _holds_longer(paper: Paper, most: int) -> bool:
    """A quick check whether any text but title and abstract is too long, before each is looked at by name."""
    texts = [value for name, value in vars(paper).items() if isinstance(value, str) and name not in _BOUNDED]
    names = [text for one in paper.authors for text in (one.name, one.family or "", one.given or "")]
    return max(map(len, (*texts, *names, *paper.keywords, *paper.labels)), default=0) > most


def _others(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of a paper except title and abstract, with its name."""
    for author in paper.authors:
        yield from (("author's name", text) for text in (author.name, author.family, author.given) if text)
    for word in (*paper.keywords, *paper.labels):
        yield "keyword", word
    for name in Paper.model_fields:
        value = getattr(paper, name)
        if isinstance(value, str) and name not in _BOUNDED:
            yield name.replace("_", " "), value


def too_long(size: int, limits: Limits) -> str | None:
    """Why a record of so many characters is refused unread; None if it is not."""
    if size <= limits.record_chars:
        return None
    return f"it has {size:,} characters or more, and the settings allow a record {limits.record_chars:,} (corpus.max_record_chars)"

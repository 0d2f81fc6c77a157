"""An abstract's field as programs write it → the abstract alone, and what else stood there: owners, notices, keywords, translations."""

from __future__ import annotations

from typing import NamedTuple

from corpus.cleaning import clean_abstract, without_keywords, without_notice
from corpus.formats.languages import LEFT_OUT
from corpus.formats.translated import in_english


class Told(NamedTuple):
    """What an abstract's field tells (texts in code points), and the names of the steps taken, as a report prints them."""

    text: str
    rights: str | None
    notice: str | None
    keywords: tuple[str, ...]
    done: tuple[str, ...]


def told_in(field: str) -> Told:
    """What a record's field for its abstract tells."""
    text, rights, done = clean_abstract(field)
    text, keywords, behind = _untailed(text)
    if (english := in_english(text)) != text:
        text, further, _ = clean_abstract(english)
        text, own, last = _untailed(text)
        keywords, behind, done = own or keywords, further or last or behind, (*done, LEFT_OUT)
    if keywords:
        done = (*done, "keywords that stood behind an abstract were read as such")
    rights = rights or behind
    bare, notice = without_notice(text)
    if notice:
        text = clean_abstract(bare).text
        done = (*done, "notices of a correction or retraction around an abstract were read as that")
    return Told(text, rights, notice, keywords, done)


def _untailed(text: str) -> tuple[str, tuple[str, ...], str | None]:
    """A text without the keywords behind it, the keywords, and the copyright line that stood before them."""
    bare, keywords = without_keywords(text)
    if not keywords:
        return text, (), None
    cleaned = clean_abstract(bare)
    return cleaned.text, keywords, cleaned.rights


def joined(said: object, further: tuple[str, ...]) -> list[object]:
    """A record's own keywords, and those that it lacks."""
    own = list[object](said) if isinstance(said, tuple | list) else list[object](filter(None, [said]))
    held = {one.casefold() for one in own if isinstance(one, str)}
    return [*own, *(one for one in further if one.casefold() not in held)]

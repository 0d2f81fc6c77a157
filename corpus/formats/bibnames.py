"""The names of a BibTeX field → authors. https://www.bibtex.com/format/author/ describes how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.cleaning.latex import decoded
from corpus.models import Author
from corpus.names import is_nobody, is_particle, listed, person

_AND = re.compile(r"(?<!\s)\s++and\s+", re.IGNORECASE)


def people(names: str) -> list[Author]:
    """Split the names at each "and" outside braces. A name wholly in braces is a group, and so is one without a
    comma among names with a comma.
    """
    made: list[Author] = []
    parts = [one for part in _cut(" ".join(names.split())) if part.strip(" ,") for one in _pairs(part)]
    with_comma = any("," in part and not _braced(part) for part in parts)
    for part in parts:
        name = " ".join(decoded(part).split()).rstrip(", ").strip("{}")
        if _braced(part):
            made.append(Author(name=name))
        elif name and not is_nobody(name):
            alone = with_comma and "," not in name and "," not in part
            made += [Author(name=name)] if alone else map(_with_particle, listed([name]))
    return made


def _with_particle(author: Author) -> Author:
    """A name without commas, read like BibTeX: the family name begins at the first lower-case particle ("de la
    Vallée Poussin")."""
    words = (author.given or "").split()
    at = next((at for at, word in enumerate(words) if at and is_particle(word)), None)
    if at is None or not author.name.startswith(author.given or ""):
        return author
    return person(" ".join((*words[at:], author.family or "")), " ".join(words[:at]), author.suffix)


def _pairs(part: str) -> list[str]:
    """The people of "Family, Given, Family, Given", written by some instead of "and"; up to three commas may
    belong to one name."""
    pieces = [] if "{" in part or part.count(",") < 3 else [piece.strip() for piece in part.split(",")]
    if len(pieces) < 4 or len(pieces) % 2:
        return [part]
    return [", ".join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]


def _braced(part: str) -> bool:
    """True if one pair of braces encloses the whole name."""
    if not (part.startswith("{") and part.endswith("}")):
        return False
    depth = 0
    for at, char in enumerate(part):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(part) - 1
    return False


def _cut(names: str) -> Iterator[str]:
    if "{" not in names:
        yield from map(str.strip, _AND.split(names))
        return
    start = seen = depth = 0
    for found in _AND.finditer(names):
        depth, seen = depth + _opened(names[seen : found.start()]), found.start()
        if depth == 0:
            yield names[start : found.start()].strip()
            start = found.end()
    yield names[start:].strip()


def _opened(text: str) -> int:
    """The number of braces that a text opens and does not close."""
    return text.count("{") - text.count("\\{") - text.count("}") + text.count("\\}")

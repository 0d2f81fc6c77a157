"""What BibTeX writes within a field → what a paper has: the names of a field → authors; an entry's DOI; what it inherits of another.

https://www.bibtex.com/format/author/ describes how names are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from corpus.authors import is_particle, listed, person
from corpus.cleaning.latex import decoded
from corpus.cleaning.persons import prefixed, untitled
from corpus.cleaning.printed_names import is_nobody, natural
from corpus.formats.links import best_doi, doi_of_link
from corpus.models import Author
from corpus.patterns import late

_INHERITED = ("year", "date", "month", "editor", "publisher", "address", "location", "series", "volume", "isbn")
_PART = re.compile(r"\s*(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_INVERTED = re.compile(r"[^,]+, [^,]+(?:, (?:Jr|Sr|II|III)\.?)?")
_SHORT = re.compile(r"[^,]+, (?:[^\W\d_a-z][a-z]?\.[ ~-]?){1,4}")
_FACE = re.compile(
    r"\A\{\\(?:bf|it|em|sc|sl|bfseries|itshape)(?![A-Za-z])\s*([^{}]*)\}\Z"
)  # of one's own name in a list
_PLAIN = late(r"[^\W\d_a-z][a-z'’À-ÿ-]+(?:[-'’][^\W\d_a-z][a-zÀ-ÿ]+)?")
_OF_BODIES = late(
    r"Grp|Soc|Inst|Assoc|Comm|Consort|Collab|Fdn|Org|Net|Prog|Dept|Lab|Ctr|Div|Int|Natl|Study|Studies|Trial|Trials|Research|Program(?:me)?|Service"
    r"|Services|School|College|Academy|Office|Bureau|Authority|Board|Bank|Fund|Press|Company|Laborator(?:y|ies)|Clinic|Survey|Club|Union|Partners"
    r"|Systems|Technolog(?:y|ies)|International|National|World|Global|Health|Science|Sciences|Nations|States|Development|Security|Data|Library|News"
)
_OF_VIET_NAM = late(
    r"\S+(?: \S+)? (?:Thi|Van|Thanh|Thu|Thuy|Minh|Ngoc|Duc|Quang|Huu|Xuan|Hong|Kim|Phuong|Hoang|Anh|Bich|Viet|Quoc|Dinh|Nhu|Tuan)(?: \S+)? \S+"
)  # where four names are usual
_ADDRESS = late(r"\\url\s*\{([^{}]*)\}")
_DOI_ALONE = late(r"\s*doi\s*[:=]?\s*(10\.\d\S*)\s*", re.IGNORECASE)
_AND = re.compile(r"(?<!\s)\s++and\s+", re.IGNORECASE)


def inherited(said: dict[str, str], parents: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """An entry's fields together with those it inherits by crossref: the parent's title is the book title."""
    for shared in said.get("xdata", "").split(","):
        said = parents.get(shared.strip().casefold(), {}) | said
    parent = parents.get(said.get("crossref", said.get("xref", "")).casefold())
    if parent is None:
        return said
    book = parent.get("booktitle") or parent.get("title", "")
    given = {name: parent[name] for name in _INHERITED if parent.get(name)} | ({"booktitle": book} if book else {})
    return given | said


def people(names: str) -> list[Author]:
    """Split the names at each "and" outside braces. A name wholly in braces is a group unless it is written as people are, and so
    is one without a comma among names with a comma.
    """
    made: list[Author] = []
    text = _unwrapped(" ".join(names.split()))
    cut = map(_bare, natural(text) or _cut(_with_and(text)))
    parts = _without_braces([one for part in cut if part.strip(" ,") for one in _pairs(part)])
    with_comma = any("," in part and not _braced(part) for part in parts)
    for part in parts:
        name = untitled(" ".join(decoded(part).split()).rstrip(",; ").strip("{}"))
        if _braced(part):
            made.append(Author(name=name))
        elif _PART.match(part):
            made += _of_parts(part)
        elif name and not is_nobody(name):
            alone = with_comma and "," not in name and "," not in part and not _is_person(name)
            made += [Author(name=name)] if alone else map(_with_particle, listed([name]))
    return made


def _unwrapped(names: str) -> str:
    """The names in one pair of braces around all of them ("{Hay, A. and Pen, O.}"), where each is a person's."""
    inside = names[1:-1].strip() if _braced(names) else ""
    parts = list(_cut(inside))
    return inside if len(parts) > 1 and all(map(_INVERTED.fullmatch, parts)) else names


def _without_braces(parts: list[str]) -> list[str]:
    """The names, a person's without the braces around it: one with initials, or any where each name has both braces and a comma."""
    parts = [_FACE.sub(r"\1", part) for part in parts]
    each = len(parts) > 1 and all(_braced(part) and _INVERTED.fullmatch(part[1:-1]) for part in parts)
    return [part[1:-1] if each or (_braced(part) and _SHORT.fullmatch(part[1:-1])) else part for part in parts]


def _bare(part: str) -> str:
    """A name without an "and" that has nobody before or behind it."""
    words = part.split(" ")
    kept = [at for at, word in enumerate(words) if word.casefold() != "and"] or [0]
    return " ".join(words[kept[0] : kept[-1] + 1]) if len(words) > 1 or words[0].casefold() != "and" else ""


def _with_and(names: str) -> str:
    """Names that are separated by semicolons, as some programs write them, separated as BibTeX reads them."""
    if ";" not in names or "{" in names or "&" in names or _AND.search(names):
        return names
    return " and ".join(filter(None, map(str.strip, names.split(";"))))


def _is_person(name: str) -> bool:
    """Whether a name without a comma is a person's: a particle stands inside ("Ludwig van Beethoven"), or an initial before or
    behind a name ("M. Hay", "Hay M."), or two or three words are names by their look ("Ada Hay"), or four in Viet Nam."""
    words = name.split()
    initials = [re.fullmatch(r"(?:[^\W\d]\.-?)+", word) is not None for word in words]
    usual = len(words) in (2, 3) or (len(words) == 4 and _OF_VIET_NAM.fullmatch(name) is not None)
    plain = usual and all(map(_PLAIN.fullmatch, words)) and not any(map(_OF_BODIES.fullmatch, words))
    return plain or any(map(is_particle, words[1:-1])) or (any(initials) and not all(initials))


def _of_parts(part: str) -> list[Author]:
    """A name in BibLaTeX's extended form: "given=Ludwig, family=Beethoven, prefix=van"."""
    pairs = (piece.partition("=") for piece in part.split(","))
    said = {key.strip().casefold(): " ".join(decoded(value.strip(' "{}')).split()) for key, _, value in pairs}
    family = prefixed(said.get("prefix", ""), said.get("family", ""))
    given = said.get("given") or said.get("given-i")
    return [person(family, given, said.get("suffix"))] if family else [Author(name=given)] if given else []


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
    apart = "{" not in part and part.count(",") > 2 and not _PART.match(part)
    pieces = [piece.strip() for piece in part.split(",")] if apart else []
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


def doi_in(written: Mapping[str, str]) -> str | None:
    """An entry's DOI: of its own field, of a link, or of a note that says nothing else."""
    links = [_ADDRESS.sub(r"\1", written.get(name, "")) for name in ("url", "ee", "howpublished", "note")]
    noted = next(filter(None, map(_DOI_ALONE.fullmatch, map(bare, links[2:]))), None)
    return best_doi(bare(written.get("doi", "")), *map(doi_of_link, map(bare, links)), noted and noted[1])


def bare(written: str) -> str:
    """An address or a DOI without LaTeX escapes and braces."""
    if "\\" in written:
        written = re.sub(r"\{\\text(less|greater)\}", lambda sign: "<" if sign[1] == "less" else ">", written)
        written = re.sub(r"\{?\\([_%#&~$^])(?:\{\}|\})?", r"\1", written).replace("\\", "")
    return written.strip("{} \n")


def place_in(said: Mapping[str, str]) -> str | None:
    """Where a work was published; not the list of its authors' addresses, which Rayyan writes there."""
    place = said.get("address") or said.get("location")
    return None if place and place.startswith(('["', "[“", "[”", "['")) else place

"""Printed names → authors: people with family name, particles and suffix, and groups.

One model for every format: "Johan van der Berg", "van der Berg, Johan", "Berg, Johan van der", "van der Berg J" are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.cleaning.encodings import unescaped
from corpus.cleaning.persons import (
    DEGREE,
    GROUP,
    SURE_DEGREE,
    is_body,
    is_company,
    is_titled,
    parted,
    untitled,
    without_degrees,
)
from corpus.cleaning.printed_names import (
    alone,
    are_whole,
    by_line,
    family_first,
    is_family,
    is_nobody,
    may_be_family,
    undressed,
    without_address,
)
from corpus.models import Author
from corpus.patterns import late

_BEHALF = late(r"(?:,? and|,)? on behalf of |^on behalf of ")
_ARTICLE = late(r"^(?:for )?the ")  # small letters only: The is a given name in Viet Nam
# Small words that belong to the family name after them ("Tarek Y. El Ahmadieh", "Johan van der Berg").
_PARTICLES = frozenset(
    "al bin binti da dal dalla das de degli dei del della den der di do dos du el ibn la le lo san st ten ter van von "
    "zu zum zur 't".split()
)
_SUFFIX = late(r"(?:Jr|Sr|jr|sr|JR|SR)\.?|II|III|IV|2nd|3rd|4th")
# "Lira R", "El Ahmadieh TY", "Al-Smadi M.W. Jr": the family name, then initials, as MEDLINE and Scopus print authors.
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЀ-Џ]"  # MEDLINE keeps accents: "Ünal Ş"
_INITIALS = late(
    rf"(?P<family>[^\W\d][^,]*?),? (?P<given>{_CAPITAL}(?: {_CAPITAL}){{1,3}}|{_CAPITAL}{{1,4}}|(?:(?!(?:Jr|Sr)\b){_CAPITAL}[a-z]?\.[ -]?){{1,5}})(?: (?P<suffix>(?:Jr|Sr|2nd|3rd|II|III|IV)\.?))?"
)
# Two parts that are one person all the same, "Hay III, Ada A."; "Hay II, Pen O" are two, of whom one has two initials.
_OF_ONE = late(r"[^,]* (?:III|IV), [^,]+|[^,]* II, (?![^\W\d][^\W\d_]+ [A-Z]{1,3}\Z)[^,]+")
_BETWEEN = late(r";\s|(?<=\w);(?=[^\W\d_]{2})")  # names that a program wrote into one field
_STOPPED = late(rf"(?<=\b{_CAPITAL}\.) (?=[^\W\d_]{{2,}})")
_WHOLE = late(r"[^,]+, [^\W\d][^\W\d.]+.*")  # "Hay, Ada B."
_AND_OTHERS = late(r"[,;]? (?:and |& )?(?:et\.? al|others)\.?\Z", re.IGNORECASE)
_GIVEN = late(rf"(?:{_CAPITAL}[a-z]?\.[ -]?){{1,4}}|{_CAPITAL}{{1,3}}")
_NO_GIVEN = late(r",\s*null(?=;|$)")
_ENDS_SHORT = late(r"\w [A-Z][A-Za-z]{0,3}$")
_UPPER = late(r"(?<= )[A-Z][a-z]{1,3}$")  # initials that a program turned into a name: "Thouret Jc"


def authors_of(byline: str) -> tuple[Author, ...]:
    """The authors of a byline ("A. B. Name, C. Name and on behalf of the Society of …"), in order.

    What follows "on behalf of" is one group, or several if each begins with "the".
    """
    people, *behalf = _BEHALF.split(" ".join(byline.split()))
    people = re.sub(rf", (?=(?:{_SUFFIX.pattern})(?:,|$| and))", " ", people)
    names = [name for part in people.split(",") for name in _people(part.strip())]
    groups = [group for text in behalf for group in re.split(r"(?:,| and|, and) (?=the )", text)]
    return (*map(author, names), *(Author(name=_ARTICLE.sub("", group)) for group in groups if group))


def author(name: str) -> Author:
    """An author from a printed name: given names first, or "Family, Given"."""
    name = untitled(" ".join(name.split()))
    group = _ARTICLE.sub("", _BEHALF.sub("", name))
    if group != name or is_body(name) or is_company(name):
        return inverted(name) if GROUP.fullmatch(name.partition(",")[0]) else Author(name=group)
    if "," in name:
        return inverted(name)
    words = name.split()
    if family_first(name):
        return person(words[0], words[1])
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    cut = _family(words)
    return person(" ".join(words[cut:]), " ".join(words[:cut]), suffix)


def inverted(name: str) -> Author:
    """A person from "Family, Given", the suffix wherever it stands: "Public, John Q., Jr.", "Public, Jr., John", "Public, John Q Jr"."""
    family, *parts = (part.strip() for part in name.split(","))
    told = [part for at, part in enumerate(parts) if not (DEGREE if at else SURE_DEGREE).fullmatch(part)]
    if parts and is_titled(family, parts):
        return author(family)
    parts = told
    if len(parts) == 2 and len(parts[0]) == 1:  # Web of Science takes a last initial for a suffix: "Hay, V, Ada"
        parts.reverse()
    suffix = next((part for part in parts if _SUFFIX.fullmatch(part)), None)
    given = [word for part in parts if part != suffix for word in part.split()]
    # a program took the last word of "GBD 2019 Collaborators" for a family name
    if given and GROUP.fullmatch(family):
        return Author(name=" ".join((*given, family)))
    if suffix in ("JR", "SR") and not given and by_initials(family) is None:  # "Welter, JR" has two given names
        given, suffix = [suffix], None
    last = family.split()
    if suffix is None and len(given) > 1 and _SUFFIX.fullmatch(given[-1]):
        suffix = given.pop()
    elif suffix is None and len(last) > 1 and _SUFFIX.fullmatch(last[-1]):
        suffix, family = last[-1], " ".join(last[:-1])
    if suffix and not given and (found := by_initials(family)):  # "Public J.Q., Jr."
        return found.model_copy(update={"name": f"{found.name} {suffix}", "suffix": suffix})
    if suffix and not given and " " in family and not particle(family) and not may_be_family(family):
        whole = author(family)
        return whole if whole.is_group else person(whole.short, whole.given, suffix)
    cut = len(given)
    while cut > 1 and given[cut - 1] in _PARTICLES:
        cut -= 1
    family = " ".join((*given[cut:], family))
    return person(family, " ".join(given[:cut]), suffix) if family else person(" ".join(given), None)


def person(family: str, given: str | None, suffix: str | None = None) -> Author:
    """A person by the parts of the name, whose order is kept: in Chinese, Japanese and Korean the family name comes
    first.
    """
    if given and suffix is None and "," in given and _SUFFIX.fullmatch(last := given.rpartition(",")[2].strip()):
        given, suffix = given.rpartition(",")[0].strip(), last  # "John Q., Jr."
    parts = (family, given) if given and family_first(f"{family} {given}") else (given, family)
    name = " ".join(part for part in (*parts, suffix) if part)
    return Author(name=name, family=family, given=given or None, suffix=suffix or None)


def particle(family: str) -> str:
    """The particles of a family name: "van der" in "van der Berg"; "" if there are none."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count] in _PARTICLES:
        count += 1
    return " ".join(words[:count])


def is_particle(word: str) -> bool:
    """Whether a lower-case word is a particle of the family name after it."""
    return word in _PARTICLES


def is_suffix(word: str) -> bool:
    """Whether a word is a suffix of the name before it: a Jr. or III."""
    return _SUFFIX.fullmatch(word) is not None


def by_initials(name: str) -> Author | None:
    """A person from "Public JQ Jr" or "van der Berg J."; None if the name has another form."""
    found = _INITIALS.fullmatch(name)
    return person(found["family"], found["given"].strip(), found["suffix"]) if found else None


def listed(names: Sequence[str], single: bool = False) -> list[Author]:
    """The authors of a record, from one string each, in order; ``single``: no string can hold several ("Gomez L, Eduardo A").

    If one is written "Family, Given", a name without a comma is a group or a single name.
    """
    apiece = (one for name in names for one in _BETWEEN.split(unescaped(name)))
    said = [untitled(alone(" ".join(name.split()).strip("; "))) for name in apiece if name.strip(" ,;")]
    written = said if single else [one for name in said for one in _short_among(name, said) or parted(name)]
    with_comma = any("," in name.rstrip(", ") for name in written)
    return [_listed(name, with_comma) for name in written if not is_nobody(name)]


def in_short(names: str) -> list[str]:
    """The names in "Smith J, Jones PQ, Pen O., Jr." if all have initials; empty otherwise, or for a single name."""
    if " " not in names.partition(",")[0] or _OF_ONE.fullmatch(names):  # the first of which costs one look
        return []
    parts: list[str] = []
    for part in filter(None, map(str.strip, names.split(","))):
        if parts and _SUFFIX.fullmatch(part):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts += _behind_stops(part)
    return parts if len(parts) > 1 and all(map(by_initials, parts)) else []


def _behind_stops(part: str) -> list[str]:
    """The names in "Hay A. Pen O. B. Oak C.", where commas have become full stops; any other part as it is."""
    parts = _STOPPED.split(part) if part.count(". ") else []
    return parts if len(parts) > 1 and all(map(by_initials, parts)) else [part]


def _short_among(name: str, names: Sequence[str]) -> list[str]:
    """The names in "Smith J., Jones P.", unless others in its place are whole: there "Fonseca C., Efraín R." is one person."""
    found = in_short(name)
    whole = len(found) == 2 and any(_WHOLE.fullmatch(one) and not in_short(one) for one in names)
    return [] if whole else found


def _listed(name: str, with_comma: bool) -> Author:
    if name.startswith("{") and name.endswith("}"):  # as BibTeX writes a group
        return Author(name=name.strip("{} ") or name)
    if "," in name.rstrip(", "):
        return Author(name=name) if is_company(name) else inverted(name)
    alone = name.endswith(",")  # how a person with one name is told from a group
    name = name.rstrip(", ")
    if alone and not is_body(name):
        return person(name, None)
    if is_body(name):
        return Author(name=name)
    if found := by_initials(name):
        return found
    if with_comma:
        return Author(name=name)
    return author(name)


def _people(part: str) -> Iterator[str]:
    """The names between two commas. A group's "and" is its own: "the Bone and Joint Study Group" is one."""
    names = [name for name in part.removeprefix("and ").split(" and ") if name]
    group = next((i for i, name in enumerate(names) if _ARTICLE.match(name)), len(names))
    yield from names[:group]
    if names[group:]:
        yield " and ".join(names[group:])


def _family(words: list[str]) -> int:
    """Where the family name begins among a name's words: the last word and its particles."""
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return 0 if cut == 1 and words[0] in _PARTICLES else cut


def people(cell: str) -> tuple[Author, ...]:
    """The authors of a cell: "Liu, Yun; Shen, Shihui", "Lira R, Cruz A.", "Yun Liu, Lei Li and Kun Li"."""
    cell = _AND_OTHERS.sub("", unescaped(_NO_GIVEN.sub("", " ".join(by_line(cell).split()))))
    written = [alone(undressed(name.strip())) for name in re.split(_joint(cell), cell) if name.strip()]
    # "Hay AB, Pen O; Owl Group.", as PubMed prints people and groups
    names = [one for name in written for one in (len(written) > 1 and _short_among(name, written)) or [name]]
    if len(names) > len(written) or (
        names and names[-1][-1:] == "." and len(names) > 1 and is_body(names[-1]) and by_initials(names[0])
    ):
        names[-1] = names[-1].removesuffix(".")
    told = undressed(cell)
    if len(names) < 2 and "," in told and not cell.rstrip(")")[-4:].isdigit():  # Scopus' number of one person
        parts = without_degrees([without_address(part.strip()) for part in told.split(",") if part.strip()])
        if not parts:
            return ()
        bare = [*parts[:-1], parts[-1] if any("." in part for part in parts[:-1]) else parts[-1].rstrip(".")]
        if short := in_short(", ".join(bare)) or _in_pairs(bare):
            names = short
        elif any(map(by_initials, bare)) and all(by_initials(name) or author(name).is_group for name in bare):
            names = bare
        elif (
            len(parts) != 2 or are_whole(parts) or (all(" " in part for part in parts) and not is_family(parts[0]))
        ):
            return tuple(one for one in authors_of(", ".join(parts)) if not is_nobody(one.name))
    elif len(names) == 1 and by_initials(names[0]) is None and by_initials(names[0].rstrip(".")):
        names = [names[0].rstrip(".")]
    return _each_of([name for name in names if not is_nobody(name)])


def _in_pairs(parts: Sequence[str]) -> list[str]:
    """The names in "Hay, N.P., Pen, O.T.", cut at each comma; none if every other part is no initials."""
    families, given = parts[::2], parts[1::2]
    paired = len(parts) > 2 and len(families) == len(given) and all(map(_GIVEN.fullmatch, given))
    return [f"{family}, {initials}" for family, initials in zip(families, given, strict=True)] if paired else []


def _each_of(names: Sequence[str]) -> tuple[Author, ...]:
    """Split into single names; if all but groups have initials, each is read that way."""
    names = [one for name in names for one in parted(name)]
    made = tuple(author(name) for name in names)
    short = [by_initials(name) for name in names]
    if any(short) and all(map(_ENDS_SHORT.search, names)):
        short = [
            found or by_initials(_UPPER.sub(lambda last: last[0].upper(), name))
            for found, name in zip(short, names, strict=True)
        ]
    if all(found or one.is_group for found, one in zip(short, made, strict=True)):
        return tuple(
            one if one.is_group or found is None else found for found, one in zip(short, made, strict=True)
        )
    return made


def _joint(cell: str) -> str:
    """The separator between authors: a semicolon or bar, or BibTeX's "and" if every name is inverted."""
    parts = [part.split(",") for part in cell.split(" and ") if part.strip()]
    with_comma = (
        len(parts) > 1
        and len(parts[0]) > 1
        and all(
            is_body(part[0])
            if len(part) == 1
            else len(part) == 2 or (len(part) == 3 and is_suffix(part[2].strip()))
            for part in parts
        )
    )
    return " and " if with_comma and ";" not in cell else r"[;|]"

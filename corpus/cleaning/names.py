"""Names as exports write them → names alone: what stands around one is taken off, several in one field are parted."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.patterns import late

_ORCID = late(r"\(?\s?(?:ORCID:? ?)?(?:https?://orcid\.org/)?(?:\d{4}-){3}\d{3}[\dX]\)?", re.IGNORECASE)
_AND_OTHERS = late(r"[,;]? (?:and |& )?et\.? al(?:ii|ia|\.)?\Z", re.IGNORECASE)
_MARKS = late(r"(?<=\w)\.?\s?[*†‡§¶¹²³⁴-⁹]+\Z")
_NUMBERS = late(r"(, [^\W\d][^\d,]*[^\W\d]\.?)\d{1,2}(?:, ?\d{1,2})*\Z")  # of addresses: "Hay, Ada1,2"
_RUNS_ON = late(r"\A(?:and|&)\s|\s(?:and|&)\Z")
_AND = late(r",? (?:and|&) ")
_JOINED = late(r"[^\W\d][\w'’. -]{1,40}(?:, [^\W\d][\w. -]{0,40}| [A-Z]{1,3})(?:, (?:Jr|Sr|II|III)\.?)?")
_IN_CHINESE = late(r"[\u3400-\u9fff·]{2,12}(?:[,，、][\u3400-\u9fff·]{2,12})+")
_COMMA = late("[,，、]")
_ALONE = late(r"[^\W\d][\w'’-]{2,30}")  # who has one name
_NAMES = frozenset("De Di Du La Le Van".split())  # what a capital inside a name may follow, and names of their own
_STUCK = late(r"(?<=\w\.)(?=[^\W\d_a-z](?:[^\W\d_]|['’]))")
_SHORT = late(r"[^\W\d_][\w'’-]+(?: [\w'’-]+){0,3} (?:[^\W\d_a-z]\.[ -]?){1,4}")
_NEVER_GIVEN = frozenset("de del della der den dos da el los las von".split())
_BEFORE = _NAMES.union("Mc Mac Del Des El Fitz Al Von St".split())


def alone(name: str) -> str:
    """A name without marks of notes, numbers of addresses, an ORCID iD and "et al." behind it."""
    if (
        name.isascii()
        and name.replace(" ", "").replace(",", "").replace(".", "").isalpha()
        and "et al" not in name
    ):
        return name
    return _NUMBERS.sub(r"\1", _MARKS.sub("", _AND_OTHERS.sub("", _ORCID.sub("", name).strip())))


def is_family(words: str) -> bool:
    """Whether words begin as only a family name does, and no given name: "Del Castillo"; but "Al Hay" and "Van Hay" are people's."""
    return words.partition(" ")[0].casefold() in _NEVER_GIVEN or words.startswith(("van ", "von "))


def by_line(cell: str) -> str:
    """Names of which each has a line of the cell, between semicolons; where lines were broken within a list, the cell as it is."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    whole = all(line.count(",") < 2 and line[-1] != "," and not _RUNS_ON.search(line) for line in lines)
    return "; ".join(lines) if len(lines) > 1 and whole and ";" not in cell else cell


def unstuck(cell: str) -> str:
    """Names with initials of which one sticks to the next ("Hay A.Pen O."), between semicolons; any other cell as it is."""
    parts = _STUCK.split(cell) if cell.endswith(".") and ";" not in cell and "," not in cell else [cell]
    return "; ".join(parts) if len(parts) > 1 and all(map(_SHORT.fullmatch, parts)) else cell


def apart(name: str) -> list[str]:
    """The names in "Hay, A and Pen, O and Sty, B" if each is inverted or has initials; any other "and" belongs
    to a group. Those in "王小明,李四" are several, too; "欧阳, 修" is one."""
    if not name.isascii() and _IN_CHINESE.fullmatch(name):
        return _COMMA.split(name)
    parts = [part.strip(" ,") for part in _AND.split(name)]
    if len(parts) < 2 or not any(map(_JOINED.fullmatch, parts)):
        return [name]
    return parts if all(_JOINED.fullmatch(part) or _ALONE.fullmatch(part) for part in parts) else [name]


def run_on(text: str) -> list[str]:
    """The names in a text in which nothing parts them: "Ada HayOtto Pen"."""
    cuts = (at for at in range(1, len(text)) if text[at - 1].islower() and text[at].isupper())
    names: list[str] = []
    for one, other in pairwise((0, *cuts, len(text))):
        if names and _goes_on(names[-1], text[one:other]):
            names[-1] += text[one:other]
        else:
            names.append(text[one:other])
    return names


def _goes_on(name: str, part: str) -> bool:
    """True if a name is not over where a capital begins a further part: "Jo" and "Ann Hay", "Rob Mc" and "Herd"; but "Anh Le"
    and "Otto Pen" are two, as each has a given name.
    """
    *given, last = name.split()
    return not given or last.islower() or (last in _BEFORE and not (last in _NAMES and " " in part.strip()))

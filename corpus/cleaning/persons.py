"""How a body (an organisation) is told from a person by its name; and what stands beside a person's name without being
part of it: titles and degrees.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.cleaning.printed_names import apart, may_be_family
from corpus.patterns import late

GROUP = late(
    r"\b(?:Group|Society|Consortium|Collaborat\w+|Investigators|Network|Committee|Association|Team|Initiative|Registry"
    r"|Alliance|Foundation|Council|Institutes?|Institut|Instituto|Istituto|Centers?|Centres?|Universi[td]\w+|Hospital|Trialists|Working|Project|Federation"
    r"|Organi[sz]ation|Ministry|Department|Agency|Commission|Administration|Academy|Museum|Observatory|Laborator(?:y|ies)|Task Force|Editors(?= of\b)|Editorial (?:Board|Office|Staff))\b"
)
_COMPANY = late(r"\S+ .+, (?:Inc|Ltd|GmbH|Corp)\.?|.+, (?:Inc|Ltd|Corp)\.")  # not LLC, which may be initials
_OF_BODIES = frozenset(
    "african american arab asian bank british business central cities communities development european fund global health international monetary"
    " national nations nordic office parliament research science security services states survey trade treasury union united world".split()
)  # each may be part of a person's name, but no name has only these
# As Web of Science shortens the names of bodies, all in capitals.
_SHORTENED = frozenset(
    "acad acm adm agcy amer assoc bur coll comm comp conf cong consortium ctr dept div engn fdn fed govt grp ieee inst int lab minist natl org publ res soc spie technol univ".split()
)
# of these, one alone may be a person's name: "COLL T"
_ALSO_FAMILIES = frozenset("bur coll comp div fed int lab res".split())
_BETWEEN = frozenset("and for of on the".split())
DEGREE = late(
    r"(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|M\.?P\.?H|Sc\.?D|Ed\.?D|D\.?Phil|Pharm\.?D|DDS|DVM|MBBS|MBA|RN|FRCSC?|FACSM?|FACP)\.?"
)
SURE_DEGREE = late(r"Ph\.?D\.?|M\.?Sc\.?|B\.?Sc\.?|D\.?Phil\.?|Pharm\.?D\.?|MBBS|MBA")  # which are no initials
_ADDRESSED = late(
    r"(?:\A|(?<=, ))(?:(?:(?:Ass(?:oc|t|ist)\. |Associate |Assistant )?Prof(?:essor|\.)?|Dr(?:-Ing)?\.?|Mrs?\.|Ms\.|Sir|Dame|Rev\.)"
    r"(?: (?:med|rer|nat|phil|habil|h\.c)\.)* )++(?=[^\W\d_a-z])"
)
_FOUND = 2  # words of a name beside which a degree is no initials


# "Ada Hay for the Owl Collaboration", of whom one signs for the other
_FOR = late(r"(?P<one>[^,;]{3,80}(?:, [^,;]{1,60})?),? (?:for|on behalf of) (?:the )?(?P<group>[^;]{2,120})")


def is_body(name: str) -> bool:
    """Whether a name is a body's: it says so, or consists only of words that bodies are named with ("World Bank")."""
    if GROUP.search(name):
        return True
    words = [word for word in name.casefold().split() if word not in _BETWEEN]
    return len(words) > 1 and (_OF_BODIES.issuperset(words) or is_shortened(name))


def is_shortened(name: str) -> bool:
    """Whether a name is a body's as Web of Science writes one: "IEEE COMP SOC"."""
    if not name.isupper() or "," in name:
        return False
    words = name.casefold().split()
    said = _SHORTENED.intersection(words)
    return len(words) > 1 and (len(said) > 1 or not said <= _ALSO_FAMILIES)


def parted(name: str) -> list[str]:
    """The names in one that holds several; a body's "and" is its own, and so may be its "for"."""
    signed = _FOR.fullmatch(name) if " for " in name or " behalf " in name else None
    if signed and " " in signed["one"] and GROUP.search(signed["group"]) and not is_body(signed["one"]):
        return [signed["one"], signed["group"]]
    found = apart(name)
    whole = is_shortened(name) or (len(found) > 1 and "," not in name and GROUP.search(name) is not None)
    return [name] if whole else found


def is_company(name: str) -> bool:
    """Whether a name with a comma is a company's: "Owls and Hay, Inc."."""
    return _COMPANY.fullmatch(name) is not None


def untitled(name: str) -> str:
    """A person's name without titles ("Prof. Dr. Ada Hay", "Hay, Dr. Ada") and without degrees behind it ("Ada Hay MD
    PhD"); a single one may be initials and stays ("De Luca MD").
    """
    name = _ADDRESSED.sub("", name)
    words = name.split(" ")
    kept = len(words)
    while kept > _FOUND and DEGREE.fullmatch(words[kept - 1].rstrip(",")):
        kept -= 1
    degrees = words[kept:]
    sure = len(degrees) > 1 or any(SURE_DEGREE.fullmatch(word) for word in degrees)
    return " ".join(words[:kept]).rstrip(",") if sure and "," not in " ".join(words[: kept - 1]) else name


def without_degrees(parts: Sequence[str]) -> list[str]:
    """The names in "Ada Hay, MD, PhD, Otto Pen, MD" between commas; all parts if one may be initials ("Hay, MD, Pen,
    OT").
    """
    kept = [part for part in parts if not DEGREE.fullmatch(part)]
    whole = all(len(part.split()) >= _FOUND for part in kept)
    return kept if kept and whole and parts[0] == kept[0] else list(parts)


def is_titled(family: str, degrees: Sequence[str]) -> bool:
    """Whether what stands before a comma and degrees is a whole name, "Otto Pen, MD, PhD"; but "Van Dyke, MD" has initials there."""
    sure = any(SURE_DEGREE.fullmatch(one) for one in degrees)
    return sure and " " in family and all(DEGREE.fullmatch(one) for one in degrees) and not may_be_family(family)


def prefixed(particles: str, family: str) -> str:
    """A family name behind its particles; some or all of these may also be in the name: "van der" and "der Berg" give
    "van der Berg".
    """
    before, own = particles.split(), family.split()
    most = min(len(before), len(own) - 1)
    told = next((n for n in range(most, 0, -1) if _folded(before[-n:]) == _folded(own[:n])), 0)
    return " ".join((*before[: len(before) - told], *own))


def without_particles(given: str, particles: str) -> str:
    """Given names without the particles at their end that are also given separately: "Jan van" is "Jan" if "van" is a
    particle.
    """
    words, before = given.split(), particles.split()
    is_told = before and len(words) > len(before) and words[-len(before) :] == before
    return " ".join(words[: -len(before)]) if is_told else given


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]

"""Authors as a byline prints them → authors: people with a family name, and groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.models import Author

_BEHALF = re.compile(r"(?:,? and|,)? on behalf of |^on behalf of ")
_ARTICLE = re.compile(r"^(?:for )?the ")  # small letters only: The is a given name in Viet Nam
_GROUP = re.compile(
    r"\b(?:Group|Society|Consortium|Collaborat\w+|Investigators|Network|Committee|Association|Team|Initiative|Registry"
    r"|Alliance|Foundation|Council|Institute|Center|Centre|University|Hospital|Trialists|Working|Project|Federation)\b"
)
# Small words that belong to the family name after them ("Tarek Y. El Ahmadieh", "Johan van der Berg").
_PARTICLES = frozenset(
    "al bin binti da dal dalla das de degli dei del della den der di do dos du el ibn la le lo san st ten ter van von "
    "zu zum zur 't".split()
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")


def authors_of(byline: str) -> tuple[Author, ...]:
    """The authors of a byline ("A. B. Name, C. Name and on behalf of the Society of …"), in order.

    What follows "on behalf of" is one group, or several where each begins with "the".
    """
    people, *behalf = _BEHALF.split(" ".join(byline.split()))
    people = re.sub(rf", (?=(?:{_SUFFIX.pattern})(?:,|$| and))", " ", people)
    names = [name for part in people.split(",") for name in _people(part.strip())]
    groups = [group for text in behalf for group in re.split(r"(?:,| and|, and) (?=the )", text)]
    return (*map(author, names), *(Author(name=_ARTICLE.sub("", group)) for group in groups if group))


def author(name: str) -> Author:
    """One author from a name as printed: given names first, or "Family, Given" as reference managers write it."""
    name = " ".join(name.split())
    group = _ARTICLE.sub("", _BEHALF.sub("", name))
    if group != name or _GROUP.search(name):
        return Author(name=group)
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        return Author(name=f"{given} {family}".strip(), family=family or given, given=given or None)
    words = name.split()
    cut = _family(words)
    return Author(name=name, family=" ".join(words[cut:]), given=" ".join(words[:cut]) or None)


def _people(part: str) -> Iterator[str]:
    """The names between two commas. A group's "and" is its own: "the Bone and Joint Study Group" is one."""
    names = [name for name in part.removeprefix("and ").split(" and ") if name]
    group = next((i for i, name in enumerate(names) if _ARTICLE.match(name)), len(names))
    yield from names[:group]
    if names[group:]:
        yield " and ".join(names[group:])


def _family(words: list[str]) -> int:
    """Where the family name begins among a name's words: the last word, its particles, and a suffix (Jr.)."""
    cut = len(words) - 1
    if cut > 1 and _SUFFIX.fullmatch(words[cut]):
        cut -= 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return 0 if cut == 1 and words[0] in _PARTICLES else cut

"""Authors as a byline prints them → authors: people with a family name, and groups."""

from __future__ import annotations

import re

from corpus.models import Author

_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=(?:on behalf of\s|for\s)?(?:the\s)?\S)")
_BEHALF = re.compile(r"^(?:and\s+)?(?:on behalf of|for)\s+(?:the\s+)?", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:Group|Society|Consortium|Collaborat\w+|Investigators|Network|Committee|Association|Team|Initiative|Registry"
    r"|Alliance|Foundation|Council|Institute|Center|Centre|University|Hospital|Trialists|Working|Project|Federation)\b"
)
# Small words that belong to the family name after them ("Tarek Y. El Ahmadieh", "Johan van der Berg").
_PARTICLES = frozenset(
    "al bin binti da dal dalla das de degli dei del della den der di do dos du el ibn la le lo san st ten ter van von "
    "zu zum zur 't".split()
)


def authors_of(byline: str) -> tuple[Author, ...]:
    """The authors of a byline ("A. B. Name, C. Name and on behalf of the Society of …"), in order."""
    return tuple(author(name) for name in _BETWEEN.split(byline.strip()) if name and name != "and")


def author(name: str) -> Author:
    """One author from a name as printed: given names first, or "Family, Given" as reference managers write it."""
    name = " ".join(name.split())
    group = _BEHALF.sub("", name)
    if group != name or _GROUP.search(name):
        return Author(name=group)
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        return Author(name=f"{given} {family}".strip(), family=family, given=given or None)
    words = name.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return Author(name=name, family=" ".join(words[cut:]), given=" ".join(words[:cut]) or None)

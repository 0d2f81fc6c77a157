"""The guest editors: their blocks, the signature of their letter, and how the two go together.

A page prints affiliation and interests in a block per editor, and often the names only below the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.models import Editor

_TITLE = r"(?:(?:Prof|Professor|Dr|PD|Mr|Mrs|Ms|Assoc|Assist|Asst|(?:Associate|Assistant)(?= Prof))\b|(?:Ing|med|rer|nat)\.)"
_TITLES = re.compile(rf"(?:{_TITLE}[. \-]*)+(?=[^\W\d])")
_NEXT = re.compile(rf"(?<!,)(?<! and)(?<! &)(?:,| and| &)++ (?={_TITLE})")
ROLE = re.compile(r"(?:Lead |Co-)?(?:Guest|Collection|Topic) Editor(?: Assistant)?s?$")
_LINKS = re.compile(r"\b(?:E-?[Mm]ail|Website ?\d?|SciProfiles|ORCID|Google Scholar)(?=\s|$|[A-Z])")
_INTERESTS = "Interests:"
_LONGEST_NAME = 80


def titled(text: str) -> str | None:
    """The name in "Prof. Dr. Kenichiro Kakutani" without its titles; None where the line is no titled name."""
    found = _TITLES.match(text) if len(text) < _LONGEST_NAME else None
    return text[found.end() :] if found else None


@dataclass
class _Draft:
    """An editor's block while it is read."""

    name: str | None = None
    links: bool = False
    role: bool = False
    affiliation: list[str] = field(default_factory=list)
    interests: str | None = None
    closed: bool = False

    @property
    def described(self) -> bool:
        return bool(self.affiliation or self.interests or self.closed)


def signature(letter: Sequence[str]) -> tuple[list[str], int]:
    """The names that sign a letter, in order, and how many of its lines are the letter's own.

    Names without a title count only where a line "Guest Editor" stands below them.
    """
    names: list[str] = []
    end, role = len(letter), False
    while end:
        text = letter[end - 1]
        if ROLE.fullmatch(text):
            role = True
        elif titled(text) or (role and _may_be_a_name(text)):
            names[:0] = [titled(name) or name for name in _NEXT.split(text)]
        else:
            break
        end -= 1
    return names, end


def editors_of(lines: Sequence[str], signed: Sequence[str]) -> tuple[tuple[Editor, ...], list[str]]:
    """The editors, and a remark where names and blocks do not match in number.

    A block that prints its own name keeps it; the other names of the signature go to the blocks without, in order.
    """
    drafts: list[_Draft] = []
    for text in lines:
        _take(text, drafts)
    drafts = [draft for draft in drafts if draft.links or draft.role or draft.described]
    nameless = sum(draft.name is None for draft in drafts)
    own = {draft.name for draft in drafts}
    left = [name for name in signed if name not in own] if nameless or not drafts else []
    remarks = []
    if drafts and nameless != len(left):
        remarks.append(
            f"editors described without a name: {nameless}; names below the letter for them: {len(left)}"
        )
    for draft in drafts:
        if draft.name is None and left:
            draft.name = left.pop(0)
    return (*map(_finished, drafts), *(Editor(name=name) for name in left)), remarks


def _take(text: str, drafts: list[_Draft]) -> None:
    """Take one line: links, role or name begin a block or go on with it, affiliation and interests fill it."""
    bare = _LINKS.sub("", text).strip()
    links, name = bare != text, ROLE.sub("", bare).strip()
    role = name != bare
    here = drafts[-1] if drafts else None
    if links or role:
        _begin(drafts, name=titled(name) or name or None, links=links, role=role)
    elif text.startswith(_INTERESTS) and here:
        here.interests = text.removeprefix(_INTERESTS)
    elif text.startswith("Special Issue") and here:
        here.closed = True
    elif (name := titled(text) or "") or here is None or here.interests or here.closed:
        _begin(drafts, name=name or text, links=False, role=False)
    elif here:
        here.affiliation.append(text)


def _begin(drafts: list[_Draft], name: str | None, links: bool, role: bool) -> None:
    here = drafts[-1] if drafts else None
    if here is None or here.described or (name and here.name) or (links and here.links) or (role and here.role):
        here = _Draft()
        drafts.append(here)
    here.name, here.links, here.role = name or here.name, links or here.links, role or here.role


def _finished(draft: _Draft) -> Editor:
    interests = draft.interests or ""
    parts = interests.split(";" if ";" in interests else ",")
    return Editor(
        name=draft.name,
        affiliation="; ".join(draft.affiliation) or None,
        interests=tuple(part.strip() for part in parts if part.strip()),
    )


def _may_be_a_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and text[-1] not in ".?!:" and words[0][0].isupper() and not re.search(r"\d", text)

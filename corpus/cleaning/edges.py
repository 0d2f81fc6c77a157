"""What databases put before and after an abstract: "Abstract", "NA", copyright and database lines."""

from __future__ import annotations

import re

_WORD = "(?:Abstract|ABSTRACT|abstract)"
_LABEL = re.compile(
    rf"\s*(?:{_WORD}[\s:.|–—-]*+(?={_WORD}))*{_WORD}(?P<mark> ?[:.\-–—|]+\s*| ?\n\s*|[ \t]+|(?=[A-Z]))(?=\S)"
)
# After "Abstract" and a space alone, a text begins with a section's name or as sentences do; "Abstract thinking …" does not.
_SECTIONS = (
    "background objective objectives introduction purpose aim aims method methods context importance rationale hypothesis result results"
    " conclusion conclusions summary question questions"
).split()
_OPENS = re.compile(
    rf"(?:{'|'.join(name for one in _SECTIONS for name in (one.upper(), one.capitalize()))})\b"
    r"|(?:The|This|These|We|In|A|An|To|Although|While|Despite|Our|Here|It|There|As|For|Since|Both|Recent|Many|Most) "
)
_GIVEN = r"(?: (?:is |was )?(?:available|provided|supplied|present|found|given))"
_OF_IT = r"(?: (?:for|in|with|of) (?:this|the) (?:article|paper|record|item|publication|document|entry|work))?"
_NOTHING = re.compile(
    r"[\[(]?\s*(?:n\s*/?\s*a|none|null|nil|nan"
    rf"|(?:there is |(?:this|the) (?:article|paper|record|item|publication) has )?no abstracts?{_GIVEN}?{_OF_IT}"
    rf"|(?:an? |the )?abstract (?:is |was )?(?:not|un)[ -]?(?:available|provided|supplied|present|found|given){_OF_IT}"
    r"|(?:this|the) (?:article|paper|record|item|publication) (?:does not have|has not got) an abstract"
    r"|[a-z][a-z /&-]{0,40}:"  # a label with nothing behind it
    r"|not available|not applicable|abstract|-+|–|—|\.+|\?)\s*\.?\s*[\])]?\s*",
    re.IGNORECASE,
)
_RIGHTS = (
    r"(?:©|\(c\)\s?(?=(?:19|20)\d\d|the author)|copyright(?:\s?(?:©|\(c\))|\s(?:19|20)\d\d|\sof\b)|crown copyright"
    r"|published by (?:elsevier|wiley|springer|oxford university press)|all rights (?:are )?reserved|this article is protected by copyright"
    r"|\(? ?psyc(?:info|articles) (?:database )?record|abstract from (?:author|publisher)|\(?copyright applies to)"
)
# Such a line begins a sentence, or a bracket, and is followed by nothing but its like.
_TAIL = re.compile(rf"(?:(?<=[.!?)\]”\"’'])\s+|\n|\A)(?P<tail>[\[(]?{_RIGHTS})", re.IGNORECASE)
# A sign with a year and an owner behind it ends an abstract though no full stop stands before ("… of a watershed (C) 2010 Elsevier B V").
_UNPOINTED = re.compile(
    r"\s(?:copyright\s)?(?:©|\(c\))\s?(?:19|20)\d\d\s(?-i:[A-Z])[^.!?]{1,80}(?:\.\s?[a-z]\.?){0,2}\.?(?:\s?all rights reserved\.?)?\Z",
    re.IGNORECASE,
)
_OWNED = (
    "©",
    "(c)",
    "copyright",
    "rights",
    "published by",
    "psyc",
    "abstract from",
)  # one of which is in every such line
_LONGEST_TAIL = 800  # characters: owner, licence and where it is published
_TAILS = 4  # such lines, one after the other
_INITIAL = 3  # letters between two full stops that are no sentence: "Elsevier B. V."
_SENTENCES_AFTER = re.compile(r"[.!?]\s+(?=[A-Z])")
_OF_RIGHTS = re.compile(
    rf"{_RIGHTS}|\brights\b|licen[cs]e|creative commons|\bcc[ -]by|published|publish(?:er|ing)|\bltd\b|\binc\b|\bb\.? ?v\b|gmbh|society|press"
    r"|authors?\b|\busers (?:may|should)\b|no warranty|abstract may be abridged|open access|copyright|permission|elsevier|wiley|springer|reserved|behalf|association|\bapa\b|\bllc\b|government",
    re.IGNORECASE,
)


def without_label(abstract: str) -> str:
    """An abstract without the word "Abstract" before it, where that is no word of its first sentence."""
    found = _LABEL.match(abstract)
    if found is None:
        return abstract
    rest = abstract[found.end() :]
    run_in = not found["mark"] and rest[:1].isupper()
    if run_in or found["mark"].strip(" \t") or _OPENS.match(rest):
        return rest
    return abstract


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is no text: "NA", "[No abstract available]", a dash."""
    return len(text) < 100 and _NOTHING.fullmatch(text.strip()) is not None


def without_rights(abstract: str) -> tuple[str, str | None]:
    """An abstract without the copyright and database lines at its end, and those lines; None where it has none."""
    cut = end = len(abstract)
    for _ in range(_TAILS):
        if (start := _rights_begin(abstract[:cut])) is None:
            break
        end, cut = start, len(abstract[:start].rstrip())
    return (abstract[:cut], abstract[end:].strip()) if cut < len(abstract) else (abstract, None)


def _rights_begin(abstract: str) -> int | None:
    """Where such lines begin that go to the end; None where there are none, or nothing else."""
    start = max(0, len(abstract) - _LONGEST_TAIL)
    end = abstract[start:].casefold()
    if not any(word in end for word in _OWNED):
        return None
    for found in _TAIL.finditer(abstract, start):
        at = found.start("tail")
        said = [part for part in _SENTENCES_AFTER.split(abstract[at:]) if len(part.strip()) > _INITIAL]
        if at > 0 and all(map(_OF_RIGHTS.search, said)):
            return at
    late = _UNPOINTED.search(abstract, start)
    return late.start() if late and ("©" in late[0] or _OF_RIGHTS.search(late[0][8:])) else None

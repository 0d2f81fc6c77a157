"""The published sections of an abstract ("Methods:"), as they are printed; an abstract without them has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.models import Model
from corpus.patterns import late

_NAMES = (
    r"simple summary|summary|backgrounds?|introduction|context|rationale|importance|objectives?|aims?|purposes?|goals?"
    r"|hypothes[ie]s|study design|designs?|settings?|patients?|participants?|subjects?|populations?|materials?|methods?"
    r"|methodology|procedures?|interventions?|exposures?|measurements?|measures?|outcomes?|main outcomes?"
    r"|data sources?|study selection|data extraction|data synthesis|data analysis|search strategy|eligibility criteria"
    r"|statistical analysis|results?|findings?|main findings|recent findings|observations?|discussion|conclusions?"
    r"|interpretation|implications?|significance|relevance|limitations?|levels? of evidence|trial registration"
    r"|registration|funding|case reports?|cases?|case presentation|diagnosis|presentation|key points?|highlights"
    r"|perspectives?|recommendations?|question|answer|scope|approach|experimental design|clinical relevance"
    r"|ethics|dissemination|analysis|(?:patient and )?public involvement|strengths|selection criteria|search methods|data collection"
    r"|authors?['’] conclusions?|evidence (?:acquisition|synthesis|review)|synthesis|concerns|lessons|originality|value|trial status"
    r"|size|durations?|(?:lay|plain[- ]language) summary|what this (?:study|paper) adds"
)
_QUALIFIER = r"(?:main|primary|secondary|primary and secondary|key|study|clinical|experimental|statistical|research|translational|overall|major|patient|practical|the)\s+"
# Each name is settled once it is read and a label has a few of them at most: the work grows with the text, not beyond.
_WHOLE = (
    rf"(?>(?:{_QUALIFIER})?(?:{_NAMES})\b(?:\(s\))?)"
    rf"(?>(?:\s*/\s*|,?\s+and\s+|\s*&\s*|,\s*|\s+of\s+|\s+)(?:{_QUALIFIER})?(?:{_NAMES}|(?:this )?study|evidence|review)\b(?:\(s\))?){{0,7}}"
)
# A letter at which a label may begin, in either case.
_PLACES = late(r"(?:\A|[.?!)\]]\s|\n)(?=[A-Za-z\u0130\u0131\u017f\u212a])")
_LABEL = late(rf"(?P<name>{_WHOLE})\s?:\s+", re.IGNORECASE)
_COLON = late(r":\s")
# A word in capitals in a label's place, with a capital or a figure behind it: few abstracts without labels have that.
# The capital is named first, alone: it is found at once.
_IN_CAPITALS = late(
    r"[A-Z](?:(?<=\A.)|(?<=[.?!)\]]\s.)|(?<=\n.))[A-Z][A-Z'’\u0130\u212a-]*(?:\(S\))?[\s/,&]+[A-Z0-9\u0130\u212a]"
)
# A label of any words, if an abstract prints its labels in capitals: two words or a long one, because a short one may be an abbreviation.
_SHOUTED = late(r"(?P<name>(?=[A-Z]{6}|[A-Z.'’-]{1,24}[ /,&])[A-Z](?:[A-Z'’/,&() -]|\.(?=[A-Z])){3,80})\s?:\s+")
# MEDLINE's records in one line print labels in capitals, without a colon: "METHODS Patients were …".
_CAPITALS = late(rf"(?P<name>(?=[A-Z]{{2}})(?i:{_WHOLE}))\s+(?=[A-Z0-9][a-z0-9 ]|[A-Z]{{2,}}\b)")


# Others print them as the first word of a paragraph, which one line has lost: "Objective To …", or as a sentence: "Methods. We …".
_BARE = late(rf"(?P<name>(?=[A-Z])(?i:{_WHOLE}))(?:\.\s+|\s+)(?=[A-Z0-9])")
# What it begins with is named first, alone: such a letter is found at once.
_BEGINS = late(r"[RF](?:(?<=\A.)|(?<=[.?!]\s.))(?:(?<=R)(?:esults?|ESULTS?)|(?<=F)indings)\b")
_FEWEST = 3  # labels of that kind; fewer may be words of the text


class Section(Model):
    """``abstract[start:end]`` with its label; the text without the label begins at ``body``. ``name`` None: no
    label."""

    name: str | None
    start: int
    body: int
    end: int


def sections(abstract: str) -> tuple[Section, ...]:
    """The sections of an abstract; together they cover it completely. Empty for an empty text."""
    if not abstract:
        return ()
    labels = [m for m in _at_places(_LABEL, abstract) if m["name"][0].isupper()] if _COLON.search(abstract) else []
    labels = _with_shouted(labels, abstract) if labels else _in_capitals(abstract) or _bare(abstract)
    starts = [m.start() for m in labels]
    found = [] if starts[:1] == [0] else [Section(name=None, start=0, body=0, end=(starts or [len(abstract)])[0])]
    for label, end in zip(labels, [*starts[1:], len(abstract)], strict=False):
        found.append(Section(name=label["name"], start=label.start(), body=label.end(), end=end))
    return tuple(found)


def _with_shouted(labels: list[re.Match[str]], abstract: str) -> list[re.Match[str]]:
    """The labels, with any others in capitals if these are in capitals."""
    if not any(label["name"].isupper() for label in labels):
        return labels
    bare = (m for m in _at_places(_CAPITALS, abstract) if m["name"].isupper())
    found = {label.start(): label for label in (*bare, *_at_places(_SHOUTED, abstract), *labels)}
    return [found[start] for start in sorted(found)]


def _in_capitals(abstract: str) -> list[re.Match[str]]:
    """Labels in capitals, if there are at least two; a single one may be a word of the text."""
    if not _IN_CAPITALS.search(abstract):
        return []
    found = [m for m in _at_places(_CAPITALS, abstract) if m["name"].isupper()]
    return found if len(found) > 1 else []


def _bare(abstract: str) -> list[re.Match[str]]:
    """Labels without a colon in an abstract that has several, one for its results, and begins with one."""
    if not _BEGINS.search(abstract):
        return []
    found = list(_at_places(_BARE, abstract))
    each = {m["name"].casefold() for m in found}
    return found if len(each) >= _FEWEST and found[0].start() == 0 else []


def _at_places(pattern: re.Pattern[str], abstract: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern at places where a label may stand, without overlaps."""
    end = 0
    for place in _PLACES.finditer(abstract):
        if place.end() >= end and (found := pattern.match(abstract, place.end())):
            end = found.end()
            yield found

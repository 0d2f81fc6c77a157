"""Splits a message into its questions: lines, sentences, lists, "also …", "… and how …". A subject they share is
repeated in each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.citing import is_reference
from bot.assistant.message.enumerations import by_things, one_more
from bot.assistant.message.joints import (
    ALSO,
    CLAUSE,
    FIELD,
    SENTENCE,
    STARTS,
    asks,
    at_joints,
    borrowed,
    by_attributes,
    by_commas,
    by_plus,
    is_attribute,
    is_shared,
    of_two,
    parallel,
    rejoined,
)
from bot.assistant.message.smalltalk import with_links, without_signs
from bot.assistant.message.wrapping import says_nothing
from bot.assistant.reading.phrases import SO
from corpus.patterns import late

MOST = 5  # questions of one message that are answered
LONGEST = 2_000  # characters: a longer message is a text, and is not parted

_BULLET = late(r"^\s*(?:[-*•–]|\(?\d{1,2}[.):]|[a-e][.)])\s+")
_SEMICOLON = late(r"(?:(?<!\s)\s++)?;\s*(?=\S)")
_LAST = late(r",\s+(?:and|und|plus|also)\s+(?=\S)")
_LEAD = late(r"^(?P<lead>[^:?]{2,80}?)(?::| [-–—])\s+(?P<rest>.+)$", re.DOTALL)
_ABOUT = late(
    r"^(?P<lead>(?:for|in|of|from|about|regarding|on|concerning) [^,?]{2,60}),\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NO_SUBJECT = late(
    r"^(?:hi|hey|hello|ok|please|pls|thanks|\d++|two|three|four|five|some|few|a|couple|of|my|quick|things?|questions?|asks?|q|so|i|have|want|to|know|also|need|list|just|wondering|following|the|these|and|there|all|everyone|hope|you|you['’]?re|are|well|doing|one|more|another|last|final|other|!|,|\s)+$",
    re.IGNORECASE,
)


_FRAGMENT = 8  # words: what is so short behind a question is one too ("newest paper? erosion result of X")
_TELLS = late(
    rf"^{SO}(?:i|we|my|our|he|she|they|it|its|this|that|these|there|you|your|thanks?|thx|ty|please|pls|sorry|cheers|ok|because|since|as|just|no|yes|not|hope)\b",
    re.IGNORECASE,
)


def parts_of(message: str) -> tuple[str, ...]:
    """The questions in a message, in order; the message itself, as it was typed, if it is one question or longer
    than ``LONGEST``.
    """
    typed, message = message, rejoined(without_signs(message))
    said = [line for line in message.splitlines() if any(c.isalnum() for c in line)]
    lines = [_BULLET.sub("", line).strip() for line in said]
    if not lines or len(message) > LONGEST or is_reference(message):
        return (typed,)
    if len(lines) == 1 and (numbered := _numbered(message.strip())):
        return tuple(_asked(numbered))
    if len(lines) > 2 - bool(_BULLET.match(said[0])) and all(map(_BULLET.match, said[1:])):
        return _of_list(lines, bool(_BULLET.match(said[0]))) or (typed,)
    found: list[str] = []
    lead = ""
    for line in lines:
        if len(lines) > 1 and line.endswith((":", "：")):
            lead = "" if _NO_SUBJECT.match(line[:-1]) else line
            continue
        found += [f"{lead} {part}" if lead else part for part in _of_line(line)]
    if len(lines) > 1 and not all(asks(part) or len(part.split()) <= 6 for part in found):
        found = _of_line(" ".join(lines))
    found = with_links(parallel(_with_statements(found)))
    return tuple(found) if len(found) > 1 else (typed,)


def _of_list(lines: Sequence[str], headless: bool) -> tuple[str, ...]:
    """The questions of a list with a mark before each line; its first line, unless it is ``headless``, may name the
    subject of all or ask a question of its own. Empty for one question.
    """
    head, rest = ("", list(lines)) if headless else (lines[0].rstrip(": "), list(lines[1:]))
    if head and STARTS.match(head) and not lines[0].endswith(":"):
        head, rest = "", list(lines)
    parts = [part for line in rest for part in _of_line(line) if not _NO_SUBJECT.match(part.rstrip("!.,"))]
    found = [part if not head or _NO_SUBJECT.match(head) else f"{head}: {part}" for part in parts]
    return tuple(found) if len(found) > 1 else ()


def _with_statements(found: Sequence[str]) -> list[str]:
    """The parts with each statement joined to the question after it, and without small talk."""
    parts: list[str] = []
    waiting = ""
    for part in found:
        if parts and says_nothing(part):
            continue
        short = len(part.split()) <= _FRAGMENT and not _TELLS.match(part)
        fragment = (short and bool(parts)) or is_attribute(part)
        if asks(part) or len(found) == 1 or fragment:
            parts.append(f"{waiting} {part}".strip())
            waiting = ""
        elif not _NO_SUBJECT.match(part.rstrip("!.,")):
            waiting = f"{waiting} {part}".strip()
    if waiting and parts:
        parts[-1] = f"{parts[-1]} {waiting}" if len(parts) == 1 else parts[-1]
        return parts
    return parts or [waiting]


_NUMBERED = late(r"(?:^|\s)\(?(\d)[.):]\s+(?=\S)")


_SECOND = late(r"^(?!.*\b(?:vs\.?|versus|than) )(?=[^,;?]*\w )(?P<first>[^,;?]*\w)[,;?]\s+\(?2[.):]\s")


# "What is the title, DOI and year of …": several fields of one paper.
_FIELDS_OF = late(
    r"^(?:what(?:'s| is| are|s)|give(?: me)?|tell me|show(?: me)?|list) (?:the |its |their )?\w+(?: \w+)?$",
    re.IGNORECASE,
)


def _numbered(line: str) -> list[str]:
    """The questions of a line that numbers them "1. … 2. …"; [] if it does not."""
    said = [int(found[1]) for found in _NUMBERED.finditer(line)]
    if said == [*range(2, len(said) + 2)] and (behind := _SECOND.match(line)):  # the first has no number
        return [behind["first"], *(part.strip(" ,;") for part in _NUMBERED.split(line)[2::2])]
    if len(said) < 2 or said != list(range(1, len(said) + 1)):
        return []
    lead, *rest = (part.strip(" ,;") for part in _NUMBERED.split(line)[::2])
    parts = [part for part in rest if part]
    return (
        parts
        if not lead or _NO_SUBJECT.match(lead.rstrip(":"))
        else [f"{lead.rstrip(':')}: {part}" for part in parts]
    )


_AFTERWARDS = late(  # "success at 3 months, and perforations?", "complication rate of TES, p value?", "rickets in children, who wrote it"
    rf"^(?!compare|.*\b(?:between|both|either)\b)(?=[^,;:?]*\w )(?P<first>[^,;:?]*\w),\s+(?P<rest>(?:and|also|plus) (?:(?:in|for|after|with|without|at) )?[\w-]+(?: [\w-]+)?"
    rf"|[\w-]+(?: [\w-]+)? ?%|% (?:of )?[\w-]+(?: [\w-]+)?|{FIELD}|(?:and )?(?:who|when|where|which journal)(?:(?: was| is| were| did)? (?:it|they|this|that))? (?:wrote|published|appeared|written|out|done)(?: (?:it|this|that|them))?)[\s?.!]*$",
    re.IGNORECASE,
)
_PREPOSED = late(
    r"^(?:(?:and|also|for|in|of|from|about|on|after|with|without|among|regarding|concerning|if|when|because|since|papers|articles|studies|reviews|list|sort|only|anything)\b|.*\b(?:one|papers?|study|trial|article|review|(?:19|20)\d\d),)",
    re.IGNORECASE,
)


def _afterwards(sentence: str) -> list[str]:
    """A question, and the few words after its comma that ask one thing more; [] if there are none."""
    match = _AFTERWARDS.match(sentence)
    if match is None or _PREPOSED.match(sentence) or len(match["first"].split()) < 2:
        return []
    return [match["first"], match["rest"]]


def _of_line(line: str) -> list[str]:
    topics = [topic.strip() for topic in line.split(";")]
    if len(topics) > 2 and all(map(_is_topic, topics)):  # "salt storage; cost of fly ash; road noise"
        return _asked(topics)
    sentences = [
        _ENUMERATING.sub("", one.strip()) for one in SENTENCE.split(line) if one and any(map(str.isalnum, one))
    ]
    return _behind_lead(sentences) or [part for sentence in sentences for part in _of_sentence(sentence)]


_JOINT = late(r"^(?:\+|&|and|or|und|[-–,;])\s+", re.IGNORECASE)
_NEXT = 6  # words: what is so short behind "X: …?" asks of X too ("Moss 2019: what glaze? when?")
_OWN_NAME = late(
    r"(?!^)\b(?:[A-Z][a-z]{2,}|[A-Z]{4,})|\b(?i:papers?|articles?|stud(?:y|ies)|reviews?|trials?|newest|oldest)\b|:"
)
_BETTER = late(
    r"^(?:and |or )?the (?:one (?:that|which|who) (?P<does>.+)|(?P<more>\w+er|(?:more|less|most|least) \w+) one)$",
    re.IGNORECASE,
)


def _behind_lead(sentences: Sequence[str]) -> list[str]:
    """The questions of sentences of which the first is "X: …?": short ones behind it ask of X too, and "the cheaper
    one?" is "which is cheaper?". Empty if the first names nothing.
    """
    lead = next((m for pattern in (_LEAD, _ABOUT) if sentences and (m := pattern.match(sentences[0]))), None)
    if lead is None or len(sentences) < 2 or _NO_SUBJECT.match(lead["lead"]) or STARTS.match(lead["lead"]):
        return []
    said = sentences[0][: lead.start("rest")]
    ones = _BETTER.match(lead["rest"].strip(" ?.!"))
    found = [f"{said}{_which(ones)}"] if ones else _of_sentence(sentences[0])
    for sentence in (_JOINT.sub("", one) for one in sentences[1:]):
        ones, parts = _BETTER.match(sentence.strip(" ?.!")), _of_sentence(sentence)
        short = len(sentence.split()) <= _NEXT and asks(sentence) and not _TELLS.match(sentence)
        of_it = short and not _OWN_NAME.search(sentence)
        found += [f"{said}{_which(ones)}"] if ones else [f"{said}{part}" if of_it else part for part in parts]
    return found


def _which(ones: re.Match[str]) -> str:
    return f"which {ones['does']}?" if ones["does"] else f"which is {ones['more']}?"


def _of_sentence(sentence: str) -> list[str]:
    if is_shared(sentence):
        return [sentence]
    if two := of_two(sentence):
        return _asked(two)
    if more := borrowed(sentence):
        return _asked([part for one in more for part in _of_sentence(one)])
    if row := by_things(sentence):
        return _asked(row)
    for pattern in (_LEAD, _ABOUT):
        if match := pattern.match(sentence):
            lead = match["lead"].strip()
            rest = _listed(match["rest"])
            rest = rest or (_items(match["rest"]) if pattern is _LEAD else [])
            if pattern is _LEAD:  # "cowpea bags: weight loss, earnings and did anyone get poisoned"
                rest = [item for part in rest for item in (_items(part) or [part])]
            if not rest:
                continue
            mark = ":" if pattern is _LEAD else ","
            return _asked(rest if _NO_SUBJECT.match(lead) else [f"{lead}{mark} {part}" for part in rest])
    for parting in (_SEMICOLON, _LAST):
        told = [part for part in parting.split(sentence) if part.strip(" ?.!")]
        if (
            len(told) > 1
            and all(STARTS.match(part) for part in told[1:])
            and (len(told[0].split()) > 2 or STARTS.match(told[0]))
        ):
            return _asked([part for one in told for part in _of_sentence(one)])
    added = by_plus(sentence)
    if len(added) < 2 and re.match(r"(?:also|and|plus)\b", sentence, re.IGNORECASE):
        added = [part for part in re.split(r",\s+and\s+", sentence) if part.strip(" ?.!")]
    told = _listed(sentence) or (added if len(added) > 1 else []) or _afterwards(sentence)
    return _asked(told or by_attributes(sentence) or one_more(sentence)) or [ALSO.sub("", sentence)]


def _is_topic(part: str) -> bool:
    """True for a few words without a figure, two of them long: no names as in a list of authors, and no place of print."""
    words, figures = part.strip(" ?.!").split(), any(map(str.isdigit, part))
    return len(words) <= _NEXT and not figures and sum(word.islower() and len(word) > 3 for word in words) > 1


_ENUMERATING = late(
    r"^(?:それと、?|また、|それから、?|そして、?|あと、|次に、?)|^(?:and |und )?(?:by the way|btw|separately|then|furthermore|moreover|besides|finally|lastly|next|first(?:ly)?|second(?:ly)?|third(?:ly)?|additionally|außerdem|if so|if not|if yes|in that case)[,:]?\s+(?=(?:the|what|which|who|how|when|where|whether|is|are|was|were|do|does|did)\b)",
    re.IGNORECASE,
)


def _asked(parts: Sequence[str]) -> list[str]:
    """Parts of one sentence, each with a question mark and without an opening like "secondly"."""
    parts = [_ENUMERATING.sub("", part) for part in parts]
    return [part if part.rstrip().endswith(("?", "？", "。")) else f"{part.rstrip(' .,;')}?" for part in parts]


def _listed(text: str) -> list[str]:
    """The questions that commas or "and" join, each beginning like a question; [] if it is only one."""
    commas = by_commas(text)
    if len(commas) > 1 and _FIELDS_OF.match(commas[0]) and re.search(r"\b(?:of|for)\b", commas[-1]):
        return []
    if len(commas) > 1 and all(STARTS.match(part) for part in commas):
        return [part for comma in commas for part in (_joined(comma) or [comma])]
    return _joined(text)


_AND_LAST = late(r"^([\w-]+(?: [\w-]+)?) (?:and|und|&) ([\w-]+)[\s?.!]*$", re.IGNORECASE)  # "age, sex and smoking"


def _items(text: str) -> list[str]:
    """The short items after a colon, separated by commas; [] if they are no such list."""
    if CLAUSE.match(text):
        return []
    items = [
        item.strip()
        for item in re.split(r"(?:(?<!\s)\s++)?(?:,(?!\d{3}\b)|;)\s*(?:and |also )?|(?<!\s)\s++\+\s+", text)
        if item.strip(" ?.!")
    ]
    if len(items) > 1 and (last := _AND_LAST.match(items[-1])):
        items[-1:] = last.groups()
    return items if len(items) > 1 and all(len(item.split()) <= 8 for item in items) else []


def _joined(text: str) -> list[str]:
    pieces = at_joints(text)
    if len(pieces) < 2 or len(pieces[0].split()) < (1 if STARTS.match(pieces[0]) else 3):
        return []
    return [part for piece in pieces for part in (_commas(piece) or [piece])]


def _commas(text: str) -> list[str]:
    parts = by_commas(text)
    return parts if len(parts) > 1 and all(STARTS.match(part) for part in parts) else []

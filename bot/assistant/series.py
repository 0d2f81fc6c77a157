"""Things that one sentence asks for in a row, each of them a question: "recorder cost, range and hours of checking"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.joints import ATTRIBUTE, AUX, COMMAND, HEAD, LINK, PLACED, RECORDS, RELATES, WH
from corpus.patterns import late

_OWN = late(  # an attribute that has its own "of …": what comes after it need not share that
    rf"^(?:(?:{COMMAND}|what(?:'s| is| are| was| were)|hi|hello) )?(?!{PLACED}\b){ATTRIBUTE} {PLACED} \S",
    re.IGNORECASE,
)
_ATTRIBUTES = late(
    rf",? (?:and|und|&) (?=(?:the|its|their|his|her) {ATTRIBUTE}\b)|, (?={ATTRIBUTE}\b)", re.IGNORECASE
)
_IS_ATTRIBUTE = late(rf"^(?:(?:and|also|plus),? )*(?:the |its |their )?{ATTRIBUTE} {PLACED} \S", re.IGNORECASE)


def is_attribute(text: str) -> bool:
    """True for "complication rate of TES", which asks without a question word."""
    return bool(_IS_ATTRIBUTE.match(text)) and not _STATES.search(text)


_STATES = late(r"\b(?:is|are|was|were|has|have|had|my|our)\b", re.IGNORECASE)


_RECORDS = late(rf"\b{RECORDS}\b", re.IGNORECASE)  # told of several papers together, and not one by one
_TWO_PLACED = late(  # "sample size of TANDEM, drop-outs in OLA-LOW"
    rf"^({ATTRIBUTE} {PLACED} [^,;:?]{{2,40}}), ((?!{PLACED}\b)[\w-]+(?: [\w-]+)? (?:of|in|for|at|among) [^,;:?]{{2,40}})[\s?.!]*$",
    re.IGNORECASE,
)


def by_attributes(sentence: str) -> list[str]:
    """ "Median survival after surgery and the complication rate" as two questions: the first has an "of …" of its own
    and the second an article; [] if there is only one.
    """
    if not _OWN.match(sentence):
        return []
    two = _TWO_PLACED.match(sentence)
    if two and not RELATES.search(sentence) and not _RECORDS.search(sentence):
        return list(two.groups())
    parts = [part for part in _ATTRIBUTES.split(sentence) if part.strip(" ?.!")]
    return parts if len(parts) > 1 and not any(map(RELATES.search, parts[:-1])) else []


_THINGS = late(r", (?:and |und |& )?| (?:and|und|&) (?=[^,]*$)")
_ENUMERATED = late(r"^[^,;:?]+(?:,[^,;:?]+,|,[^,;:?]+ (?:and|und|&) )[^;:?]+[\s?.!]*$")
_LAST_THING = late(
    r"^(?P<first>[^,;:?]+),\s+(?:and|also|plus|und)\s+(?!(?:it|they|i|we|he|she|you|no|not|only)\b)(?P<rest>[^,;:?]+? [^,;:?]+?)[\s?.!]*$",
    re.IGNORECASE,
)
_LONG = 6  # words: what is longer is no thing of a list
_IN_FRONT = late(r"^(?:of|for|in|from|among|about|on|with|without|papers?|articles|studies|reviews|list)\b", re.I)


def by_things(sentence: str) -> list[str]:
    """The things that a sentence asks for in a row ("drug dose, mean age and p value"; "what did it cost per room, and the drift in ppm"); [] if it asks for one."""
    if RELATES.search(sentence) or _IN_FRONT.match(sentence):
        return []
    row = _ENUMERATED.match(sentence) and not _OF_A_VERB.match(sentence)
    things = _THINGS.split(" ".join(sentence.split()).strip(" ?.!")) if row else []
    heads = sum(bool(_HAS_HEAD.search(thing)) for thing in things)
    short = all(len(thing.split()) <= _LONG for thing in things)
    if short and (subject := _subject(things)):
        return [things[0], *(one if _HAS_HEAD.search(one) else f"{subject} {one}" for one in things[1:])]
    if short and heads >= 2 and not _HAS_PLACE.search(things[-1]):
        return things
    last = _LAST_THING.match(sentence)
    return [last["first"], last["rest"]] if last and len(last["first"].split()) > 2 else []


_SUBJECT = late(  # "corncrake recorder cost", "tablet vs filter uptake rate", but not "median survival"
    rf"^(?:the )?(?!(?:mean|median|average|total|overall|main|primary|secondary|relative|absolute|crude|adjusted|annual|daily|local)\b)"
    rf"(?P<of>(?!{HEAD}\b)(?:(?!{PLACED}\b)[\w-]+ ){{1,4}}?)(?:{HEAD} )*{HEAD}$",
    re.IGNORECASE,
)
_OF_ITSELF = late(  # "range", "hours of checking", "days in hospital"
    rf"^(?:(?!{PLACED}\b)[\w-]+ ){{0,2}}(?:(?!{PLACED}\b)[\w-]+|(?:\w+ of|(?:times?|minutes|hours|nights|days|weeks|months|years) (?:of|in|on|to)) (?!the\b)[\w-]+)$",
    re.IGNORECASE,
)


def _subject(things: Sequence[str]) -> str:
    """What a row asks about, which its first thing names ("recorder" of "recorder cost, range and hours of checking"); "" if it names
    nothing, or if a thing is of something else. What no study has of itself is asked with it."""
    own = _SUBJECT.match(things[0]) if len(things) > 2 and not _RECORDS.search(" ".join(things)) else None
    return own["of"].strip() if own and all(map(_OF_ITSELF.match, things[1:])) else ""


_NAMES_WORK = late(r"\b(?:19|20)\d\d\b|\b(?:one|papers?|study|studies|trial|article|review)s?$", re.IGNORECASE)
_PLAIN_THING = late(rf"^(?!(?:{WH}|{AUX}|{COMMAND}|{PLACED})\b)[^,;:?]+ [^,;:?]+$", re.IGNORECASE)
_MEASURED = late(rf"\b{HEAD}\b|(?<= )(?:of|in|for|at|among) \S", re.IGNORECASE)


def before_question(piece: str) -> list[str]:
    """The things of a row that a question closes ("recall rate of DBT, perforations in VIRTUA and what is …"); [] if there is one."""
    things = [thing.strip() for thing in piece.strip(" ?.!").split(",")]
    plain = all(
        _PLAIN_THING.match(one) and len(one.split()) <= _LONG and not _NAMES_WORK.search(one) for one in things
    )
    return things if len(things) > 1 and plain and all(map(_MEASURED.search, things)) else []


_OF_A_VERB = late(rf"^(?:{LINK},? )*(?!what(?:'s| is| are| was| were)\b)(?:{WH}|{AUX})\b", re.IGNORECASE)
_HAS_HEAD = late(rf"\b{HEAD}\b", re.IGNORECASE)
_HAS_PLACE = late(r"\b(?:of|for|in)\b", re.IGNORECASE)


_PAIRED = late(rf"^({ATTRIBUTE}),? (?:and|und|&) ((?:the )?{ATTRIBUTE})$", re.IGNORECASE)


def paired(text: str) -> list[str]:
    """Two attributes and the thing they are of ("survival and blood loss"), as two questions; [] for anything else."""
    pair = _PAIRED.match(text.strip(" ?.!"))
    return list(pair.groups()) if pair else []

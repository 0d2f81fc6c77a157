"""Things that one sentence asks for in a row, each of them a question of what they share: "sample size, dose and age in the FERN trial"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.message.joints import AUX, COMMAND, HEAD, LINK, OF_RECORDS, PLACED, RELATES, WH
from corpus.patterns import late

LONG = 6  # words: what is longer is no thing of a row
FEWEST = 3  # things: two are often told by one sentence
TWO = 2  # things of each study, each of which is another reply

_THINGS = late(r", (?:and |und |& )?| (?:and|und|&) (?=[^,]*$)")
_ENUMERATED = late(r"^[^,;:?()]+(?:,[^,;:?()]+,|,[^,;:?()]+ (?:and|und|&) )[^;:?()]+[\s?.!]*$")
_IN_FRONT = late(r"^(?:of|for|in|from|among|about|on|with|without|papers?|articles|studies|reviews|list)\b", re.I)
_OF_A_VERB = late(rf"^(?:{LINK},? )*(?!what(?:'s| is| are| was| were)\b)(?:{WH}|{AUX})\b", re.IGNORECASE)
_HAS_HEAD = late(rf"\b{HEAD}\b", re.IGNORECASE)
_EACH = late(r"\b(?:each|all|every|both|them|these|those)\b", re.IGNORECASE)
# "Age in the Kang paper", "mortality of stroke in Japan": what stands behind the last thing is of all; "number of nurses" is one thing.
_ITSELF = rf"(?:(?!{PLACED}\b)\S+ ){{0,2}}(?:(?:numbers?|counts?|amounts?|rates?|risks?|levels?|lengths?|durations?) of|(?:times?|minutes|hours|nights|days|weeks|months|years) (?:of|in|on|to)) [\w-]+"
_PLACE = late(rf"^(?P<thing>(?>{_ITSELF}|\S+)(?: \S+)*?) (?P<of>{PLACED} \S.*)$", re.IGNORECASE)
_OWN_PLACE = late(rf"\b{PLACED} (?:the |[A-Z0-9])")  # "sample size of TANDEM": of something else than the others
# "Recorder cost", "tablet vs filter uptake rate", but not "median survival": of what the row is, if it is named first.
_SUBJECT = late(
    rf"^(?:(?:{COMMAND}|what(?:'s| is| are| was| were)?) )?(?:the )?(?!(?:mean|median|average|total|overall|main|primary|secondary|relative|absolute|crude|adjusted|annual|daily|local|sample)\b)"
    rf"(?P<of>(?!(?:the|{HEAD})\b)(?:(?!{PLACED}\b)[\w-]+ ){{1,4}}?)(?:{HEAD} )*{HEAD}$",
    re.IGNORECASE,
)
# "Range", "hours of checking", "days in hospital": a thing whose "of" belongs to itself.
_OF_ITSELF = late(
    rf"^(?:(?!{PLACED}\b)[\w-]+ ){{0,2}}(?:(?!{PLACED}\b)[\w-]+|(?:\w+ of|(?:times?|minutes|hours|nights|days|weeks|months|years) (?:of|in|on|to)) (?!the\b)[\w-]+)$",
    re.IGNORECASE,
)

_ALL = frozenset("all each every".split())
# "… of each study", "… in all papers", "… for each".
_OF_EACH = late(
    r" (?:of|in|for|from|across) (?:each|every|all)(?: one| of (?:these|those|them|the))?(?:(?: the)?(?: \w+)? (?:papers?|stud(?:y|ies)|articles?|trials?|abstracts?|reviews?|publications?))?$",
    re.IGNORECASE,
)
_TABLE = late(r"\b(?:table|tabulate|tabular|columns?|matrix|spreadsheet|csv|excel)\b", re.IGNORECASE)
# What a study has of its own; "mean" alone is of the thing behind it ("mean and median age").
_OF_STUDIES = late(
    rf"\b(?!(?:mean|median)s?$)(?:{HEAD}|intervals?|quality|funding|interventions?|comparators?|populations?|samples?|participants?|patients|blinding|registration|drop-?outs?)$",
    re.IGNORECASE,
)

# "What did it cost per room, and the drift in ppm": one thing more behind a question.
_LAST_THING = late(
    r"^(?P<first>[^,;:?]+),\s+(?:and|also|plus|und)\s+(?!(?:it|they|i|we|he|she|you|no|not|only)\b)(?P<rest>[^,;:?]+? [^,;:?]+?)[\s?.!]*$",
    re.IGNORECASE,
)


def one_more(sentence: str) -> list[str]:
    """A question and what stands behind its comma, one thing more that is asked; [] if there is none."""
    last = None if RELATES.search(sentence) or _IN_FRONT.match(sentence) else _LAST_THING.match(sentence)
    return [last["first"], last["rest"]] if last and len(last["first"].split()) > 2 else []


def by_things(sentence: str) -> list[str]:
    """The questions of a sentence that asks for several things in a row, each with what they share, which the first or the last of them
    names; [] if it asks for one thing, or relates them."""
    if RELATES.search(sentence) or _IN_FRONT.match(sentence) or _OF_A_VERB.match(sentence):
        return []
    if of_each := _of_each(sentence):
        return of_each
    row = _ENUMERATED.match(sentence)
    things = _THINGS.split(" ".join(sentence.split()).strip(" ?.!")) if row else []
    place = _PLACE.match(things[-1]) if things else None
    own = [*things[:-1], place["thing"] if place else things[-1]] if things else []
    if len(things) < FEWEST or any(len(one.split()) > LONG for one in own):
        return []
    if subject := _subject(things):
        return [things[0], *(one if _HAS_HEAD.search(one) else f"{subject} {one}" for one in things[1:])]
    if sum(bool(_HAS_HEAD.search(one)) for one in own) < len(own) - 1 or (place and _EACH.search(place["of"])):
        return []
    of = f" {place['of']}" if place else ""
    return [one if _OWN_PLACE.search(one) else one + of for one in things[:-1]] + things[-1:]


def _of_each(sentence: str) -> list[str]:
    """The questions of "sample size and follow-up of each study", each of each study; [] of anything else. What records hold of papers is
    told of each in one list."""
    whole = " ".join(sentence.split()).strip(" ?.!")
    if _ALL.isdisjoint(whole.casefold().split()):
        return []
    each = None if _TABLE.search(whole) else _OF_EACH.search(whole)
    things = _THINGS.split(whole[: each.start()]) if each else []
    if each is None or len(things) < TWO or OF_RECORDS.search(" ".join(things)):
        return []
    asked = all(_OF_STUDIES.search(one) and len(one.split()) <= LONG for one in things)
    return [one + each[0] for one in things] if asked else []


def _subject(things: Sequence[str]) -> str:
    """What a row asks about, which its first thing names ("recorder" of "recorder cost, range and hours of checking"); "" if it names
    nothing, or if a thing is of something else. What no study has of itself is asked with it."""
    own = None if OF_RECORDS.search(" ".join(things)) else _SUBJECT.match(things[0])
    return own["of"].strip() if own and all(map(_OF_ITSELF.match, things[1:])) else ""

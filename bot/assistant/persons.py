"""Which authors of the paper talked about "she", "they" or "the last author" means."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.reading.frame import Frame
from bot.models import Ask, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.quantities import PLACES

_TEAM = late(
    r"\b(?:they|them|theirs?|(?:the|these|those|same) (?:same )?(?:authors|team|group)|this (?:team|group))\b"
)
_AGAIN = late(
    rf"\b(?:he|she|him|hers?|his|(?:that|this|same) (?:person|author)|(?:the )?(?P<place>{'|'.join(PLACES)}|last|senior) author(?: s)?)\b"
)
_THEIRS = late(
    r"\b(?:publish(?:ed)?|write|wrote|written|papers?|articles?|by (?:them|(?:the|these|those) (?:same )?authors)|by (?:him|her|(?:that|this|the same) (?:person|author))|work|works)\b"
)
_SAME = late(
    r"^(?:(?:and|other|more|from|by|the|any|anything|papers?|studies|articles) )*same (?:authors|team|group)$"
)
_SHOWN = 3  # papers at most whose authors "they" are
OTHER = late(r"\b(?:else|others?|another|more|also)\b|\bsame (?:authors|team|group)\b")


def meant_by(frame: Frame, previous: Turn, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The author whom "he", "she" or "the last author" means: by the place it says, else by the place asked for
    before, else the first; all of those of the few ``papers`` talked about for "what else did they publish", "same
    authors". Empty if no author is meant.
    """
    match, other, paper = _AGAIN.search(frame.text), OTHER.search(frame.text), papers[0]
    if frame.people or not (_THEIRS.search(frame.text) or _SAME.match(frame.text)):
        return ()
    if match is None:
        team = other and _TEAM.search(frame.text) and len(papers) <= _SHOWN
        return tuple(dict.fromkeys(one.name for paper in papers for one in paper.authors)) if team else ()
    if match["place"] and not (other or "by the" in frame.text):
        return ()
    asked = " ".join(previous.ask.fields) if previous.ask else ""
    before = (word for word in ("last", *PLACES) if f"{word} author" in asked)
    place = match["place"] or next(before, "first")
    people = [author for author in paper.authors if not author.is_group] or list(paper.authors)
    at = {**PLACES, "last": -1, "senior": -1}[place]
    return (people[at].name,) if at < len(people) else ()


def asked_again(ask: Ask) -> Ask:
    """What is asked of a person's papers: a count, an extreme or a field; else a list of them."""
    of_papers = ask.op in ("count", "extreme", "value") and ask.fields != ("authors",)
    return ask if of_papers and not any(one.endswith("author") for one in ask.fields) else Ask(op="list")

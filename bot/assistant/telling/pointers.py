"""Words that point at a paper, by its relation to those shown last or to the one talked about ("the newer one", "the
one before that"), or at authors of the paper talked about ("she", "they", "the last author"). Which words point where
is data: ``[point]`` in ``lexicon.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER, PAPERS
from bot.models import Ask, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.asking import AUX, WH
from index.sentences.quantities import PLACES

SAID_PLACE = rf"(?:{'|'.join((*PLACES, 'last', 'middle', 'former', 'latter', 'bottom'))}|\d{{1,3}}(?:st|nd|rd|th))"
SIZED = ("larger", "smaller")  # alone they ask for the size, too, and not only for the paper
_OF_THEM = r"(?: of (?:the (?:two|three)|them|these|those|both))"
_DETERMINED = r"\b(?:the|that|this|his|her|their) "
_ELSEWHERE = r"(?! (?:on|about|by|with|than)\b)"  # "the newer one on mice" is named, and not pointed at
_DOES = r"(?:find|show|say|report|conclude|tell|do|use|measure|test|suggest|study|look|compare|recommend|see|treat|include)\b"
_DID = r"(?:uses|used|says|said|finds|found|shows|showed|reports|reported|counts|counted|concludes|concluded|measures|measured|tests|tested|looks|looked|studies|studied|includes|included|tells|compares|compared)"
_WRITERS = r"(?:authors|team|group|lab|laboratory|researchers|investigators|scientists|people|writers|guys|folks|bunch|lot)"
# Without "by", "the people" are those who were studied: "did these people also work at night".
_TEAM = late(
    rf"\b(?:they|them|theirs?|(?:the|these|those|same|this|that) (?:same )?(?!people\b){_WRITERS}|(?:by|from) (?:the|these|those)(?: same)? people(?: here)?$|same people)\b"
)
_AGAIN = late(
    rf"\b(?:he|she|him|hers?|his|(?:that|this|same|the) (?:person|author)|(?:the )?(?P<place>{'|'.join(PLACES)}|last|senior) author(?: s)?)\b"
)
_THEIRS = late(
    rf"\b(?:{A_PAPER}|{PAPERS}|work|research|anything|something|more|ones?|others?|else) (?:(?:published|written|done|here|earlier|older|later|newer) )?(?:by|from) (?:this|that|the|these|those)(?: same)? {_WRITERS}(?: here)?$|\b(?:publish(?:ed)?|(?:he|she|they|authors?|group|team|people|person)(?: (?:also|ever|still))? write|wrote|written|papers?|articles?|by (?:them|(?:the|these|those) (?:same )?authors)|by (?:him|her)|(?:by|from) (?:that|this|the same|the) (?:(?:first|last|senior|lead|same) )?(?:person|author)|(?<!more )(?:work|works))\b|\b(?:else|other things?) (?:has|have|had|did|does|do) (?:he|she|they|(?:the|this|that) (?:\w+ )?(?:team|group|author|person)) (?:do|done|did|study|studied|look(?:ed)? (?:at|into)|research(?:ed)?)$"
)
_SAME = late(
    rf"^(?:(?:and|other|more|from|by|the|any|anything|papers?|studies|articles|work|else) )*same {_WRITERS}$"
)
_WROTE = late(
    rf"\bhow many (?:{PAPERS}) (?:did|do|have|has) (?:they|(?:the|these|those) {_WRITERS}) (?:\w+ )?(?:write|written|publish|published)$"
)
_SHOWN = 3  # papers at most whose authors "they" are
# "Older papers", and not "papers on older women"
_OF_WORK = rf"(?:{A_PAPER}|{PAPERS}|works?|ones?)"
OTHER = late(
    rf"\b(?:else|others?|another|more|also)\b|\b(?:further|earlier|previous|older|later|newer|next) (?:{_OF_WORK}\b|(?:by|from)\b)|\bsame {_WRITERS}\b"
)

THESE = late(rf"\b(?:these|those)(?= (?:same )?{_WRITERS}\b)")  # no papers of a list


class Pointer(NamedTuple):
    """Words that point in a certain ``way``, a row of ``[point]``; ``alone`` if a question says nothing else."""

    way: str
    said: str
    alone: bool = False

    @property
    def steps(self) -> bool:
        """True if it points from the paper talked about to its neighbour, whether or not a list was shown: "the one
        before that".
        """
        return self.way in ("next", "previous") and (
            self.alone or self.said.split()[-2:-1] in (["before"], ["after"])
        )

    @property
    def side(self) -> str:
        """On which side the paper it points at stands."""
        return "after" if self.way == "next" else "before"


def pointer(text: str) -> Pointer | None:
    """What a plain question points at, if it points at all."""
    alone, within = _patterns()
    if match := alone.match(text):
        return Pointer(load().ways[match["way"]], match["way"], alone=True)
    match = within.search(text)
    return Pointer(load().ways[match["way"]], match[0]) if match else None


def unpointed(text: str) -> str:
    """A question without the words that point at a paper."""
    return _patterns()[1].sub(" ", text)


_CITE = late(
    r"^(\W*(?:(?:and|ok|so|now|then|please|can you|pls) )*(?:cite|reference|ref|bibtex|ris|open|show)(?: (?:of|for|me))? #?)(?=\d)(\d{1,2})(?=\W*(?:please|pls|then|too)?\W*$)",
    re.IGNORECASE,
)


def with_noun(question: str) -> str:
    """A question with "one" added behind each place or way ("the second", "the newer") that stands without a noun,
    which a comma, a question word, the end, or a "did" before it shows: "and the second, how many households?"; and with "cite 2" as "cite number 2".
    """
    return _lone().sub(r"\g<0> one", _CITE.sub(r"\1number \2", question))


@cache
def _lone() -> re.Pattern[str]:
    place = rf"(?:{SAID_PLACE}|{'|'.join(word for word, way in load().ways.items() if ' ' not in word and way not in SIZED)})"
    return re.compile(
        rf"\bthe {place}\b(?=\s*[,:;–—](?!(?: and| or)?(?: the)? {place}\b)|\W*$|\s+(?:{WH}|{AUX}|{_DID})\b(?! of\b))"
        rf"|(?:(?<=\bdid )|(?<=\bdoes ))the {place}\b(?=\s+{_DOES})",
        re.IGNORECASE,
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a question that only points, and that of a pointer within a question."""
    ways = "|".join(map(re.escape, sorted(load().ways, key=len, reverse=True)))
    idle, noun = (rf"(?:{'|'.join(map(re.escape, words))})" for words in (load().pointing, load().pointed))
    alone = rf"^(?:{idle} )*(?P<way>{ways})(?: {noun})?{_OF_THEM}?(?: (?:please|pls|then|instead|now))*$"
    within = (
        rf"{_DETERMINED}(?P<way>{ways})(?:(?<=\bone)|(?<=\bother)$|(?<= that)| {noun}\b|{_OF_THEM}){_ELSEWHERE}"
    )
    return re.compile(alone), re.compile(within, re.IGNORECASE)


def meant_by(frame: Frame, previous: Turn, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The author whom "he", "she" or "the last author" means: by the place it names, else the place asked for before,
    else the first author. For "what else did they publish" or "same authors", all authors of the few ``papers`` talked
    about. Empty if no author is meant.
    """
    match, other, paper = _AGAIN.search(frame.text), OTHER.search(frame.text), papers[0]
    most = frame.ask.op == "who" and frame.ask.by == "most"  # "the author with the most papers": of all
    if most or frame.people or not (_THEIRS.search(frame.text) or _SAME.match(frame.text)):
        return ()
    if match is None:
        team = (other or _WROTE.search(frame.text)) and _TEAM.search(frame.text) and len(papers) <= _SHOWN
        return tuple(dict.fromkeys(one.name for paper in papers for one in paper.authors)) if team else ()
    if match["place"] and not (other or "by the" in frame.text):
        return ()
    asked = " ".join(previous.ask.fields) if previous.ask else ""
    before = (word for word in ("last", *PLACES) if f"{word} author" in asked)
    place = match["place"] or next(before, "first")
    people = [author for author in paper.authors if not author.is_group] or list(paper.authors)
    at = {**PLACES, "last": -1, "senior": -1}[place]
    return (people[at].name,) if at < len(people) else ()


_BEFORE, _AFTER = (
    late(rf"\b(?:{words}) (?:{_OF_WORK}|by|from)\b") for words in ("earlier|previous|older", "later|newer")
)


def in_time(text: str, paper: Paper, talked: Paper) -> bool:
    """False only if a plain question asks for papers earlier or later than the one talked about, and a paper is not, by
    its year.
    """
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if not (before or after) or not talked.year:
        return True
    return paper.year is not None and (paper.year <= talked.year if before else paper.year >= talked.year)


def points_at_them(text: str) -> bool:
    """True if a plain question asks for other papers by the authors of what was talked about: "anything else by them"."""
    theirs = _THEIRS.search(text) and (_TEAM.search(text) or _AGAIN.search(text))
    return OTHER.search(text) is not None and bool(theirs or _SAME.match(text))


def asked_again(ask: Ask) -> Ask:
    """What is asked of a person's papers: a count, an extreme or a field; without one of these, a list."""
    of_papers = ask.op in ("count", "extreme", "value") and ask.fields != ("authors",)
    return ask if of_papers and not any(one.endswith("author") for one in ask.fields) else Ask(op="list")

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
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO, WHO
from bot.assistant.reading.words import fold
from bot.assistant.telling.holding import Library
from bot.models import Ask, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.asking import AUX, WH
from index.quantities import PLACES

SAID_PLACE = rf"(?:{'|'.join((*PLACES, 'last', 'middle', 'former', 'latter', 'bottom'))}|\d{{1,3}}(?:st|nd|rd|th))"
_OF_THEM = r"(?: of (?:the (?:two|three)|them|these|those|both))"
_DETERMINED = r"\b(?:the|that|this|his|her|their) "
_ELSEWHERE = r"(?! (?:on|about|by|with|than)\b)"  # "the newer one on mice" is named, and not pointed at
_DOES = r"(?:find|show|say|report|conclude|tell|do|use|measure|test|suggest|study|look|compare|recommend|see|treat|include)\b"
# "Just the titles", "dois please": of the list last shown, else of all papers.
_FIELD_ALONE = late(
    r"^(?:(?:and|so|ok|just|only|list|show|give|print|me|us|the|their|please|now) )*(?:titles|dois|links|journals|publication dates|(?:first|last|senior) authors)(?: (?:only|please|pls|alone|again))*$",
    re.IGNORECASE,
)
_WRITERS = r"(?:authors|team|group|lab|laboratory|researchers|investigators|scientists|people|writers)"
# Without "by", "the people" are those who were studied: "did these people also work at night".
_TEAM = late(
    rf"\b(?:they|them|theirs?|(?:the|these|those|same|this|that) (?:same )?(?!people\b){_WRITERS}|(?:by|from) (?:the|these|those)(?: same)? people(?: here)?$|same people)\b"
)
_AGAIN = late(
    rf"\b(?:he|she|him|hers?|his|(?:that|this|same|the) (?:person|author)|(?:the )?(?P<place>{'|'.join(PLACES)}|last|senior) author(?: s)?)\b"
)
_THEIRS = late(
    rf"\b(?:{A_PAPER}|{PAPERS}|work|research|anything|something|more|others?|else) (?:(?:published|written|done|here) )?(?:by|from) (?:this|that|the|these|those)(?: same)? {_WRITERS}(?: here)?$|\b(?:publish(?:ed)?|(?:he|she|they|authors?|group|team|people|person)(?: (?:also|ever|still))? write|wrote|written|papers?|articles?|by (?:them|(?:the|these|those) (?:same )?authors)|by (?:him|her|(?:that|this|the same|the) (?:(?:first|last|senior|lead|same) )?(?:person|author))|(?<!more )(?:work|works))\b|\b(?:else|other things?) (?:has|have|had|did|does|do) (?:he|she|they|(?:the|this|that) (?:\w+ )?(?:team|group|author|person)) (?:do|done|did|study|studied|look(?:ed)? (?:at|into)|research(?:ed)?)$"
)
_SAME = late(
    rf"^(?:(?:and|other|more|from|by|the|any|anything|papers?|studies|articles|work|else) )*same {_WRITERS}$"
)
_SHOWN = 3  # papers at most whose authors "they" are
# "Older papers", and not "papers on older women"
_OF_WORK = rf"(?:{A_PAPER}|{PAPERS}|works?|ones?)"
OTHER = late(
    rf"\b(?:else|others?|another|more|also)\b|\b(?:further|earlier|previous|older|later|newer|next) {_OF_WORK}\b|\bsame {_WRITERS}\b"
)

THESE = late(rf"\b(?:these|those)(?= (?:same )?{_WRITERS}\b)")  # no papers of a list

_BY_AUTHOR_OF = late(
    rf"\bby (?:the )?(?P<place>{'|'.join(PLACES)}|last|senior|lead) author of (?P<paper>[^?,;]+)", re.I
)
_SAME_AS = late(r"\b(?:in|from|of) the same (?P<field>journal|year) as (?P<paper>[^?,;]+)[\s?.!]*$", re.IGNORECASE)


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
    place = rf"(?:{SAID_PLACE}|{'|'.join(word for word in load().ways if ' ' not in word)})"
    return re.compile(
        rf"\bthe {place}\b(?=\s*[,:;–—](?!(?: and| or)?(?: the)? {place}\b)|\W*$|\s+(?:{WH}|{AUX})\b)"
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


def of_whole_list(question: str, listed: Sequence[str], about: Sequence[str]) -> str:
    """The question with "of these" or "of all papers" added if it names only a field of several papers. Unchanged if
    one paper is talked about (``about``) and no list was shown.
    """
    if (about and len(listed) < 2) or not _FIELD_ALONE.match(question.rstrip(" ?.!")):
        return question
    return f"{question.rstrip(' ?.!')} of {'these' if len(listed) > 1 else 'all papers'}"


def meant_by(frame: Frame, previous: Turn, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The author whom "he", "she" or "the last author" means: by the place it names, else the place asked for before,
    else the first author. For "what else did they publish" or "same authors", all authors of the few ``papers`` talked
    about. Empty if no author is meant.
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


_BEFORE, _AFTER = (late(rf"\b(?:{words}) {_OF_WORK}\b") for words in ("earlier|previous|older", "later|newer"))


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


def by_its_author(question: str, library: Library) -> str:
    """A question with the author's name in place of "by the first author of the X paper", if X is one paper."""
    match = _BY_AUTHOR_OF.search(question)
    paper = library.which.find(match["paper"]).one if match else None
    names = [author.name for author in paper.authors if not author.is_group] if paper else []
    at = {**PLACES, "senior": -1, "last": -1, "lead": 0}[match["place"].lower()] if match else 0
    if match is None or not -len(names) <= at < len(names):
        return question
    return f"{question[: match.start()]}by {names[at]}{question[match.end() :]}"


def as_its(question: str, library: Library) -> str:
    """A question with the year or journal in place of "in the same year as the X paper", if X is one paper that has it."""
    match = _SAME_AS.search(question)
    paper = library.which.find(match["paper"].rstrip(" ?.!")).one if match else None
    value = (paper.journal if match["field"].lower() == "journal" else paper.year) if match and paper else None
    return f"{question[: match.start()]}in {value}" if match and value else question


# What a study is, or what became of its paper, said alone: "randomised?".
_STATE = late(
    rf"^\W*{SO}(?:(?:was|is) )?(?P<state>randomi[sz]ed|qualitative|retracted|corrected|withdrawn|(?:(?:an? )?(?P<noun>rct|randomi[sz]ed (?:controlled )?trial|review|meta-?analysis|trial)))\W*$",
    re.IGNORECASE,
)


# "Works on tall trees?", of what was talked about; without that, and with a writer, it asks for somebody's works.
_WORKS = late(rf"^\W*{SO}works (?=(?:on|in|for|with|at|against|when|if)\b(?!.*\bby\b))", re.IGNORECASE)


def of_that_one(question: str, library: Library) -> str:
    """The whole question that a state alone asks of the one paper talked about ("randomised?": "was it randomised").
    After a list, or with no paper talked about, it asks for such papers, and the question is unchanged.
    """
    if len(library.about) != 1 or len(library.listed) > 1:
        return question
    found = _STATE.match(question)
    if found is None:
        return _WORKS.sub("does it work ", question)
    noun = found["noun"]
    return f"is it a {noun}" if noun else f"was it {found['state']}"


# "Immunotherapy works?", "what works best": a verb, where "newest works" and "Lee works" are papers.
_WORKS_ALONE = late(
    r"(?<![\w-])(?P<before>[\w-]+)[,;]? works(?=(?: (?:also|too|well|better|best|fine|ok|then|or not|at all|as well|the same|really))*\W*$)",
    re.IGNORECASE,
)
_WHO_WORKS = late(r"\b(who|it|he|she|nobody|everybody) works\b", re.IGNORECASE)
_OF_WORKS = frozenset(
    """a all an and any cited collected early earlier few first her his last latest list many more my new newer newest no oldest of older other our own past previous
    published recent related show similar some such the their these those two whose""".split()
)
# "The best one", "any cheaper one?": of what was talked about, and no paper by such a word.
_HOW_ONE = late(
    rf"^(?P<how>\W*{SO}(?:(?:which|what) (?:is|was) )?(?:(?:the|an?|any) )?(?P<word>best|worst|worse|good|(?!(?:number|(?:an)?other|n?either|former|latter|paper)\b)[a-z]{{3,}}(?:er|est))) one(?=\W*$)",
    re.IGNORECASE,
)


# "One time", "one patient": a number.
_NUMBER = late(
    rf"(?<!the )(?<!which )(?<!that )(?<!this )\bone (?=(?:single )?(?:times?|minute|hour|night|day|week|month|year|dose|session|visit|side|half|third|quarter|arm|group|{WHO})\b)",
    re.IGNORECASE,
)


def _without_papers(question: str, library: Library) -> str:
    """A question without words that seem to name papers and do not: the verb "works", "one" as a number or behind a word that only weighs."""
    question = _WHO_WORKS.sub(r"\1 work", question)
    works = _WORKS_ALONE.search(question)
    if works and not (works["before"].casefold() in _OF_WORKS or library.people.is_family(fold(works["before"]))):
        question = f"{question[: works.end() - 1]}{question[works.end() :]}"
    question = _NUMBER.sub("1 ", question)
    one = _HOW_ONE.match(question)
    if one is None or pointer(fold(question)):
        return question
    names = any(found.telling == 1.0 for found in library.index.reader.read(one["word"]).concepts)
    return question if names else one["how"]


# "Which are about crabs": papers, though none were listed.
_WHICH_ARE_ABOUT = late(
    rf"^(\W*{SO}which)(?: ones?| of (?:them|these|those))? (?=(?:(?:is|are|was|were) (?:about|regarding|concerning|dealing with)|deals? with|discuss(?:es)?|mentions?|talks? about) \w)",
    re.IGNORECASE,
)
# "Is there one about crabs instead": a paper.
_ONE_ABOUT = late(
    rf"^(\W*{SO})(?:(?:is|are|was|were) there|(?:do|have) you(?: have| got)?|any)(?: any| an?)? ones? (?=(?:about|on) \w)",
    re.IGNORECASE,
)
_INSTEAD = late(r" instead(?=\W*$)", re.IGNORECASE)


def made_whole(question: str, library: Library) -> str:
    """A question in which words that point at papers talked about or listed, or at one that it names, are replaced by
    what they mean.
    """
    question = _without_papers(question, library)
    if _ONE_ABOUT.match(question):
        question = _ONE_ABOUT.sub(r"\1any papers ", _INSTEAD.sub("", question))
    if len(library.listed) < 2 or library.quoted:  # after a list of papers, which of them
        question = _WHICH_ARE_ABOUT.sub(r"\1 papers ", question)
    question = as_its(by_its_author(of_that_one(question, library), library), library)
    return of_whole_list(question, library.listed, library.about)

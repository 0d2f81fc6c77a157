"""Words that point at papers, replaced by what they mean, so that a question is whole: "by the first author of the X paper",
"randomised?" of the one talked about, "any other wall study"; and words that only seem to name papers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.assistant.message.fronted import placed_behind
from bot.assistant.reading.phrases import A_PAPER, SO, WHO
from bot.assistant.reading.words import fold
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import pointer
from bot.models import Turn
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import PLACES

# "Just the titles", "dois please": of the list last shown, else of all papers.
_FIELD_ALONE = late(
    r"^(?:(?:and|so|ok|just|only|list|show|give|print|me|us|the|their|please|now) )*(?:titles|dois|links|journals|publication dates|(?:first|last|senior) authors)(?: (?:only|please|pls|alone|again))*$",
    re.IGNORECASE,
)
_BY_AUTHOR_OF = late(
    rf"\bby (?:the )?(?P<place>{'|'.join(PLACES)}|last|senior|lead) author of (?P<paper>[^?,;]+)", re.I
)
_SAME_AS = late(r"\b(?:in|from|of) the same (?P<field>journal|year) as (?P<paper>[^?,;]+)[\s?.!]*$", re.IGNORECASE)


def of_whole_list(question: str, listed: Sequence[str], about: Sequence[str]) -> str:
    """The question with "of these" or "of all papers" added if it names only a field of several papers. Unchanged if
    one paper is talked about (``about``) and no list was shown.
    """
    if (about and len(listed) < 2) or not _FIELD_ALONE.match(question.rstrip(" ?.!")):
        return question
    return f"{question.rstrip(' ?.!')} of {'these' if len(listed) > 1 else 'all papers'}"


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


# "The first three authors of Kang": no papers with three authors; all are shown.
_SO_MANY_AUTHORS = late(
    rf"\b(?:first|last) (?:\d{{1,2}}|two|three|four|five|six|ten) (?=authors (?:of|on|in)\b)|(?<!by )(?:^\W*{SO}|\bthe )(?:first|last) (?:\d{{1,2}}|two|three|four|five|six|ten) (?=authors\W*$)",
    re.IGNORECASE,
)


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
    rf"^(\W*{SO}which)(?: ones?|(?P<them> of (?:them|these|those)))? (?=(?:(?:is|are|was|were) (?:about|regarding|concerning|dealing with)|deals? with|discuss(?:es)?|mentions?|talks? about) \w)",
    re.IGNORECASE,
)
# "Is there one about crabs instead": a paper.
_ONE_ABOUT = late(
    rf"^(\W*{SO})(?:(?:is|are|was|were) there|(?:do|have) you(?: have| got)?|any)(?: any| an?)? ones? (?=(?:about|on) \w)",
    re.IGNORECASE,
)
# "Any other wall study?", "another trial on hedges": a list of those beside the one talked about.
_ANOTHER_OF = late(
    rf"^(\W*{SO}(?:(?:is|are) there|(?:do|have) you(?: have| got)?|(?:show|give|list|find)(?: me)?)?) ?(?:an(?=other)|(?:any |some |the )?)other (?P<kind>(?:(?!(?:of|in|on|than|to|from|with|for|that)\b)[\w-]+ ){{1,3}})?(?P<noun>{A_PAPER})(?P<on> (?:on|about|of|in|from|with|by) \w[^?]*)?(?=\W*$)",
    re.IGNORECASE,
)
_INSTEAD = late(r" instead(?=\W*$)", re.IGNORECASE)


def _others_of(found: re.Match[str]) -> str:
    if not (found["kind"] or found["on"]):
        return found[0]
    noun = found["noun"].casefold()
    many = {"study": "studies", "one": "papers"}.get(noun, f"{noun}s")
    return f"{found[1]} other {found['kind'] or ''}{many}{found['on'] or ''}"


# "Does it say anything about fish", "anything about fish in that paper": of one paper, and not which papers do.
_ONE_SAYING = rf"(?:it|s?he|they|(?:this|that|the|his|her|their) (?:[\w-]+ ){{0,4}}?(?:one|{A_PAPER}|abstract|authors?)|this|that)"
_OF = r"(?:about|on|regarding|concerning|to do with)"
_SAYS_ANYTHING = late(
    rf"^(\W*{SO}(?:do|does|did|can|has|have|had) (?P<who>{_ONE_SAYING})) (?:(?:actually|even|ever|also|really) )*"
    r"(?:say|said|tell(?: us| me)?|told(?: us| me)?|report(?:ed)?|f(?:i|ou)nd|mention(?:ed)?|show(?:n|ed)?|talk|know|have|contain|give|note|state|conclude)"
    rf" (?:anything|something|much|a word)(?: at all)? {_OF} (?=\w)",
    re.IGNORECASE,
)
_ANYTHING_IN_IT = late(
    rf"^\W*{SO}(?:(?:is|was) there )?(?:anything|something)(?: (?:said|written))? (?:in (?P<it>{_ONE_SAYING}) {_OF} (?P<of>\w.*?)|{_OF} (?P<of2>\w.*?) in (?P<it2>{_ONE_SAYING}))\W*$",
    re.IGNORECASE,
)
# "Who else has written about frogs": papers beside the one talked about.
_WHO_ELSE_WROTE = late(
    rf"^(\W*{SO}who else) (?:has |have |also )*(?:writes?|wrote|written|publish(?:es|ed)?|research(?:es|ed)|talks?|talked|reports?|reported) (?:(?:anything|something|papers?) )?(?:on|about) (?=\w)",
    re.IGNORECASE,
)
_POINTS = frozenset("it he she they this that".split())


def _said_by_one(question: str, library: Library) -> str:
    """ "Does it mention fish" for a question whether one paper says anything about that; unchanged if it points at a paper and none is talked about."""
    said, within = _SAYS_ANYTHING.match(question), _ANYTHING_IN_IT.match(question)
    who = said["who"] if said else (within["it"] or within["it2"]) if within else ""
    if not who or (
        who.casefold() in _POINTS and (not library.about or (len(library.listed) > 1 and who == "they"))
    ):
        return question
    if said:
        return f"{said[1]} mention {question[said.end() :]}"
    return f"does {who} mention {within['of'] or within['of2']}" if within else question


# "How long was the experiment", after a paper whose abstract does not call itself one.
_THE_STUDY = late(
    r"(?P<asks>\b(?:how (?:long|big|large|small|expensive|good|reliable) (?:was|is|did)|(?:duration|length|size|cost|aims?|purpose|results?|limitations?|design|setting) of) )?\bthe (?P<noun>trial|survey|cohort|experiment|simulation|project|investigation)"
    r"(?(asks)(?=\W*$| (?:run|last|take|cost|go on)\b)|(?= (?:run|last|take|cost|start|begin|end|done|blinded|randomi[sz]ed|funded|registered)\b))",
    re.IGNORECASE,
)


def pointed_back(question: str, previous: Turn | None, papers: Mapping[str, Paper]) -> str:
    """A question with what stands behind it in front, and with "the study" for another word for the one paper talked about that
    its abstract does not have: no sentence is to be asked for it.
    """
    question = placed_behind(question, previous)
    talked = papers.get(previous.keys[0]) if previous is not None and len(previous.keys) == 1 else None
    found = _THE_STUDY.search(question) if talked is not None else None
    if found is None or talked is None or found["noun"].casefold() in (talked.abstract or "").casefold():
        return question
    return f"{question[: found.start('noun')]}study{question[found.end('noun') :]}"


def made_whole(question: str, library: Library) -> str:
    """A question in which words that point at papers talked about or listed, or at one that it names, are replaced by
    what they mean.
    """
    question = _said_by_one(_without_papers(_SO_MANY_AUTHORS.sub("", question), library), library)
    if _ONE_ABOUT.match(question):
        question = _ONE_ABOUT.sub(r"\1any papers ", _INSTEAD.sub("", question))
    about = _WHICH_ARE_ABOUT.match(question)
    if about and (len(library.listed) < 2 or (library.quoted and not about["them"])):  # else which of those shown
        question = f"{about[1]} papers {question[about.end() :]}"
    question = _WHO_ELSE_WROTE.sub(r"\1 works on ", question)
    question = _ANOTHER_OF.sub(_others_of, question)
    question = as_its(by_its_author(of_that_one(question, library), library), library)
    return of_whole_list(question, library.listed, library.about)

"""Finds the design of studies that a question asks for, and tells which papers are of it, by title, keywords and abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.kinds import is_notice
from bot.assistant.reading.phrases import SO
from bot.assistant.reading.words import Workspace, fold
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.cues import plain
from index.sentences.quantities import NUMBERS


class Design(NamedTuple):
    """A design of studies: its name in the plural, the words that ask for it, what a title or an abstract calls such a
    paper (``titled``), and what else only the abstract of such a study says (``told``). A design that stands ``beside``
    others excludes none: a trial may be a field experiment.
    """

    name: str
    asked: str
    titled: str
    told: str = r"(?!)"
    beside: bool = False


# Words of which none stands between "a" and the name of a paper's own design: "a recent randomised trial" is another's.
_OTHERS = r"(?:recent(?:ly)?|previous(?:ly)?|earlier|prior|past|published|existing|other|another|further|future|subsequent|larger|largest|first|second|one|only|no|any|each|than|from|by)"
_BETWEEN = rf"(?:(?!{_OTHERS}\b)[\w,-]+ )"
# Structured abstracts tell it without a verb: "DESIGN Multicenter prospective cohort study."
_LABEL = r"(?-i:\b(?:(?:STUDY |RESEARCH )?(?:DESIGN|METHODOLOGY)|METHODS?|SETTING|(?:Study d|Research d|D)esign|Methods?|Methodology)\b)"
_LINKS = r"(?:the|this|that|these|our|an?|in|of|to|for|and|or|with|is|are|was|were|has|have|had|can|may|both|as|at|on|if|when|while|who|which)"
_OWN = (
    rf"(?:\b(?:this|our|an?)(?: present| current)? {_BETWEEN}{{0,4}}?"
    r"|\b(?:the (?:present|current)|(?<![^.] )in the) "
    rf"|(?:^|[.:/!?]\s+|{_LABEL}[ :/-]{{0,3}})(?:(?!{_LINKS}\b){_BETWEEN}){{0,5}}?)"
)
# Of several such, a paper is one only where it says that they were done; "trial registration" is told by reviews, too.
_SINGLE = (
    r"(?! (?:studies|trials|surveys|(?:study )?(?:data|evidence|results)|designs|regist(?:ration|ry|er)|of (?:systematic|controlled)|(?:and|or) [\w-]+ studies)\b"
    r"(?! (?:was|were) (?:done|conducted|performed|carried out|undertaken)))"
)
_TENS = "|".join(word for word, number in NUMBERS.items() if number >= 20)
_ONES = "|".join(word for word, number in NUMBERS.items() if 3 <= number < 20)
_FEW = rf"(?:(?-i:\d{{1,2}})(?![\d.,%])|(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES})"  # people that one can listen to: "41 interviews"
# What may stand between them: no time after which, no way of asking many, no larger number, no share.
_KIND = r"(?!(?:days?|weeks?|months?|years?|percent(?:age)?|follow-?ups?|telephone|phone|computer\w*|structured|diagnostic|clinical|hundred|thousand|million|per|of|in|at)\b)[a-z-]+"
_WORK = r"(?:stud(?:y|ies)|papers?|articles?|research|work)"  # "qualitative papers"
DESIGNS = {one.name: one._replace(asked=one.asked.replace("stud(?:y|ies)", _WORK)) for one in (
    Design("randomised trials", r"(?:randomi[sz]ed (?:[\w-]+ )*(?:trials?|stud(?:y|ies)|experiments?|ones?)|(?:trials?|stud(?:y|ies)|papers?|experiments?) (?:with|using|(?:that |which )?used?) (?:random(?:i[sz]ed)? (?:allocation|assignment)|randomi[sz]ation)|rcts?|randomi[sz]ed)", r"\brandomi[sz]ed\b[\w ,-]{0,40}\b(?:trial|experiment)\b",
           r"\bwe randomi[sz]ed\b|\brandomly (?:assign|allocat)ed\b|\b(?:were|was)(?: \w+)? randomi[sz]ed\b|^(?=.*\b(?:cross[ -]?over|wash-?out)\b)(?=.*\brandom)"),
    Design("crossover trials", r"cross ?-?over(?: (?:trials?|stud(?:y|ies)|designs?|ones?))", r"\bcross[ -]?over\b", r"^(?=.*\brandom)(?=.*\bwash-?out\b)"),
    Design("trials", r"(?:(?:clinical|controlled) )*trials?", r"\btrial\b", r"^(?=.*\btrial\b)(?=.*\b(?:assign|allocat)ed to\b)"),
    Design("cohort studies", r"(?:\w+ective )?cohorts?(?: stud(?:y|ies)| ones?)?", r"\bcohort\b"),
    Design("case-control studies", r"case controls?(?: stud(?:y|ies)| ones?)?", r"\bcase[ -]control\b"),
    Design("cross-sectional studies", r"cross sectional(?: stud(?:y|ies)| surveys?| ones?)?", r"\bcross[ -]sectional\b"),
    Design("registry studies", r"(?:registry|register) (?:based )?(?:stud(?:y|ies)|analys[ie]s|ones?)", r"(?<!trial )\bregist(?:ry|er)\b", r"\busing (?:\w+ ){1,4}regist(?:ry|er)\b"),
    Design("qualitative studies", r"qualitative(?: stud(?:y|ies)| ones?)?", r"\bqualitative\b|\bethnograph(?:y|ic)\b|\bgrounded theory\b",
           r"\b(?:focus groups|(?:semi-?structured|in-?depth|narrative|life[- ]story) interviews|(?:thematic|framework|narrative|discourse|interpretative phenomenological) analysis|coded (?:inductively|thematically|openly))\b"
           r"|\b(?:transcripts|interviews|field ?notes) were (?:\w+ ){0,3}(?:coded|analy[sz]ed)\b|\bparticipant observation\b|\bobservation and interviews\b|\bgroup discussions with\b|\b(?:this|our|an?) participatory (?:action )?(?:study|research|project)\b"
           rf"|\b{_FEW} (?:{_KIND} ){{0,3}}interviews\b|\b{_FEW} (?:{_KIND},? ){{1,6}}(?:was|were) interviewed\b|\binterviews with {_FEW}(?: {_KIND}){{0,2}} [a-z]+s\b|\b(?:we|I) (?:\w+ )?interviewed {_FEW}(?: {_KIND}){{0,2}} [a-z]+s\b"),
    Design("case series", r"case series", r"\bcase series\b"),
    Design("pilot studies", r"(?:pilot|feasibility) (?:stud(?:y|ies)|trials?|ones?)", r"\b(?:pilot|feasibility)\b"),
    Design("field studies", r"field (?:stud(?:y|ies)|trials?|experiments?|ones?)", r"\bfield (?:study|trial|experiment)\b", beside=True),
    Design("experiments", r"(?:(?:laboratory|lab|online|natural|controlled|crossover) )?experiments?|experimental(?: (?:stud(?:y|ies)|ones?))?",
           r"\bexperiment\b|\bexperimental study\b", beside=True),
    Design("surveys", r"(?:(?:online|household|panel|postal|telephone|national|questionnaire) )*surveys?(?: studies)?|questionnaire stud(?:y|ies)",
           r"\bsurvey\b|\bquestionnaire study\b", r"\bwe surveyed\b|\bsent (?:an? |the )?(?:\w+ )?questionnaires?\b", beside=True),
    Design("interview studies", r"(?:(?:qualitative|semi structured|in depth) )?interviews?(?: stud(?:y|ies))?", r"\binterview(?:s| study)\b",
           r"\b(?:we|I|were|was) (?:\w+ )?interviewed\b|\binterviews with\b|\b(?:semi-?structured|in-?depth|qualitative) interviews\b", beside=True),
    Design("retrospective studies", r"retrospective(?: (?:stud(?:y|ies)|ones?))?", r"\bretrospective\b", r"\bwe retrospectively\b|\b(?:was|were) retrospectively\b", beside=True),
    Design("prospective studies", r"prospective(?: (?:stud(?:y|ies)|ones?))?", r"\bprospective\b", r"\bwe prospectively\b|\b(?:was|were) prospectively\b(?! registered)", beside=True),
    Design("diary studies", r"diary (?:stud(?:y|ies)|ones?)", r"\bdiary study\b", r"\bkept (?:\w+ )?diar(?:y|ies)\b", beside=True),
)}  # fmt: skip
_TRIALS, _RANDOMISED, _CROSSOVER = "trials", "randomised trials", "crossover trials"
_REVIEWED = late(r"\b(?:reviews?|meta-?analys[ie]s)\b", re.IGNORECASE)
_ASKED = "|".join(one.asked for one in DESIGNS.values())
_WORKS = r"(?:papers|studies|trials|articles|ones)"
# "trial", "cohort on implants": one alone is a topic, unless "any" stands before it.
_TOPIC = r"(?<!any )(?:(?:(?:clinical|controlled|randomi[sz]ed) )+|(?:\w+ective )?)(?:trial|cohort)\b(?! stud| ones)|(?<!any )(?:\w+ ){0,2}(?:experiment|survey|interviews?)\b(?! stud| ones)"
_IN_ORDER = r"(?:newest|oldest|latest|earliest|most|least|longest|shortest|alphabetically|sorted|ordered|ranked|chronologically)"
_AT_END = r"(?:newest|latest|oldest|earliest|(?:most|least) (?:recent|cited|viewed|read))"
_FEW_MORE = "two|three|four|five|six|seven|eight|nine|ten"
# Papers are asked for by their design, and nothing is asked of them.
_OF_DESIGN = late(
    rf"^(?:(?:and|ok|please|now|so|can you|could you) )*(?:list|show|give|find|name|display)(?: of)?(?: me)?(?: all)?(?: of)?(?: (?:the|your|any|only|just))* (?P<a>{_ASKED})(?: (?:here|please|on|about|in|by|from|published|{_IN_ORDER})\b.*)?$"
    rf"|^{SO}(?:which|what|how many|any|are any)(?: of (?:them|these|those|the {_WORKS}))?(?: {_WORKS})?(?: here)? (?:is|are|was|were) (?:not )?(?:an? |the )?(?P<b>{_ASKED})$"
    rf"|\b{_WORKS}(?: (?:on|about) [^·]+?)? (?:that|which) (?:are|were) (?:not )?(?P<c>{_ASKED})$"
    rf"|^(?:(?:and|so|only|just|all|the|any|other|more|further|are there|is there|do you have|which|what|how many|number of|no(?:t|n)?(?! randomi[sz]ed (?:[\w-]+ )*trials)) )*(?!{_TOPIC})(?P<d>{_ASKED})(?: (?:here|please|only|at all|yet|in total|are there|do you have|are here|in (?:here|this library)|(?:on|about) [^·]+))*(?: (?:(?:sorted|ordered|ranked|with) )?(?:the )?{_IN_ORDER}(?: [\w-]+){{0,3}})?$"
    rf"|^(?:(?:and|ok|so|please|show|list|give|me|name|what|which|are|is|the|top) )*(?:(?:\d|{_FEW_MORE}) )?{_AT_END}(?: (?:\d|{_FEW_MORE}))? (?P<e>{_ASKED})(?: here)?(?: (?:on|about|by|from|in) [^·]+)?$"
)
_WITHIN = late(
    rf"^{SO}(?:which|what) (?:of (?:the|these|those) )?(?P<of>{_ASKED}|papers|studies|articles) (?:were|are|was|is) (?:(?:done|run|carried out|conducted) )?(?:in|on|with|among)"
    r" (?P<who>(?:(?:older|young|younger|pregnant|healthy|school) )?(?:children|kids|adults|adolescents|teenagers|infants|newborns|babies|women|men|people|pupils|students|workers|smokers|mice|rats|dogs|cats|animals))$"
)
# "Studies which have no results yet, only the plan", "ongoing trials", "which ones are not finished".
_YET = r"(?: (?:still|yet|so far|already|now|only|just|at all|here|(?:the |an? )?(?:plans?|protocols?|designs?)))*"
_UNREPORTED = late(
    rf"^(?:{SO}|)(?:(?:which|what|any|are|there|list|show|give|find|me|us|all|of|them|these|those|the|only|just|do|you|have) )*(?:"
    rf"(?:{_WORKS}|those)?(?: (?:which|that|who))?{_YET} (?:(?:have|has|had|with|show|report|give)(?:n't| not)?{_YET} (?:no|any|without)|without(?: any)?|do(?: not|n't) (?:have|report|show)(?: any)?) (?:results?|findings?|outcomes?|data){_YET}"
    rf"|(?:ongoing|running|planned|unfinished|unreported|incomplete|future|upcoming) {_WORKS}{_YET}"
    rf"|{_WORKS}(?: (?:which|that))? (?:are|were){_YET} (?:ongoing|running|planned|unfinished|unreported|recruiting|under ?way|in progress|not (?:yet )?(?:finished|done|complete|completed|reported|over|started)(?: yet)?){_YET}"
    r")$"
)


def as_list(text: str) -> str:
    """A plain question for the studies "in children", as the request for a list of those about children; one for studies without results yet, as that for
    protocols.
    """
    if _UNREPORTED.match(text):
        return "list the protocols"
    return _WITHIN.sub(lambda found: f"list the {found['of']} about {found['who']}", text)


def of_design(paper: Paper, design: str) -> bool:
    """True if a paper says that it is of a design, by the name in ``DESIGNS``. A record's type decides first, then a
    title that names another design or a review; that a trial was randomised may stand in its abstract alone. A keyword
    counts if it names one such study, or how it was done; "clinical trials" is a topic.
    """
    title, abstract, kind = plain(paper.title or ""), plain(paper.abstract or ""), plain(paper.type or "")
    if is_notice(paper):
        return False
    if re.search(DESIGNS[design].titled, kind, re.IGNORECASE):
        return True
    if _REVIEWED.search(title) and not _ends_with(title, DESIGNS[design]):
        return False
    named = [one for one in DESIGNS.values() if re.search(one.titled, title, re.IGNORECASE)]
    titled = {one.name for one in named if one.name == design or not (one.beside or DESIGNS[design].beside)}
    if design in titled or (titled and not (titled <= {_TRIALS, _CROSSOVER} and design == _RANDOMISED)):
        return design in titled or (design == _TRIALS and not titled.isdisjoint({_RANDOMISED, _CROSSOVER}))
    names = (_TRIALS, _RANDOMISED, _CROSSOVER) if design == _TRIALS else (design,)
    said = f"{title}. {abstract}"
    return any(_tagged(DESIGNS[name], paper) for name in names) or any(
        _own(DESIGNS[name]).search(abstract) or _told(DESIGNS[name]).search(said) for name in names
    )


def _ends_with(title: str, design: Design) -> bool:
    """True if a title says behind its colon that the paper is of a design, and of no review ("Peer review: a randomised trial")."""
    _, colon, behind = title.rpartition(":")
    return bool(colon and re.search(design.titled, behind, re.IGNORECASE)) and not _REVIEWED.search(behind)


def mentions_design(paper: Paper, design: str) -> bool:
    """True if the words for a design, by its name in ``DESIGNS``, stand in a paper's title, keywords or abstract, whoever's
    design it is.
    """
    one = DESIGNS[design]
    if is_notice(paper):
        return False
    words = fold(plain(" · ".join((paper.title or "", paper.abstract or "", *paper.keywords)))).replace("-", " ")
    return re.search(rf"\b(?:{one.asked})\b|{one.titled}s?", words, re.IGNORECASE) is not None


def _tagged(design: Design, paper: Paper) -> bool:
    """True if a keyword of a paper is a design's name: "qualitative research", "randomised trial"."""
    keywords = (_HOW.sub("study", fold(one).replace("-", " ")) for one in paper.keywords)
    return any(re.fullmatch(design.asked, one) and not _TOPICAL.search(one) for one in keywords)


_HOW = late(r"\b(?:methods?|methodology|approach|design|inquiry)$")
_TOPICAL = late(r"\b(?:trials|experiments|surveys|interviews|cohorts|rcts)$")


@cache
def _own(design: Design) -> re.Pattern[str]:
    """What an abstract says that tells of a design as its paper's own."""
    return late(rf"{_OWN}(?:{design.titled}){_SINGLE}", re.IGNORECASE)


@cache
def _told(design: Design) -> re.Pattern[str]:
    """What a title and an abstract say that is said of studies of a design alone."""
    return late(design.told, re.IGNORECASE | re.DOTALL)


def take_designs(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filter of "list the cohort studies", "which of them are randomised trials"."""
    if (asks := _OF_DESIGN.search(space.plain.text)) is None:
        return []
    return take_design(space, papers, next(words for words in asks.groups() if words))


def take_design(space: Workspace, papers: Sequence[Paper], said: str) -> list[Filter]:
    """The filter of the design that some words of a question name, which it takes."""
    design = next(one for one in DESIGNS.values() if re.fullmatch(one.asked, said))
    named = (is_of(paper, _RANDOMISED) for is_of in (mentions_design, of_design) for paper in papers)
    if design.name == _RANDOMISED and not any(named):
        design = DESIGNS[_TRIALS]  # the reply says that it lists trials
    took = space.take(late(rf"\b(?:an? )?{re.escape(said)}\b"))
    return [meant(space, took[1], _of(design, papers))] if took else []


def _of(design: Design, papers: Sequence[Paper]) -> Filter:
    """The filter for a design; if no paper is clearly of it, that for those that mention it."""
    name = design.name
    said = f"with “{name}” in title, keywords or abstract (none says clearly that it is of this design)"
    loose = Filter("design", lambda paper: paper.title, lambda paper: mentions_design(paper, name), said)
    if not any(of_design(paper, name) for paper in papers) and any(map(loose.keeps, papers)):
        return loose
    said = f"of the design “{name}” (by title, keywords and abstract)"
    return Filter("design", loose.reads, lambda paper: of_design(paper, name), said, looser=loose)

"""Reads from a question's words what it asks for, and how it is put."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from corpus.patterns import Sieve, late
from corpus.remembering import SENTENCES
from index.sentences.quantities import NUMBERS


class Asked(StrEnum):
    """The kind of thing a question asks for; ``ANYTHING`` if its words do not tell."""

    PERCENT = "percent"
    DURATION = "duration"
    DOSE = "dose"
    P_VALUE = "p value"
    SIGNIFICANCE = "significance"
    WHEN = "when"
    SIZE = "size"
    NUMBER = "number"
    AIM = "aim"
    METHOD = "method"
    CONCLUSION = "conclusion"
    FINDING = "finding"
    DEFINITION = "definition"
    REASON = "reason"
    HARM = "harm"
    ANYTHING = "anything"


# What a question begins with: a word that asks, or for yes or no a verb.
WH = "what|which|who|whom|whose|how|when|where|why"
AUX = "is|are|was|were|do|does|did|can|could|has|have|had|will|would|should"
TIME = r"(?:months?|mos?|years?|yrs?|weeks?|wks?|days?|nights?|hours?|hrs?|h|minutes?|mins?|(?:milli)?seconds?|secs?|ms|(?-i:[dy]))"
_FIGURES, _NUMBERS = r"(?<!\w)(?<!(?-i:[A-Z])-)\d[\d.,·]{0,30}", rf"{'|'.join(NUMBERS)}|hundred|thousand"
NUMERAL = rf"(?:{_FIGURES}|{_NUMBERS})"
NUMERAL_ALONE = rf"(?:{_FIGURES}|\b(?:{_NUMBERS})\b)"  # no part of a word, as "one" of "bone" is
# Between "how many" and a time: one in the singular or of letters alone belongs to what follows ("year 7 pupils", "MS patients").
AS_TIME = (
    r"(?!(?:h|y|ms|month|year|week|day|night|hour|minute|second)\b"
    r"(?!\W*\Z| (?:is|are|was|were|do|does|did|of|after|before|until|later|per)\b))"
)
PEOPLE = (
    r"(?:patients?|pts|people|participants?|subjects?|wom[ae]n|m[ae]n|boys|girls|students?|child(?:ren)?|kids|adults?|volunteers?"
    r"|individuals?|persons?|males?|females?|infants?|bab(?:y|ies)|cases?|controls?)"
)
FOLKS = r"(?:folks?|guys|ppl)"  # people, said in chat
WORKS = r"(?:papers?|studies|trials?|articles?)"
# Groups of people and animals, by age, sex, trade or kind: a finding about one group is none about another.
_GROUPS = (
    r"(?:(?:wo)?m[ae]n|boys?|girls?|(?:fe)?males?|child(?:ren)?|adolescents?|teenagers?|teens|adults?|elderly|seniors|octogenarians|infants?|neonates?"
    r"|newborns?|bab(?:y|ies)|toddlers?|(?:pre-?)?schoolers|students?|undergraduates?|postgraduates?|pupils?|nurses?|midwives|midwife|doctors?|physicians?"
    r"|surgeons?|dentists?|pharmacists?|paramedics?|residents?|therapists?|teachers?|tutors?|professors?|lecturers?|principals?|librarians?|engineers?"
    r"|managers?|employees?|workers?|drivers?|pilots?|farmers?|miners?|soldiers?|veterans?|athletes?|prisoners?|parents?|mothers?|fathers?|couples?"
    r"|siblings?|twins?|spouses?|smokers?|non-?smokers?|drinkers?|diabetics?|immigrants?|refugees?|mice|mouse|rats?|dogs?|cats?|pigs?|rabbits?|sheep"
    r"|horses?|cows?|cattle|chickens?|monkeys?|zebrafish)"
)
_THINGS = (
    r"(?:mice|rats|animals?|cells?|samples?|species|hospitals?|cent(?:re|er)s?|births|deaths|households|units)"
)
COUNTED = rf"(?:{PEOPLE}|{WORKS}|{_THINGS})"
_RATED = (
    r"(?:os|pfs|lpfs|dfs|survival|complications?|recurrence|relapse|response|success|mortality|control|attempts?|failure|infection"
    r"|detection|reoperation|readmission|adverse events?|toxicity|progression|fusion|cure|remission|error|positivity|death|leak)"
)


def any_of(*patterns: str) -> re.Pattern[str]:
    """One compiled pattern that matches whatever any of some patterns matches, ignoring case."""
    return late("|".join(patterns), re.IGNORECASE)


# In order: the first that fits a question wins.
_QUESTIONS: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (Asked.P_VALUE, any_of(r"\bp[ -]?values?\b", r"\bp ?= ?\?")),
    (
        Asked.DURATION,
        any_of(
            r"\b(?!(?:spending|saving|killing|having|taking|making|running|wasting|keeping|doing|same|every|this|that|being|time|during|planning|leading|increasing|decreasing|timing|something|anything|nothing|everything|morning|evening|spring)\b)(?:\w{3,}ing|response|reaction|recovery|turnaround|travel|journey|survival|ischa?emia|hospital|procedure|operation|surgery|shelf) times?\b(?! (?:series|points?|of|periods?|slots?|trends?|management|pressure|use))",
            rf"\bhow (?:long (?:did|was|were|is|are|does|do|until|after|before|can|will|have|had|to)|many {AS_TIME}{TIME}|soon|old)\b",
            r"\b(?:for|over|after) (?:what|how long)|^\W*(?:and )?how long\W*$|\bhow much time\b|\bduration\b|\bhow much longer\b",
            r"\b(?:median|mean|average|length of|total)(?: of)? (?:the )?(?:follow|os\b|pfs\b|mos\b|overall surv|surviv|stay|time|duration|age)",
            r"\bfollow[ -]?up (?:time|period|length)|\bages? (?:of|at)\b|\b(?:what|which) age\b|\b(?:time|interval) (?:to|until|between|from)\b",
            r"\b(?:operat\w+|procedure|surgical|surgery|recovery|healing|waiting|treatment|exposure|reaction) times?\b",
            rf"\b(?:in|of) {TIME}\W*$|\b(?:how long|length of stay|hospital stay)\b|^\W*+[\w-]+ days (?:with|in|of|after|on)\b",
        ),
    ),
    (
        Asked.DOSE,
        any_of(
            r"\b(?:what|which|wat|whats|how much|how many|the)\b.{0,300}\b(?:doses?|dosage|dosing|gy|gray|grays|mg|grams?|ml|fractions?|(?:(?<=what )|(?<=which )|(?<=the ))concentrations?|concentrations?(?= of\b))\b",
            r"^\W*(?:radiation |total )?(?:dose|dosage)\b|\b(?:dose|dosage)\W*$|^\W*concentration\W*$|\bin (?:mg|g|ml|gy|grams?)\b",
        ),
    ),
    (
        Asked.PERCENT,
        any_of(
            r"\b(?:percent\w*|proportion|share of|what fraction|incidence|prevalence|sensitivity|specificity)\b|%",
            rf"\b{_RATED} rates?\b|\brates? of\b|\b(?:what|which|whats|the)\b.{{0,40}}\brates?\b|\b\d+[ -]?(?:year|yr|month|mo)s? {_RATED}\b",
            r"\bhow (?:often|common|frequent\w*|likely)\b",
        ),
    ),
    (
        Asked.SIZE,
        any_of(
            r"\bhow many (?:\S+ ){0,4}?(?:were|was|are|is|in|(?:took|take) part|participated|did|got|does)\b(?! (?:\w+ )?(?:die|died|dead|alive))",
            rf"^\W*(?:(?:and|so|but|ok) )?how many(?: (?:of )?(?:the|these|those|all|other|\w+ed))*(?: {COUNTED})+(?: (?:altogether|total|in (?:all|total|(?:each|either|both|every)(?: \w+)?)))?\W*$",
            r"^\W*(?:(?:and|so|but|ok) )?how many in (?:all|total|(?:each|either|both|every)(?: \w+)?)\W*$",
            r"(?:^\W*+|(?<!\W)[^\w,;:]*+[,;:]\W*+)(?:(?:and|the|its|their) )*samples?\W*$|\bstudy samples?\W*$",
            rf"\b(?:number of|n of) (?:\w+ )?{COUNTED}\b|\b(?:sample|cohort|study) size\b|\bhow (?:big|large) (?:was|is) the (?:\w+ )?(?:study|cohort|sample|trial|series)\b",
        ),
    ),
    (
        Asked.NUMBER,
        any_of(
            r"\bhow (?:many|much|big|large|high|low|far|strong\w*)\b|\bnumbers? of\b|\b(?:cohort|sample) size\b|\bn ?= ?\?",
            r"\b(?:hazard|odds|risk|rate|likelihood) ratios?\b|\brelative risk\b|\b(?:hr|rr|auc|auroc)s?\b|\bconfidence interval|\b95 ?% ?ci\b",
            r"\b(?:median|mean|average)\b|\bcut-?offs?\b|\bthreshold\b|\bwhat (?:score|value|number|size)\b|\bOR (?:for|of)\b",
        ),
    ),
    (Asked.WHEN, any_of(r"\bwhen (?:was|were|did|is|are)\b", r"\b(?:what|which) (?:years?|dates?|period|months?)\b", r"\bsince when\b")),
    (Asked.SIGNIFICANCE, any_of(r"\bsignifican\w+\b",)),
    (
        Asked.AIM,
        any_of(
            r"\b(?:aims?|aimed|objectives?|purpose|goals?|hypothes[ie]s|research question)\b|\btr(?:y|ying) to (?:find|show|do|answer|see)",
            r"\bwhy did\b.{0,300}\b(?:do|study|investigate|compare|run|look)|\bwhat (?:was|were|is) (?:this|the|that) (?:study|paper|trial|review) about",
        ),
    ),
    (Asked.REASON, any_of(r"\b(?:why|how come|reasons? why)\b")),
    (Asked.HARM, any_of(r"\b(?:side[ -]?|bad |ill |unwanted |untoward |negative )effects?\b|(?<!self[ -])\bharm(?:s|ful|ed)?\b|\badverse (?:events?|effects?|reactions?)\b|\bcomplications?\b|\b(?:un)?safe(?:ty)?\b")),
    (Asked.CONCLUSION, any_of(r"\b(?:conclu\w+|take[ -]?aways?|take[ -]home|bottom line|(?:main|overall|key) message|recommend\w*|implications?)\b")),
    (
        Asked.METHOD,
        any_of(
            r"\b(?:methods?|methodology|study design|design|databases?|statistic\w*|retrospective|prospective|techniques?|randomi[sz]ed)\b",
            r"\bhow (?:did (?:they|the authors|he|she|we)|was (?:it|this|the)|were (?:the )?(?:patients|participants|cells|mice|data|they|papers|studies))\b",
            r"\b(?:what kind of|which|what) (?:tests?|assays?|models?|analys[ie]s|study|data|guidelines?|registry|software)\b",
        ),
    ),
    (Asked.DEFINITION, any_of(r"^\W*(?:what is|whats|what's|what are|define|definition of|meaning of)\b\s*(?:an?|the)?\s*[\w-]*\s*\??\W*$", r"\bdefin(?:e|ed|ition)\b")),
    (Asked.FINDING, any_of(r"\b(?:find|finds|found|findings?|results?|outcomes?|show|shows|showed)\b")),
)  # fmt: skip

QUANTITIES = frozenset(
    {Asked.PERCENT, Asked.DURATION, Asked.DOSE, Asked.P_VALUE, Asked.SIZE, Asked.NUMBER, Asked.WHEN}
)


# Kinds of question that a sentence about what was planned may answer.
SETTING = frozenset({Asked.AIM, Asked.METHOD, Asked.DEFINITION, Asked.WHEN})


def asked_for(question: str) -> Asked:
    """The kind of thing a question asks for: the first kind whose pattern matches."""
    likely = (_QUESTIONS[at] for at in _sieve().left(question))
    return next((asked for asked, pattern in likely if pattern.search(question)), Asked.ANYTHING)


@cache
def _sieve() -> Sieve:
    """Which kinds of things a question may ask for."""
    return Sieve((pattern,) for _, pattern in _QUESTIONS)


@dataclass(frozen=True, slots=True)
class Form:
    """How a question is put.

    ``yes_no``: it wants yes or no. ``compares``: it asks for a comparison or an effect. ``singles_out``: it asks for
    the most of something. ``counts``: it asks how many there are. ``reports``: it asks what a study found as a whole.
    ``works``: it asks whether something works, in general. ``counted``: what is to be counted: "people" (or animals,
    samples …), "works", "found" (works found by a search, before any were left out), or "" if the words name neither or
    both.
    """

    yes_no: bool
    compares: bool
    singles_out: bool
    counts: bool
    reports: bool = False
    works: bool = False
    counted: str = ""


_YES_NO = late(  # "is it safe", "Tokuhashi score outdated?"
    rf"\W*(?:(?:and|so|but|then) )*(?:{AUX})\b"
    rf"|(?!.*\b(?:{WH})\b).*\b(?:outdated|obsolete|reliable|valid|accurate|needed|necessary|recommended)\W*\?",
    re.IGNORECASE,
)
_COMPARES = any_of(
    r"\b(?:better|worse|more|less|fewer|higher|lower|longer|shorter|faster|slower|older|younger|greater|than|vs|versus|or|as \w+ as)\b",
    r"\b(?:differ|compar|improv|reduc|increas|decreas|affect|chang|link|associat|relat|correlat|predict|influenc)\w*|\b(?:raise|help|effect|benefit)s?\b",
)
_GROUP = any_of(_GROUPS)
_COUNTS = any_of(r"\bhow many\b|\bnumber of\b")
_COUNTS_OF = any_of(r"\b(?:how many|numbers? of|n of|no\. of) ((?:[\w-]+,? ){0,3}[\w-]+)")
_SCREENED = any_of(r"\b(?:screen|retriev|sift)\w*")
_WORK, _PERSON = any_of(rf"\b{WORKS}\b"), any_of(rf"\b(?:{PEOPLE}|{FOLKS})\b")
_REPORTS = any_of(
    r"\bwhat (?:did|does|do|has|have|was|were|is|are)\b.{0,200}\b(?:find|finds|found|show|shows|showed|shown|report|reports|reported"
    r"|discover\w*|learn\w*|conclu\w+|findings?|results?)\b",
)
_DOES_IT = (  # where a question for yes or no begins: "how many nurses did night work" asks none
    rf"(?:(?:\A\W*|[.,:;?!–—] ?)(?:(?:and|so|but|ok) )?(?:{AUX})"
    r"|\b(?:know|wonder|wondering|tell me|asking) (?:if|whether))"
)
# to the question's end, and on nothing in particular
_GENERALLY = r"(?:(?! (?:on|upon|for|at|against|in \w+ing)\b).){0,100}\Z"
_ANYWAY = "at all|in practice|really|too|or not|then|though|in real life|in the real world|for real"  # says nothing of its own
_WORKS = any_of(
    rf"{_DOES_IT}\b.{{1,200}}\b(?:(?<!at )(?<!for )(?<!return to )work(?:s|ed|ing)?|(?<!for )help(?:s|ed|ful)?|(?:in)?effective|efficacious|useful|beneficial"
    r"|worthwhile|worth (?:it|while)|successful|(?:a|any|some) success|succeed(?:ed)?|pa(?:y|id) off|(?:any|some) (?:good|use|help)"
    rf"|ma(?:k|d)e (?:a|any|some) difference|(?:an|any|some) (?:effects?|impact|benefits?))(?: (?:{_ANYWAY}))?\W*\Z",
    # "phone bans in schools do they work", "is it", "any good": what is meant stands before it
    rf"\A(?!.*\b(?:{WH})\b).*\w\W+(?:(?:do|does|did|is|are|was|were|will|can) (?:it|they|this|that|these|those) (?:actually |really |even |ever )?(?:work|help|useful|effective|worth (?:it|while)|any (?:good|use|help))"
    rf"|any (?:good|use)|worth (?:it|doing|the (?:money|effort|trouble|cost|bother|hassle))|works(?=\W*\?))(?: (?:{_ANYWAY}))?\W*\Z",
    r"\bhow (?:well|effectively)\b.{1,200}\b(?:work(?:s|ed|ing)?|do|did|perform(?:s|ed)?|function(?:s|ed)?)\W*\Z|\A\W*(?:and |so |but )?by how much\W*\Z",
    rf"\bhow effective\b{_GENERALLY}",
    r"\A\W*(?:(?:and|so|but|what(?:['’]?s)?|is|are|was|were|there|the|an|any|overall) ){0,6}"
    rf"(?:effect|impact|benefits?|efficacy|effectiveness) of\b{_GENERALLY}",
)
_SINGLES_OUT = any_of(r"\b(?:most|main\w*|best|major|chief|key|\w{3,}est)\b")


def is_for_yes_or_no(question: str) -> bool:
    """True for "is it safe?" and "so does it help"."""
    return _YES_NO.match(question) is not None


def form_of(question: str) -> Form:
    """The form of a question, from its words."""
    return Form(
        yes_no=is_for_yes_or_no(question),
        compares=bool(_COMPARES.search(question)),
        singles_out=bool(_SINGLES_OUT.search(question)),
        counts=bool(_COUNTS.search(question)),
        reports=bool(_REPORTS.search(question)),
        works=bool(_WORKS.search(question)),
        counted=_counted_in(question),
    )


def _counted_in(question: str) -> str:
    """ "people", "works" or "found", if the question asks to count these; else ""."""
    found = " ".join(match[1] for match in _COUNTS_OF.finditer(question))
    works, people = _WORK.search(found), _PERSON.search(found)
    if works and not people and _SCREENED.search(question):
        return "found"
    return "works" if works and not people else "people" if people and not works else ""


# The thing measured follows "mean", "how many", "share of", or stands right before "rate", "time", "level".
_MEASURE = (
    r"(?:rates?|times?|sizes?|levels?|weight|lengths?|duration|ratios?|pay|costs?|price|scores?|counts?|percent\w*|proportion|doses?"
    r"|frequency|incidence|prevalence|thickness|speed|temperature|concentration|values?)"
)
_MEASURED = late(
    r"\b(?:mean|median|average|how many|how much|numbers? of|per ?cent(?:age)? of|% of|share of|proportion of|rates? of|incidence of|prevalence of"
    r"|ratios? (?:for|of)|costs? of|doses? of|levels? of|scores? of|duration of"
    r"|(?:what|how much) (?:does|did|do|would|will)(?= [^?.;]{1,60} costs?\b))\s+(?:(?:the|of|an?|their|its|these|those|all)\s+)*",
    re.IGNORECASE,
)
_MEASURES = late(rf"\b{_MEASURE}\b", re.IGNORECASE)
_FIGURE = late(rf"{_FIGURES}|\b{NUMERAL}\b", re.IGNORECASE)


def is_group(words: str) -> bool:
    """True if folded words name a group of people or animals."""
    return bool(_GROUP.fullmatch(words))


def measured(question: str) -> Iterator[int]:
    """The offsets (code points) where words begin for which a figure is asked: "age" in "mean age"."""
    return (match.end() for match in _MEASURED.finditer(question))


def measures(question: str) -> Iterator[int]:
    """The offsets (code points) where words begin that name a kind of figure: "rate" in "success rate"."""
    return (match.start() for match in _MEASURES.finditer(question))


def has_figure(sentence: str, question: str) -> bool:
    """True if a sentence has a figure that is not in the question."""
    return bool(_figures(sentence) - _figures(question) - {"one"})


@lru_cache(maxsize=SENTENCES)
def _figures(text: str) -> frozenset[str]:
    return frozenset([match[0].casefold().rstrip(".,") for match in _FIGURE.finditer(text)])

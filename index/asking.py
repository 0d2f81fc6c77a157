"""What a question asks for, as far as its words tell, and whether a sentence has such a thing in it."""

from __future__ import annotations

import re
from enum import StrEnum


class Asked(StrEnum):
    """The shape of an answer. ``ANYTHING`` where the words do not tell."""

    PERCENT = "percent"
    DURATION = "duration"
    DOSE = "dose"
    P_VALUE = "p value"
    SIGNIFICANCE = "significance"
    WHEN = "when"
    NUMBER = "number"
    AIM = "aim"
    METHOD = "method"
    CONCLUSION = "conclusion"
    FINDING = "finding"
    DEFINITION = "definition"
    ANYTHING = "anything"


_TIME = r"(?:months?|mos?|years?|yrs?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?)"
_NUMERAL = r"(?:\d[\d.,·]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_RATED = (
    r"(?:os|pfs|lpfs|dfs|survival|complications?|recurrence|relapse|response|success|mortality|control|attempts?|failure|infection"
    r"|detection|reoperation|readmission|adverse events?|toxicity|progression|fusion|cure|remission|error|positivity|death|leak)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# In order: the first that fits a question wins.
_QUESTIONS: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (Asked.P_VALUE, _any(r"\bp[ -]?values?\b", r"\bp ?= ?\?")),
    (
        Asked.DURATION,
        _any(
            rf"\bhow (?:long (?:did|was|were|is|are|does|do|until|after|before|can|will|have|had|to)|many {_TIME}|soon|old)\b",
            r"\b(?:for|over|after) (?:what|how long)|^\W*(?:and )?how long\W*$|\bhow much time\b|\bduration\b|\bhow much longer\b",
            r"\b(?:median|mean|average|length of|total)(?: of)? (?:the )?(?:follow|os\b|pfs\b|mos\b|overall surv|surviv|stay|time|duration|age)",
            r"\bfollow[ -]?up (?:time|period|length)|\bage of\b|\b(?:time|interval) (?:to|until|between|from)\b",
        ),
    ),
    (
        Asked.DOSE,
        _any(
            r"\b(?:what|which|wat|whats|how much|how many|the)\b.*\b(?:doses?|dosage|dosing|gy|gray|grays|mg|grams?|ml|fractions?|concentrations?)\b",
            r"^\W*(?:radiation |total )?(?:dose|dosage)\b|\b(?:dose|dosage|concentration)\W*$",
        ),
    ),
    (
        Asked.PERCENT,
        _any(
            r"\b(?:percent\w*|proportion|share of|what fraction|incidence|prevalence|sensitivity|specificity)\b|%",
            rf"\b{_RATED} rates?\b|\brates? of\b|\b(?:what|which|whats|the)\b.{{0,40}}\brates?\b|\b\d+[ -]?(?:year|yr|month|mo)s? {_RATED}\b",
            r"\bhow (?:often|common|frequent\w*|likely)\b",
        ),
    ),
    (
        Asked.NUMBER,
        _any(
            r"\bhow (?:many|much|big|large|high|low|far|strong\w*)\b|\bnumbers? of\b|\b(?:cohort|sample) size\b|\bn ?= ?\?",
            r"\b(?:hazard|odds|risk|rate|likelihood) ratios?\b|\brelative risk\b|\b(?:hr|rr|auc|auroc)s?\b|\bconfidence interval|\b95 ?% ?ci\b",
            r"\b(?:median|mean|average)\b|\bcut-?offs?\b|\bthreshold\b|\bwhat (?:score|value|number|size)\b|\bOR (?:for|of)\b",
        ),
    ),
    (Asked.WHEN, _any(r"\bwhen (?:was|were|did|is|are)\b", r"\b(?:what|which) (?:years?|dates?|period|months?)\b", r"\bsince when\b")),
    (Asked.SIGNIFICANCE, _any(r"\bsignifican\w+\b",)),
    (
        Asked.AIM,
        _any(
            r"\b(?:aims?|aimed|objectives?|purpose|goals?|hypothes[ie]s|research question)\b|\btr(?:y|ying) to (?:find|show|do|answer|see)",
            r"\bwhy did\b.*\b(?:do|study|investigate|compare|run|look)|\bwhat (?:was|were|is) (?:this|the|that) (?:study|paper|trial|review) about",
        ),
    ),
    (Asked.CONCLUSION, _any(r"\b(?:conclu\w+|take[ -]?aways?|take[ -]home|bottom line|(?:main|overall|key) message|recommend\w*|implications?)\b")),
    (
        Asked.METHOD,
        _any(
            r"\b(?:methods?|methodology|study design|design|databases?|statistic\w*|retrospective|prospective|techniques?|randomi[sz]ed)\b",
            r"\bhow (?:did (?:they|the authors|he|she|we)|was (?:it|this|the)|were (?:the )?(?:patients|participants|cells|mice|data|they|papers|studies))\b",
            r"\b(?:what kind of|which|what) (?:tests?|assays?|models?|analys[ie]s|study|data|guidelines?|registry|software)\b",
        ),
    ),
    (Asked.DEFINITION, _any(r"^\W*(?:what is|whats|what's|what are|define|definition of|meaning of)\b\s*(?:an?|the)?\s*[\w-]*\s*\??\W*$", r"\bdefin(?:e|ed|ition)\b")),
    (Asked.FINDING, _any(r"\b(?:find|finds|found|findings?|results?|outcomes?|show|shows|showed)\b")),
)  # fmt: skip

_ANSWERS: dict[Asked, re.Pattern[str]] = {
    Asked.PERCENT: _any(
        r"\d\s?%|\bper ?cent\b|\b0?\.\d+|\d\.\d|\d+ (?:of|out of|in) (?:the )?\d+|\bhalf\b|\b(?:one|two)[ -]thirds?\b",
        r"\bper \d[\d,]*\b|\d ?/ ?\d|\bn ?= ?\d|\(\d+\)|\b(?:most|more|majority|rare|common|often|frequent)\w*\b",
    ),
    Asked.DURATION: _any(rf"\b{_NUMERAL}(?:[ -]|\s\([^)]*\)\s|\s?±\s?[\d.]+\s|\s?(?:to|and|-|–|or)\s?[\d.]+[ -])*{_TIME}\b", r"\b(?:age|aged|old)\b.{0,40}\d"),
    Asked.DOSE: _any(r"\d\s?(?:c?gy\d*|[mµμ]?g\b|m?l\b|iu\b|mmol|[nµμm]m\b|mg/\w+|%|g/\w+)|\bfractions?\b"),
    Asked.P_VALUE: _any(r"\bp\s?(?:value)?\s?[=<>≤≥]"),
    Asked.SIGNIFICANCE: _any(r"\bp\s?(?:value)?s?\s?[=<>≤≥]", r"\bsignifican", r"\b95 ?% ?(?:ci|confidence)"),
    Asked.NUMBER: _any(rf"\d|\b{_NUMERAL}\b"),
    Asked.WHEN: _any(r"\b(?:19|20)\d\d\b", r"\b\d+ (?:days?|weeks?|months?|years?)\b", r"\b(?:day|week|month|year)s? \d"),
    Asked.AIM: _any(
        r"\b(?:aim(?:s|ed)?|objectives?|purpose|goal|sought|hypothes\w+)\b|^here,? we\b|\bwe (?:investigat|examin|stud|ask|assess|evaluat|test|compar)\w+",
        r"\bto (?:compare|evaluate|assess|investigate|determine|examine|analy[sz]e|identify|explore|describe|develop|create|test|study|characteri[sz]e|clarify|understand|establish)\b",
        r"\bthis (?:study|review|paper|trial) (?:compare|investigate|examine|represent|evaluate|assess|describe|aim)\w*",
    ),
    Asked.METHOD: _any(
        r"\bwe (?:performed|used|conducted|analy[sz]ed|identified|searched|measured|developed|compared|included|examined|investigated|studied|undertook|reviewed)\b",
        r"\b(?:was|were) (?:\w+ly )?(?:performed|conducted|used|reviewed|included|enrolled|recruited|analy[sz]ed|matched|compared|assessed|measured|validated|extracted|collected|randomi[sz]ed|searched|evaluated|examined)\b",
        r"\b(?:using|followed|retrospective(?:ly)?|prospective(?:ly)?|search(?:es|ed)?|based on|database)\b",
    ),
    Asked.CONCLUSION: _any(
        r"\b(?:conclu\w+|suggests?|findings|should|in summary|our (?:results|data|study)|these (?:results|data)|highlights?|support\w*)\b",
        r"\b(?:remains?|provides?|promis\w+|warrant\w*|therefore|thus|may be|needs? to|potential)\b",
    ),
    Asked.FINDING: _any(
        r"\b(?:showed|found|demonstrated|revealed|identified|significant(?:ly)?|higher|lower|increased|decreased|associated|were|was)\b"
    ),
}  # fmt: skip

_SECTIONS: dict[Asked, re.Pattern[str]] = {
    Asked.AIM: _any(r"aim|objective|purpose|goal|background|introduction"),
    Asked.METHOD: _any(r"method|design|material|setting|patients|participants|data source|search"),
    Asked.CONCLUSION: _any(r"conclu|interpretation|implication|discussion|significance"),
    Asked.FINDING: _any(r"result|finding|conclu"),
    Asked.PERCENT: _any(r"result|finding|outcome"),
    Asked.DURATION: _any(r"result|finding|method|outcome|patients"),
    Asked.P_VALUE: _any(r"result|finding"),
    Asked.SIGNIFICANCE: _any(r"result|finding"),
    Asked.WHEN: _any(r"method|patients|setting|design"),
    Asked.NUMBER: _any(r"result|finding|method|patients"),
}

QUANTITIES = frozenset({Asked.PERCENT, Asked.DURATION, Asked.DOSE, Asked.P_VALUE, Asked.NUMBER, Asked.WHEN})


# Questions for which a sentence that sets out what was planned may be the answer.
SETTING = frozenset({Asked.AIM, Asked.METHOD, Asked.DEFINITION, Asked.WHEN})
_SETTING_OUT = _any(
    r"\b(?:aims?|aimed|objectives?|purpose|goal) (?:of|is|was|were|to)\b|\bwe (?:aimed|sought|hypothesi[sz]ed|set out)\b",
    r"\b(?:study|review|paper|trial|work|research) (?:was|is|were) (?:designed|undertaken|conducted|performed|aimed|carried out) to\b",
    r"\b(?:remains?|is|are) (?:still )?(?:unclear|unknown|controversial|limited|poorly understood|a (?:major )?(?:concern|challenge|dilemma))\b",
    r"\bmain outcome measures?\b|\b(?:little is known|has been (?:suggested|proposed)|to (?:determine|investigate|examine|evaluate|assess) whether)\b",
)
_SETTING_SECTION = _any(
    r"aim|objective|purpose|background|introduction|context|rationale|method|design|setting|material"
)


def sets_out(sentence: str, section: str | None) -> bool:
    """True for a sentence on what was planned, done or known before, rather than on what came of it."""
    return bool(_SETTING_OUT.search(sentence) or (section and _SETTING_SECTION.search(section)))


_WORDED = re.compile(
    r"\W*(?:and |so |but )?(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have|had"
    r"|will|would|should|in|on|by|any|if)\b",
    re.IGNORECASE,
)


def is_worded(question: str) -> bool:
    """True for a question put as one ("how long was …"), False for one that names its subject ("survival after …")."""
    return bool(_WORDED.match(question))


def asked_for(question: str) -> Asked:
    """What a question asks for."""
    return next((asked for asked, pattern in _QUESTIONS if pattern.search(question)), Asked.ANYTHING)


def gives(sentence: str, asked: Asked) -> bool:
    """True where a sentence has the thing in it, or nothing particular was asked for."""
    pattern = _ANSWERS.get(asked)
    return pattern is None or bool(pattern.search(sentence))


def fits_section(section: str | None, asked: Asked) -> bool:
    """True where a published section is where one looks for the thing; False where there are no sections."""
    pattern = _SECTIONS.get(asked)
    return bool(section and pattern and pattern.search(section))

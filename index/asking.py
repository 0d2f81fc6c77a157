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
    NUMBER = "number"
    AIM = "aim"
    METHOD = "method"
    CONCLUSION = "conclusion"
    FINDING = "finding"
    DEFINITION = "definition"
    ANYTHING = "anything"


_TIME = r"(?:months?|mos?|years?|yrs?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?)"
_NUMERAL = r"(?:\d[\d.,·]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

# In order: the first that fits a question wins.
_QUESTIONS: tuple[tuple[Asked, re.Pattern[str]], ...] = tuple(
    (asked, re.compile(pattern, re.IGNORECASE))
    for asked, pattern in (
        (Asked.P_VALUE, r"\bp[ -]?values?\b"),
        (Asked.DURATION, rf"\bhow (?:long|many {_TIME}|soon)\b|\bover (?:what|how long)|\b(?:median|mean|average|length of) "
         r"(?:the )?(?:follow|os\b|pfs\b|mos\b|overall surv|surviv|stay|time|duration)|\bduration\b|\bfollow[ -]?up (?:time|period|length)"
         r"|\bhow much time\b|\bhow old\b|\bmean age\b|\bmedian age\b|\baverage age\b"),
        (Asked.DOSE, r"\b(?:what|which|how much|how many)\b.*\b(?:doses?|dosage|dosing|gy|gray|mg|fractions?)\b|^\s*(?:dose|dosage)\b"),
        (Asked.PERCENT, r"\b(?:percent\w*|%|proportion|share of|what fraction|incidence|prevalence|sensitivity|specificity)"
         r"|\b(?:what|which|the|os|pfs|survival|complication|recurrence|response|success|mortality|control)\b.{0,40}\brates?\b"),
        (Asked.NUMBER, r"\bhow (?:many|much|big|large|often|high|low)\b|\bnumbers? of\b|\b(?:cohort|sample) size\b"
         r"|\b(?:what|which|whats|give|the)\b.{0,30}\b(?:ratio|hr|odds|auc|score was|cut-?off|threshold|size)\b"
         r"|\b(?:median|mean|average)\b|^n ?=|\bsize of\b|\bhow (?:many|much)$"),
        (Asked.AIM, r"\b(?:aims?|aimed|objectives?|purpose|goals?|hypothes[ie]s)\b|\bwhy did\b.*\b(?:do|study|investigate|compare)"
         r"|\btr(?:y|ying) to\b"),
        (Asked.CONCLUSION, r"\b(?:conclu\w+|take[ -]?aways?|take[ -]home|bottom line|main message|overall message|recommend\w*|implications?)\b"),
        (Asked.METHOD, r"\b(?:methods?|methodology|how did|how was|how were|what kind of study|study design|design|databases?"
         r"|which (?:tests?|assays?|models?|analys[ie]s|statistic\w*)|retrospective|prospective|technique)\b"),
        (Asked.DEFINITION, r"\b(?:what is|whats|what's|what are|define|definition|meaning|stands? for|mean by)\b\s*(?:an?|the)?\s*\w*\s*\??$"),
        (Asked.FINDING, r"\b(?:find|finds|found|findings?|results?|outcomes?|show|shows|showed)\b"),
    )
)  # fmt: skip

_ANSWERS: dict[Asked, re.Pattern[str]] = {
    asked: re.compile(pattern, re.IGNORECASE)
    for asked, pattern in {
        Asked.PERCENT: r"\d\s?%|\bper ?cent\b|\b0?\.\d+|\d\.\d|\d+ (?:of|out of) (?:the )?\d+|\bhalf\b|\b(?:one|two)[ -]thirds?\b"
        r"|\bper \d[\d,]*\b",
        Asked.DURATION: rf"\b{_NUMERAL}(?:[ -]|\s\([^)]*\)\s|\s±\s?[\d.]+\s)*{_TIME}\b|\b(?:age|aged|old)\b.{{0,40}}\d",
        Asked.DOSE: r"\d\s?(?:c?gy\d*|[mµuµ]?g\b|ml|iu|mmol|nm|µm|mg/\w+|%)|\bfractions?\b",
        Asked.P_VALUE: r"\bp\s?(?:value)?\s?[=<>≤≥]",
        Asked.NUMBER: rf"\d|\b{_NUMERAL}\b",
        Asked.AIM: r"\b(?:aim(?:s|ed)?|objectives?|purpose|goal|sought|to (?:compare|evaluate|assess|investigate|determine|examine|analy[sz]e"
        r"|identify|explore|describe|develop|create|test|study|characteri[sz]e|clarify|understand|establish))\b|^here,? we\b|\bhypothes",
        Asked.METHOD: r"\b(?:we (?:performed|used|conducted|analy[sz]ed|identified|searched|measured|developed|compared|included"
        r"|examined|investigated|studied|undertook|reviewed)|(?:was|were) (?:performed|conducted|used|reviewed|included|enrolled|recruited"
        r"|analy[sz]ed|matched|compared|assessed|measured|validated|extracted|collected|randomi[sz]ed|searched|evaluated|examined)"
        r"|using|followed|retrospective(?:ly)?|prospective(?:ly)?|searche[sd]|based on)\b",
        Asked.CONCLUSION: r"\b(?:conclu\w+|suggests?|findings|should|in summary|our (?:results|data|study)|these (?:results|data)|highlights?"
        r"|support\w*|remains?|provides?|promis\w+|warrant\w*|therefore|thus|may be|needs? to|potential)\b",
        Asked.FINDING: r"\b(?:showed|found|demonstrated|revealed|identified|significant(?:ly)?|higher|lower|increased|decreased|associated|were|was)\b",
    }.items()
}  # fmt: skip

_SECTIONS: dict[Asked, re.Pattern[str]] = {
    asked: re.compile(pattern, re.IGNORECASE)
    for asked, pattern in {
        Asked.AIM: r"aim|objective|purpose|goal|background|introduction",
        Asked.METHOD: r"method|design|material|setting|patients|participants|data source|search",
        Asked.CONCLUSION: r"conclu|interpretation|implication|discussion|significance",
        Asked.FINDING: r"result|finding|conclu",
        Asked.PERCENT: r"result|finding|outcome",
        Asked.DURATION: r"result|finding|method|outcome|patients",
        Asked.P_VALUE: r"result|finding",
        Asked.NUMBER: r"result|finding|method|patients",
    }.items()
}

QUANTITIES = frozenset({Asked.PERCENT, Asked.DURATION, Asked.DOSE, Asked.P_VALUE, Asked.NUMBER})


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

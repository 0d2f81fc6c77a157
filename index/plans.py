"""What a paper only aims at, supposes or plans is no result, and what it does not claim is no conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.patterns import late
from index.account import HELD, Account
from index.asking import Asked
from index.candidates import Candidate
from index.cues import fits_section, gives
from index.query import ASKED, typed

RESULT_FOR = "result for "
PLANNED, PLAN = 3, 0.3  # an abstract is a plan if so many of its sentences say what will be, and such a share
# A sentence of a plan, and a question that may be about one: what will be measured is no result.
_PLANNED = late(
    r"\b(?:will|shall|(?:is|are) (?:to be|planned|scheduled|expected)|(?:primary|secondary|main) (?:outcome|end ?point)s? (?:is|are))\b",
    re.IGNORECASE,
)
_OF_PLANS = late(
    r"\b(?:will|plan\w*|protocols?|aim\w*|design\w*|recruit\w*|outcomes?|end ?points?|going to|measure\w*|when|how long|who|where|which)\b",
    re.IGNORECASE,
)
_RESULTS = late(
    r"\b(?:results?|findings?|find|found|show\w*|effects?|work\w*|improv\w+|reduc\w+|better|after)\b",
    re.IGNORECASE,
)
# Sections that say nothing of the subject; what an abstract may end with: these, its limits, what was not looked at.
_FORMALITY = late(
    r"\b(?:funding|registration|registered|ethics|disclosures?|conflicts? of interests?|competing interests?|keywords?|acknowledge?ments?)\b",
    re.IGNORECASE,
)
_LIMITS = late(r"(?<!results and )\blimitations?\b", re.IGNORECASE)
_ASIDE = late(
    r"\A\W*(?:(?:the|our|its|study|main|one|a) )*limitations?\b|\b(?:(?:was|were|is|are) self-reported|funded by"
    r"|(?:trial|study|review|protocol) (?:\w+ ){1,2}registered|(?:not|never) (?:recorded|measured|assessed|examined|known)"
    r"|(?:could not|cannot) (?:observe|tell|say|exclude|rule out)|(?:is|are) planned)\b",
    re.IGNORECASE,
)

_FORMAL = late(
    r"\A\W*(?:(?:(?:the|this|our) (?:study|trial|work|research|project|review|survey|protocol|cohort|pilot) )?(?:was|were|is) )?"
    r"(?:funded|financed|sponsored|supported|registered|paid for) (?:by|with|at|as|in|on|through) (?:[^.;,%]|[.;,](?=\S)){1,90}\W*\Z"
    r"|\A\W*(?:funding|financial support|(?:trial )?registration)(?: for (?:the|this|our) \w+)?(?:\W*:|\W*\Z| (?:came|was|is) (?:\w+ed |given )?(?:by|from) | (?:number|no)\b)",
    re.IGNORECASE,
)
_OF_FORMALITIES = late(
    r"\b(?:fund|spons|financ|paid|pays?\b|money|grants?\b|support|regist|ethic|approv|consent|conflict|interest|disclos|keyword|acknowledg|protocol"
    r"|number|id\b|who\b)",
    re.IGNORECASE,
)


def is_aside(sentence: str, section: str | None) -> bool:
    """True for a sentence that concludes nothing where it stands last: limits, funding, what was not looked at."""
    return is_formality(sentence, section) or bool(
        (section and _LIMITS.search(section)) or _ASIDE.search(sentence)
    )


_FOLLOWED = late(
    r"\A(?:\W*(?:the|a)\b)?\W*(?:(?:mean|median|average|total|maximum|complete)\b\W*){0,2}follow-? ?up(?: (?:period|time|duration|length|interval))?"
    r"(?: (?:of|for|in)(?: [\w-]+){1,4}?)? (?:was|were|ranged|lasted)\b",
    re.IGNORECASE,
)
_SUMS_UP = late(
    r"\A\W*(?:(?:in (?:conclusion|summary)|to (?:conclude|sum up)|(?:we|the authors) conclude|taken together)\b|(?:overall|altogether),(?=\D*\Z)"
    r"|(?:this|our|the present) (?:study|review|work|article|trial)\b.{0,40}?\b(?:concludes?|suggests?|shows?|demonstrates?|indicates?|highlights?)\b"
    r"|(?:these|our|the) (?:findings?|results?|data|evidence)(?: \w+){0,2}? (?:suggests?|indicates?|supports?|demonstrates?|confirms?|shows?|highlights?|provides?)\b)",
    re.IGNORECASE,
)


def is_followed(sentence: str) -> bool:
    """True for a sentence that only says how long a study lasted, which is no result."""
    return bool(_FOLLOWED.search(sentence))


def sums_up(sentence: str) -> bool:
    """True for a sentence that opens as a conclusion does: "These findings suggest …"."""
    return bool(_SUMS_UP.search(sentence))


def is_formality(sentence: str, section: str | None) -> bool:
    """True for a sentence that says who paid, where the study is registered and the like, and nothing of its subject: by its published
    section, or as all that it says."""
    return bool((section and _FORMALITY.search(section)) or _FORMAL.search(sentence))


def asks_formalities(question: str) -> bool:
    """True if a question may be about what stands in such a section."""
    return bool(_OF_FORMALITIES.search(question))


def only_planned(account: Account) -> bool:
    """True if the question asks what was found, and the paper is a plan: a third of its sentences say what will be."""
    text = account.query.text
    if not _RESULTS.search(text) or _OF_PLANS.search(text):
        return False
    planned = sum(_PLANNED.search(one.line.text) is not None for one in account.lines)
    return planned >= max(PLANNED, PLAN * len(account.lines))


def unresulted(account: Account) -> Iterator[str]:
    """What a question for yes or no asks and the paper speaks of only as its aim or plan, where that is shown first."""
    query = account.query
    if not query.form.yes_no or _OF_PLANS.search(query.text) or not _is_aim(account.shown[0]):
        return
    aimed = [one for i, one in enumerate(query.concepts) if one.telling > ASKED and _only_aimed(account, i)]
    yield from (f"{RESULT_FOR}{word}" for word in typed(aimed, query.text))


def _only_aimed(account: Account, i: int) -> bool:
    saying = [one for one in account.lines if one.credits[i] >= HELD]
    asked = not account.query.concepts[i].carried and account.about[i] < HELD
    return asked and account.shown_itself[i] >= HELD and all(map(_is_aim, saying))


def _is_aim(candidate: Candidate) -> bool:
    line = candidate.line
    aims = line.cues.sets_out and gives(line.text, Asked.AIM)
    return aims or fits_section(line.section, Asked.AIM) or _PLANNED.search(line.text) is not None

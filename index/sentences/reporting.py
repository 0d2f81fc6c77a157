"""What part of an abstract a sentence is, by its words and its heading and whatever its subject: a formality (who
paid), an aside (what was not looked at), how long a study lasted, or a conclusion. The first three are no results.

How likely a sentence reports a result ("were significantly higher" does, "we aimed to assess whether" does not) is told
by a logistic regression. Its weights, ``data/reporting.tsv``, are fitted on the sentences of PubMedQA's 522 abstracts,
which have published headings (MIT licence); ``python -m tests.quality.learn_reporting`` writes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

from corpus.models import Paper
from corpus.patterns import finds, late, need_of
from corpus.remembering import SENTENCES
from corpus.sentences import sentences_of

# Sections that say nothing of the subject; what an abstract may end with: these, its limits, what was not looked at.
_FORMALITY = late(
    r"\b(?:funding|registration|registered|ethics|disclosures?|conflicts? of interests?|competing interests?|keywords?|acknowledge?ments?)\b",
    re.IGNORECASE,
)
# Of the work and not of what it found: who paid, gave or had an interest, where it is registered, who allowed it.
_WORK = r"(?:study|trial|work|research|project|review|survey|protocol|evaluation|analysis|audit|experiments?|paper|article|authors?)"
_PAID = r"(?:funded|sponsored|financed|commissioned|paid for)"
_MONEY = r"(?:[\w-]+ ){0,2}?(?:funding|funds|grants?|(?:financial )?support)"
_PARTIES = r"(?:authors?|sponsors?|funders?|vendors?|manufacturers?|makers?|company|companies)"
_STAKE = (
    r"(?:grants?|fees|shares|stocks?|patents?|(?:competing |financial )?interests?|conflicts?|(?:paid|employed) by|employees? of|for the (?:maker|manufacturer|company|vendor|sponsor|funder)s?|(?:role|say|influence|part) (?:in|on|over) (?:the |its |this )?"
    r"(?:\w+ ){0,2}(?:design|stud(?:y|ies)|trials?|analys[ie]s|work|data|conduct|collection|writing|decision|manuscript|reporting|publication))"
)
# As the whole of a sentence or how it opens, and wherever it stands in one: the few words of the latter are looked for first.
_REGISTERED_AS = late(r"\W*(?:[A-Z][\w ]*: ?)?(?-i:[A-Z]{2})(?=[\w/-]*\d{4})[\w/-]*+\W*$", re.IGNORECASE)
_OPENS_ON_THE_WORK = late(
    r"\W*(?:(?:pre-?)?registered (?:with|at|as|in|on|under|by|prospectively|retrospectively)\b|(?:\w[\w-]* ){1,2}registration\b.*\b[A-Z]+\d{4}"
    rf"|(?:{_PAID}|supported) (?:in part |partly )?(?:by|through) (?:[^.;,%]|[.;,](?=\S)){{1,90}}\W*$"
    r"|(?:funding|financial support|(?:trial )?registration)(?: for (?:the|this|our) \w+)?(?:\W*:|\W*$| (?:came|was|is) (?:\w+ed |given )?(?:by|from) | (?:number|no)\b)"
    r"|(?:the |our |all )?\w[\w-]*(?: [\w-]+)? (?:was|were|is) (?:lent|donated|licen[sc]ed) (?:free )?(?:by|under) (?:(?:the|its|an?) |(?-i:[A-Z]))[^,;]{0,40}(?:, which employs [^,;]{0,40})?$"
    rf"|(?:(?:(?:no|neither|the|of|one|two|three|some|several|most|all|both|none|first|last|lead|senior|corresponding|other|study) )+{_PARTIES}(?: (?:nor|or|and) (?:the )?\w+)?|(?:Dr|Prof)\.? \w+)"
    rf" (?:had|ha[sv]e|holds?|owns?|receive[ds]?|took|play(?:s|ed)?|declared?|reported?|works?|worked|is|are|was|were) (?:\S+ ){{0,4}}?{_STAKE}\b"
    r"|(?:we|the authors) (?:\w+ly )?(?:thank|acknowledge) [^.;]{2,120} for (?:the |their |its )?(?:financial |technical |kind |generous )?(?:support|funding|help|assistance)\W*$"
    r"|(?:we|(?:the |all )?authors) (?:\w+ly |also )?(?:thank|are (?:very |most )?grateful to) [^;]{2,160}$"
    rf"|(?:we|(?:the|this|our) (?:\w+ )?{_WORK}) (?:have |has )?received no {_MONEY}\b|no {_MONEY} (?:was|were|has been) (?:received|obtained|given|used|sought)\b"
    r"|(?:all |the |our )?(?:data|code|materials|datasets?|software)(?: and \w+)? (?:is|are) (?:\w+ )?available(?: (?:at|from|on|in|upon|under)\b|\W*$)"
    r"|(?:all |both |the |two )+authors (?:\w+ )?(?:declare|disclose) that\b"
    r"|(?:competing interests?|conflicts? of interest)\s*[:.])",
    re.IGNORECASE,
)
_OF_THE_WORK = late(
    rf"\b(?:the|this|our) (?:\w+ )?{_WORK} (?:was|were|is|had been|has been) (?:\w+ )?(?:pre-?)?registered\b"
    r"|\bregistration(?: (?:number|no\.?|id))?(?:\s*:| (?-i:[A-Z]{2,}[\w/-]*\d))|\bregistration (?:number|no)\b"
    rf"|\b(?:the|this|our) (?:\w+ )?{_WORK} (?:was|were|is) (?:\w+ )?(?:{_PAID}\b|supported (?:in part |partly )?by (?:(?:an?|the) )?(?:(?-i:[A-Z])|(?:\w+ )?(?:grants?|funds?|funding)\b))"
    r"|\b(?:no|declared?|any|potential) (?:\w+ )?(?:competing interests?|conflicts? of interest)\b"
    r"|\bgrants? (?:no\.?|numbers?) ?(?-i:\S*\d)|\bethic(?:s|al) (?:approval|clearance|permission) (?:was|is|number)\b|\bethics committee\b.*\b(?:approved|allowed|waived|gave)\b|\bapproved by\b.*\bethics\b",
    re.IGNORECASE,
)
_LIMITS = late(r"(?<!results and )\blimitations?\b", re.IGNORECASE)
_ASIDE = late(
    r"\A\W*(?:(?:the|our|its|study|main|one|a) )*limitations?\b|\b(?:(?:was|were|is|are) self-reported|funded by"
    r"|(?:trial|study|review|protocol) (?:\w+ ){1,2}registered|(?:not|never) (?:recorded|measured|assessed|examined|known|studied|modell?ed|tested|included|investigated|considered|evaluated|analy[sz]ed|taken into account)"
    r"|(?:could not|cannot) (?:observe|tell|say|speak|exclude|rule out)|(?:is|are) planned)\b",
    re.IGNORECASE,
)

_OF_FORMALITIES = late(
    r"\b(?:fund|spons|financ|paid|pays?\b|money|grants?\b|support|regist|ethic|approv|consent|conflict|interest|disclos|keyword|acknowledg|protocol"
    r"|number|id\b|who\b|availab|download|licen[cs]|code\b|openly\b|open (?:data|source|access)\b|shar(?:e|es|ed|ing)\b)",
    re.IGNORECASE,
)
_FOLLOWED = late(
    r"\A(?:\W*(?:the|a)\b)?\W*(?:(?:mean|median|average|total|maximum|complete)\b\W*){0,2}follow-? ?up(?: (?:period|time|duration|length|interval))?"
    r"(?: (?:of|for|in)(?: [\w-]+){1,4}?)? (?:was|were|ranged|lasted)\b",
    re.IGNORECASE,
)
_ATTRITION = late(
    r"\b(?:lost to follow|dropped out|withdrew|completed (?:(?:the|all|both|their) )?(?:\w+ )?(?:questionnaires?|surveys?|follow|interviews?|study|trial|assessments?)"
    r"|(?:were|was) recaptured|(?:response|retention|completion|recapture) rate|(?:returned|answered) the)\b",
    re.IGNORECASE,
)
_OF_ATTRITION = (
    *("drop", "lost", "complet", "withdr", "respon", "retent"),
    *("follow", "finish", "answer", "stay", "recapt", "return"),
)
_SUMS_UP = late(
    r"\A\W*(?:(?:in (?:conclusion|summary)|to (?:conclude|sum up)|(?:we|the authors) conclude|taken together)\b|(?:overall|altogether),(?=\D*\Z)"
    r"|(?:this|our|the present) (?:study|review|work|article|trial)\b.{0,40}?\b(?:concludes?|suggests?|shows?|demonstrates?|indicates?|highlights?)\b"
    r"|(?:these|our|the) (?:findings?|results?|data|evidence)(?: \w+){0,2}? (?:suggests?|indicates?|supports?|demonstrates?|confirms?|shows?|highlights?|provides?)\b)",
    re.IGNORECASE,
)


def is_aside(sentence: str, section: str | None) -> bool:
    """True for a sentence that is no conclusion even if it stands last: limits, funding, what was not looked at."""
    return is_formality(sentence, section) or is_limits(section) or _ASIDE.search(sentence) is not None


def is_limits(section: str | None) -> bool:
    """True for the heading of a section on a study's limits."""
    return bool(section and _LIMITS.search(section))


def is_followed(sentence: str) -> bool:
    """True for a sentence that only says how long a study lasted, which is no result."""
    return bool(_FOLLOWED.search(sentence))


def is_attrition(sentence: str) -> bool:
    """True for a sentence that says who was lost to a study or stayed in it to the end."""
    return finds(_ATTRITION, sentence)


def asks_attrition(question: str) -> bool:
    """True if a question may be about those who were lost or stayed."""
    asked = question.casefold()
    return any(part in asked for part in _OF_ATTRITION)


def sums_up(sentence: str) -> bool:
    """True for a sentence that opens as a conclusion does: "These findings suggest …"."""
    return bool(_SUMS_UP.search(sentence))


def is_formality(sentence: str, section: str | None) -> bool:
    """True for a sentence that only says who paid, where the study is registered and the like, and nothing of its
    subject; this is told by its published section or by its words.
    """
    return bool(
        (section and _finds(_FORMALITY, section))
        or _REGISTERED_AS.match(sentence)
        or _OPENS_ON_THE_WORK.match(sentence)
        or _finds(_OF_THE_WORK, sentence)
    )


def _finds(pattern: re.Pattern[str], text: str) -> bool:
    """True if a pattern finds something in a text, most of which have nothing that it needs."""
    return need_of(pattern).is_met(text) and pattern.search(text) is not None


def asks_formalities(question: str) -> bool:
    """True if a question may be about what stands in such a section."""
    return bool(_OF_FORMALITIES.search(question))


NAME, BIAS, FIGURE, CHANGE = "reporting.tsv", "", "#", "~"
_WORDS = late(r"[a-z]+|[#%=<>()]")
# Something became more or less. Medicine writes "decreased"; other fields have other verbs, and all count as one.
_CHANGED = frozenset(
    "fell rose dropped doubled tripled halved raised lowered climbed grew shrank declined narrowed widened shortened lengthened deepened gained lost"
    " increased decreased reduced improved worsened weakened strengthened vanished disappeared persisted".split()
)


def words(sentence: str) -> set[str]:
    """The words of a sentence in small letters and its mathematical signs, with ``FIGURE`` if it has a figure and
    ``CHANGE`` if it has a verb of change.
    """
    found = set(_WORDS.findall(re.sub(r"\d[\d.,·]*", FIGURE, sentence.lower())))
    return found | {CHANGE} if not _CHANGED.isdisjoint(found) else found


@lru_cache(maxsize=SENTENCES)
def likelihood(sentence: str) -> float:
    """The likelihood (0..1) that a sentence reports a result."""
    weights = _weights()
    found = weights[BIAS] + sum(weights.get(word, 0.0) for word in words(sentence))
    return 1 / (1 + math.exp(-found))


@cache
def _weights() -> dict[str, float]:
    """The weight of each word; that of ``BIAS`` is every sentence's."""
    lines = (files("index") / "data" / NAME).read_text("utf-8").splitlines()
    return {word: float(weight) for word, _, weight in (line.partition("\t") for line in lines)}


def names_payer(word: str, paper: Paper, is_word: Callable[[str], bool]) -> bool:
    """True if an ordinary word (``is_word``) stands in a paper only within the name of who paid for it ("roads", in
    "funded by the Road Authority"): it is no topic of the paper.
    """
    abstract, stem = (paper.abstract or "").casefold(), word.removesuffix("s")
    at = abstract.find(stem)
    if at <= len(abstract) / 2 or stem in paper.title.casefold() or not is_word(word):
        return False
    return all(is_formality(one.text, one.section) for one in sentences_of(paper) if stem in one.text.casefold())

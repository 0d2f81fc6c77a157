"""Questions about somebody's own care: recognised, and never answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant import compose
from bot.assistant.reply import Reply, within
from bot.models import Context, Turn
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Finding, Outcome

# What the bot itself is asked for: "can you give me the abstract", "would you recommend a review", "can I get the PDF".
_OF_THE_BOT = (
    r"(?: (?:me|us)\b|(?:\s(?:access\sto|hold\sof|a\slook\sat))? (?:an? |any |some |the )?(?:[\w-]+ ){0,2}(?:papers?|articles?|studies|reviews?|summar(?:y|ies)|lists?|dois?|abstracts?"
    r"|citations?|references?|overview|titles?|authors?|communications?|manuscripts?|submissions?|letters?|editorials?|protocols?|reports?"
    r"|pdfs?|full[ -]?texts?|links?|urls?|(?:source |r |python )?code|(?:raw )?data(?:[ -]?sets?)?|collections?|library|cop(?:y|ies)(?= of\b|\W*$))\b)"
)
# "So I should give it to all", "we'll stop it then": what was read is about to be done. "I'll take the first one" picks a paper.
_I_SHOULD = (
    r"\b(?:(?:i|we)(?:\s(?:should|shall|must|will)|['’]ll)|so\s(?:i|we)\s(?:can\s|could\s)?(?:just|simply))"
)
_MY_PATIENTS = r"(?:my|our) (?:[\w-]+ ){0,2}(?:patients|pts|cases)\b"
_PERSON = late(
    r"\b(?:my|our|this|a|the) (?:\d+[ -]?(?:y/?o|year[ -]old) )?(?:patient|pt|case)\b.*\b(?:should|can|could|would|will|do) "
    r"(?:i|we|he|she|they|you)\b"
    rf"|\b(?:should|shall|can|could|must|would|do) (?:i|we|you) (?:\w+ )?(?:give|take|prescribe|operate|treat|refer|irradiate|do surgery)\b(?!{_OF_THE_BOT})"
    rf"|{_I_SHOULD} (?:\w+ )?(?:give|prescribe|operate|treat|irradiate)\b(?!{_OF_THE_BOT})"
    rf"|(?:\b(?:should|shall|can|could) (?:i|we)|{_I_SHOULD}) (?:[\w-]+ ){{1,6}}{_MY_PATIENTS}"
    r"|\bmy (?:mom|mum|mother|dad|father|wife|husband|son|daughter|brother|sister|grand\w+|aunt|uncle|friend|doctor|tumou?r|cancer|"
    r"scan|mri|back|spine|pain)\b"
    r"|\bi (?:have|had|was diagnosed|am diagnosed|got|suffer)\b.*\b(?:cancer|tumou?r|metasta\w+|pain|diagnos\w+|mets|disease)\b"
    r"|\b(?:pt|patient)\b.*\b(?:mrn|dob|\d{1,3} ?(?:y/?o|year[ -]?old))\b"
    r"|\b(?:my|our|this) (?:\d+[ -]?(?:y/?o|year[ -]?old)\b|patient\b|pt\b)",
    re.IGNORECASE,
)
# What to do for a patient where the papers are of patients, and elsewhere what to do at all: "what water should I use". "Can you use it" asks
# whether anybody can.
_WHAT_TO_DO = late(
    rf"\b(?!(?:can|could|do) you use\b)(?:should|shall|can|could|must|would|do) (?:i|we|you) (?:\w+ )?(?:start|stop|offer|recommend|"
    rf"use|switch|increase|choose|suggest|get)\b(?!{_OF_THE_BOT})"
    rf"|{_I_SHOULD} (?:\w+ )?(?:stop|offer|use|switch|increase)\b(?!{_OF_THE_BOT})"
    r"|\bwhat (?:should|shall|would|can|could) (?:i|we|you) (?:do|give|recommend|advise|suggest|prescribe)\b(?! (?:to|if|when|me|us|read|ask|with (?:this|the) (?:bot|paper)))",
    re.IGNORECASE,
)
# What a department or an office is to do about something is no person's care: it is asked of conclusions.
_OF_A_PLACE = late(
    r"\bwhat (?:should|shall|would|can|could) we do (?:about|against|with|before|after|during|for|in) (?!(?:it|this|that|these|those|him|her|them|someone|somebody|an?|one)\b)(?=\w)",
    re.IGNORECASE,
)
# How a study is to be made or reckoned is nobody's care: "which model should I use for counts".
_OF_METHODS = late(
    r"\b(?:sample sizes?|effect sizes?|(?:statistical|regression|mixed|linear|growth|mathematical|machine learning|prediction) \w+|models?|(?:t|f|u|chi|wilcoxon|statistical|post hoc)[ -]tests?|methodolog\w+|software|packages?"
    r"|regressions?|statistics?|analys[ei]s|iccs?|intra-?(?:class|cluster) \w+|study designs?|questionnaires?|databases?|search (?:terms?|strateg\w+)|definitions?|checklists?|reporting guidelines?|reference managers?|citation styles?)\b",
    re.IGNORECASE,
)
# What is done for somebody's health is care, whatever else is named: "which drug should I use, the database says aspirin".
_FOR_HEALTH = late(
    r"\b(?:treat\w*|therap\w+|drugs?|medic(?:ine|ation|al)\w*|dos(?:e|es|age)|surg\w+|vaccin\w+|contracept\w+|diets?|anti\w+|give|prescribe|diagnos\w+)\b",
    re.IGNORECASE,
)
_TO_READ = late(  # "which paper would you recommend I read first", "where can I get it": a paper is asked for, and no treatment
    r"^where (?:can|could|do) (?:i|we) get (?:it|this|that|them|these)\W*$"
    r"|^(?:\w+,? ){0,2}(?:which|what) (?:of (?:these|those|the) )?(?:papers?|articles?|stud(?:y|ies)|reviews?|ones?) (?:would|do|should|can|could) (?:you|i|we) (?:recommend|suggest|read|start with|choose|pick)"
    r"(?: (?:that )?(?:i|we) (?:should )?(?:read|start with)| reading| to read| to start with| to me| me)*(?: first)?\W*$",
    re.IGNORECASE,
)

ADVICE = "advice"  # the kind of a reply that says so
_POINTS = late(r"\b(?:it|this|that|them|these|those)\b", re.IGNORECASE)
NO_ADVICE = (
    "I can't advise on a patient; I only quote what these abstracts report. "
    "For a decision about a person, read the papers and ask the team in charge."
)
PASSAGES = "These abstracts share your words, but may not answer you:"


# After such a question "and how much" asks what to give, too.
_AMOUNT = late(
    r"\b(?:how (?:much|often|many (?:mg|ml|tablets?|pills?|times?|doses?|units?|days))|(?:what|which) (?:doses?|dosage)|dos(?:e|es|age|ing)|how long for)\b",
    re.IGNORECASE,
)


# Words of care: a library with any of them may be asked for somebody's own, whatever it calls those studied ("women", "participants").
_OF_CARE = (
    "patients",
    "patient",
    "clinical",
    "clinic",
    "hospital",
    "surgery",
    "therapy",
    "medication",
    "pregnancy",
    "doctors",
)


# Plants and machines have these, too: they tell of care where people are studied.
_OF_ILLNESS = ("diagnosis", "disease", "symptoms")
_OF_PEOPLE = ("people", "persons", "women", "men", "children", "participants", "volunteers", "humans")
# So called are people, and where there are young of another kind, insects and beasts: "adults and larvae", "nurses of a hive".
_ADULTS, _NURSES = ("adults",), ("nurses",)
_YOUNG = (
    "larvae", "pupae", "nymphs", "instars", "caterpillars", "grubs", "maggots", "tadpoles", "hatchlings", "fledglings", "nestlings", "chicks",
    "foals", "piglets", "lambs", "puppies", "kittens", "seedlings", "saplings", "colonies", "insects", "broods",
)  # fmt: skip


def of_patients(index: LibraryIndex) -> bool:
    """True if an abstract of the library mentions patients, or care in other words."""

    def says(words: Sequence[str]) -> bool:
        return any(index.standing(word).held for word in words)

    if says(_OF_CARE) or (says(_OF_ILLNESS) and says(_OF_PEOPLE)):
        return True
    either = says(_NURSES) or (says(_OF_ILLNESS) and says(_ADULTS))
    return either and not says(_YOUNG)


def asks_for_advice(question: str, before: Turn | None = None, patients: bool = True) -> bool:
    """True if a question asks what to do for a person, or continues one that did (``before``) in a few words. If no
    abstract is of ``patients``, only if it names a person or a treatment.
    """
    if before is not None and before.kind == ADVICE and _AMOUNT.search(question):
        return True
    if _asks_of_studies(question):
        return False
    of_methods = (_OF_METHODS.search(question) and not _FOR_HEALTH.search(question)) or _OF_A_PLACE.search(
        question
    )
    to_do = patients and _WHAT_TO_DO.search(question) and not of_methods
    return bool(names_person(question) or to_do) and not _TO_READ.match(question)


# A clinician's patient in a sentence before a question about what was found: "I have a patient with mets. How long did patients survive?"
_PREFACE = late(
    r"^[^.!?]*\b(?:have|had|saw|seen|see|seeing|got|treat|treating|for) (?:an?|another|one|this) (?:(?!my\b|our\b)[\w-]+ ){0,6}?(?:patient|pt|case|lady|gentleman|wo?man|child|boy|girl)\b[^?]*?[.!;:]\s+(?P<asked>[^?]+\??\s*)$",
    re.IGNORECASE,
)
_OF_STUDIES = late(
    r"\b(?:did|was|were|had|found|reported|stud(?:y|ies)|papers?|trials?|abstracts?|review)\b", re.IGNORECASE
)
_OF_ONE = late(
    r"\b(?:should|shall|must|would|can|could|may|might|i|me|my|we|us|our|you|your|he|him|his|she|her|it|this|safe|best|better|recommend\w*|advise\w*|dos(?:e|es|age|ing)|give|given)\b",
    re.IGNORECASE,
)


def _asks_of_studies(message: str) -> bool:
    """True if a message tells of a patient and then asks what studies found, and nothing about that patient."""
    told = _PREFACE.match(message)
    return told is not None and bool(_OF_STUDIES.search(told["asked"])) and not _OF_ONE.search(told["asked"])


def names_person(question: str) -> bool:
    """True if a question names a relative or friend of the asker, a patient, or a treatment to be given."""
    return _PERSON.search(question) is not None


async def _nearest(question: str, context: Context, index: LibraryIndex) -> Finding:
    """The passages nearest to a question; of the papers talked about, if it points at them ("should we use it") or has no topic of its own."""
    alone, before = index.reader.read(question), context.previous
    own = any(one.known and one.telling == 1.0 for one in alone.concepts)
    if before and before.keys and not before.near and (_POINTS.search(question) or not own):
        for asked in (index.reader.read(question, " ".join(before.terms)), index.reader.read(before.question)):
            found = await index.find(asked, within(context, before))
            if found.outcome is not Outcome.NOTHING:
                return found
    return await index.find(alone, within(context, None))


async def unadvised(question: str, context: Context, index: LibraryIndex) -> Reply:
    """The reply to a question about a person's care: related passages at most, never an answer. The next question may
    be asked of their paper.
    """
    finding = await _nearest(question, context, index)
    if finding.outcome is Outcome.NOTHING:
        text = compose.said(question, NO_ADVICE)
        return Reply(outcome=Outcome.NOTHING, kind=ADVICE, text=text, finding=finding)
    finding = finding.model_copy(update={"outcome": Outcome.RELATED})
    quotes = tuple(compose.quote_of(index.papers[e.sentence.key], e) for e in finding.evidence)
    parts = (compose.restated(question), NO_ADVICE, PASSAGES, *compose.blocks(quotes, index.papers))
    keys, shown = tuple(q.key for q in quotes[:1]), tuple((q.key, q.start) for q in quotes)
    turn = Turn(question=question, keys=keys, kind=ADVICE, shown=shown, near=True)
    return Reply(
        outcome=Outcome.RELATED, kind=ADVICE, text="\n\n".join(parts), quotes=quotes, finding=finding, turn=turn
    )

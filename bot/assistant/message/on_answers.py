"""Messages on an answer itself, which no paper tells: why it was given, that it is not what was meant, and that it is too long. And those
that ask whether papers contradict one another, and short ones that ask for an opinion on nothing said ("any tips?", "who should I believe?"): what papers have of their words is no answer.
"""

from __future__ import annotations

import re

from bot.assistant.reading.phrases import PAPERS, SO
from corpus.patterns import late

_SO = r"^(?:(?:and|but|so|ok|okay|no|nope|nah|sorry|hm+|hey|well|wait|please|pls)[\s,.!]+)*"
_YOU = r"(?:you|u|marrow|the\sbot|this\sbot)\b"
_ONE = r"(?:answers?|repl(?:y|ies)|papers?|stud(?:y|ies)|sentences?|quotes?|passages?|results?|ones?)"
_THIS = rf"(?:(?:that|this|these|those|the|your|it|exactly)(?: {_ONE})?|{_ONE})"
_GIVE = r"(?:give|gave|show|showed|choose|chose|pick|picked|select|selected|quote|quoted|find|found|get|got|rank|ranked|decide|decided|arrive\sat|come\sup\swith|came\sup\swith)\b"
_WHY = late(
    rf"{_SO}(?:why|how(?: come| exactly)?) (?:(?:did|do|does|have|has|would) )?{_YOU} {_GIVE}(?: (?:me|us))?(?: (?:on|which))?(?: {_THIS})?(?: to (?:show|quote|give|me|us|use))*[\s?.!]*$"
    rf"|{_SO}why (?:(?:is|was|are|were) )?(?:this|that|these|those) (?:{_ONE})[\s?.!]*$",
    re.IGNORECASE,
)
_MEANT = r"(?:asked|meant|wanted|said|was\sasking|am\sasking|was\slooking|need|needed)\b(?:\sfor)?"
_OTHERWISE = late(
    rf"{_SO}(?:(?:that|this|it)(?:['’]?s| is| was|) )?(?:not|isn['’]?t|wasn['’]?t) (?:really |quite |at all )?(?:what|the (?:one|paper|study|question)(?: that)?) (?:i|we) {_MEANT}[\s?.!]*$"
    rf"|{_SO}{_YOU} (?:misunderst(?:and|ood)|misread|got (?:me|it|that) wrong|(?:did not|didn['’]?t|do not|don['’]?t) (?:understand|answer|get))(?: (?:me|it|that|my question|the question))?[\s?.!]*$"
    rf"|{_SO}(?:that|this|it) (?:does not|doesn['’]?t|did not|didn['’]?t) (?:really )?answer (?:it|that|me|my question|the question)[\s?.!]*$"
    rf"|{_SO}(?:(?:that|this|it)(?:['’]?s| is| was) )?(?:a |an |the |totally |completely |just )*(?:wrong|bad|useless|stupid|poor) (?:answer|reply|paper|study)[\s?.!]*$",
    re.IGNORECASE,
)
_LONGEST = 8  # words of a message that asks of nothing
_OF_NOTHING = late(
    rf"{_SO}(?:(?:any|some|got|have|give|share|me|you|u|a|an|few|do|can|good|useful|quick|other|more) )+(?:tips?|hints?|pointers|ideas?|suggestions?)(?: (?:for|to|me|us|please|pls|here|anyone|then))*[\s?.!]*$"
    r"|(?:who|whom|what|which(?: (?:one|paper|study))?) (?:should|shall|can|could|do|would) (?:i|we|you|one) (?:believe|trust)[\s?.!]*$"
    r"|(?:should|shall|must|do|need) (?:i|we|one) (?:need to )?(?:be )?(?:worry|worried|concerned|scared|afraid|excited)[\s?.!]*$"
    r"|(?:what(?:['’]?s| is) (?:hot|trending|the (?:latest )?trends?|promising|in fashion|exciting)|(?:is|are) there (?:any )?(?:progress|hope|trends?))(?: (?:here|now|today|right now|at the moment|these days|lately))*[\s?.!]*$"
    r"|what would (?:an? )?experts? (?:say|think|do|recommend)[\s?.!]*$",
    re.IGNORECASE,
)
# "Any contradictions between the papers?": of all at once, which would be an opinion.
_ALL_PAPERS = r"(?:the |these |those |all |your |our )*(?:papers|studies|articles|abstracts)"
_BETWEEN = rf"(?: (?:between|among|across|in|within) {_ALL_PAPERS})"
_DISAGREE = late(
    rf"{_SO}(?:(?:are|is|there|do|you|see|any|some|find|show|list|what|which|me|the) )*(?:(?:contradictions?|(?:contradictory|conflicting) (?:findings?|results?)){_BETWEEN}?"
    rf"|(?:disagreements?|inconsistenc(?:y|ies)|discrepanc(?:y|ies)){_BETWEEN})[\s?.!]*$"
    rf"|{_SO}do {_ALL_PAPERS} (?:ever )?(?:contradict|disagree|conflict|differ)(?: (?:with )?(?:each other|one another))?[\s?.!]*$",
    re.IGNORECASE,
)
WHY = (
    "Sentences are chosen by the words of your question: first come those that have most of them, and rare words count more than everyday ones. "
    "No opinion is in it. What each answer was made from stands in the log, which moderators can look at."
)
OTHERWISE = (
    "Then say it in other words, or name the paper by author and year. Words that the papers use find most. "
    "“Start over” leaves what was asked before."
)
DISAGREE = (
    "Whether papers contradict one another is a judgement, and I make none. “Compare A and B”, with their authors or titles, sets two side by side in their own sentences; "
    "“any paper that says otherwise?” after an answer shows what others say on it."
)

# Words of a message that only wants less: first what else may stand in it, then what says so, alone or two together.
_AROUND = frozenset(
    """and but so ok okay no nope sorry hey well cut please pls plz just can could would will why you u marrow bot be being make give keep say answer answers reply
    replies explain put tell me it its it's them they to of a an the this that that's these those your all always more stop do dont don't not i want need would
    like prefer much bit little way far are was were is then version only now thanks thx for next time from on in list text summary abstract quote quotes sentences
    passages paper papers study result results one ones down it'll rather quite pretty very too less read""".split()
)
_SHORT = frozenset("shorter short shorten brief briefer briefly concise concisely terse rambling ramble".split())
_MARKS = ".,;:!?…()“”\"'"
_BYE = frozenset(("so", "long"))
_TOGETHER = (
    (
        frozenset("too so less rather quite pretty very bit little".split()),
        frozenset("long lengthy wordy verbose chatty winded".split()),
    ),
    (
        frozenset("less fewer much many".split()),
        frozenset("text word words detail details read write writing talk talking quote quoting".split()),
    ),
    (frozenset("one single 1 a".split()), frozenset("line liner sentence".split())),
    (frozenset("get getting".split()), frozenset("point".split())),
)
AS_RECORDED = "I can only repeat the papers' records. Each paper's own page, behind its address, shows whether that is right."
BRIEF = (
    "An answer quotes at most a few sentences, and a list shows at most ten papers. “In one sentence” after an answer shows its first sentence alone. "
    "A list gets shorter if you say which papers you want: of a year, a type, an author or a topic."
)


def wants_less(line: str) -> bool:
    """True if a message on one line says only "shorter please", "in one line", "your answers are too long" or the like."""
    words = {word.strip(_MARKS) for word in line.casefold().replace("’", "'").replace("-", " ").split()} - {""}
    pairs = [(how & words, what & words) for how, what in _TOGETHER]
    said = (words & _SHORT).union(*(how | what for how, what in pairs if how and what))
    return bool(said) and words <= said | _AROUND and words != _BYE


_WHICH_ONES = late(
    rf"^{SO}(?:which ones|which (?:are|were) (?:they|those|these)|(?:name|list|show)(?: me)? them)$"
)
_THE_PAPERS = late(  # but "list the papers", which is of the library
    r"^(?:(?:and|so|but|ok|then|now|please|can|could|may|i|you|we|let|us|me|to|want|like|would) )*(?:(?:show|see|give|open|get)(?: me| us)? )?the (?:papers|studies|articles)(?: (?:please|pls|then|now|themselves))*$"
)
_OF_PAPERS = late(
    rf"\b(?:{PAPERS})\b|\b(?:what|anything|something|evidence|data)(?: (?:is|are|was|were|has|have|been|there))* (?:said|known|written|reported|found|there|on|about)\b",
    re.IGNORECASE,
)
_MANY = late(r"\bhow (?:many|often)\b", re.IGNORECASE)


def asks_which(text: str) -> bool:
    """True if a plain text says only "which ones?" or "list them"."""
    return _WHICH_ONES.match(text) is not None


def wants_their_papers(text: str, question: str) -> bool:
    """True if a plain text says only "list them" or "show me the papers" after a ``question`` for what papers say, which counts nothing in them."""
    return (
        (asks_which(text) or _THE_PAPERS.match(text) is not None)
        and _OF_PAPERS.search(question) is not None
        and _MANY.search(question) is None
    )


def on_answer(line: str, talked: bool = False) -> str | None:
    """The reply to a message on one line that asks why an answer was given, says that it is not what was meant, asks whether all papers agree, or, if no paper
    was ``talked`` about, wants less; None for any other.
    """
    if _WHY.match(line):
        return WHY
    if _DISAGREE.match(line) and (not talked or "paper" in line):  # after a review: of its studies
        return DISAGREE
    if not talked and wants_less(line):
        return BRIEF
    return OTHERWISE if _OTHERWISE.match(line) else None


def asks_of_nothing(line: str) -> bool:
    """True for a short message on one line that asks for an opinion or for news, and of nothing."""
    return len(line.split()) <= _LONGEST and _OF_NOTHING.match(line) is not None

"""Words that only take up what was just shown: "tell me more", "is that right?", "is that a lot?", "I don't understand"."""

from __future__ import annotations

from bot.assistant.pointers import pointer
from bot.assistant.reading.phrases import SO
from bot.models import Turn
from corpus.patterns import late

_IDLE = frozenset(
    """and ok okay please pls can could would you i we u us so tell show give me some a an bit little lot about on of it this that these them they the paper study article there is
    are was were does do did want need to like hear read let see for from your in which any anything say says said more info information details detail further then now
    hm hmm well yes oh""".split()
)
_MORE = frozenset("more further continue elaborate expand details detail else deeper depth on additional".split())
_PROOF = frozenset(
    "right true correct accurate number numbers figure figures value sure certain really source sources context wording exact exactly verbatim sentence sentences quote quoted original wrong confirm verify proof so stand stands written".split()
)
_ASKS_PROOF = frozenset(
    "where who how know what whole full line actually still at up with but wait not would get got come comes came".split()
)
_FIRST_OF_MORE = late(r"\b(?:more|further|continue|go on|elaborate|expand|else|details|deeper|depth|additional)\b")
# "Which did they like more": of two things, and no more of what was shown.
_MORE_OF_TWO = late(rf"^{SO}(?:which|what|who)\b.* (?:like|want|need) more$")
_OF_PROOF = late(
    r"\b(?:right|true|correct|sure|certain|really|sources?|context|wording|verbatim|sentences?|quoted?|original|wrong|confirm|verify|proof)\b"
    r"|\b(?:where|in what context|who|how)\b.*\b(?:say|says|said|stands?|written|know|so)\b"
)
_WHICH_ONES = late(rf"^{SO}(?:which ones|which (?:are|were) (?:they|those|these)|(?:name|list) them)$")
# "Is that a lot", "how bad is that", "thats high, no": the papers do not weigh what they found.
_WEIGHS = late(
    rf"^{SO}(?:(?:wow|oh|hm+|huh) )*(?:(?:is|isnt|isn t|was|wasnt|are|arent)(?: not)? (?:that|this|those|these|it(?= (?:\w+ ){{0,2}}(?:lot|much|many|high|low|normal)\b))|(?:that|this)(?:s| s| is| was))(?: (?:a|really|even|very|so|quite|too|pretty|rather))*"
    r" (?:lot|much|many|few|little|good|bad|normal|usual|typical|high|low|big|small|huge|tiny|enough|great|impressive|worrying|surprising)(?: (?:number|figure|result|effect|rate|amount|or not|or what|no|then|right|isnt it|is it))*$"
    rf"|^{SO}how (?:good|bad|big|small|high|low) (?:is|are|was|were) (?:that|this|those|these)(?: really| then| actually)?$"
)
# "I don't get it", "what do you mean", "in simple words please": what was shown is not understood; nothing else is asked.
_PUZZLED = late(
    rf"^{SO}(?:(?:sorry|hm+|huh|wait|no|oh) )*(?:(?:i|we) )?(?:(?:still|just|really|also|do|does|did|can|could|quite|a bit|so|totally|really|am|im|i m) )*"
    r"(?:(?:not|dont|don t|didnt|didn t|cant|can t|cannot|do not) (?:(?:really|quite|fully) )?(?:understand|get|follow)(?: (?:it|this|that|you|any of it|what you mean))?|confused|lost|puzzled"
    r"|what (?:(?:do|does|did) )?(?:you|u|this|that|it) means?(?: (?:by that|by this|exactly|though|tho|with that))*"
    r"|(?:explain|say|put)(?: (?:it|this|that|again|to me|simply|simpler|better|more simply|differently))+|(?:(?:explain|say|put)(?: (?:it|this|that))? )?(?:in (?:simple|simpler|plain|easy|easier|other|normal) (?:words|terms|english|language)|simpler|like (?:im|i m|i am) (?:five|5|a child)))"
    r"(?: (?:please|pls|plz|then|now|for me))*$"
)


def wants_more(text: str, previous: Turn) -> bool:
    """True if a plain question says only "tell me more" or the like; also "next", if no list is left to go on in."""
    said, words = pointer(text), set(text.split())
    if said is not None and said.alone and said.way == "next":
        return len(previous.listed) < 2 and previous.kind == "content" and words <= {"next", "and", "ok", "please"}
    asks = _FIRST_OF_MORE.search(text) and not _MORE_OF_TWO.match(text)
    return bool(asks) and words <= _IDLE | _MORE | {"go", "what"}


def wants_proof(text: str, previous: Turn) -> bool:
    """True if a plain question says only "is that right?", "is that a lot?", "I don't understand" or the like; "which ones?" too, of what
    sentences counted."""
    told = previous.kind == "content" and (_WHICH_ONES.match(text) or _WEIGHS.match(text) or _PUZZLED.match(text))
    proof = _OF_PROOF.search(text) and set(text.split()) <= _IDLE | _PROOF | _ASKS_PROOF
    return bool(previous.shown and (told or proof))

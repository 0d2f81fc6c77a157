"""Words that only go on from the last reply: "tell me more", "is that right?", "ask all papers", "similar studies"."""

from __future__ import annotations

from bot.assistant import compose
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.phrases import A_PAPER, SO
from bot.assistant.reading.pointers import pointer
from bot.assistant.reply import Reply, answered, lines, named, recorded
from bot.models import Ask, Turn
from corpus.patterns import late
from index.library import LibraryIndex

NEAREST = 5  # papers like the one talked about
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
    "where who how know what whole full line actually at up with but wait not would get got come comes came".split()
)
_FIRST_OF_MORE = late(r"\b(?:more|further|continue|go on|elaborate|expand|else|details|deeper|depth|additional)\b")
# "Which did they like more": of two things, and no more of what was shown.
_MORE_OF_TWO = late(r"^(?:(?:and|so|but|ok) )*(?:which|what|who)\b.* (?:like|want|need) more$")
_OF_PROOF = late(
    r"\b(?:right|true|correct|sure|certain|really|sources?|context|wording|verbatim|sentences?|quoted?|original|wrong|confirm|verify|proof)\b"
    r"|\b(?:where|in what context|who|how)\b.*\b(?:say|says|said|stands?|written|know|so)\b"
)
_AFRESH = late(
    rf"^{SO}(?:(?:ask|search|look|try)(?: (?:it|this|that|again|for it))* )?(?:of|in|across|over|from) (?:all|every|(?:the )?other(?=s| \w))(?: of)?(?: the| these| those)?"
    r"(?: (?:papers?|articles|studies|abstracts|them|others))?$|^(?:ask|look|search) (?:everywhere|in all|all (?:the )?papers)$|^all (?:the )?papers$"
)
_BEFORE = late(
    r"^(?:(?:and|ok|no|but|please|now|so|i meant?|sorry|not that one|ask|look|search|try|it|this|that|again|of|in|from|for|back to|about) )*"
    rf"the (?:(?:{A_PAPER}) (?:(?:just|right) )?before(?: (?:that|this|it)(?: one)?)?|(?:previous|same) (?:{A_PAPER})(?: as before| again)?)(?: (?:please|again|then|instead))*$"
)


_WHICH_ONES = late(rf"^{SO}(?:which ones|which (?:are|were) (?:they|those|these)|(?:name|list) them)$")


def wants_more(text: str, previous: Turn) -> bool:
    """True if a plain question says only "tell me more" or the like; "next", too, where no list is left to go on in."""
    said, words = pointer(text), set(text.split())
    if said is not None and said.alone and said.way == "next":
        return len(previous.listed) < 2 and previous.kind == "content" and words <= {"next", "and", "ok", "please"}
    asks = _FIRST_OF_MORE.search(text) and not _MORE_OF_TWO.match(text)
    return bool(asks) and words <= _IDLE | _MORE | {"go", "what"}


def wants_proof(text: str, previous: Turn) -> bool:
    """True if a plain question says only "is that right?" or the like; "which ones?" too, of what sentences counted."""
    if not previous.shown:
        return False
    if previous.kind == "content" and _WHICH_ONES.match(text):
        return True
    return bool(_OF_PROOF.search(text)) and set(text.split()) <= _IDLE | _PROOF | _ASKS_PROOF


def wants_before(text: str) -> bool:
    """True if a plain question says only "the paper before" or the like: what was asked is asked of that one."""
    return bool(_BEFORE.match(text))


def wants_all(text: str) -> bool:
    """True if a plain question says only "ask all papers" or the like."""
    return bool(_AFRESH.match(text))


# "Any other paper on that?", "do other papers say something about it".
_OTHERS = late(
    r"^(?:(?:and|ok|so|but|is|are|there|does|do|did|has|have|any|which|what|in|the) )*(?:other|another|more|different) (?:papers?|articles?|studies|study|trials?|reviews?|abstracts?|ones?)"
    r"(?: (?:here|also|too|say|says|tell|mention|cover|report|find|something|anything|there|is|are|that))* (?:on|about|of|for|with) (?:that|this|it|the same(?: topic| thing| subject)?)$"
)
# "Similar studies", "anything like it": the papers nearest to the one talked about.
_SIMILAR = late(
    r"^(?:(?:and|ok|so|any|anything|something|are|is|there|show|give|list|find|me|some|the|most|other|more|do you have|what|which) )*(?:(?:similar|related|comparable|nearest)(?: \w+)?(?: (?:to|with) (?:it|that|this)(?: one| paper| study)?)?"
    r"|(?:papers|studies|articles|trials|ones|something|anything|more) like (?:it|that|this)(?: one)?)(?: here)?$"
)
_GENERAL = late(
    r"^(?!.*\b(?:it|they|them|this|that|these|those)\b).*\w{3,} in general$"
    rf"|^{SO}(?:(?:to|on|a|an|the|my|well|right|thanks|okay|moving|on to) )*(?:next|new|another|different|other|unrelated|separate) (?:topic|question|subject)\b"
    r"(?! (?:they|it|he|she|we|that|which|in|of|from|is|was|(?:about|on|for) (?:it|them|this|that))\b).*\w{3}"
)


def wants_others(text: str) -> bool:
    """True if a plain question asks only for other papers on what was talked about."""
    return bool(_OTHERS.match(text))


def wants_similar(text: str) -> bool:
    """True if a plain question asks only for papers like the one talked about."""
    return bool(_SIMILAR.match(text))


def in_general(text: str) -> bool:
    """True for "and winter loss in general?", which is asked of no paper in particular, and for "new topic: …"."""
    return bool(_GENERAL.match(text))


async def nearest_to(question: str, previous: Turn, index: LibraryIndex) -> Reply | None:
    """The papers nearest to the one talked about, each with the words they share; None if there are none."""
    paper = index.papers.get(previous.keys[0])
    kin = await index.related(paper.key, NEAREST) if paper else ()
    if paper is None or not kin:
        return None
    papers = without_notices([index.papers[one.key] for one in kin], ())
    shared = [", ".join(one.shared) for one in kin if index.papers[one.key] in papers]
    said = f"{compose.SIMILAR.format(paper=named(paper))}\n{lines(papers, shared)}"
    turn = Turn(question=question, ask=Ask(op="list"))
    return recorded(answered(said, papers), compose.said(question, said), turn, previous, previous, ())

"""Whether a question needs the turn before it to be understood, and the things people say in a conversation that
are no questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.assistant import compose
from bot.assistant.message import smalltalk, wrapping
from bot.assistant.message.fronted import unfronted
from bot.assistant.reading.frame import Frame, keep, told
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.phrases import SO, asks_for_mention
from bot.assistant.reading.words import fold, words_of_title
from bot.assistant.reply import Reply, lines
from bot.assistant.telling.holding import Library
from bot.models import Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Outcome
from index.questions.reader import QueryReader
from index.sentences.asking import Asked
from index.terms.attributes import TOLD_ONCE, wanted
from index.terms.query import Concept, Query
from index.terms.words import ASKING

FEW = 4  # words that say something, in a question that may be half of one

# shapes of an answer that say nothing of what is asked for
UNTOLD = (Asked.ANYTHING, Asked.FINDING, Asked.DEFINITION)

FOUND = frozenset(
    "main key result results finding findings conclusion conclusions conclude concluded message abstract summary".split()
)
_SAYING = frozenset(
    "claim claims claimed argue argues argued state states stated write writes wrote written".split()
)
_MAIN = frozenset(("main", "key"))
_CONCLUDED = frozenset("find found show showed shown report reported conclude concluded".split())
# What is asked of the bot, of its library or of nothing, whatever was talked about: "what is new", "who is the best author".
_OF_NOTHING = late(
    r"\b(?:(?<!when )(?<!if )(?<!once )(?<!after )you|your|me|my|(?<!when )(?<!if )(?<!should )(?:i|we)|should (?:i|we) (?:read|ask|know|start|look|begin|say|type)|us|papers?|articles?|authors?|new|news|interesting|favou?rite|recommend|important|best one|world|today|weather|joke)\b"
)
# "Will it rain tomorrow", "what time is it": this "it" points to nothing.
_EXPLETIVE = late(
    r"\bit (?:rain|snow|be (?:cold|hot|warm|sunny))\w*|\b(?:(?:what|which) (?:time|day|date|month)|how late) is it(?: (?:now|today|there|here))*$"
    r"|\bis it (?:raining|snowing|sunny|late|christmas|weekend|\w+day)(?: (?:now|today|already|yet|there|here|outside))*$"
)
# "Which procedure", "what city then": what is asked for is said, what of is not.
_BARE = late(
    r"^(?:(?:and|so|but|then|by) )*how (?!many\b|much\b|about\b|come\b|so\b|to\b|do\b|does\b|did\b|is\b|are\b|was\b|were\b|can\b|old\b|often\b)\w+(?: (?:away|exactly|then|was it|is it|were they|are they))?$"
    rf"|^{SO}(?:which|what|whose) (?!is\b|are\b|was\b|were\b|about\b|do\b|does\b|did\b|else\b)\w+(?: (?:is|was|are|were|(?:the )?(?:best|worst|\w{{3,}}est)|then|exactly|too))*$"
)
# What ends a conversation's topic and takes its limits off.
_ANEW = late(
    r"^(?:(?:ok|okay|fine|good|great|right|alright|thanks|please|now|and|then|hm+|well|so|lets?|can we|can you) )*(?:(?:start (?:over|again|afresh|anew|fresh|from scratch)|restart|reset|clear(?: (?:up|chat))?|new (?:topic|question|conversation|subject|search)"
    r"|(?:another|different|change of|change the|next) (?:topic|subject)|(?:forget|clear|drop|ignore|scrap) (?:it|that|this|everything|all|(?:about )?(?:the|that|this) (?:conversation|context|history|filter|topic|question|last \w+))(?: please)?"
    r"|(?:remove|drop|clear|undo|delete|lift|turn off|switch off|no|without|no more)(?: the| this| that| all| my| any)? (?:filters?|limits?|restrictions?|narrowing)(?: please| again| now)?"
    r"|(?:again |back to |use )?(?:all|every) (?:the )?(?:years?|papers|journals?|types?|articles|studies|kinds?)(?: again| now| please)*|(?:again|back to) (?:all|everything)(?: \w+)?|everything again)(?: please| pls| now| and| then| just| lets)*(?: |$))+$"
)
_NARROWS = late(r"\b(?:only|just|filter|filters|restrict|restricted|limit|limited|narrow|narrowed)\b")
_RECORDS = late(
    r"\b(?:who|whom|whose|authors?|editors?|wrote|written|writes|publish\w*|publications?|papers?|articles?|reviews|doi|journal"
    r"|(?:what|which) (?:year|volume|issue|pages?)|viewed|views|cited|citations?|keywords?|deadline|licen[cs]e|newest|oldest|latest|et al)\b|10\.\d{4}|https?:",
    re.IGNORECASE,
)


def may_ask_records(question: str, library: Library) -> bool:
    """True if a question may be about records. Of a large library, only one that has a word of what records hold (an author, a year, a DOI), or that
    follows a list of papers.
    """
    return not library.counts_little or _RECORDS.search(question) is not None


def starts_anew(text: str) -> bool:
    """True if a plain question says only "start over", "remove the filter", "all years again" or the like."""
    return bool(_ANEW.match(text))


def narrows(frame: Frame) -> bool:
    """True for "only 2023 papers please", which limits the rest of the conversation to the papers that its filters let through."""
    return bool(frame.filters and _NARROWS.search(frame.text) and frame.ask.op in ("", "list")) and not (
        frame.people or frame.name or frame.leftover
    )


# "DNA next."
_NEXT = late(r"^(?!what|which|who|and\b|the\b|show|go)(.*\w{3})\s+next(?=[.!]*$)", re.IGNORECASE)
# "Cost-wise?" goes on from what was said.
_WISE = late(r"^(?:and )?([^\W\d]{3,})[ -]?wise(?=[\s.!?]*$)", re.IGNORECASE)

# "What do they mean by unstable", "what does unstable mean": a word's meaning is asked for, and no average.
_MEANT = late(
    rf"^{SO}(?:what|wat)(?:'s| is| are| do| does| did)(?: (?!mean)[\w.'’]+){{0,4}}? (?:mean(?:s|t)?|understand|understood) (?:by|with|under) (?:the (?:word|term) )?(?P<by>.+)"
    rf"|^{SO}(?:what|wat) (?:do|does|did) (?:the (?:word|term) )?(?P<of>(?!(?:it|this|that|they|these|those|he|she|you)\b).+?) (?:actually |really |exactly )?mean[\s?.!]*$",
    re.IGNORECASE,
)


def without_opening(question: str) -> str:
    """A question without an opening like "ok thanks." and an ending like "in one sentence, please", and with its topic where it belongs. What
    a word means becomes "definition of" that word.
    """
    bare = wrapping.without_opening(smalltalk.without_talk(question))
    if meant := _MEANT.match(bare):
        return f"definition of {(meant['by'] or meant['of']).rstrip(' ?.!')}"
    shorter = _NEXT.sub(r"\1", _WISE.sub(r"and \1", wrapping.without_closing(bare)))
    return unfronted(shorter if any(c.isalnum() for c in shorter) else bare)


def asks_all_found(query: Query) -> bool:
    """True if a question asks for all that was found, and names nothing ("what did they find")."""
    words = {word for one in query.concepts for word in one.words.split()}
    return query.asked in (Asked.FINDING, Asked.CONCLUSION) and words <= FOUND | _CONCLUDED


def concluded_by(previous: Turn, query: Query) -> tuple[str, ...]:
    """The key of the paper talked about, if a question asks for its conclusion or main result and nothing else; else empty."""
    words = {word for one in query.concepts for word in one.words.split()}
    asks = query.asked is Asked.CONCLUSION or (query.asked is Asked.FINDING and not words.isdisjoint(_MAIN))
    return previous.keys[:1] if asks and words and words <= FOUND | _CONCLUDED else ()


def is_bare(frame: Frame) -> bool:
    """True for "which procedure?", which does not say what it is asked of."""
    return _BARE.match(frame.text) is not None and not frame.papers and not frame.ask.op


def keeps_options(frame: Frame, alone: Query, new: int, lexicon: Lexicon) -> bool:
    """True if the options of the question before ("author:Kang …") still apply to a question. ``alone`` is the question
    read by itself; ``new`` counts its topics that none of the papers talked about holds.
    """
    if frame.opens or is_bare(frame):
        return True
    return not new and (len(alone.concepts) <= FEW or frame.points) and not asks_of_nothing(frame, alone, lexicon)


def asks_of_nothing(frame: Frame, alone: Query, lexicon: Lexicon) -> bool:
    """True for a question about papers in general, the bot or nothing special ("who is the best author", "what is
    new"), which no turn before it explains.
    """
    said = frame.opens or is_bare(frame) or own_topic(alone, lexicon) or _asks_of_it(frame, alone, lexicon)
    return not said or _EXPLETIVE.search(frame.text) is not None


_A_YEAR = late(YEAR)
_LIBRARY = late(
    r"\b(?:any|other|more|some|which|what) (?:\S+ ){0,2}?(?:papers?|articles?|studies|trials|reviews?)\b|\bany(?:thing|where)\b|\bsomething (?:\S+ )?(?:on|about|with)\b"
    r"|\belse\b.*\b(?:on|about|have|here)\b|\b(?:you|we) (?:have|got|hold)\b|\bhave (?:you|we)\b|\b(?:papers?|articles?|studies) (?:\S+ )?(?:on|about|exist|here)\b"
)


def asks_of_library(frame: Frame) -> bool:
    """True for words that ask what there is: "anything on …", "do you have …"."""
    return _LIBRARY.search(frame.text) is not None


def own_topic(query: Query, lexicon: Lexicon) -> list[Concept]:
    """The words of a question that name its subject. Years are left out, and so are words that ask what any paper may say of its
    study ("dose", "follow-up", "who paid").
    """
    once = [span for one in wanted(query.text) if one.attribute.name in TOLD_ONCE for span in one.spans]
    told = (c for c in query.concepts if c.telling == 1.0 and not _A_YEAR.fullmatch(c.words))
    said = (c for c in told if c.start < 0 or not any(start <= c.start < end for start, end in once))
    return [c for c in said if not set(c.words.split()) <= lexicon.attributes]


def run_of(query: Query) -> str:
    """The words of a question from the first to the last that is of substance, without its opening ("and with steel wire"); "" if there are fewer than two."""
    said = query.concepts
    words = fold(query.text[min(one.start for one in said) : max(one.end for one in said)]) if said else ""
    return words if " " in words else ""


def topicless(query: Query) -> bool:
    """True if a question has no word of the papers' subject."""
    return not any(concept.telling == 1.0 for concept in query.concepts)


def leaves_topic(frame: Frame, reader: QueryReader) -> bool:
    """True if a question read by all its words (``frame.whole``) gives a field by a word of the papers' subject ("mean SINS in Park 2024" is
    no first author), or lists papers without the words that chose them ("does any paper mention learning", "anything else that works").
    """
    if (whole := frame.whole) is None:
        return False
    if whole.ask.op == "list" and frame.points and (not whole.chooses or (frame.leftover and not frame.papers)):
        return True  # "in Lee 2009, who got most out of it"
    if whole.ask.op in ("list", "count") and frame.name and not (whole.name or whole.filters or whole.people):
        return not frame.ask.op
    counted = [word for word in whole.counted if word in frame.leftover and frame.people]
    return whole.ask.op == "value" and any(
        c.known and c.telling == 1.0 for c in reader.read(" ".join(counted)).concepts
    )


def asks_what_was_found(alone: Query, frame: Frame, lexicon: Lexicon, by_name: frozenset[str]) -> bool:
    """True if a question asks only what a paper found or concludes: it has no other words than those that ask this, the authors' names and the paper's own name
    (``by_name``): "what did Kang et al find", "Kang results", "the KSST trial".
    """
    said = {word for one in alone.concepts for word in one.words.split()} - by_name
    people = [word for one in frame.people for name in (one.typed, *one.names) for word in fold(name).split()]
    asked = alone.asked in (Asked.FINDING, Asked.CONCLUSION) or bool(said & (FOUND | _CONCLUDED))
    return said <= FOUND or (bool(people) and asked and said <= FOUND.union(_CONCLUDED, people, lexicon.nouns))


def names_alone(papers: Sequence[Paper], frame: Frame, alone: Query, lexicon: Lexicon) -> bool:
    """True if a question contains nothing but names of these papers: their authors, and, for a single paper, words of its title and journal ("what does the
    Kang paper say", "and the KSST trial?", "nielsen kumar chi").
    """
    people = [word for one in frame.people for name in (one.typed, *one.names) for word in fold(name).split()]
    titled = [*words_of_title(papers[0].title), *fold(papers[0].journal or "").split()] if len(papers) == 1 else []
    said = {word for one in alone.concepts for word in one.words.split()}
    idle = lexicon.nouns | lexicon.filler | _SAYING
    return alone.asked in UNTOLD and said <= idle.union(people, titled)


def only_signed(paper: Paper, frame: Frame, query: Query) -> bool:
    """True if a paper has a question's topic only in its authors' names and the question asks for nobody: "bright light", where Bright wrote a letter."""
    topic = {one.words for one in query.concepts if one.telling == 1.0 and not one.carried}
    return topic <= {*frame.subject} - words_of_title(paper.title)


def is_idle(query: Query, frame: Frame, lexicon: Lexicon) -> bool:
    """True if a question cannot be understood by itself, or is too short to say what "it" is ("is it dangerous")."""
    few = len(own_topic(query, lexicon)) <= 1 and len(query.concepts) <= 2
    return topicless(query) or (frame.points and few and not asks_for_mention(frame.text))


def _asks_of_it(frame: Frame, alone: Query, lexicon: Lexicon) -> bool:
    """True if a question without a topic asks about what was talked about ("p value?", "anyone hurt?", "was
    it?").

    False for questions about papers in general, the bot or nothing special ("who is the best author", "what is
    new").
    """
    if frame.points or not alone.concepts or alone.asked not in UNTOLD or len(frame.text.split()) == 1:
        return True
    if any(set(c.words.split()) & lexicon.attributes for c in alone.concepts):
        return True
    return not _OF_NOTHING.search(frame.text)


def carried(turn: Turn, words: Iterable[str]) -> str:
    """The words of the previous turn that are added to a follow-up, without those in ``words``, which it says itself.

    Empty unless that turn was about content: after a record, a summary or a definition, knowing the paper is
    enough.
    """
    if turn.kind != "content":
        return ""
    said = {word.casefold() for word in words}
    return " ".join(term for term in turn.terms if term.casefold() not in said and term.casefold() not in ASKING)


def which_of(question: str, papers: Sequence[Paper], other: Paper | None = None) -> Reply:
    """The reply that asks which of some papers is meant, at most ten of them; once one is chosen, its summary is shown, or how it
    compares with the ``other``.
    """
    offered = papers[:10]
    keys = tuple(paper.key for paper in offered)
    text = f"{compose.WHICH}\n{lines(offered)}"
    about, kind = ((other.key,), "comparison") if other else (keys, "summary")
    turn = Turn(question=question, keys=about, kind=kind, listed=keys, choosing=True)
    return Reply(outcome=Outcome.RELATED, kind="which", text=compose.said(question, text), keys=keys, turn=turn)


def limiting(reply: Reply, frame: Frame, papers: Iterable[Paper]) -> Reply:
    """A reply with a list, changed so that the next questions are asked only of its papers."""
    keys = tuple(paper.key for paper in keep(papers, frame.filters))
    if reply.turn is None or reply.outcome is not Outcome.ANSWERED or not keys:
        return reply
    turn = reply.turn.model_copy(update={"only": keys, "only_says": told(frame.filters)})
    return reply.model_copy(update={"turn": turn, "text": f"{reply.text}\n\n{compose.LIMITED}"})


def finds_more(wide: Reply, reply: Reply) -> bool:
    """True if a reply is an answer and the other is not, or if it shows more of the question's words."""
    found, other = (len(one.finding.matched) if one.finding else 0 for one in (wide, reply))
    sure, either = (one.outcome is Outcome.ANSWERED for one in (wide, reply))
    return sure > either or (sure == either and reply.finding is not None and found > other)


def of_bare(found: Reply, frame: Frame) -> Frame | None:
    """The frame of a question for a field ("what year was the harrier note"), asked of the one paper that its words found.
    None if they found more, or if that paper has an abstract, which may answer.
    """
    only = found.kind == "summary" and len(found.keys) == 1 and not found.quotes and not frame.links
    asked = only and frame.ask.op == "value" and bool(frame.ask.fields)
    return frame._replace(links=found.keys, name=(), leftover=()) if asked else None

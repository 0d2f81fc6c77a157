"""Short follow-ups to a question about records: the other end of a measure, fewer of the papers listed, or how many those are."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from bot.assistant.citing import style_alone
from bot.assistant.fields import BEFORE_FIRST, FROM_THE_END
from bot.assistant.reading.frame import Filter, Frame, keep, these
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.titles import original_of, replies_to
from bot.assistant.reading.words import Plain
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import pointer
from bot.assistant.telling.pointing import pointed
from bot.assistant.turns.elliptic import counted_before, end_of_list, end_of_sizes, other_choice, papers_on_it
from bot.assistant.turns.topics import asks_of_study
from bot.models import Ask, End, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import PLACES

FEW = 7  # words of a question that changes but a part of the one before it
_SO = r"^(?:(?:and|ok|now|so|but|then|the|what about|how about|which is|please) )*"
_RANK = late(
    rf"{_SO}(?P<rank>{'|'.join([*PLACES][1:])}|next)(?P<end> (?:most|best|least|highest)(?: \w+)?)?(?: one)?$"
)
# Each end of a measure and its other one; of the ends with several names the first is the one that is said.
_LOW_OF = {"most": "fewest", "largest": "smallest", "highest": "lowest", "longest": "shortest", "newest": "oldest"}
_LOW_OF |= {"latest": "earliest"}
_HIGH_OF = {low: high for high, low in _LOW_OF.items()} | {"least": "most"}
_LOW_OF |= {"biggest": "smallest", "greatest": "smallest"}
_FLIPPED = late(
    rf"{_SO}(?:(?P<low>{'|'.join(_HIGH_OF)}|bottom|littlest)|(?P<high>{'|'.join(_LOW_OF)}|top)"
    r"|(?:other|opposite) (?:end|extreme)|opposite|reverse|other way (?:a?round))(?: (?:one|of them|of these))?$"
)
_END_ALONE = late(r"(?:the )?\w+est(?: one| paper)?$")  # "oldest"
_OF_THE_SHOWN = late(r"\b(?:top|bottom) one$")  # of "the top three": a place of the list
_NEXT_AUTHOR = late(
    rf"{_SO}(?:(?P<place>{'|'.join(PLACES)}|last)|(?P<earlier>(?:one|author) (?:just |right )?before (?:that|this|it|him|her|them)(?: one)?)|(?P<before>(?:one|author) (?:just |right )?before (?:the )?last(?: one)?|second (?:to )?last|penultimate|last but one))(?: (?:one|author))?$"
)
_EARLIER = {later: place for place, later in pairwise((BEFORE_FIRST, *PLACES))}  # each place and the one before it
_EARLIER |= {BEFORE_FIRST: BEFORE_FIRST} | {
    later: place for place, later in pairwise((*reversed(FROM_THE_END), "last"))
}
_TURNED = _LOW_OF | _HIGH_OF
_END_WORD = late(rf"\b(?:{'|'.join(_TURNED)})\b", re.IGNORECASE)
_REST = late(
    rf"{_SO}(?:(?:show|list|give|name|tell|me|us|all|of|by|the) )*(?:rest|others|other (?:ones|papers|studies|articles|trials|reviews)|remaining(?: ones| papers| studies)?)(?: of (?:them|these|those))?$"
    rf"|^{SO}which(?P<noun> ones?| papers| studies| trials| of (?:them|these|those))? (?:did|do|does|was|were|is|are|had|have|has) not$"
)
_COUNTED = late(
    rf"^{SO}how many(?: (?:are|is|were) (?:that|those|these|they|them|there))?(?: in all| altogether| in total)?$"
)
_REFINES = late(
    rf"{_SO}(?:(?:only|just|as|by|from|in|on|about|before|after|since|until|with|without|not|published|those|the ones) \S"
    r"|any(?:thing|one|body)? (?:on|by|from|about|in|with) \S|which (?:of (?:them|these|those) )?(?:(?:is|are|were|was) )?(?:by|from|on|about|in) \S|which (?:(?:ones|of (?:them|these|those)) (?:is|was)|(?:(?:ones|of (?:them|these|those)) )?(?:are|were)) \S|.+ only$)"
)
# "List them by year" groups all papers; after a list it asks for the same papers in that order.
_IN_ORDER = late(rf"^{SO}(?:list|show|give|put|print)(?: me)? (?:them|these|those|it)(?: all)? (?P<by>by .+)$")
_NOUNS = late(rf"^(?!.*\bonly\b|which (?:ones )?(?:are|were)\b).*\b(?:{PAPERS})\b")  # "papers by Bell"
# "Compare Kang and Park on survival"; "compare with Park": of what was talked about.
COMPARES = late(
    r"^(?:(?:please|pls|can you|could you|now|and|ok)[\s,]+)*compare (?:(?P<one>\S.*?) )??(?:and|with|to|vs\.?|versus) (?P<other>\S.*?)"
    r"(?: (?:on|in terms of|regarding|with respect to|as to|concerning) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_TELLS = late(r"\b(?:finds?|found|says?|said|show(?:s|ed)?|conclude[sd]?|report(?:s|ed)?|do|did|does)\b")
_OF_SEVERAL = ("list", "sort", "count", "extreme", "compare")  # what is not asked of a single paper
# "Has anyone argued against that?", "an editorial came with it": the papers written on the one talked about, and the one that
# such a paper is on. The other words say nothing of their own.
_REPLIES = late(
    r"(?:argu|disagree|object|critici[sz]|challeng|disput|repl(?:y|ie)|comment|letter|editorial|rebut|correspondence|answer)\w*"
)
_REPLIED_TO = late(
    rf"\bthe original(?: (?:one|{A_PAPER}))?\b"
    r"|\bwho(?:m|se)? .*\b(?:answer|reply|respond|comment|critici[sz]|attack)\w*(?: (?:to|on|about))?$|\b(?:is|was) (?:it|that|this) a (?:reply|comment|letter|response) (?:to|on)$"
)
# "What else came out that year", "are there other papers in the same journal": not the paper talked about itself.
_OTHERS_OF = late(
    r"^(?:(?:and|so|ok|is|are|was|were|did|does|what|which|anything|any|something|list|show|me|the|there|here|all|of|papers?|articles?|studies) )*(?:else|others?|another|more)\b"
    r"(?: (?:papers?|articles?|studies|ones?|here|is|are|was|were|did|there|came|come|appeared|published|printed|out|in|from|of|during))*"
    r" (?:(?:that|the same) (?:(?P<year>year|yr)|journal)|(?P<told>(?:19|20)\d\d))$"
)
_ANYBODY = frozenset(
    "anyone anybody someone somebody nobody against came come comes with think published written ever been original".split()
)
_LISTING = ("list", "count", "sort", "extreme", "value")


def continued(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The complete question that a short follow-up to a question about records, or the name of a style alone, stands for; None if it is no such follow-up.
    ``read`` makes a frame of the previous question.
    """
    if style_alone(frame.text, previous.keys):  # "and in apa?": the reference again, of what was talked about
        return frame._replace(ask=Ask(op="value", fields=("reference",)), name=(), leftover=(), points=True)
    ways = (_alike, other_choice, end_of_sizes, papers_on_it, counted_before)
    on = _on_each_other(frame, previous, library)
    if on := on or next(filter(None, (way(frame, previous, library, read) for way in ways)), None):
        return on
    before = previous.ask
    again = before is not None and before.op == "extreme" and _END_ALONE.match(frame.text)
    if not again and (ended := end_of_list(frame, previous, library)) is not None:
        return ended
    if previous.kind == "table" and (turned := _turned(frame.text, previous.question)):
        return read(turned)._replace(stands=turned)
    if before and (fields := _next_author(frame.text, before, library)):
        asks = Ask(op="value", fields=fields)
        return frame._replace(ask=asks, name=(), leftover=(), points=True, strong=True, text=fields[0])
    if before is None or before.op not in _LISTING or len(frame.text.split()) > FEW:
        return None
    if frame.ask.op == "per" and (ordered := _IN_ORDER.match(frame.text)):
        return read(f"sort them {ordered['by']}")._replace(points=True)
    if _REST.match(frame.text):
        return _rest(frame, before, previous, library, read)
    if before.op == "extreme" and len(before.ends) == 1 and (end := _other_end(frame, before.ends[0], library)):
        return _same_papers(frame, previous, read)._replace(ask=Ask(op="extreme", ends=(end,)))
    least = 1 if before.op in ("list", "count") else 2  # papers of a list
    if len(library.listed) >= least and _COUNTED.match(frame.text):
        return frame._replace(ask=Ask(op="count"), filters=_same_list(library), papers=True, points=False)
    if len(library.listed) < 2:
        return _refined(frame, previous, library, read) if before.op == "list" and frame.place else None
    if frame.ask.op == "sort" and not (frame.chooses or frame.papers or frame.every or frame.leftover):
        return frame._replace(filters=_same_list(library), papers=True)
    return _refined(frame, previous, library, read)


def _next_author(text: str, before: Ask, library: Library) -> tuple[str, ...]:
    """The author that a few words ask for, by place, after a question for another ("and the second?"); () if they ask for
    none, or if the place may be one in the list shown.
    """
    match = _NEXT_AUTHOR.match(text) if len(library.listed) < 2 else None
    told = next((field.removesuffix(" author") for field in before.fields if field.endswith(" author")), "")
    if match is None or not told:
        return ()
    place = _EARLIER.get(told, "") if match["earlier"] else "penultimate" if match["before"] else match["place"]
    return (f"{place} author",) if place else ()


def _other_end(frame: Frame, end: End, library: Library) -> End | None:
    """The end or rank that a follow-up asks for: the other one of the same measure ("and the least?"), or one that it names
    itself ("oldest")."""
    if frame.ask.op == "extreme" and _END_ALONE.match(frame.text) and not frame.chooses_papers:
        return frame.ask.ends[0]
    if frame.ask.op or frame.people or frame.filters:
        return None
    if (match := _RANK.match(frame.text)) and (match["end"] or len(library.listed) < 2):
        return end.model_copy(update={"rank": PLACES.get(match["rank"], end.rank) + 1})
    said = pointer(frame.text)
    # "the one before that": in time, or in the order of the measure
    if said and said.alone and said.way == "previous":
        rank = end.rank + (1 if end.measure == "date" and end.high else -1)
        return end.model_copy(update={"rank": rank}) if rank else None
    if (match := _FLIPPED.match(frame.text)) and not (end.top and _OF_THE_SHOWN.search(frame.text)):
        high = match["low"] is None if match["low"] or match["high"] else not end.high
        return end.model_copy(update={"high": high, "rank": 1})
    return None


def _same_papers(frame: Frame, previous: Turn, read: Callable[[str], Frame]) -> Frame:
    """The frame, asked of the same papers as the question before: those of a list, or those that the question chose, not
    only those that the answer showed.
    """
    if len(previous.among) > 1:
        return frame._replace(
            filters=(these(previous.among),), name=(), leftover=(), papers=True, stands=previous.question
        )
    old = read(previous.question)
    if old.ask.op != "extreme" and old.whole is not None:
        old = old.whole  # its phrases alone did not say what was asked
    return old._replace(text=frame.text, leftover=(), papers=True, whole=None, stands=previous.question)


def _turned(text: str, question: str) -> str:
    """A question for the most or the largest, asked again for the end that a few words name ("and the smallest?"), or for its
    other end ("the opposite"); "" if they name none.
    """
    flipped, end = _FLIPPED.match(text), _END_WORD.search(question)
    if flipped is None or end is None:
        return ""
    if flipped["low" if end[0].casefold() in _HIGH_OF else "high"]:
        return question
    return f"{question[: end.start()]}{_TURNED[end[0].casefold()]}{question[end.end() :]}"


def _rest(frame: Frame, before: Ask, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame:
    """The question for the papers that were left out: the rest of the list that was chosen from, else what the question before
    did not show, else all others.
    """
    shown = {*previous.keys}
    pool = library.whole if len(library.listed) > 1 and shown < {*library.whole} else previous.among
    if shown < {*pool}:
        only = these(tuple(key for key in pool if key not in shown))
    else:
        gone = frozenset((*shown, *library.listed))
        only = Filter("paper", lambda paper: paper.key, lambda paper: paper.key not in gone, "other than these")
    if before.op == "extreme" and len(before.ends) == 1:
        before = Ask(op="sort", by=before.ends[0].measure, high=before.ends[0].high)
    ask = before if before.op in ("sort", "value") else Ask(op="list")
    bare = frame._replace(ask=ask, filters=(only,), name=(), leftover=(), papers=True, plural=True, strong=True)
    if ask.op != "sort":
        return bare
    old = read(previous.question)
    within = bare._replace(filters=(*old.filters, only), people=old.people)
    return within if _fit(within, library) else bare


def asks_for_rest_of_studies(text: str, of_several: bool) -> bool:
    """True if a plain question asks which studies did not do what was asked before; ``of_several``: of several, so that "which did not" asks
    for studies, too."""
    match = _REST.match(text)
    alone = of_several and match is not None and text.endswith(" not")
    return match is not None and (alone or match["noun"] in (" papers", " studies", " trials"))


def _refined(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for those of the listed papers that a fragment keeps ("before 2010", "by Bell?"); None if it is none or keeps none."""
    if frame.text.startswith("any with ") and not frame.name:
        frame = frame._replace(name=frame.leftover, leftover=())
    says = frame.filters or frame.people or frame.place or frame.name
    refines = says and not frame.leftover and _REFINES.match(frame.text) and not _NOUNS.match(frame.text)
    if not refines or frame.ask.op not in ("", "list"):
        return None
    if frame.place and not frame.people:
        frame = frame._replace(people=read(previous.question).people)
    whole = frame._replace(ask=Ask(op="list"), filters=(*_same_list(library), *frame.filters), papers=True)
    return whole if _fit(whole, library) else None


def _same_list(library: Library) -> tuple[Filter, ...]:
    """The filter that keeps the papers of the list last shown, with those that it had no room for; none for a list of all."""
    return () if {*library.whole} >= {paper.key for paper in library.papers} else (these(library.whole),)


def _fit(frame: Frame, library: Library) -> list[Paper]:
    """The papers of a library that pass a frame's filters and are by its people."""
    names = {name for person in frame.people for name in person.names}
    return [
        paper
        for paper in keep(library.papers, frame.filters)
        if not names or any(author.name in names for author in paper.authors)
    ]


def same_of_others(frame: Frame, before: Ask | None, said: Plain, library: Library) -> Frame | None:
    """What was asked before, asked of the papers that a few words name or choose; None if they ask something else."""
    if before is None or frame.ask.op or asks_of_study(frame):
        return None
    told = frame.finding or _TELLS.search(frame.text)
    placed = not told and pointed(frame, library) is not None
    if placed and before.op not in _OF_SEVERAL and len(said.words) <= len(frame.leftover) + 4:
        return frame._replace(ask=before, papers=True, strong=True, leftover=())
    if (placed or len(frame.links) == 1) and before.op in _OF_SEVERAL:
        return None  # "tell me about the first", a DOI alone: of that one paper
    if frame.chooses and not frame.leftover and not told:
        return frame._replace(ask=before, papers=True, strong=True)
    return None


def asks_for_others_of(text: str) -> bool:
    """True for "other papers in that journal", which leave out the one talked about."""
    return _OTHERS_OF.match(text) is not None


def _alike(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for the other papers of the year or journal of the one talked about; None if it asks for none."""
    match, talked = _OTHERS_OF.match(frame.text), library.named(previous.keys)
    if match is None or len(talked) != 1:
        return None
    paper = talked[0]
    value = paper.year if match["year"] or match["told"] else paper.journal
    if not value or match["told"] not in (None, str(value)):
        return None
    others = Filter("paper", lambda one: one.key, lambda one: one.key != paper.key, "other than that one")
    whole = read(f"list the papers in {value}")
    return whole._replace(filters=(*whole.filters, others), papers=True, plural=True, strong=True)


def _on_each_other(frame: Frame, previous: Turn, library: Library) -> Frame | None:
    """The question for the letters and editorials on the one paper talked about, or for the paper that it is a letter on;
    None if a question asks for neither, or there is none.
    """
    talked = library.named(previous.keys) if len(previous.keys) == 1 else ()
    if len(talked) != 1 or frame.people or frame.links or len(frame.text.split()) > 2 * FEW:
        return None
    said = [word for word in (*frame.name, *frame.leftover) if word not in _ANYBODY]
    if _REPLIED_TO.search(frame.text):
        found = list(filter(None, [original_of(talked[0], library.papers)]))
    elif frame.points and _REPLIES.search(frame.text) and all(map(_REPLIES.fullmatch, said)):
        found = list(replies_to(talked[0], library.papers))
    else:
        return None
    keys, ask = tuple(paper.key for paper in found), frame.ask if frame.ask.op == "value" else Ask(op="list")
    only = Filter("paper", lambda paper: paper.key, lambda paper: paper.key in keys, "on each other")
    plain = frame._replace(
        ask=ask, filters=(only,), name=(), leftover=(), papers=True, points=False, strong=True, plural=True
    )
    return plain if keys else None

"""A few words after a reply that change one thing of what was asked: the place or topic of a list ("Europe?" after "papers
from Africa"), or which of its papers is meant, the newest, largest or best.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from bot.assistant.reading.frame import Filter, Frame, these
from bot.assistant.reading.kinds import plural_of
from bot.assistant.reading.phrases import A_PAPER, SO, WHO
from bot.assistant.reading.places import regions
from bot.assistant.reading.words import fold, words_of_title
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import pointer
from bot.assistant.telling.pointing import placed_alone, pointed, talked_before
from bot.models import Ask, End, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.asking import Asked
from index.sentences.units import counts_studied
from index.terms.attributes import wanted
from index.terms.words import ASKING

_PREPOSITION = r"(?:from|in|on|about|with|of|for)"
_SO = r"^(?:(?:and|or|so|ok|okay|but|now|then|also|what about|how about|same for|any) )*"
_NOUNS = r"(?:papers?|stud(?:y|ies)|articles?|trials?|reviews?|ones|anything)"
# What was listed: "papers from africa", "which studies are in children"; and "from asia" alone after such a list.
_CHOSEN = late(
    rf"^(?P<what>(?:.*\b{_NOUNS}(?: (?:are|is|were|was|here|do you have|done|set))*|(?:and |so )?what (?:do|have) (?:we|you)(?: have| got)?) )?(?P<prep>{_PREPOSITION}) (?P<choice>[\w-]+(?: [\w-]+){{0,3}})$"
)
_ALONE = late(rf"{_SO}(?:(?P<prep>{_PREPOSITION}) )?(?:the )?(?P<choice>[\w-]+(?: [\w-]+){{0,2}})$")

_SIZES = late(
    r"\bsample sizes?\b|\bhow many (?:\w+ )?(?:people|persons|participants|subjects|patients|children|adults|women|men|cases|animals) (?:\w+ ){0,3}?(?:each|every|all)\b|\bnumbers? (?:of )?studied\b"
)
_END = late(
    rf"{_SO}(?:(?:the|which|what|one|is|was|has|had|study|trial|of (?:them|these|those)) )*(?P<end>largest|biggest|larger|bigger|highest|most|smallest|smaller|lowest|fewest|least)(?: (?:one|study|trial|of (?:them|these|those)))*$"
)
# "Which has more patients": of what was listed or compared, the one that has most.
_HAS_MORE = late(
    rf"{_SO}(?:which|who|what)(?: (?:one|{A_PAPER}|of (?:them|these|those|the two)))* (?P<does>has|had|have|included|includes|studied|enrolled|recruited|followed) (?:the )?(?P<end>more|fewer|less|the most|the fewest) (?P<people>{WHO}|[a-z]{{3,}}s)$"
)
# "Which has the bigger sample", "whose sample is larger": the same, of all who were studied.
_HAS_LARGER = late(
    rf"{_SO}(?:which|who|what|whose)(?: (?:one|{A_PAPER}|of (?:them|these|those|the two)))*(?: (?:has|had|have|used|with|is|was|a|the))* (?P<end>larger|bigger|smaller|largest|biggest|smallest) (?:samples?(?: sizes?)?|n|sizes?|cohort|numbers?)$"
    rf"|{_SO}whose (?:sample(?: size)?|cohort) (?:is|was) (?:the )?(?P<end2>larger|bigger|smaller|largest|biggest|smallest)$"
)
# "Which of them is larger", of a list shown before some questions on its papers.
_OF_LISTED = late(r"\b(?:which|of (?:them|these|those|the two))\b")
_ANYBODY = late(r"(?:patients?|pts|participants?|subjects?|people|persons)")
# "Which is best" of papers that were listed: of which nothing is judged.
_BEST = late(
    rf"{_SO}(?:which|what)(?: (?:one|{A_PAPER}|of (?:them|these|those)))* (?:is|was) (?:the )?(?:best|worst|better|worse)(?: (?:one|{A_PAPER}|of (?:them|these|those)))*$"
)
# "Newest paper", "the biggest trial", where papers were compared or quoted, is the library's; "the newest of these", "the newer
# paper" is one of the two.
_OF_THE_LIBRARY = late(
    rf"{_SO}(?:the |which is |whats? (?:is )?)*(?:newest|latest|most recent|oldest|earliest|largest|biggest|smallest) (?:{A_PAPER})$"
)
# "Which papers are about it", "show me the papers that concern them", after an answer: a list of those on its topic.
_ON_IT = late(
    rf"^(?:.*\b)?(?:{_NOUNS})\b(?: (?:in|of) (?:this|the|your) (?:issue|library|collection))?(?: (?:that|which|are|is|do|does|talk|deal|there|here))*"
    r" (?:on|about|with|concern(?:s|ing)?|cover(?:s|ing)?|discuss(?:es|ing)?|mention(?:s|ing)?|regarding) (?:it|this|that|them|these|those|(?:this|that|the same) (?:topic|subject|theme|question))$"
)
# "Is there a trial on this", "any review of it?": of a kind, on what was talked about.
_KIND_ON_IT = late(
    rf"^{SO}(?:(?:(?:is|are|was|were) there|(?:do|have) you(?: have| got)?|any|what|which|an?|also|other|another|more|some|list|show|find|me|the) )*"
    r"(?P<kind>(?:[a-z]+ ){0,2}?(?:trials?|rcts?|reviews?|meta analys[ie]s|case series|surveys?|experiments?|protocols?|(?:cohort|qualitative|registry|interview|pilot|field) stud(?:y|ies)))"
    r" (?:on|about|of|for|into|regarding) (?:it|this|that|these|those|(?:this|that|the same|the) (?:topic|subject|theme|thing|question|same))$"
)
_SELDOM = 4  # a word that one of so many papers has tells what a paper is on
_SHARED = 2  # words of a title that two papers on the same have, at least
_LOW = frozenset(("smallest", "smaller", "lowest", "fewest", "least"))
_OF_A_STUDY = frozenset(
    ("largest", "biggest", "smallest", "larger", "bigger", "smaller")
)  # said of a study itself, whatever was asked before
_ITS_OWN = late(
    r"^how many (?:\w+ ){1,3}(?:do|does|did|has|have|had) (?:it\b|(?:they|these|those)\b(?! (?:write|written|publish|published|author|have|got)\b))"
)


def end_of_list(frame: Frame, previous: Turn, library: Library) -> Frame | None:
    """The question for the newest or oldest of the papers last shown, if that is all that is said ("the newer one"); else None."""
    said = None if _leaves_the_two(frame, previous) else pointer(frame.text)
    if said is None or not said.alone or said.way not in ("newer", "older") or len(library.listed) < 2:
        return None
    ask = Ask(op="extreme", ends=(End(measure="date", high=said.way == "newer"),))
    text = f"{said.said} of these"
    return frame._replace(ask=ask, filters=(), name=(), leftover=(), papers=True, strong=True, text=text)


def asked_of_end(frame: Frame, library: Library, read: Callable[[str], Frame]) -> Frame:
    """The frame of what is asked of the newer or older one of the papers last shown ("who wrote the later one"), where by its
    words it asks which one that is; any other frame as it is.
    """
    said = pointer(frame.text)
    if frame.ask.op != "compare" or said is None or said.alone or pointed(frame, library) is None:
        return frame
    of_it = read(frame.text.replace(said.said, "it"))
    return frame._replace(ask=of_it.ask, leftover=of_it.leftover, whole=None) if of_it.ask.op == "value" else frame


def _leaves_the_two(frame: Frame, previous: Turn) -> bool:
    """True for the newest or largest paper of all, which is asked for after sentences, and not after a list."""
    return previous.kind != "record" and _OF_THE_LIBRARY.match(frame.text) is not None


def end_of_sizes(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for the largest or smallest of the studies that were just listed, or whose sizes were just shown
    ("largest?"); None if a question does not ask this.
    """
    shown = len(previous.listed) > 1 or previous.kind == "table"
    more = _HAS_MORE.match(frame.text) if shown else None
    if more is not None and (question := _of_more(more, library)):
        return read(question)._replace(stands=question)
    if len(library.listed) > 1 and (larger := _HAS_LARGER.match(frame.text)):
        question = _of_size("smallest" if (larger["end"] or larger["end2"]) in _LOW else "largest")
        return read(question)._replace(stands=question)
    if previous.kind == "record" and shown and _BEST.match(frame.text):
        question = "which paper is best"
        return read(question)._replace(stands=question)
    end = _END.match(frame.text) if shown and not _leaves_the_two(frame, previous) else None
    if end is None:
        return None
    size = "smallest" if end["end"] in _LOW else "largest"
    if _SIZES.search(fold(previous.question)):
        question = f"{size} sample size"
    elif end["end"] in _OF_A_STUDY and (previous.kind == "comparison" or _asks_of_listed(frame, library)):
        question = _of_size(size)
    elif end["end"] in _OF_A_STUDY and previous.ask is not None and previous.ask.op == "list":
        question = f"which one is the {size}"
    else:
        return None
    return read(question)._replace(stands=question)


def _asks_of_listed(frame: Frame, library: Library) -> bool:
    """True for "which of them is larger", if several papers were listed and not only quoted."""
    return len(library.listed) > 1 and not library.quoted and _OF_LISTED.search(frame.text) is not None


def _of_size(size: str) -> str:
    return f"which of these has the {size} sample size"


def _of_kind(kind: str, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for the papers of a kind on what was talked about; None if no paper was, or no filter is by such words."""
    question = f"list the {kind if kind.endswith('s') else plural_of(kind)}"
    whole, talked = read(question), library.named(previous.keys)
    if not talked or not any(one.kind in ("type", "design") for one in whole.filters):
        return None
    near = _on_the_same(previous, talked, library)
    only = Filter(
        "paper",
        lambda paper: paper.key,
        lambda paper: paper.key in near,
        "sharing words with what we talked about",
    )
    return whole._replace(filters=(*whole.filters, only), papers=True, points=False, plural=True, strong=True)


def _on_the_same(previous: Turn, talked: Sequence[Paper], library: Library) -> frozenset[str]:
    """The keys of the papers that have several of the words which the titles of those talked about share with what was asked, else of
    these titles; none counts that many papers have.
    """
    titled = frozenset.union(*(words_of_title(paper.title) for paper in talked)) - ASKING
    said = {word for one in previous.terms for word in one.split()} & titled
    keys, most = [one.key for one in library.papers], max(len(library.papers) // _SELDOM, _SHARED)
    held = ([library.index.holding(word, keys) for word in sorted(words)] for words in (said, titled))
    seldom = ([found for found in each if 0 < len(found) <= most] for each in held)
    telling = next(filter(None, seldom), [])
    times = Counter(key for found in telling for key in found)
    return frozenset(key for key, number in times.items() if number >= min(_SHARED, len(telling)))


def asks_on_it(text: str) -> bool:
    """True if a plain question asks for papers of a kind on what was talked about."""
    return _KIND_ON_IT.match(text) is not None


def papers_on_it(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for the papers on what an answer was about ("which papers are about it"), or for those of a kind ("is there a trial on this"); None for anything else."""
    if (of_kind := _KIND_ON_IT.match(frame.text)) is not None:
        return _of_kind(of_kind["kind"], previous, library, read)
    words = [
        one.words
        for one in library.index.reader.read(" ".join(previous.terms)).concepts
        if one.known and one.telling == 1.0
    ]
    if (
        previous.kind != "content"
        or not words
        or frame.ask.op not in ("list", "count")
        or not _ON_IT.match(frame.text)
    ):
        return None
    question = f"{'how many' if frame.ask.op == 'count' else 'list the'} papers about {' '.join(words)}"
    return read(question)._replace(stands=question)


def _of_more(more: re.Match[str], library: Library) -> str:
    """The question for the end of "which has more patients": of all who were studied, whatever they are called, or of some ("women"); "" for
    what is no number of those studied ("which had more events")."""
    people, most = more["people"], more["end"] in ("more", "the most")
    counts = [counts_studied(paper) for paper in library.named(library.whole)]
    if _ANYBODY.fullmatch(people) or all(any(people in one.of.casefold() for one in each) for each in counts):
        return _of_size("largest" if most else "smallest")
    if not re.fullmatch(WHO, people):
        return ""
    return f"which {more['does']} the {'most' if most else 'fewest'} {people}"


def other_choice(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for the list of the turn before, with the place or topic that a few words give instead of its own;
    None if they are no such words, or that was no such list. ``read`` makes a frame of a question.
    """
    if previous.ask is None or previous.ask.op != "list" or frame.ask.op not in ("", "list") or frame.links:
        return None
    alone, before = _ALONE.match(frame.text), _CHOSEN.match(fold(previous.question))
    if alone is None or before is None or frame.people or frame.points:
        return None
    was, now = _is_place(before["choice"]), _is_place(alone["choice"])
    bare = alone["prep"] is None and len(library.whole) > 1  # after a list of one it may be asked of that paper
    topics = not was and not now and (bare or alone["prep"] == before["prep"]) and not frame.filters
    if not (was and now) and not (topics and _is_topic(alone["choice"], alone["prep"] is not None, library)):
        return None
    question = f"{before['what'] or 'papers '}{before['prep']} {alone['choice']}"
    whole = read(question)
    return whole._replace(stands=question) if whole.ask.op == "list" else None


def _is_place(words: str) -> bool:
    return bool(regions(words.split()))


def _is_topic(words: str, led: bool, library: Library) -> bool:
    """True if words name what papers are on and ask for nothing; without a preposition (``led``) something that is known here."""
    query = library.index.reader.read(words)
    topics = [one for one in query.concepts if one.telling == 1.0 and (led or one.known)]
    whole = bool(topics) and (led or len(topics) == len(words.split()))
    return whole and query.asked is Asked.ANYTHING and not wanted(words)


# "And compared to Lee 2009?"
_COMPARED_TO = late(
    rf"^\W*{SO}(?:(?:how|what) about )?(?:when )?compared (?:to|with) (?P<other>\S.{{0,60}}?)[\s?.!]*$",
    re.IGNORECASE,
)


def as_comparison(question: str, library: Library) -> str:
    """ "Compare with Lee 2009" for "and compared to Lee 2009?", if that names an author; any other question as it is."""
    than = _COMPARED_TO.match(question)
    return (
        f"compare with {than['other']}" if than and library.people.named(fold(than["other"]).split()) else question
    )


_WHICH = late(
    rf"^{SO}(?:(?:which|what)(?: papers| studies| ones| (?:are|were) (?:they|those|these))?|(?:list|show|name)(?: me)? (?:them|those|these)(?: all)?)$"
)


def counted_before(frame: Frame, previous: Turn, library: Library, read: Callable[[str], Frame]) -> Frame | None:
    """The question for a list of the papers that were counted before ("which papers?"); None for any other."""
    if previous.ask is None or previous.ask.op != "count" or not _WHICH.match(frame.text):
        return None
    old = read(previous.question)
    if old.leftover and library.whole:
        old = frame._replace(filters=(these(library.whole),), name=(), leftover=(), papers=True)
    return old._replace(ask=Ask(op="list"), stands=previous.question)


_LEADS_ON = late(r"^(?:and|what about|how about|same for|or)\b")


def other_placed(frame: Frame, previous: Turn | None, library: Library) -> Paper | None:
    """The paper that words which lead on from what was asked of another one point at ("and the first?"), and ask nothing themselves;
    None after sentences of several papers."""
    asked = previous is not None and previous.kind in ("content", "table", "summary") and previous.ask is None
    if previous is None or not asked or len({*library.quoted}) > 1 or not _LEADS_ON.match(frame.text):
        return None
    one = placed_alone(frame, library) or talked_before(frame, library)
    return one if one is not None and one.key not in previous.keys else None


def counts_its_own(frame: Frame) -> bool:
    """True for "how many items does it have", "how many studies did they find": not the papers of the library."""
    return _ITS_OWN.match(frame.text) is not None and not frame.chooses

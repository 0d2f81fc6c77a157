"""Few words that go on from the answer before: "any more?" after a list of papers, "when?" after what a study found;
and other papers on the same: any ("any other paper on that?"), or larger, smaller, newer or older ones ("is there a bigger trial?").
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.assistant import compose
from bot.assistant.besides import wants_more
from bot.assistant.citing import cite, reference
from bot.assistant.message.fronted import placed_behind
from bot.assistant.message.on_answers import wants_their_papers
from bot.assistant.papers.summaries import concluding
from bot.assistant.reading.kinds import is_protocol
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reply import Reply, kept_list, within
from bot.assistant.seen import seen_in
from bot.assistant.studies.participants import WORKS, each_quoted
from bot.assistant.telling.pointers import SAID_PLACE
from bot.assistant.telling.pointing import unplaced
from bot.assistant.turns.continuing import asks_for_rest_of_studies
from bot.models import Context, Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Outcome
from index.ranking.engines import Keep
from index.sentences.units import counts_studied, groups_studied, is_review
from index.sentences.whole_numbers import Count
from index.terms.attributes import wanted

REST = "show me the rest"
WHOLE_LIST = "That was the whole list. Ask “similar studies” of one of them, or ask about something else."
UNTOLD = "What a study did not do or find seldom stands in its abstract, so I cannot list those. “Papers not about …” lists the ones whose abstract does not mention it."
DONE = "when was it done"
_WHEN = late(
    r"^(?:(?:and|so|ok|but|yes|yeah|then|if|was|that|it|this|since|until|till|from) )*when(?: (?:exactly|then|yes|so|was|that|it|this))*$"
)
_HOW_MANY = late(r"^(?:(?:and|so|ok|but) )*how many(?: (?:in total|in all|altogether|then))*$")
_OLD = late(r"^(?:(?:and|so|ok|but) )*how old (?:is|was) (?:it|this|that)$")
_N_OF = late(
    r"^(?:(?:and|so|ok|but) )*(?:n (?:of )?(?P<of>[a-z]{3,}s)|(?P<of2>[a-z]{3,}s) n)$"
)  # "n studies", "interviews n"
_N_EACH = late(
    r"^(?:(?:and|so|ok|but|the) )*n (?:per|pr|in|each|by|of)(?: (?:each|both|the|every|either|two))* (?:groups?|arms?)$"
)
_N = late(
    r"^(?:(?:and|so|ok|but|then|whats?|is|was|s|the) )*(?P<letter>[np])$"
)  # letters that no search should look for
_WHICH_PAPER = late(  # "which study is that?", "in which papers?": of what was quoted
    rf"^{SO}(?:(?:in|from|by) )?(?:which|what) (?:(?:{A_PAPER}|{PAPERS}) (?:(?:is|was|are|were) (?:that|this|it|these|those|they)(?: (?:from|in|of))?|says? (?:that|this|it|so))"
    r"|papers?|articles?|publications?|study|studies)$"
)
_REFERENCES = late(r"^(?:the )?(?:references?|citations?|refs)(?: (?:please|pls))?$")
# Kinds of answers that tell what studies did and found.
FOUND = ("content", "table", "each", "comparison", "more")
_COUNTS_STUDIES = late(
    rf"^(?:(?:and|so|ok|but) )*how many (?:{PAPERS}) (?:were|did (?:it|they)|was) (?:included?|pool(?:ed)?|review(?:ed)?|screen(?:ed)?|identif(?:y|ied)|analy[sz]ed?)(?: in (?:it|total|all|there|the (?:review|analysis|meta analysis)))?$"
)
_LOOKED_AT = frozenset("screen screened identify identified".split())  # more than were included
_COUNTED = late(
    rf"(?i)\b(?:\d[\d,]*|[a-z]+(?:een|ty)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:[\w-]+ ){{0,3}}?(?:{PAPERS}|records)\b"
)
_WORK = rf"(?:{A_PAPER}|{PAPERS}|abstracts?)"
_ANY_WORK = "(?:papers?|articles?|abstracts?|reports?|publications?|study|studies)"
_ON_THAT = r"(?: (?:on|about|of|for|with) (?:that|this|it|the same(?: topic| thing| subject)?))"
_ANY = late(
    rf"^(?:(?:and|ok|so|but|is|are|there|does|do|did|has|have|any|which|what|in|the) )*(?:other|another|more|different) (?:{_WORK}|ones?)"
    rf"(?: (?:here|also|too|say|says|tell|mention|cover|report|find|something|anything|there|is|are|that))*{_ON_THAT}$"
)
# "Who else says that", "do other papers agree".
_SAY = r"(?:say|find|report|show|agree|confirm|support|conclude)(?:s|ed|ing)?|said|found|shown"
_AGREE = late(
    rf"^(?:(?:and|ok|so|but) )*(?:(?:who|(?:(?:does|did|has|do) )?any(?:one|body)) else|(?:(?:is|are|there|do|does|did|have|has|which|what|any|the) )*(?:others?|(?:other|another) (?:{_WORK}|ones?)))"
    rf"(?: (?:who|that|which|also|too|have|has|is|are))* (?:{_SAY})(?: (?:it|that|this|so|the|same|thing|things|results?|findings?|with|too|also|here))*$"
)
# "Any paper that says otherwise?", "does any study contradict that".
_AGAINST = late(
    rf"^(?:(?:and|ok|so|but|is|are|there|does|do|did|has|have|any|an?|other|which|what) )+(?:{_WORK}|ones?|(?:any)?(?:one|body))(?: (?:that|which|who|to|also))*"
    r" (?:(?:(?:say|find|report|show|claim)(?:s|ed|ing)?|said|found|shown) (?:otherwise|differently|the (?:opposite|contrary)|something (?:else|different))|(?:speaks? )?against (?:it|that|this)|(?:disagree|contradict|dispute)[sd]?(?: (?:with )?(?:it|that|this))?)(?: (?:here|too|though))?$"
)
_LARGER, _SMALLER = "bigger|larger", "smaller"
_NEWER, _OLDER = "newer|more recent|later", "older|earlier"
# "Any newer ones?", "is there another trial": not "the bigger one", which points at one of those shown.
_SIZES = rf"(?:(?P<larger>{_LARGER})|(?P<smaller>{_SMALLER})|(?P<newer>{_NEWER})|(?P<older>{_OLDER}))"
_THAN = late(
    rf"^(?:(?:and|ok|so|but) )*(?:(?P<led>(?:is|are) there(?: an?| any)?|(?:do|have) (?:you|we)(?: have| got)?(?: an?| any)?|any|an?) )?(?:even |much )?"
    rf"(?:{_SIZES} (?:(?P<topic>(?!(?:of|in|on|than)\b)(?:[a-z]+ ){{0,2}}?){_WORK}|data|evidence|(?P<one>ones?))|(?:any|some)thing (?:even |much )?{_SIZES.replace('>', '2>')}|(?<=any ){_SIZES.replace('>', '3>')})"
    rf"(?: (?:in here|here|too|than (?:that|this|it)(?: one)?))*{_ON_THAT}?$"
)
_ANOTHER = late(  # of no kind alone: "any other trials?" asks for trials
    rf"^(?:(?:and|ok|so|but) )*(?:is there |any )?(?:another|other) (?:{_WORK}(?: here| too)*{_ON_THAT}|{_ANY_WORK}(?: here| too)*)$"
)
_HEADS = {
    "": compose.OTHERS,
    "larger": "Studies that are larger by the numbers in their abstracts. They share your words, but may not answer you:",
    "smaller": "Studies that are smaller by the numbers in their abstracts. They share your words, but may not answer you:",
    "newer": "Newer papers. They share your words, but may not answer you:",
    "older": "Older papers. They share your words, but may not answer you:",
}
NONE_SUCH = {
    "larger": "I found no study on the same that is larger by the numbers in the abstracts.",
    "smaller": "I found no study on the same that is smaller by the numbers in the abstracts.",
    "newer": "I found no newer paper on the same.",
    "older": "I found no older paper on the same.",
}
_BY_NUMBER = ("larger", "smaller")
_MOST = 3  # papers whose numbers are shown, or that are near to the one talked about
COMPARED = 400  # papers: in a larger library no numbers are read to choose by them


def _of_no_review(question: str, text: str, previous: Turn, papers: Mapping[str, Paper]) -> Reply | None:
    """The reply to "how many articles were included" after a paper that is no review and counts no studies; None for anything else."""
    paper = papers.get(previous.keys[0]) if len(previous.keys) == 1 and len(previous.listed) < 2 else None
    if (
        paper is None
        or not _COUNTS_STUDIES.match(text)
        or is_review(paper)
        or _COUNTED.search(paper.abstract or "")
    ):
        return None
    said = compose.said(
        question,
        f"The abstract of {cite(paper)} counts no studies; it is no review by its title.\n{reference(paper)}",
    )
    keys = (paper.key,)
    return Reply(outcome=Outcome.NOTHING, kind="table", text=said, keys=keys, turn=previous, read_with=previous)


def of_untold(question: str, text: str, previous: Turn, papers: Mapping[str, Paper]) -> Reply | None:
    """The reply to "which studies did not" after an answer from the abstracts, and to "how many articles were included" after no review; None after a list of papers, and for anything else."""
    if counted := _of_no_review(question, text, previous, papers):
        return counted
    several = previous.kind in ("table", "each") and len(seen_in(previous).quoted) > 1
    if previous.kind not in FOUND or previous.ask is not None or not asks_for_rest_of_studies(text, several):
        return None
    said = compose.said(question, UNTOLD)
    return Reply(outcome=Outcome.NOTHING, kind="record", text=said, turn=previous, read_with=previous)


async def of_list(
    question: str,
    text: str,
    context: Context,
    previous: Turn,
    looked_up: Callable[[str, Context], Awaitable[Reply]],
) -> Reply | None:
    """The reply to "any more?" after a list of papers: the rest of it, or that this was all; None for anything else. ``text``: the
    question in plain form.
    """
    listed = previous.kind == "record" and previous.ask is not None and previous.ask.op in ("list", "sort")
    if not listed or not wants_more(text, previous):
        return None
    if not previous.beyond:
        said = compose.said(question, WHOLE_LIST)
        return Reply(outcome=Outcome.NOTHING, kind="record", text=said, turn=previous, read_with=previous)
    return as_asked(question, await looked_up(REST, context), previous)


def as_asked(question: str, reply: Reply, previous: Turn | None) -> Reply:
    """A reply that was made for the whole question that a few words stood for, headed by these words as they were typed."""
    text = compose.said(question, reply.text.partition("\n\n")[2])
    return reply.model_copy(update={"text": text, "read_with": previous})


_AT_PLACE = late(rf"(?: (?:in|of|from|for|by))? the {SAID_PLACE}(?: (?:one|{A_PAPER}))?\b", re.IGNORECASE)


async def asked_of(
    question: str,
    other: Paper | None,
    context: Context,
    ask: Callable[[str, str, Context], Awaitable[Reply]],
) -> Reply | None:
    """The reply to the question before, asked of another paper that was only pointed at ("and the first?"); None if none was, or that does not tell it."""
    if other is None or (previous := context.previous) is None:
        return None
    reply = await ask(unplaced(_AT_PLACE.sub("", placed_behind(previous.question, previous))), other.key, context)
    told = reply.outcome is Outcome.ANSWERED and {quote.key for quote in reply.quotes} == {other.key}
    return as_asked(question, kept_list(reply, previous), previous) if told else None


def meant(text: str, previous: Turn | None, papers: Mapping[str, Paper]) -> str:
    """The whole question that few words stand for: "n?"; "how many?" after a record of one paper; and "when?" after what a study found or
    plans, which asks when it is done and not when it was published. "" for other words."""
    one = papers.get(previous.keys[0]) if previous is not None and len(previous.keys) == 1 else None
    of_record = (
        one is not None and previous is not None and previous.ask is not None and previous.ask.op == "value"
    )
    if previous is not None and previous.ask is not None and _OLD.match(text):  # those studied are "they"
        return "when was it published"
    lone = not {"n", "p"}.isdisjoint(text.split())
    if (letter := _N.match(text) if lone else None) or (of_record and _HOW_MANY.match(text)):
        return "p value" if letter and letter["letter"] == "p" else "sample size"
    if lone and _N_EACH.match(text):
        return "how many in each group"
    if one is not None and _COUNTS_STUDIES.match(text) and _LOOKED_AT.isdisjoint(text.split()):
        return "how many studies did they include"
    if lone and (of := _N_OF.match(text)):
        return f"how many {of['of'] or of['of2']}"
    planned = one is not None and previous is not None and previous.kind == "summary" and is_protocol(one)
    told = (
        previous is not None and previous.kind == "summary" and bool(wanted(previous.question))
    )  # "where was it"
    found = previous is not None and previous.keys and (planned or told or previous.kind in FOUND)
    shown = seen_in(previous).papers
    alone = previous is not None and (previous.kind in (*FOUND, "summary") or len(shown) == 1)  # no list of papers
    which = previous is not None and wants_their_papers(text, previous.question)
    if shown and ((alone and (which or _WHICH_PAPER.match(text))) or _REFERENCES.match(text)):
        return "cite these" if len(shown) > 1 else "cite it"
    return DONE if found and _WHEN.match(text) else ""


def wants_others(text: str, previous: Turn) -> bool:
    """True if a plain question asks only for other papers on what was talked about. "Newer paper", and "newer one" after anything, point at those shown."""
    than = _THAN.match(text)
    led = than and (than["led"] or not (than["one"] or than["topic"] or previous.kind == "record"))
    return bool(led or any(one.match(text) for one in (_ANY, _ANOTHER, _AGREE, _AGAINST)))


async def of_others(question: str, text: str, context: Context, turn: Turn, index: LibraryIndex) -> Reply:
    """The reply to such a question (``text``: in plain form): passages of papers that the last answer was not about."""
    may = _Others(text, turn, within(context, None), index)
    titles = " ".join(index.papers[key].title for key in turn.keys if key in index.papers)
    query = index.reader.read(turn.question if turn.kind == "content" else titles, " ".join(turn.terms))
    if (than := _THAN.match(text)) and than["topic"]:  # "a bigger massage trial"
        query = index.reader.read(than["topic"])
    finding = await index.find(query, may)
    quotes = tuple(compose.quote_of(index.papers[one.sentence.key], one) for one in finding.evidence)
    if may.than:
        near = [] if quotes or (than and than["topic"]) else await _near(turn, may, index)
        papers = [index.papers[key] for key in dict.fromkeys((*(quote.key for quote in quotes), *near))]
        quotes = _numbers(papers) if may.than in _BY_NUMBER else quotes or tuple(map(concluding, papers))
    said = _HEADS[may.than] if quotes else NONE_SUCH.get(may.than, compose.NO_OTHERS)
    if may.uncounted and (paper := index.papers.get(turn.keys[0])):
        said = f"I found no total of those studied in the abstract of {cite(paper)} to compare with.\n{reference(paper)}\n\n{said}"
    parts = (compose.restated(question), said, *compose.blocks(quotes, index.papers))
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    shown = (*turn.shown, *((quote.key, quote.start) for quote in quotes))
    after = turn.model_copy(update={"keys": keys[:1] or turn.keys, "listed": keys, "shown": shown})
    outcome = Outcome.RELATED if quotes else Outcome.NOTHING
    return Reply(outcome=outcome, kind="more", text="\n\n".join(parts), quotes=quotes, turn=after, read_with=turn)


async def _near(turn: Turn, may: Keep, index: LibraryIndex) -> list[str]:
    """The papers nearest in words to the one talked about that may be shown, at most ``_MOST``; none after several."""
    one = turn.keys[0] if len(turn.keys) == 1 and turn.keys[0] in index.papers else ""
    kin = await index.related(one, len(index.papers)) if one and len(index.papers) <= COMPARED else ()
    return [other.key for other in kin if may(other.key)][:_MOST]


def _numbers(papers: Sequence[Paper]) -> tuple[Quote, ...]:
    """The first sentence of each of some papers that gives the number of those studied."""
    found = (each_quoted(paper, _counts(paper)) for paper in papers)
    return tuple(own[0] for own in found if own)[:_MOST]


class _Others:
    """Which papers may be shown: none shown before; if larger, newer … ones are asked for (``than``), those that are so."""

    def __init__(self, text: str, turn: Turn, limit: Keep | None, index: LibraryIndex) -> None:
        asked = _THAN.match(text)
        than = next((way for way in _HEADS if asked and way and any(asked[f"{way}{n}"] for n in ("", 2, 3))), "")
        talked = (
            [index.papers[key] for key in turn.keys if key in index.papers]
            if len(index.papers) <= COMPARED
            else []
        )
        measured = (_measured(paper, than) for paper in talked if than)
        self._least = max((number for number in measured if number is not None), default=None)
        self.than = than if self._least is not None else ""
        self.uncounted = than in _BY_NUMBER and self._least is None and len(talked) == 1
        self._seen = {*turn.keys} if self.than else {*(seen_in(turn).quoted or turn.keys)}
        self._limit, self._papers = limit, index.papers

    def __call__(self, key: str) -> bool:
        if key in self._seen or not (self._limit is None or self._limit(key)):
            return False
        if self._least is None:
            return True
        number = _measured(self._papers[key], self.than)
        return number is not None and number > self._least


def _measured(paper: Paper, than: str) -> int | None:
    """How large or how new a paper is, the more so the greater; how small or old, if that is asked for. None if it does not say."""
    number = paper.year if than in ("newer", "older") else sum(one.number for one in _counts(paper)) or None
    return -number if number is not None and than in ("smaller", "older") else number


def _counts(paper: Paper) -> Sequence[Count]:
    """The numbers of those studied, in all or in groups; none of what a review read."""
    counts = counts_studied(paper) or groups_studied(paper)
    return [one for one in counts if not WORKS.search(one.of)]

"""Other papers on what was talked about: any ("any other paper on that?"), or those that are larger, smaller, newer or older
than those talked about ("is there a bigger trial?").
"""

from __future__ import annotations

from bot.assistant import compose
from bot.assistant.reading.phrases import A_PAPER, PAPERS
from bot.assistant.reply import Reply, within
from bot.models import Context, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.engines import Keep
from index.library import LibraryIndex
from index.models import Outcome
from index.units import counts_studied

_WORK = rf"(?:{A_PAPER}|{PAPERS}|abstracts?)"
_ON_THAT = r"(?: (?:on|about|of|for|with) (?:that|this|it|the same(?: topic| thing| subject)?))"
_ANY = late(
    rf"^(?:(?:and|ok|so|but|is|are|there|does|do|did|has|have|any|which|what|in|the) )*(?:other|another|more|different) (?:{_WORK}|ones?)"
    rf"(?: (?:here|also|too|say|says|tell|mention|cover|report|find|something|anything|there|is|are|that))*{_ON_THAT}$"
)
_LARGER, _SMALLER = "bigger|larger", "smaller"
_NEWER, _OLDER = "newer|more recent|later", "older|earlier"
# "Any newer ones?", "is there another trial": not "the bigger one", which points at one of those shown.
_SIZES = rf"(?:(?P<larger>{_LARGER})|(?P<smaller>{_SMALLER})|(?P<newer>{_NEWER})|(?P<older>{_OLDER}))"
_THAN = late(
    rf"^(?:(?:and|ok|so|but) )*(?:(?P<led>(?:is|are) there(?: an?| any)?|(?:do|have) (?:you|we)(?: have| got)?(?: an?| any)?|any|an?) )?(?:even |much )?"
    rf"(?:{_SIZES} (?:(?P<topic>(?!(?:of|in|on|than)\b)(?:[a-z]+ ){{0,2}}?){_WORK}|data|evidence|(?P<one>ones?))|(?:any|some)thing (?:even |much )?{_SIZES.replace('>', '2>')})"
    rf"(?: (?:in here|here|too|than (?:that|this|it)(?: one)?))*{_ON_THAT}?$"
)
_ANOTHER = late(
    rf"^(?:(?:and|ok|so|but) )*(?:is there |any )?(?:another|other) {_WORK}(?: here| too)*{_ON_THAT}?$"
)
_HEADS = {
    "": compose.OTHERS,
    "larger": "Studies that are larger by the numbers in their abstracts. They share your words, but may not answer you:",
    "smaller": "Studies that are smaller by the numbers in their abstracts. They share your words, but may not answer you:",
    "newer": "Newer papers. They share your words, but may not answer you:",
    "older": "Older papers. They share your words, but may not answer you:",
}
NONE_SUCH = "I found no such paper that shares your words."
COMPARED = 400  # papers: in a larger library no numbers are read to choose by them


def wants_others(text: str, previous: Turn) -> bool:
    """True if a plain question asks only for other papers on what was talked about. "Newer paper", and "newer one" after anything, point at those shown."""
    than = _THAN.match(text)
    led = than and (than["led"] or not (than["one"] or than["topic"] or previous.kind == "record"))
    return bool(led or _ANY.match(text) or _ANOTHER.match(text))


async def of_others(question: str, text: str, context: Context, turn: Turn, index: LibraryIndex) -> Reply:
    """The reply to such a question (``text``: in plain form): passages of papers that the last answer was not about."""
    may = _Others(text, turn, within(context, None), index)
    titles = " ".join(index.papers[key].title for key in turn.keys if key in index.papers)
    query = index.reader.read(turn.question if turn.kind == "content" else titles, " ".join(turn.terms))
    if (than := _THAN.match(text)) and than["topic"]:  # "a bigger massage trial"
        query = index.reader.read(than["topic"])
    finding = await index.find(query, may)
    quotes = tuple(compose.quote_of(index.papers[one.sentence.key], one) for one in finding.evidence)
    said = _HEADS[may.than] if quotes else NONE_SUCH if may.than else compose.NO_OTHERS
    parts = (compose.restated(question), said, *compose.blocks(quotes, index.papers))
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    shown = (*turn.shown, *((quote.key, quote.start) for quote in quotes))
    after = turn.model_copy(update={"keys": keys[:1] or turn.keys, "listed": keys, "shown": shown})
    outcome = Outcome.RELATED if quotes else Outcome.NOTHING
    return Reply(outcome=outcome, kind="more", text="\n\n".join(parts), quotes=quotes, turn=after, read_with=turn)


class _Others:
    """Which papers may be shown: none shown before; if larger, newer … ones are asked for (``than``), those that are so."""

    def __init__(self, text: str, turn: Turn, limit: Keep | None, index: LibraryIndex) -> None:
        asked = _THAN.match(text)
        than = next((way for way in _HEADS if asked and way and (asked[way] or asked[f"{way}2"])), "")
        talked = (
            [index.papers[key] for key in turn.keys if key in index.papers]
            if len(index.papers) <= COMPARED
            else []
        )
        measured = (_measured(paper, than) for paper in talked)
        self._least = max((number for number in measured if number is not None), default=None)
        self.than = than if self._least is not None else ""
        self._seen = {*turn.keys} if self.than else {key for key, _ in turn.shown} or {*turn.keys}
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
    counts = counts_studied(paper) if than in ("larger", "smaller") else ()
    number = paper.year if than in ("newer", "older") else sum(one.number for one in counts) or None
    return -number if number is not None and than in ("smaller", "older") else number

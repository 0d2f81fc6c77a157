"""Makes the reply to a frame from the records or the issue's page; each operation has its function."""

from __future__ import annotations

from collections.abc import Callable

from bot.assistant.citing import banner, style_in
from bot.assistant.reading.frame import Frame
from bot.assistant.reply import MOST_LINES, RecordReply, nothing
from bot.assistant.telling.authors import tell_authors
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.issue import tell_issue
from bot.assistant.telling.lists import tell_comparison, tell_extreme, tell_figure, tell_list
from bot.assistant.telling.values import card, tell_absent, tell_groups, tell_values
from bot.assistant.wording import echoed, joined
from bot.models import Ask
from corpus.citing import STYLES, cite
from corpus.patterns import late
from index.models import Outcome

# words by which a question asks what somebody found or said, and not for their papers
_SAYING = frozenset(
    "did does do find found say says said report reports reported show shows showed tell tells talk why how was were think thinks".split()
)
# What papers are asked to be listed by, and no record gives; not what they did by it ("which studies compare pain by treatment").
_BY_UNTOLD = late(
    r"^(?:(?:and|so|ok|please|now|can|could|you|list|show|give|sort|group|order|arrange|rank|split|put|count|me|us|all|the|these|those|them|your|how|many|number|of|here|are|there"
    r"|ones|papers?|articles?|studies|trials|reviews?|publications?) )*(?:(?:on|about) (?:\S+ ){1,3})?by (?:the )?(?P<by>(?:study )?(?:country|countries|designs?|topics?|themes?|subjects?|methods?|languages?|populations?|settings?|outcomes?|treatments?|interventions?))$"
)
_HELPING = frozenset("did does do was were".split())
Teller = Callable[[Frame, Library], RecordReply | None]
_TELLERS: dict[str, Teller] = {
    "list": tell_list,
    "count": tell_list,
    "sort": tell_list,
    "extreme": tell_extreme,
    "compare": tell_comparison,
    "sum": tell_figure,
    "mean": tell_figure,
    "median": tell_figure,
    "per": tell_groups,
}


def tell(frame: Frame, library: Library) -> RecordReply | None:
    """The reply from the records or the issue's page; None if these alone cannot answer the question."""
    op = frame.ask.op
    if op == "absent" and "reference list" in frame.ask.fields and style_in(frame.text):
        # in a style these are the references of the papers here, and not those that a paper ends with
        asks = Ask(op="value", fields=("reference",))
        frame, op = frame._replace(ask=asks, plural=True, every=True, strong=True), "value"
    if frame.finding or op == "table":
        return None
    if op == "issue":
        return tell_issue(frame.ask.fields, frame.text, library.corpus)
    if op == "absent":
        return tell_absent(frame, library)
    if op == "who":
        return tell_authors(frame, library)
    if op == "value":
        reply = tell_values(frame, library)
        return _in_style(reply, frame, library) if reply else None
    if not op:
        return _without_operation(frame, library)
    if op in ("list", "count", "sort") and not frame.filters and (by := _BY_UNTOLD.search(frame.text)):
        return _untold(by["by"])
    if (frame.leftover and op != "compare") or (frame.place and not frame.chooses):  # "as first author": whose?
        return None
    return _TELLERS[op](frame, library)


def _untold(by: str) -> RecordReply:
    """The reply to who wants papers listed by what no record gives."""
    told = "Papers can be listed by year, month, type, journal, volume, first author or keyword."
    return nothing(f"No record here gives {echoed(by)} to list papers by. {told}", unknown=(by,))


def _in_style(reply: RecordReply, frame: Frame, library: Library) -> RecordReply:
    """The reply with references written in the style that the question names, as /cite writes them, and a warning above
    those of retracted or corrected papers; unchanged if it asks for something else.
    """
    if "reference" not in frame.ask.fields or reply.outcome is not Outcome.ANSWERED:
        return reply
    papers, style = library.named(reply.keys), style_in(frame.text)
    warned = "".join(f"{banner(paper)} ({paper.key})\n" for paper in papers if paper.status)
    if style is None:
        return reply.model_copy(update={"text": f"{warned}{reply.text}"})
    if style not in STYLES:
        have = joined([one.label for one in STYLES.values()])
        return nothing(
            f"There is no style {echoed(style)} here. The styles are {have}: “cite it in APA” uses one.", papers
        )
    full = len(papers) == MOST_LINES < len(library.papers)
    rest = f"\n\nI write {MOST_LINES} at most: /cite library writes all of them into a file." if full else ""
    return reply.model_copy(update={"text": f"{warned}{STYLES[style].label}:\n{cite(papers, style)}{rest}"})


def _without_operation(frame: Frame, library: Library) -> RecordReply | None:
    """The reply to a question without an operation: a paper's card for a DOI, a list for a name or a filter;
    else None.
    """
    if frame.leftover:
        return None
    if frame.links:
        return None if frame.name or set(frame.text.split()) & _SAYING else card(frame, library)
    saying = _SAYING - _HELPING if frame.plural else _SAYING  # "does Hansen have more papers"
    if frame.people and not frame.name and not set(frame.text.split()) & saying:
        return tell_list(frame._replace(ask=Ask(op="list")), library)
    if frame.filters and not frame.name and not frame.people and not frame.text.startswith("what is a"):
        return tell_list(frame._replace(ask=Ask(op="list")), library)
    return None

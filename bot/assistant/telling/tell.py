"""Makes the reply to a frame from the records or the issue's page; each operation has its function. Facts about the special issue are told as its
page gives them, with descriptions verbatim; the page is cited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.assistant.citing import banner, issue_page, style_in
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.reply import MOST_LINES, RecordReply, nothing
from bot.assistant.telling.authors import tell_authors
from bot.assistant.telling.comparison import tell_comparison
from bot.assistant.telling.holding import Library
from bot.assistant.telling.lists import tell_extreme, tell_figure, tell_list
from bot.assistant.telling.values import card, tell_absent, tell_groups, tell_values
from bot.assistant.wording import day, echoed, joined
from bot.models import Ask
from corpus.citing import STYLES, cite
from corpus.models import Corpus, Editor, Issue
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
ALL = "`/cite library` in Discord and `marrow corpus cite` on the machine write all of them into a file."
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
SENTENCE = late(r"(?<=[.!?])\s+(?=[A-Z“])")
_GOAL = late(r"\b(?:goals?|aims?|purposes?|objectives?|scope)\b", re.IGNORECASE)
_INTERESTS = late(r"\b(?:interest\w*|works? on|research\w*|speciali[sz]\w*)\b")
MOST_FACTS = 3  # sentences of the issue's page in one reply
_REFERENCES = frozenset(("references", "citations", "everything", "library", "collection"))


def tell(frame: Frame, library: Library) -> RecordReply | None:
    """The reply from the records or the issue's page; None if these alone cannot answer the question."""
    op = frame.ask.op
    if op == "absent" and "reference list" in frame.ask.fields and style_in(frame.text):
        # in a style these are the references of the papers here, and not those that a paper ends with
        asks = Ask(op="value", fields=("reference",))
        frame, op = frame._replace(ask=asks, plural=True, every=True, strong=True), "value"
    elif frame.ask.fields == ("reference",) and _of_all(frame, library):
        frame = frame._replace(plural=True, every=True, strong=True)
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


def _of_all(frame: Frame, library: Library) -> bool:
    """True for "give me the references as bibtex" where no paper is named, or talked about."""
    named = frame.name or frame.links or frame.people or frame.filters or library.about or library.listed
    return not named and not _REFERENCES.isdisjoint(frame.text.split())


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
        told = f"There is no style {echoed(style)} here. The styles are {have}: “cite it in APA” uses one."
        return nothing(told, papers)
    full = len(papers) == MOST_LINES < len(library.papers)
    rest = f"\n\nI write {MOST_LINES} at most. {ALL}" if full else ""
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


class IssueQuestion(NamedTuple):
    """A question about the issue: its plain text, and the editors named in it."""

    text: str
    editors: tuple[Editor, ...]


Says = Callable[[Issue, IssueQuestion], str | None]


def tell_issue(facts: Sequence[str], text: str, corpus: Corpus) -> RecordReply:
    """The reply with some facts from the page (at most ``MOST_FACTS``). It says so if the page does not give
    them or there is no page.
    """
    issue = corpus.issue
    if issue is None:
        said = f"This library has no special issue's page, so the {facts[0]} cannot be told."
        return RecordReply(kind="issue", outcome=Outcome.NOTHING, text=said, unknown=(facts[0],))
    asked = IssueQuestion(text, named_editors(issue, text.split()))
    given = [found for fact in facts[:MOST_FACTS] if (found := FACTS[fact](issue, asked))]
    if not given:
        return _reply(f"The page does not give the {facts[0]}.", corpus, Outcome.NOTHING, (facts[0],))
    return _reply(" ".join(dict.fromkeys(given)), corpus)


def named_editors(issue: Issue, words: Sequence[str]) -> tuple[Editor, ...]:
    """The editors whose family name is among some plain words."""
    return tuple(editor for editor in issue.editors if editor.name and fold(editor.name).split()[-1] in words)


def _reply(
    text: str, corpus: Corpus, outcome: Outcome = Outcome.ANSWERED, unknown: tuple[str, ...] = ()
) -> RecordReply:
    return RecordReply(
        kind="issue", outcome=outcome, text=f"{text}\nSource: {issue_page(corpus)}.", unknown=unknown
    )


def _editors(issue: Issue, asked: IssueQuestion) -> str | None:
    names = [editor.name for editor in issue.editors if editor.name]
    if not names:
        return None
    return f"The guest {'editor is' if len(names) == 1 else 'editors are'} {joined(names)}."


def _meant(issue: Issue, asked: IssueQuestion) -> Sequence[Editor]:
    return asked.editors or issue.editors


def _affiliations(issue: Issue, asked: IssueQuestion) -> str | None:
    given = [f"{e.name or 'a guest editor'}: {e.affiliation}" for e in _meant(issue, asked) if e.affiliation]
    return f"Affiliation of the guest editors: {'; '.join(given)}." if given else None


def _interests(issue: Issue, asked: IssueQuestion) -> str | None:
    given = [
        f"{e.name or 'a guest editor'}: {', '.join(e.interests)}" for e in _meant(issue, asked) if e.interests
    ]
    return f"Research interests of the guest editors: {'; '.join(given)}." if given else None


def _editor(issue: Issue, asked: IssueQuestion) -> str | None:
    """That the people named are editors, and what they work on, or where."""
    names = joined([editor.name or "" for editor in asked.editors])
    who = f"{names} {'is a guest editor' if len(asked.editors) == 1 else 'are guest editors'}."
    says = _interests if _INTERESTS.search(asked.text) else _affiliations
    return " ".join(part for part in (who, says(issue, asked)) if part)


def _deadline(issue: Issue, asked: IssueQuestion) -> str | None:
    """The deadline; whether it has passed is only told if the page says so."""
    if not issue.deadline:
        return "The page says that the issue is closed to submissions." if issue.closed else None
    text = f"The deadline for manuscript submissions is {day(issue.deadline)}."
    if issue.closed:
        return f"{text} The page says that the issue is closed."
    return f"{text} The page does not say more about whether submissions are still taken."


def _goal(issue: Issue, asked: IssueQuestion) -> str | None:
    """The sentence of the description that states the goal, else its first two sentences; verbatim."""
    if not issue.description:
        return None
    sentences = SENTENCE.split(issue.description)
    goals = [one for one in sentences if _GOAL.search(one) and re.search(r"[Ii]ssue|[Cc]ollection", one)]
    return f"The page says: “{' '.join(goals[:1] or sentences[:2])}”"


def _title(issue: Issue, asked: IssueQuestion) -> str | None:
    return f"The special issue is “{issue.title}”{f' in the journal {issue.journal}' if issue.journal else ''}."


def _overview(issue: Issue, asked: IssueQuestion) -> str | None:
    """The title of the issue, its goal, and its editors."""
    parts = [_title(issue, asked), _goal(issue, asked), _editors(issue, asked)]
    return " ".join(part for part in parts if part)


def _journal(issue: Issue, asked: IssueQuestion) -> str | None:
    issn = f" (ISSN {issue.issn})" if issue.issn else ""
    return f"The special issue belongs to the journal {issue.journal}{issn}." if issue.journal else None


def _on_page(*words: str) -> Says:
    """A function that quotes the sentences of the page that match one of some patterns, verbatim: at most two."""
    pattern = late("|".join(words), re.IGNORECASE)

    def says(issue: Issue, asked: IssueQuestion) -> str | None:
        sentences = [one for passage in issue.passages or () for one in SENTENCE.split(passage)]
        found = [one for one in sentences if pattern.search(one)]
        return f"The page says: “{' '.join(found[:2])}”" if found else None

    return says


def _quoted(field: str) -> Says:
    def says(issue: Issue, asked: IssueQuestion) -> str | None:
        value = getattr(issue, field)
        return f"The page says: “{value}”" if value else None

    return says


FACTS: dict[str, Says] = {
    "editors' affiliations": _affiliations,
    "editors' interests": _interests,
    "guest editors": _editors,
    "editor": _editor,
    "deadline": _deadline,
    "article processing charge": _on_page(r"processing charge", r"\bAPC\b", r"\bfee\b"),
    "peer review": _on_page(r"peer[- ]review", r"refereed"),
    "publisher": _on_page(r"published by\b", r"publisher"),
    "how to submit": _on_page(
        r"should be submitted", r"are invited", r"Instructions for Authors", r"editing service"
    ),
    "benefits": _on_page(r"discoverab", r"citabl", r"visibility", r"expansion of", r"ease of"),
    "e-book": _on_page(r"e-book"),
    "ISSN": lambda issue, asked: (
        f"The ISSN of {issue.journal or 'the journal'} is {issue.issn}." if issue.issn else None
    ),
    "companion issue": _quoted("companion"),
    "section": lambda issue, asked: (
        f"The special issue belongs to the section “{issue.section}”." if issue.section else None
    ),
    "page views": lambda issue, asked: (
        None if issue.views is None else f"The special issue's page has been viewed {issue.views:,} times."
    ),
    "keywords": lambda issue, asked: (
        f"The keywords of the special issue are {', '.join(issue.keywords)}." if issue.keywords else None
    ),
    "goal": _goal,
    "description": _quoted("description"),
    "link": lambda issue, asked: f"The special issue's page is {issue.link}" if issue.link else None,
    "date of publication": lambda issue, asked: None,
    "journal": _journal,
    "title": _title,
    "overview": _overview,
}


def asks_more(frame: Frame, library: Library) -> bool:
    """True if records alone cannot answer: none has what is asked for, or a question for authors has another word of
    the abstracts ("who employs its last author").
    """
    of_authors = any(field.endswith(("author", "authors")) for field in frame.ask.fields)
    others = (one for one in frame.leftover if of_authors and library.index.standing(one).held)
    return frame.ask.op == "absent" or any(not titles_holding((one,), library.papers) for one in others)

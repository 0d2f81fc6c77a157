"""Facts about the special issue itself, as its page gives them, with the page cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.assistant.citing import issue_page
from bot.assistant.records import facts
from bot.assistant.records.people import fits_name
from bot.assistant.records.reply import RecordReply, joined
from bot.assistant.records.text import PAPER, PAPERS, Asked, fold, topic_words
from corpus.models import Corpus, Issue
from index.models import Outcome

_ISSUE = r"(?:special issue|special collection|this issue|the issue(?! (?:with|of|number|is))|issue page|special issues)"
_PAGE = rf"(?:{_ISSUE}|(?:the|this|its) page|the call)"
_ESCAPE = re.compile(r"\\[a-z]")
_ABOUT_PAPER = re.compile(
    rf"\b(?:of|for|in|on|to|does|did|is|was) (?:the|this|that) (?:\S+ ){{0,4}}?{PAPER}\b|\betal\b"
)


class Fact(NamedTuple):
    """One fact: the words that ask for it, and the sentence that gives it (None: the page does not)."""

    name: str
    asks: re.Pattern[str]
    says: Callable[[Issue, Asked, date | None], str | None]


def _fact(name: str, asks: str, says: Callable[[Issue, Asked, date | None], str | None]) -> Fact:
    return Fact(name, re.compile(asks), says)


_EDITOR = r"(?:guest )?(?<!to the )editors?\b(?! choice)"
_OF_ISSUE = rf"\b.*\b{_PAGE}\b"
FACTS: tuple[Fact, ...] = (
    _fact(
        "editors' affiliations",
        rf"\baffiliat\w+\b.*\b{_EDITOR}|\b{_EDITOR}.*\baffiliat|\bwhere (?:is|are|do|does) .*\b{_EDITOR}.*\b(?:from|work|based|located)?"
        rf"|\b(?:which|what) (?:universit\w+|institut\w+|hospitals?|department|country|city)\b.*\b{_EDITOR}|\b{_EDITOR}.*\b(?:from|work at|based|universit\w+|hospital|department|institut\w+)\b",
        facts.affiliations,
    ),
    _fact(
        "editors' interests",
        rf"\b(?:interests?|interested|speciali[sz]\w+|expertise|research (?:areas?|fields?|focus|topics?))\b.*\b{_EDITOR}|\b{_EDITOR}.*\b(?:interests?|interested|speciali[sz]\w+|expertise|research|work on)\b",
        facts.interests,
    ),
    _fact(
        "guest editors",
        rf"\b{_EDITOR}|\bwho (?:edit(?:ed|s)|is editing|curated|organi[sz]ed|runs|is in charge of|is behind){_OF_ISSUE}|\bwho edit(?:ed|s)\b|\bedited by\b",
        facts.editors,
    ),
    _fact(
        "deadline",
        r"\bdeadlines?\b|\bsubmission (?:date|closes?|ends?|window|period|due)|\b(?:when|until|till|by when|how long|still|too late|last day|due date|can (?:i|we|one)|is it possible)\b.*\bsubmi(?:t\w*|ssions?)\b"
        rf"|\bsubmissions? (?:still )?(?:open|closed?|over|due|possible|until)\b|\bopen (?:for|to) submissions?\b|\bcall for papers\b|\b{_ISSUE} (?:still |already )?(?:open|closed?)\b|\bdue date\b",
        facts.deadline,
    ),
    _fact("ISSN", r"\be?issn\b", facts.issn),
    _fact(
        "companion issue",
        r"\b(?:joint|companion|sister|partner|related|other|twin|second|parallel)(?: special)? (?:issue|collection)s?\b",
        facts.companion,
    ),
    _fact(
        "section",
        rf"\bsections?{_OF_ISSUE}|\b{_ISSUE}\b.*\bsection\b|\bsection of (?:the|which) journal\b|\bjournal section\b|\bsection of cancers\b",
        facts.section,
    ),
    _fact(
        "page views",
        rf"\b(?:views?|viewed|visits|visited|visitors|popular|seen|read){_OF_ISSUE}|\b{_PAGE} .*\b(?:views?|viewed|visited|visits|popular|seen)\b",
        facts.views,
    ),
    _fact(
        "keywords",
        rf"\b(?:keywords?|key words|topics?|themes?|subjects?){_OF_ISSUE}|\b{_ISSUE}\b.*\b(?:keywords?|topics?|themes?|subjects)\b|^(?:(?:what|which|how|many|are|is|the|list|show|me|give|all|and|tell) )*(?:keywords?|key words)(?: are there| here| listed)?$",
        facts.keywords,
    ),
    _fact(
        "goal",
        rf"\b(?:aims?|goals?|scope|purpose|objectives?|motivation|reason|why){_OF_ISSUE}|\b{_ISSUE}\b.*\b(?:aims?|goals?|scope|purpose|objectives?|try\w* to|want|hope)\b",
        facts.goal,
    ),
    _fact(
        "description",
        rf"\b(?:full )?(?:description|information|introduction|text|summary|preface){_OF_ISSUE}|\bwhat (?:does|do) .*\b(?:{_PAGE}|editors) (?:say|write)\b|\b{_ISSUE} (?:information|description)\b",
        facts.description,
    ),
    _fact(
        "link",
        rf"\b(?:links?|urls?|web ?(?:page|site|address)|page address|where (?:can|do) i (?:find|see)){_OF_ISSUE}|\b{_ISSUE} (?:link|url|page address|website)\b",
        facts.link,
    ),
    _fact(
        "date of publication",
        rf"\bwhen\b.*\b{_ISSUE}\b.*\b(?:published?|appear(?:ed)?|c[oa]me out|launch(?:ed)?|start(?:ed)?)\b",
        lambda issue, asked, today: None,
    ),
    _fact(
        "journal",
        rf"^(?!.*\bwhen\b).*\b(?:journals?|published|publishes|publisher|hosted|part of|belongs?){_OF_ISSUE}|\b{_ISSUE}\b.*\bjournal\b",
        facts.journal,
    ),
    _fact(
        "title",
        rf"\b(?:titles?|names?|called){_OF_ISSUE}$|\b{_ISSUE} (?:title|name|called|titled)\b|\bwhat is the {_ISSUE}$|\b(?:which|what) special issue\b",
        facts.title,
    ),
    _fact(
        "overview",
        rf"\b(?:about|cover|on|details|tell me|overview|describe){_OF_ISSUE}|\b{_ISSUE}\b (?:is )?(?:about|cover|on|for|all about|details|deal with)\b|^(?:the |this )?special issue$",
        facts.overview,
    ),
)
_PAPERS_ASKED = re.compile(
    rf"\b(?:how many|number of|list|which|what|any|all|show|most|least|newest|latest|oldest|longest|shortest)\b(?: \S+){{0,4}}? (?:{PAPERS}|paper|article)\b|\bauthors?\b|\b(?:most|least) (?:cited|viewed|read|recent)\b|\b(?:newest|oldest|longest|shortest)\b"
)
_OWN = ("ISSN", "deadline", "guest editors", "editors' affiliations", "editors' interests", "companion issue")


def answer_issue(asked: Asked, corpus: Corpus, today: date | None = None) -> RecordReply | None:
    """A fact about the issue with its page cited; None for a question about papers or findings."""
    issue = corpus.issue
    found = [fact for fact in FACTS if asked.has(fact.asks)]
    if issue and not found:
        return _of_editor(issue, asked, corpus)
    if not found or (asked.has(_PAPERS_ASKED) and found[0].name not in _OWN):
        return None
    if asked.dois or (asked.has(_ABOUT_PAPER) and found[0].name not in _OWN):
        return None
    if issue is None:
        return _no_page(found[0], asked)
    if len(_strays(asked, issue)) > 1:
        return None
    texts = [fact.says(issue, asked, today) for fact in _chosen(found)]
    given = [text for text in texts if text]
    if not given:
        return _reply(f"The page does not give the {found[0].name}.", corpus, Outcome.NOTHING, (found[0].name,))
    return _reply(" ".join(given), corpus)


def _strays(asked: Asked, issue: Issue) -> list[str]:
    """The words that neither ask for a fact nor stand in the issue's own names: more than one, and it is not meant."""
    asking = {word for fact in FACTS for word in re.findall(r"[a-z]{4,}", _ESCAPE.sub(" ", fact.asks.pattern))}
    editors = " ".join(editor.name or "" for editor in issue.editors)
    own = set(fold(f"{issue.title} {issue.journal} {issue.companion} {issue.section} {editors}").split())
    return [
        word
        for word in topic_words(asked)
        if word not in own and not any(word.startswith(stem) or stem.startswith(word) for stem in asking)
    ]


def _chosen(found: list[Fact]) -> list[Fact]:
    """The facts asked for, less the ones that only lead to them ("which journal is the special issue about")."""
    special = [fact for fact in found if fact.name != "overview"] or found
    about_editors = [fact for fact in special if fact.name.startswith("editors'")]
    return [fact for fact in special if not (about_editors and fact.name in ("guest editors", "link", "journal"))][
        :3
    ]


_EDITORS_ASK = re.compile(
    r"\b(?:where|affiliat\w*|universit\w*|institut\w*|hospital|department|country|city|from|interest\w*|work\w*|who)\b"
)
_INTERESTS = re.compile(r"\b(?:interest\w*|works? on|research\w*|speciali[sz]\w*)\b")


def _of_editor(issue: Issue, asked: Asked, corpus: Corpus) -> RecordReply | None:
    """What the page says of an editor named without the word "editor"; None where no editor is named."""
    named = [editor for editor in issue.editors if editor.name and fits_name(asked.words, editor.name)]
    if not named or not asked.has(_EDITORS_ASK):
        return None
    says = facts.interests if asked.has(_INTERESTS) else facts.affiliations
    who = f"{joined([editor.name or '' for editor in named])} {'is a guest editor' if len(named) == 1 else 'are guest editors'}."
    return _reply(" ".join(part for part in (who, says(issue, asked, None)) if part), corpus)


def _no_page(fact: Fact, asked: Asked) -> RecordReply | None:
    """A library that came without an issue's page says so, where the question is plainly about one."""
    if fact.name not in _OWN[1:] and not asked.has(re.compile(r"\bspecial issue\b")):
        return None
    if fact.name == "guest editors" and not asked.has(re.compile(r"\beditors?\b|\bspecial issue\b")):
        return None
    text = f"This library has no special issue's page, so the {fact.name} cannot be told."
    return RecordReply(kind="issue", outcome=Outcome.NOTHING, text=text, unknown=(fact.name,))


def _reply(
    text: str, corpus: Corpus, outcome: Outcome = Outcome.ANSWERED, unknown: tuple[str, ...] = ()
) -> RecordReply:
    source = f"Source: {issue_page(corpus)}."
    return RecordReply(kind="issue", outcome=outcome, text=f"{text}\n{source}", unknown=unknown)

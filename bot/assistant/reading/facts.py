"""Finds which facts about the special issue a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.words import Plain, fold
from corpus.models import Issue
from corpus.patterns import late

ALWAYS = ("ISSN", "deadline", "guest editors", "editors' affiliations", "editors' interests", "companion issue",
          "article processing charge", "peer review", "publisher", "how to submit")  # fmt: skip
_PAPERS = late(
    r"\b(?:how many|number of|list|which|what|any|all|show|most|least|newest|latest|oldest|longest|shortest)\b(?: \S+){0,4}? (?:papers|articles|publications|manuscripts|reviews|meta analyses|works|studies|ones|case reports|paper|article)\b|\bauthors?\b|\b(?:most|least) (?:cited|viewed|read|recent)\b|\b(?:newest|oldest|longest|shortest)\b"
)
_OF_A_PAPER = late(
    r"\b(?:of|for|in|on|to|does|did|is|was) (?:the|this|that) (?:\S+ ){0,4}?(?:paper|article|study|publication|manuscript|review|meta analysis|trial|report|one)\b|\betal\b"
)
_OF_EDITORS = late(
    r"\b(?:where|affiliat\w*|universit\w*|institut\w*|hospital|department|country|city|from|interest\w*|work\w*|who)\b"
)
_SPECIAL = late(r"\bspecial issue\b")
_OF_PUBLISHING = late(
    r"\b(?:apcs?|processing|publish\w*|publications?|open access|submit\w*|submissions?|journal|(?:the|this|that|your|special) issue|fees?|(?:article|author|page) charges?|charges? (?:for|to|per) (?:an? )?(?:articles?|authors?|papers?))\b"
)
_EDITOR = late(r"\bedit(?:ors?|s|ed|ing)\b|\bspecial issue\b")


ELSEWHERE = 2  # words of another subject in a question about a page that is not there
# Facts that papers have too: asked in a word or two after a paper was talked about, the paper's is meant.
OF_PAPERS_TOO = frozenset(
    {"keywords", "article processing charge", "benefits", "journal", "link", "title", "date of publication"}
)


def facts_in(plain: Plain, issue: Issue | None, lexicon: Lexicon, of_issue: bool = False) -> tuple[str, ...]:
    """The names of the facts asked for, the most specific first; () for a question about papers or findings.
    ``of_issue``: the issue was talked about last, so the question need not name it.
    """
    text = plain.text
    own = [match.name for match in lexicon.find(lexicon.own, text)]
    of = (
        [match.name for match in lexicon.find(lexicon.of, text)] if of_issue or _names_issue(text, lexicon) else []
    )
    found = [name for name in lexicon.own | lexicon.of if name in own or name in of]
    if not found:
        return ("editor",) if issue and _of_editor(plain, issue) else ()
    if plain.links or (found[0] not in ALWAYS and (_PAPERS.search(text) or _OF_A_PAPER.search(text))):
        return ()
    if (
        found[0] == "peer review"
        and re.search(r"\bpapers?\b|\breviewers\b", text)
        and not _names_issue(text, lexicon)
    ):
        return ()
    if issue is None:
        said = {"guest editors": _EDITOR, "article processing charge": _OF_PUBLISHING}.get(found[0])
        told = found[0] in ALWAYS[1:] and (said is None or said.search(text) is not None)
        told = told and len(_strays(plain, None, lexicon)) <= ELSEWHERE
        return (found[0],) if told or _SPECIAL.search(text) else ()
    strays = _strays(plain, issue, lexicon)
    return () if len(strays) > 1 or (strays and found == ["overview"]) else tuple(_chosen(found))


def _names_issue(text: str, lexicon: Lexicon) -> bool:
    return bool(
        re.search(rf"(?<!\S)(?:{'|'.join(word.strip('/') for word in lexicon.set_of('PAGE'))})(?!\S)", text)
    )


def _of_editor(plain: Plain, issue: Issue) -> bool:
    named = any(editor.name and fold(editor.name).split()[-1] in plain.words for editor in issue.editors)
    return named and bool(_OF_EDITORS.search(plain.text))


def _strays(plain: Plain, issue: Issue | None, lexicon: Lexicon) -> list[str]:
    """The words that neither ask for a fact nor are in the issue's own names. With more than one of them, or one beside
    "what is it about" (where there is no page, and so no names: more than ``ELSEWHERE``), the question is not about the issue.
    """
    asking = {
        word for name in lexicon.own | lexicon.of for word in lexicon.words_of("fact", name) if len(word) > 3
    }
    own = set[str]()
    if issue is not None:
        editors = " ".join(editor.name or "" for editor in issue.editors)
        own = set(fold(f"{issue.title} {issue.journal} {issue.companion} {issue.section} {editors}").split())
    words = [w for w in plain.words if w not in lexicon.filler and w not in lexicon.nouns and w not in own]
    return [
        w for w in words if len(w) > 3 and not any(w.startswith(stem) or stem.startswith(w) for stem in asking)
    ]


def _chosen(found: Sequence[str]) -> list[str]:
    """The facts asked for, without those whose words only introduce another ("which journal is the special issue
    about").
    """
    special = [name for name in found if name != "overview"] or list(found)
    if any(name.startswith("editors'") for name in special):
        special = [name for name in special if name not in ("guest editors", "link", "journal")]
    if any(name in ("article processing charge", "how to submit") for name in special):
        special = [
            n
            for n in special
            if n
            not in (
                "journal",
                "publisher",
                "description",
                "deadline" if "article processing charge" in special else "",
            )
        ]
    return special

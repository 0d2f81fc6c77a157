"""Questions about authors across papers: who signed more than one, with whom, how many there are, what a group is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.assistant.records.authorship import is_author
from bot.assistant.records.people import Person, papers_by, people_of
from bot.assistant.records.reply import MOST_LINES, RecordReply, TopicFinder, answered, joined, lines, nothing
from bot.assistant.records.text import FILLER, NOUNS, PAPERS, Asked
from bot.assistant.wording import counted
from corpus.models import Corpus

_SHOWN = 20
_REPEATED = re.compile(
    r"\b(?:authors?|who|whos|anyone|anybody|somebody|people|researchers?|names?|persons?|writers?)\b.*\b(?:more than (?:one|1|once)|multiple"
    r"|several|two or more|at least (?:two|2)|both|two|2|twice|repeatedly|more than a single)\b(?: \w+){0,2}?"
    rf" ?(?:{PAPERS}|times|paper)?(?: \w+){{0,3}}$|\b(?:repeat(?:ed)?|recurring|shared|common|overlapping) authors?\b"
)
_SAME = re.compile(r"\b(?:same|overlap\w*|share[sd]?) authors?\b|\bauthors? (?:in common|overlap)\b")
_MOST = re.compile(
    rf"\b(?:authors?|who|researcher|person) .*\bmost (?:{PAPERS}|prolific|often|times)\b|\bmost prolific\b|\bwho (?:wrote|published|authored) (?:the )?most$"
)
_TOGETHER = re.compile(
    r"\b(?:together|jointly|co ?wr[io]te|co ?written|coauthor\w*|co authors?|co authored|collaborat\w+|same paper|both (?:on|authors)|with each other)\b"
    r"|\b(?:work|worked|publish|published|write|wrote|written) (?:\w+ ){0,3}?with\b"
)
_WITH_WHOM = re.compile(
    r"\bwho (?:did|has|does|else|are|is|were|worked|published|wrote)\b.*\b(?:with|coauthors?|co authors?)\b|\b(?:coauthors?|co authors?) (?:of|does|did|has)\b"
    r"|\bwith whom\b|\b(?:coauthors|co authors)$"
)
_TOTAL = re.compile(
    rf"\b(?:how many|number of) (?:\w+ )?(?:authors|researchers|people)\b.*\b(?:total|altogether|overall|all|together|library|collection|issue|{PAPERS}|here)\b"
    rf"|\b(?:all|every|each) (?:of )?(?:the )?(?:\w+ )?(?:authors?)\b(?! of (?:the|this|that|it)\b.*\b(?:paper|one|study|article|review|trial)\b)"
    r"|^(?:list|show|name|give me|show me) (?:the )?authors$|^(?:how many authors|authors)(?: (?:are there|do you have|here|in total))?$"
)
_MEMBERS = re.compile(
    r"\bmembers?\b|\bwho (?:is|are|was|were|all|else) (?:\w+ )?(?:in|part of|behind)\b"
    r"|\b(?:people|authors?|researchers?) (?:in|of|from) the\b"
)
_FULL_NAME = re.compile(
    r"\b(?:full|first|given|whole|complete) names? (?:of|for)\b|\b(?:full|first|given|whole) names?$|\bwhat does the .*\bstand for$"
)


async def answer_authors(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """What the records say of authors across papers; None for a question about one paper's, or about none."""
    if asked.has(_REPEATED) and not _left_over(asked, corpus):
        return _repeated(corpus)
    if asked.has(_MOST) and not _left_over(asked, corpus):
        return _most(corpus)
    persons = people_of(corpus).named(asked.words)
    if not persons:
        return _everybody(corpus) if asked.has(_TOTAL) and not _left_over(asked, corpus) else None
    if asked.has(_TOGETHER) or asked.has(_SAME):
        return _together(asked, persons, corpus)
    if asked.has(_FULL_NAME):
        return _who(persons, corpus)
    groups = [person for person in persons if _is_group(person, corpus)]
    if groups and asked.has(_MEMBERS):
        return _group(groups[0], corpus)
    return await is_author(asked, corpus, topic, about)


_ASKING = (
    FILLER
    | NOUNS
    | frozenset(
        """
    author authors authored coauthor coauthors writer writers researcher researchers person persons somebody anybody people names name
    wrote write written published publish signed sign appear appears appeared more than one once multiple several
    two 2 both twice times least most prolific many different unique distinct repeat repeated recurring shared
    common share same often total altogether overall number involved contributed contribute count special issue
    first last co separate
    """.split()
    )
)


def _left_over(asked: Asked, corpus: Corpus) -> bool:
    """True where the question holds words that are not about authors at all."""
    return any(word not in _ASKING for word in asked.words)


def _papers_of(corpus: Corpus) -> Counter[str]:
    """How many papers each person signed, in the order they first stand in the library."""
    return Counter(
        name for paper in corpus.papers for name in dict.fromkeys(a.name for a in paper.authors if not a.is_group)
    )


def _no_authors() -> RecordReply:
    return nothing("The records here do not give the authors of the papers.", unknown=("authors",))


def _repeated(corpus: Corpus) -> RecordReply:
    signed = _papers_of(corpus)
    if not signed:
        return _no_authors()
    names = [name for name, number in signed.items() if number > 1]
    if not names:
        return answered("No author is on more than one paper here.")
    return _on_papers(f"{counted(len(names), 'author is', 'authors are')} on more than one paper:", names, corpus)


def _on_papers(heading: str, names: Sequence[str], corpus: Corpus) -> RecordReply:
    """A line for each of the names with how many papers, then these papers."""
    wanted, signed = set(names), _papers_of(corpus)
    papers = [paper for paper in corpus.papers if any(author.name in wanted for author in paper.authors)]
    parts = [f"{name} ({counted(signed[name], 'paper')})" for name in names[:_SHOWN]]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return answered(f"{heading} {joined(parts)}{more}.\n{lines(papers)}", papers[:MOST_LINES])


def _most(corpus: Corpus) -> RecordReply:
    signed = _papers_of(corpus)
    if not signed:
        return _no_authors()
    most = max(signed.values())
    names = [name for name, number in signed.items() if number == most]
    return (
        _on_papers("On the most papers:", names, corpus)
        if most > 1
        else answered("No author is on more than one paper here.")
    )


def _everybody(corpus: Corpus) -> RecordReply:
    signed = _papers_of(corpus)
    if not signed:
        return _no_authors()
    groups = dict.fromkeys(a.name for paper in corpus.papers for a in paper.authors if a.is_group)
    also = f", and {joined([f'the group {name}' for name in groups])}" if groups else ""
    names = ", ".join(list(signed)[:_SHOWN]) + (
        f" and {len(signed) - _SHOWN} more" if len(signed) > _SHOWN else ""
    )
    papers = counted(len(corpus.papers), "paper")
    return answered(f"{counted(len(signed), 'author')} signed the {papers} here{also}: {names}.")


def _together(asked: Asked, persons: Sequence[Person], corpus: Corpus) -> RecordReply | None:
    """The papers two or more people signed together, or with whom one did."""
    if len(persons) == 1:
        return _with_whom(persons[0], corpus) if asked.has(_WITH_WHOM) else None
    papers = list(corpus.papers)
    for person in persons:
        papers = papers_by(papers, person.names)
    names = joined([joined(person.names, "or") for person in persons])
    if not papers:
        return answered(f"No paper here was signed by {names} together.")
    return answered(
        f"{counted(len(papers), 'paper')} here signed by {names} together:\n{lines(papers)}", papers[:MOST_LINES]
    )


def _with_whom(person: Person, corpus: Corpus) -> RecordReply:
    papers = papers_by(corpus.papers, person.names)
    others = [a.name for paper in papers for a in paper.authors if a.name not in person.names]
    text = f"{joined(person.names, 'or')} signed {counted(len(papers), 'paper')} here, with {joined(list(dict.fromkeys(others))) or 'nobody else'}."
    return answered(f"{text}\n{lines(papers)}", papers[:MOST_LINES])


def _who(persons: Sequence[Person], corpus: Corpus) -> RecordReply:
    names = [name for person in persons for name in person.names]
    papers = papers_by(corpus.papers, names)
    return answered(f"The records name {joined(names)}.\n{lines(papers)}", papers[:MOST_LINES])


def _is_group(person: Person, corpus: Corpus) -> bool:
    return any(a.is_group and a.name in person.names for paper in corpus.papers for a in paper.authors)


def _group(person: Person, corpus: Corpus) -> RecordReply:
    papers = papers_by(corpus.papers, person.names)
    others = [a.name for paper in papers for a in paper.authors if not a.is_group]
    text = f"The record does not list the members of the {person.names[0]}. It signs as a group beside {joined(others)}."
    return nothing(f"{text}\n{lines(papers)}", papers[:MOST_LINES], ("members of the group",))

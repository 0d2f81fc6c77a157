"""Whether somebody is an author of a paper: yes or no, with the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.citing import address
from bot.assistant.records.naming import name_papers
from bot.assistant.records.people import Person, people_of
from bot.assistant.records.reply import RecordReply, TopicFinder, answered, joined, named
from bot.assistant.records.text import Asked
from corpus.models import Corpus, Paper

_IS_AUTHOR = re.compile(
    r"\b(?:is|was|are|were) (?P<who>.+?) (?:one of the |also |really |an? |the )*(?:co ?)?(?:authors?|first author|last author)\b"
    r"|\b(?:did|has|have) (?P<did>.+?) (?:also |really |ever )?(?:co ?)?(?:write|wrote|written|author|authored|sign) (?P<what>.+)$"
    r"|\b(?:was|is) .*\b(?:written|authored) by (?P<by>.+)$"
)


async def is_author(asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]) -> RecordReply | None:
    """Yes or no to "did X write the paper on Y"; None where no paper is named."""
    match = _IS_AUTHOR.search(asked.text)
    if not match:
        return None
    who = match["who"] or match["did"] or match["by"]
    persons = people_of(corpus).named(who.split())
    if not persons:
        return None
    spoken = frozenset(word for person in persons for word in person.typed.split())
    verbs = frozenset(
        "write wrote written author authors authored coauthor co sign signed one also really ever first last".split()
    )
    found = await name_papers(asked, spoken | verbs, corpus, topic, about)
    if len(found.papers) != 1 or found.by == "all":
        return None
    return _yes_or_no(persons[0], found.papers[0])


def _yes_or_no(person: Person, paper: Paper) -> RecordReply:
    names = [author.name for author in paper.authors]
    signed = [name for name in person.names if name in names]
    if signed:
        return answered(
            f"Yes: {joined(signed)} is an author of {named(paper)}, number {names.index(signed[0]) + 1} of {len(names)}. {address(paper)}",
            [paper],
        )
    return answered(
        f"No: {joined(person.names, 'or')} is not an author of {named(paper)}. Its authors are {joined(names)}. {address(paper)}",
        [paper],
    )

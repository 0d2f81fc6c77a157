"""Replies about authors of several papers: who wrote more than one, with whom, how many there are, whether a
person wrote a paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from bot.assistant.citing import address
from bot.assistant.fields import signing
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.people import Person, papers_by
from bot.assistant.reading.phrases import PAPERS
from bot.assistant.reply import MOST_LINES, RecordReply, answered, lines, listing, named, nothing
from bot.assistant.telling.choosing import Chosen, name, select
from bot.assistant.telling.comparison import sides
from bot.assistant.telling.holding import Library
from bot.assistant.wording import counted, joined
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import NUMBERS

_SHOWN = 20  # names in one reply
_BOUND = late(
    rf"\b(?:(?P<more>(?:more|greater) than|over|above)|at least|minimum(?: of)?|no fewer than) (?P<n>\d{{1,3}}|[a-z]+) (?:{PAPERS}|times)\b"
    rf"|\b(?P<m>\d{{1,3}}|[a-z]+) (?:or more (?:{PAPERS}|times)\b|(?:{PAPERS}|times) or more$)"
)
_TOP = late(r"\b(?:(?P<n>\d{1,2}|[a-z]+) (?:most|busiest)|top (?P<m>\d{1,2}|[a-z]+))\b")
_ON_NO_TWO = "No author is on more than one paper here."
_VERBS = frozenset(
    "write wrote written author authors authored coauthor co sign signed one also really ever first last".split()
)


def tell_authors(frame: Frame, library: Library) -> RecordReply | None:
    """The reply to a question about authors of several papers; None if the question is about something else."""
    told: dict[str, Callable[[Frame, Library], RecordReply | None]] = {
        "repeated": _repeated,
        "shared": _shared,
        "most": _most,
        "everybody": _everybody,
        "together": _together,
        "full name": lambda frame, library: _who(frame.people, library),
        "members": _members,
        "is_author": _is_author,
    }
    if frame.leftover and frame.ask.by not in ("is_author", "together", "shared"):
        return None
    return told[frame.ask.by](frame, library)


def _signed(papers: Sequence[Paper], leads: bool = False) -> Counter[str]:
    """The number of papers of each person, in the order in which they first appear; ``leads``: of those where they
    are first author. Groups are not counted.
    """
    signed = (signing(paper)[0] for paper in papers)
    return Counter(name for names in signed for name in dict.fromkeys(names[:1] if leads else names))


def _no_authors() -> RecordReply:
    return nothing("The records here do not give the authors of the papers.", unknown=("authors",))


def _repeated(frame: Frame, library: Library) -> RecordReply:
    papers = select(frame, library).papers
    if "first author" in frame.text:
        leads = _signed(papers, leads=True)
        return _leads([name for name, number in leads.items() if number > 1], papers)
    signed = _signed(papers)
    least = _least(frame.text)
    names = [name for name, number in signed.most_common() if number >= least]
    if not signed:
        return _no_authors()
    if not names:
        return answered(_ON_NO_TWO if least == 2 else f"No author is on {least} papers or more here.")
    many = "more than one paper" if least == 2 else f"{least} papers or more"
    return _on_papers(f"{counted(len(names), 'author is', 'authors are')} on {many}:", names, papers)


def _least(text: str) -> int:
    """The number of papers that a question asks for at least ("more than two papers": 3); 2 if it names none."""
    found = _BOUND.search(text)
    if found is None:
        return 2
    said = found["n"] or found["m"]
    number = int(said) if said.isdigit() else NUMBERS.get(said, 1)
    return max(2, number + (found["more"] is not None))


def _shared(frame: Frame, library: Library) -> RecordReply | None:
    """The common authors of the papers named; without names, the authors of more than one paper. None if only
    one paper is found.
    """
    papers = sides(frame, library)
    if not (frame.name or frame.leftover):
        return _repeated(frame, library)
    if len(papers) < 2:
        return None
    every = [{author.name for author in paper.authors} for paper in papers]
    names = [author.name for author in papers[0].authors if all(author.name in signed for signed in every)]
    who = (
        f"{joined(names)} signed {'both' if len(papers) == 2 else 'all of them'}:"
        if names
        else "They have no author in common:"
    )
    return answered(f"{who}\n{lines(papers)}", papers)


def _leads(names: Sequence[str], papers: Sequence[Paper]) -> RecordReply:
    """The reply that names the first authors of more than one paper, with their papers."""
    if not names:
        return answered("Nobody is first author of more than one paper here.")
    theirs = [paper for paper in papers if _signed([paper], leads=True).keys() & set(names)]
    return listing(f"First author of more than one paper: {joined(names)}.\n{lines(theirs)}", theirs)


def _on_papers(heading: str, names: Sequence[str], papers: Sequence[Paper], leads: bool = False) -> RecordReply:
    """The names with their numbers of papers after a heading, then these papers; ``leads``: as first authors."""
    wanted, signed = set(names), _signed(papers, leads)
    theirs = [paper for paper in papers if wanted & _signed([paper], leads).keys()]
    parts = [f"{name} ({counted(signed[name], 'paper')})" for name in names[:_SHOWN]]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return listing(f"{heading} {joined(parts)}{more}.\n{lines(theirs)}", theirs)


def _most(frame: Frame, library: Library) -> RecordReply:
    papers = select(frame, library).papers
    leads = frame.place == "first" or "first author" in frame.text
    signed = _signed(papers, leads)
    if not signed:
        return _no_authors()
    numbers = sorted(signed.values(), reverse=True)
    if numbers[0] == 1:
        return _leads((), papers) if leads else answered(_ON_NO_TWO)
    top = next((end.top for end in frame.ask.ends if end.top), _top(frame.text))
    least = max(2, numbers[:top][-1])
    names = [name for name, number in signed.most_common() if number >= least]
    heading = "First author of the most papers:" if leads else "On the most papers:"
    return _on_papers(heading, names, papers, leads)


def _top(text: str) -> int:
    """How many of the most prolific authors a question asks for; 1 if it names no number."""
    found = _TOP.search(text)
    said = (found["n"] or found["m"]) if found else "1"
    return max(1, int(said) if said.isdigit() else NUMBERS.get(said, 1))


def _everybody(frame: Frame, library: Library) -> RecordReply:
    chosen = name(frame, library) if frame.links else select(frame, library)
    signed = _signed(chosen.papers)
    if not signed:
        return _no_authors()
    groups = dict.fromkeys(a.name for paper in chosen.papers for a in paper.authors if a.is_group)
    also = f", and {joined([f'the group {name}' for name in groups])}" if groups else ""
    more = f" and {len(signed) - _SHOWN} more" if len(signed) > _SHOWN else ""
    papers = counted(len(chosen.papers), "paper") + (f" {chosen.says}" if chosen.says else "")
    return answered(
        f"{counted(len(signed), 'author')} signed the {papers} here{also}: {', '.join(list(signed)[:_SHOWN])}{more}."
    )


def _together(frame: Frame, library: Library) -> RecordReply | None:
    """The papers that several people wrote together, or the people with whom one person wrote."""
    people = frame.people
    if len(people) == 1:
        return None if frame.leftover or frame.name else _with_whom(people[0], library)
    papers = list(library.papers)
    for person in people:
        papers = papers_by(papers, person.names)
    names = joined([joined(person.names, "or") for person in people])
    if not papers:
        return answered(f"No paper here was signed by {names} together.")
    return listing(f"{counted(len(papers), 'paper')} here signed by {names} together:\n{lines(papers)}", papers)


def _with_whom(person: Person, library: Library) -> RecordReply:
    papers = papers_by(library.papers, person.names)
    others = [a.name for paper in papers for a in paper.authors if a.name not in person.names]
    text = f"{joined(person.names, 'or')} signed {counted(len(papers), 'paper')} here, with {joined(list(dict.fromkeys(others))) or 'nobody else'}."
    return listing(f"{text}\n{lines(papers)}", papers)


def _who(people: Sequence[Person], library: Library) -> RecordReply:
    names = [name for person in people for name in person.names]
    papers = papers_by(library.papers, names)
    return listing(f"The records name {joined(names)}.\n{lines(papers)}", papers)


def _members(frame: Frame, library: Library) -> RecordReply | None:
    groups = [
        person
        for person in frame.people
        if any(a.is_group and a.name in person.names for paper in library.papers for a in paper.authors)
    ]
    if not groups:
        return None
    papers = papers_by(library.papers, groups[0].names)
    others = [a.name for paper in papers for a in paper.authors if not a.is_group]
    text = f"The record does not list the members of the {groups[0].names[0]}. It signs as a group beside {joined(others)}."
    return nothing(f"{text}\n{lines(papers)}", papers[:MOST_LINES], ("members of the group",))


def _is_author(frame: Frame, library: Library) -> RecordReply | None:
    """Yes or no to "did X write the paper on Y"; None unless exactly one paper is found."""
    person = frame.people[0]
    words = tuple(word for word in frame.name or frame.leftover if word not in _VERBS)
    found = _named(frame._replace(people=frame.people[1:], name=words), library)
    if len(found.papers) != 1:
        return None
    paper = found.papers[0]
    names = [author.name for author in paper.authors]
    signed = [one for one in person.names if one in names]
    wanted = re.search(r"\b(first|lead|last|senior) author", frame.text)
    if signed and wanted:
        at = 0 if wanted[1] in ("first", "lead") else -1
        people = signing(paper)[0] or names
        yes = people[at] in signed
        who = f"its {'last' if at else 'first'} author is {people[at]}"
        return answered(f"{'Yes' if yes else 'No'}: {who} ({named(paper)}). {address(paper)}", [paper])
    if signed:
        place = f"number {names.index(signed[0]) + 1} of {len(names)}"
        return answered(
            f"Yes: {joined(signed)} is an author of {named(paper)}, {place}. {address(paper)}", [paper]
        )
    return answered(
        f"No: {joined(person.names, 'or')} is not an author of {named(paper)}. Its authors are {joined(names)}. {address(paper)}",
        [paper],
    )


def _named(frame: Frame, library: Library) -> Chosen:
    if not (frame.name or frame.links or frame.points or frame.people):
        return Chosen()
    found = name(frame, library)
    return found if found.how != "all" else Chosen()

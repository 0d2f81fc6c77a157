"""Replies with fields of papers, and with the number of papers of each year, type or journal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from bot.assistant.citing import address
from bot.assistant.compose import WHICH
from bot.assistant.fields import FIELDS, GROUPS, MEASURES, Field, field_of, sentence
from bot.assistant.reading.called import is_acronym, studies
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reply import MOST_LINES, RecordReply, keys, lines, listing, named, not_said, nothing
from bot.assistant.telling.choosing import Chosen, name, select
from bot.assistant.telling.holding import Library
from bot.assistant.telling.notices import taken_back
from bot.assistant.wording import counted, covers, echoed, joined, when
from bot.models import Ask
from corpus.models import Paper
from index.models import Outcome

FEW = 3  # papers whose fields are told in sentences; more are a list
CARD = ("authors", "journal", "date of publication", "type", "number of pages", "number of citations", "views")
_WHICH = "Say which paper you mean: by its topic, its first author or its DOI."
_HELD = "They hold what the journal prints beside a paper: authors, date, journal, DOI, type, pages, citations and the like."


def tell_values(frame: Frame, library: Library) -> RecordReply | None:
    """The reply with the fields that a question asks for, of the papers it refers to; None if it refers to none."""
    frame = _bare(frame, library)
    found = name(frame, library)
    if frame.ask.fields == ("state",) and found.how != "all":
        papers = without_notices(found.papers, ())  # of a notice nobody asks it
        found = found._replace(papers=papers, several=found.several and len(papers) > 1)
    if frame.leftover or not _is_paper(frame, found, library) or not _fits(frame, found):
        return None
    fields = [field_of(called) for called in frame.ask.fields]
    by = fields[0].name
    of_all = found.how == "all" and len(fields) == 1 and len(found.papers) > FEW
    # "journals in the library"
    several = not found.papers and not found.missing and f"{by}s" in frame.text.split()
    if by in GROUPS and (of_all or several):
        return tell_groups(frame._replace(ask=Ask(op="per", by=by)), library)
    return say(fields, found) if found.papers else unnamed([field.name for field in fields], found, library.papers)


def _bare(frame: Frame, library: Library) -> Frame:
    """The frame, with its unexplained words as the name of a paper if they can be that: beside words that can
    only be asking ("DOI adjunct therapy"), or if one is a study's acronym ("citations RAMSES").
    """
    if not frame.leftover or frame.name:
        return frame
    titled = titles_holding(frame.leftover, library.papers)
    acronym = len(titled) == 1 and any(is_acronym(word, titled[0]) for word in frame.leftover)
    acronym = acronym or all(studies(word, library.papers) for word in frame.leftover)
    told = _nothing_else(frame) and (frame.strong or len(titled) == 1)
    if acronym or told or (frame.strong and (not frame.papers or (len(titled) == 1 and not frame.plural))):
        return frame._replace(name=frame.leftover, leftover=(), papers=frame.papers or acronym or told)
    return frame


def _nothing_else(frame: Frame) -> bool:
    """True if a question has only a field and words that name ("waggle dance authors"), two or more."""
    lexicon = load()
    asking = {
        word for called in frame.ask.fields if called in FIELDS for word in lexicon.words_of("field", called)
    }
    asking = asking - lexicon.filler | {"the", "of", "please", "who", "when"}
    return len(frame.leftover) > 1 and set(frame.text.split()) - set(frame.leftover) <= asking


def _is_paper(frame: Frame, found: Chosen, library: Library) -> bool:
    """True if a question is about a paper and not only about its subject."""
    if frame.strong and "DOI" in frame.ask.fields:
        return True
    return (
        frame.strong
        or frame.papers
        or bool(frame.people)
        or found.how in ("link", "talk", "name", "")
        or (found.how == "filter" and len(found.papers) == 1)
        or (
            found.how == "all"
            and frame.every
            and not library.about
            and frame.ask.fields == ("date of publication",)
        )
    )


def _fits(frame: Frame, found: Chosen) -> bool:
    """True if the words of a question may name the papers found: words of a title always, those of an abstract
    only if the question mentions a paper.
    """
    told_of = frame.strong and (
        ("authors" in frame.ask.fields and " about " in f" {frame.text} ")
        or any(field.endswith(" author") for field in frame.ask.fields)
        or (len(found.papers) == 1 and _nothing_else(frame))
    )
    if frame.papers or told_of or found.how not in ("text", "title") or "DOI" in frame.ask.fields:
        return True
    return bool(found.papers) and bool(titles_holding(frame.name, found.papers))


def card(frame: Frame, library: Library) -> RecordReply | None:
    """The reply to a link alone: the main fields of the paper's record."""
    found = name(frame, library)
    fields = [FIELDS[called] for called in CARD]
    asks_pubmed = any("pubmed" in link.casefold() or "pmid" in link.casefold() for link in frame.links)
    if asks_pubmed and not found.papers and not any(paper.pmid for paper in library.papers):
        return nothing(_NO_PMIDS, unknown=("PMID",))
    return say(fields, found) if found.papers else unnamed([fields[0].name], found, ())


def tell_absent(frame: Frame, library: Library) -> RecordReply:
    """The reply that no record gives what is asked, with the paper's address if one paper is meant."""
    found = name(frame._replace(name=frame.name or frame.leftover), library)
    wanted = frame.ask.fields
    pointer = ""
    if len(found.papers) == 1:
        pointer = f" The paper itself may say: {named(found.papers[0])} {address(found.papers[0])}"
    text = f"The records here do not give the {' or the '.join(wanted)}. {_HELD}{pointer}"
    return nothing(text, found.papers if pointer else (), tuple(wanted))


def say(fields: Sequence[Field], found: Chosen) -> RecordReply:
    """The reply with some fields of the papers found: in sentences, or as a list for one field of more than
    ``FEW`` papers.
    """
    if len(found.papers) > FEW and len(fields) == 1:
        return _listed(fields[0], found)
    papers, more = found.papers[:MOST_LINES], len(found.papers) - MOST_LINES
    told = [_told(paper, fields) for paper in papers]
    unknown = tuple(dict.fromkeys(lacking for _, names in told for lacking in names))
    rest = f"\nand {more} more" if more > 0 else ""
    head = f"{len(papers)} papers fit; each of them:\n" if found.several else ""
    text = found.note + head + "\n".join(said for said, _ in told) + rest + _missing(found.missing)
    known = any(len(names) < len(fields) for _, names in told)
    return listing(text, found.papers, unknown) if known else nothing(text, papers, unknown)


def _told(paper: Paper, fields: Sequence[Field]) -> tuple[str, list[str]]:
    """Sentences with the fields that a record gives, and the names of those it does not give."""
    said, lacking, free, called = list[str](), list[str](), list[str](), named(paper)
    for field in fields:
        value = field.value(paper)
        if value is not None:
            said.append(sentence(field, called, value))
            called = "It"
        elif field.none:
            free.append(field.none)
        else:
            lacking.append(field.name)
    record = "The record" if said else f"The record of {called}"
    said += [f"{record} names no {joined(free, 'or')}."] if free else []
    said += [f"{record} does not give the {joined(lacking, 'or')}."] if lacking else []
    return f"{' '.join(said)} {address(paper)}", lacking


def _listed(field: Field, found: Chosen) -> RecordReply:
    """One field of many papers, a line each; or the question which paper is meant, if only one was."""
    papers = found.papers
    if found.several and found.how != "filter":
        text = f"{WHICH}\n{lines(papers[:MOST_LINES])}"
        return nothing(text, papers[:MOST_LINES]).model_copy(
            update={"offered": keys(papers[:MOST_LINES]), "outcome": Outcome.RELATED}
        )
    values = [field.value(paper) or "not given" for paper in papers]
    lacking = (field.name,) if "not given" in values else ()
    if field.none:
        return taken_back(field, papers)
    if all(value == "not given" for value in values):
        return nothing(f"The records here do not give the {field.name}.", unknown=lacking)
    if len(set(values)) == 1 and field.shared:
        text = f"All {len(papers)} papers have the same {field.name}: {values[0]}.\n{lines(papers)}"
        return listing(text, papers)
    values = [""] * len(papers) if field.name in ("title", "link") else values
    of = f" {found.says}" if found.says else ""
    days = (
        sorted(span for paper in papers if (span := covers(paper))) if field.name == "date of publication" else []
    )
    if days:
        of += f" ({when(days[0])} to {when(max(days, key=lambda one: one[1]))})"
    return listing(f"The {field.name} of {len(papers)} papers{of}:\n{lines(papers, values)}", papers, lacking)


def unnamed(fields: Sequence[str], found: Chosen, papers: Sequence[Paper]) -> RecordReply:
    """The reply if no paper is named, or if none here is the one named."""
    if not found.missing:
        shared = {
            FIELDS[one].value(paper) for one in fields if one in FIELDS and FIELDS[one].shared for paper in papers
        }
        if len(shared) == 1 and None not in shared:
            return say([FIELDS[one] for one in fields], Chosen(tuple(papers), how="all"))
        return nothing(f"I can tell the {joined(list(fields))} of a paper. {_WHICH}")
    return nothing(
        _missing(found.missing).strip() + " Ask for the list of papers to see what there is.",
        unknown=found.missing,
    )


def _missing(words: Sequence[str]) -> str:
    if not words:
        return ""
    quoted = joined([echoed(word) for word in words])
    return f" No paper here goes with {quoted}."


_NO_PMIDS = "The records here hold no PubMed numbers. Name the paper by its DOI, its title or its first author."
MOST_GROUPS = 30  # groups told by name
_KINDS = {
    "type": "type",
    "year": "date",
    "journal": "journal",
    "volume": "volume",
}  # the filters of what is grouped


def tell_groups(frame: Frame, library: Library) -> RecordReply | None:
    """The reply with the number of papers, or the sum of a measure, of each year, type or journal, and which has
    most.
    """
    by = frame.ask.by
    same = [one for one in frame.filters if one.kind == _KINDS.get(by)]
    group = _people(frame) if by == "person" else GROUPS[by]
    chosen = select(frame, library)
    groups = _grouped(chosen.papers, group)
    if len(same) == 1 and len(groups) < 2:  # "which type is commonest, review or what": the one named is no limit
        chosen = select(frame._replace(filters=tuple(one for one in frame.filters if one not in same)), library)
        groups = _grouped(chosen.papers, group)
    if not groups:
        return nothing(f"The records here do not give the {by} of the papers.", unknown=(by,))
    measure = frame.ask.fields[0] if frame.ask.fields and frame.ask.fields[0] != "authors" else ""
    silent = len(chosen.papers) - len({paper.key for papers in groups.values() for paper in papers})
    said = f" {chosen.says}" if chosen.says else " here"
    also = f" {not_said(silent)}" if silent else ""
    end = frame.ask.ends[0] if frame.ask.ends else None
    top = _top(groups, measure, end is None or end.high)
    number = (
        f" {counted(len(groups), by)} in all." if re.search(rf"\bhow many (?:\w+ )?{by}s\b", frame.text) else ""
    )
    text = f"Papers{said} by {by}: {_parts(groups, measure)}.{number}{_most(groups, top, end is None or end.high)}{also}"
    shown = (papers for value, papers in groups.items() if end is None or value in top)
    ordered = tuple({paper.key: paper for papers in shown for paper in papers}.values())
    return listing(f"{text}\n{lines(ordered)}" if len(ordered) <= MOST_LINES else text, ordered)


def _people(frame: Frame) -> Callable[[Paper], Sequence[str]]:
    """The function that groups papers by the people named."""

    def signed(paper: Paper) -> Sequence[str]:
        names = {author.name for author in paper.authors}
        return [joined(person.names, "or") for person in frame.people if names & set(person.names)]

    return signed


def _grouped(papers: Sequence[Paper], group: Callable[[Paper], Sequence[str]]) -> Mapping[str, list[Paper]]:
    """The papers of each group; the groups sorted by name, the papers by date."""
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: (paper.year or 0, str(paper.published or ""))):
        for value in group(paper):
            groups[value].append(paper)
    return {value: groups[value] for value in sorted(groups)}


def _parts(groups: Mapping[str, Sequence[Paper]], measure: str) -> str:
    """The groups in words: "2023: 2 papers, 2024: 6 papers"; with the sum of a measure if one is given."""
    parts = []
    for value, papers in list(groups.items())[:MOST_GROUPS]:
        count = counted(len(papers), "paper")
        parts.append(f"{value}: {f'{_total(papers, measure):,} {measure} ({count})' if measure else count}")
    more = len(groups) - MOST_GROUPS
    return ", ".join([*parts, *([f"and {more} more"] if more > 0 else [])])


def _total(papers: Sequence[Paper], measure: str) -> int:
    return sum(MEASURES[measure].number(paper) or 0 for paper in papers)


def _top(groups: Mapping[str, Sequence[Paper]], measure: str, high: bool) -> list[str]:
    """The names of the groups with the most papers, or the most of a measure; with the fewest unless ``high``."""
    amounts = {value: _total(papers, measure) if measure else len(papers) for value, papers in groups.items()}
    best = max(amounts.values()) if high else min(amounts.values())
    return [value for value, amount in amounts.items() if amount == best]


def _most(groups: Mapping[str, Sequence[Paper]], top: Sequence[str], high: bool) -> str:
    if len(groups) < 2:
        return ""
    return f" {'Most' if high else 'Fewest'}: {joined(top)}." if len(top) < len(groups) else " All have as many."

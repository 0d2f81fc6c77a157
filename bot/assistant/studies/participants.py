"""Who was studied: how many in one paper or in all, in which paper the most or the fewest, in which country; all from the abstracts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.assistant import compose
from bot.assistant.citing import cite, reference
from bot.assistant.papers import tables
from bot.assistant.reading.amounts import bounded
from bot.assistant.reading.designs import of_design
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import WHO
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.studies import asides, conducted, gathered
from bot.assistant.studies.enrolled import Studied, What, asks_no_more
from bot.assistant.telling.choosing import studies_meant
from bot.assistant.telling.ends import sharing_last
from bot.assistant.telling.holding import Library, on_topic
from bot.assistant.turns.conversing import own_topic
from bot.assistant.turns.naming import Question, named
from bot.assistant.wording import counted
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Outcome
from index.sentences.samples import PEOPLE, Sample, sample_size
from index.sentences.units import counted_of, counts_studied, groups_studied, is_review, units_studied
from index.sentences.whole_numbers import ALONE, COUNT, Count
from index.terms.attributes import wanted

MOST = 10  # papers shown in one reply
_GROUPS = 2  # fewest numbers that may be those of groups
_ANYBODY = late(WHO)
NOT_ADDED = "They are not added up: they do not count the same, and whether one was studied twice is not said."
NO_TOTAL = "The abstract gives the numbers of groups and no total; they are not added up."
NO_GROUPS = "I found no numbers of groups in the abstract. What it says of those studied:"
_SOME = late(rf"{ALONE}\d[\d,]* (?:\S+ ){{0,2}}?[a-z]{{3,}}s\b|\b(?:children|people)\b")
_IDLE = frozenset(
    "number total overall study studies sample samples size sizes cohort cohorts n across sum combined altogether small large big tiny huge".split()
)
_OF_THEM = late(r"\b(?:which one|of (?:them|these|those)|of the (?:two|three))\b")
_PERSONS = frozenset("participants subjects people persons".split())  # anybody
_NO_PATIENTS = late(r"\b(?:workers|drivers|students|pupils|learners|respondents|volunteers)\b")
_CHILDREN = frozenset("children kids boys girls infants toddlers schoolchildren pupils newborns babies".split())
WORKS = late(r"\b(?:studies|trials|articles|papers|publications|reviews|reports|records)\b", re.IGNORECASE)
# "22 users and then asked 94 others": the first number is no total.
_OTHERS_TOO = late(rf"\band (?:then |also |later )?[a-z]+ {COUNT} (?:others|more|further|other|additional)\b")


def tell(question: str, asked: Studied, frame: Frame, library: Library, lexicon: Lexicon) -> Reply | None:
    """A reply with the largest or smallest study, or the numbers that all abstracts state; None if no paper is meant,
    or none counts them.
    """
    of_it = bool(library.about) and conducted.OF_IT.match(frame.text) and _talks_of_one(asked, library)
    if asked.what is What.PLACE and conducted.OF_ALL.search(frame.text) and not of_it:
        return conducted.of_all(question, frame, library)
    if asked.of_one:
        return _tell_one(question, asked, frame, library, lexicon)
    if asked.what is What.IN_ALL and library.about and len(library.listed) < 2:  # after one paper: all of that
        talked = library.named(library.about)
        return _only_groups(question, talked[0]) if len(talked) == 1 else None
    papers = _meant(asked, frame, library, lexicon)
    if asked.what is What.FOLLOWED:
        counted = sum(bool(paper.pages) for paper in papers)
        paged = asked.noun and 2 * counted >= len(papers)  # the records tell which is the longest to read
        lasted = bool(asked.noun) or "follow" not in "".join(asked.words)
        return (
            conducted.longest_told(question, asked.high, papers, library, lasted) if papers and not paged else None
        )
    if asked.what is What.GATHERED and (row := gathered.asked(frame.text)):
        return gathered.tell(question, row[0], papers) if papers else None
    if asked.what not in (What.END, What.ORDER, What.BOUND):
        return _all(question, asked.noun, papers, library)
    return _tell_end(question, asked, papers, library) if papers else None


def _tell_one(question: str, asked: Studied, frame: Frame, library: Library, lexicon: Lexicon) -> Reply | None:
    """What is asked of the one paper that a question names, or else of the one talked about; None if there is none."""
    meant, bare = _named(question, asked, frame, library)
    if asked.what is What.PEOPLE and not asks_no_more(bare):
        return None
    bare = asides.unasked(bare) if asked.what is What.PAID else bare
    if leans := not meant:
        of_it = _talks_of_one(asked, library) and not _of_another(bare, frame, library, lexicon)
        meant = library.named(library.about) if of_it else ()
    if len(meant) != 1:
        return None
    if asked.what is What.THINGS:
        one = counted_of(meant[0], asked.noun)
        return told_of_one(question, meant[0], [_quote(meant[0], one)], "") if one else None
    if asked.what is What.TOTAL:
        return _only_groups(question, meant[0])
    if asked.what in (What.GROUPS, What.EACH):
        return _groups(question, meant[0], asked.what is What.GROUPS)
    if asked.what in (What.PAID, What.LIMITS):
        of_money = asked.what is What.PAID
        said = asides.payers(frame.text, meant[0]) if of_money else asides.limits(meant[0], not leans)
        return told_of_one(question, meant[0], said, "") if said else None
    if asked.what is What.YEARS:
        return told_of_one(question, meant[0], conducted.years_of(meant[0]), conducted.years_lacking(meant[0]))
    placed = asked.what is What.PLACE
    told = _where(question, meant[0]) if placed else _of_one(question, meant[0])
    named = placed and (conducted.in_title(meant[0]) or conducted.OF_ITS_COUNTRY.match(frame.text))
    return None if leans and told and not (told.outcome is Outcome.ANSWERED or named) else told


def _named(question: str, asked: Studied, frame: Frame, library: Library) -> tuple[tuple[Paper, ...], str]:
    """The papers that a question names, if need be without the words that ask ("sample size TES study"), and its text without
    their names."""
    meant, bare = named(Question(question, question, frame), library)
    name = tuple(word for word in frame.name if word not in asked.words)
    if meant or not name:
        return meant, bare
    return named(Question(question, question, frame._replace(name=name)), library)


def _of_another(bare: str, frame: Frame, library: Library, lexicon: Lexicon) -> bool:
    """True if a question has a topic that the papers talked about lack: one of other papers here, or of a study that it names."""
    query = library.index.reader.read(bare)
    own = tuple(one for one in own_topic(query, lexicon) if one.known or frame.papers)
    return not frame.points and library.index.missing(replace(query, concepts=own), library.about) > 0


def _tell_end(question: str, asked: Studied, papers: Sequence[Paper], library: Library) -> Reply:
    """The largest or smallest of some studies, or all in that order, and which abstracts state no total."""
    stated = {paper.key: (paper, one) for paper in papers if (one := _total(paper, asked.noun)) is not None}
    ordered = sorted(stated.values(), key=lambda found: found[1].number, reverse=asked.high)
    numbers, silent = [one.number for _, one in ordered], [one for one in papers if one.key not in stated]
    chosen = [one for one in ordered if _is_chosen(asked, one[1].number, numbers[: asked.top][-1])]
    quotes = tuple(_quote(paper, one) for paper, one in chosen[:MOST])
    parts = [_head(asked, len(chosen), len(stated), len(papers))]
    for (_, one), quote in zip(chosen, quotes, strict=False):
        line = compose.figures([f"{one.text} {one.of}".strip()])
        parts.append(f"{line}\n{compose.blocks([quote], library.index.papers)[0]}")
    if more := len(chosen) - len(quotes):
        parts.append(gathered.FURTHER.format(counted(more, "further paper")))
    if asked.top > 1 and (tied := sharing_last(numbers[: len(chosen)], asked.top)):
        parts.append(tied)
    if silent:
        unstated = gathered.first_of(map(cite, silent))
        parts.append(f"No such total found in {counted(len(silent), 'abstract')}: {unstated}.")
    return gathered.told_of_many(question, parts, quotes)


def _is_chosen(asked: Studied, number: int, last: int) -> bool:
    if asked.bound is not None:
        return bounded(*asked.bound)(number)
    return asked.what is What.ORDER or (number >= last if asked.high else number <= last)


def _talks_of_one(asked: Studied, library: Library) -> bool:
    """True if a question that names no paper may be asked of the one just talked about."""
    what = asked.what
    shown = {*(library.listed if what is What.TOTAL else library.quoted)}
    said = what in (What.PLACE, What.YEARS, What.PAID) and not asked.words.isdisjoint(("it", "this", "that"))
    one = len(shown) < 2 or library.seen.of_one or said or what is What.GROUPS
    return asked.of_one and not asked.called and what is not What.PEOPLE and one


def _all(question: str, noun: str, papers: Sequence[Paper], library: Library) -> Reply | None:
    """The numbers studied as the table of figures has them: of people all, of other things only these; None if none has them."""
    found = tables.read(papers, tables.SIZE, [one.attribute for one in wanted("sample size")])
    if not _ANYBODY.fullmatch(noun):
        own = (
            row.model_copy(update={"cells": tuple(cell for cell in row.cells if noun in fold(cell.of).split())})
            for row in found.rows
        )
        found = found.model_copy(update={"rows": tuple(own)})
    stated = any(row.cells for row in found.rows)
    return tables.tell(question, found, library, NOT_ADDED) if stated else None


def _of_one(question: str, paper: Paper) -> Reply | None:
    """The sentences of one paper that state how many were studied, or a sentence that its abstract gives no such number.
    None if the abstract counts something whose kind is not known here: then it is searched like any other.
    """
    stated = counts_studied(paper)
    if not stated and _SOME.search(paper.abstract or ""):
        return None
    return told_of_one(question, paper, each_quoted(paper, stated), "gives no number of those studied")


def _groups(question: str, paper: Paper, total: bool) -> Reply | None:
    """The numbers of each group of a paper above their sentences; without them, as no answer, its ``total`` if allowed. None without either."""
    if not (counts := groups_studied(paper)):
        whole = each_quoted(paper, counts_studied(paper)) if total else []
        reply = told_of_one(question, paper, whole, "", NO_GROUPS) if whole else None
        return reply and reply.model_copy(update={"outcome": Outcome.RELATED})
    quotes, told = [], []
    for _, group in groupby(counts, key=lambda one: one.sentence.start):
        own = list(group)
        quotes.append(_quote(paper, *own))
        line = compose.figures([f"{one.text} {one.of}".strip() for one in own])
        told.append(f"{line}\n{compose.blocks(quotes[-1:], {paper.key: paper})[0]}")
    return _quoted_of_one(question, paper, quotes, told)


def _only_groups(question: str, paper: Paper) -> Reply | None:
    """The numbers of a paper's groups and a line that its abstract gives no total; None if it gives one, or no groups."""
    sample = sample_size(paper)
    if sample is None or sample.number is not None or len(sample.counts) < _GROUPS:
        return None
    return told_of_one(question, paper, each_quoted(paper, sample.counts), "", NO_TOTAL)


def _where(question: str, paper: Paper) -> Reply:
    quotes, lacking, near = asides.where(paper)
    reply = told_of_one(question, paper, quotes, lacking, near)
    return reply.model_copy(update={"outcome": Outcome.RELATED}) if near else reply


def told_of_one(question: str, paper: Paper, quotes: Sequence[Quote], lacking: str, head: str = "") -> Reply:
    """A reply with quotes of one paper under a ``head``; without quotes, ``lacking`` says what its abstract does not give."""
    told = [head] if head else []
    told += compose.blocks(tuple(quotes), {paper.key: paper})
    if not quotes:
        lacking = lacking if (paper.abstract or "").strip() else "is not here"
        told = [f"The abstract of {cite(paper)} {lacking}.\n{reference(paper)}"]
    return _quoted_of_one(question, paper, quotes, told)


def _quoted_of_one(question: str, paper: Paper, quotes: Sequence[Quote], told: Sequence[str]) -> Reply:
    return Reply(
        outcome=Outcome.ANSWERED if quotes else Outcome.NOTHING,
        kind="table",
        text="\n\n".join((compose.restated(question), *told)),
        quotes=tuple(quotes),
        keys=(paper.key,),
        turn=Turn(question=question, keys=(paper.key,), shown=tuple((q.key, q.start) for q in quotes)),
    )


def _meant(asked: Studied, frame: Frame, library: Library, lexicon: Lexicon) -> Sequence[Paper]:
    """The papers that pass the question's filters and are on its topic; of trials only those called so."""
    papers: Sequence[Paper] = studies_meant(frame, library, asked.of_list or bool(_OF_THEM.search(frame.text)))
    idle = asked.words | _IDLE | lexicon.filler | lexicon.nouns
    idle |= lexicon.attributes if not asked.bound else set()  # "papers on children with more than 100 people"
    words = [word for word in (*frame.name, *frame.leftover) if word not in idle]
    if WORKS.search(asked.noun):
        papers = [paper for paper in papers if is_review(paper)] or papers
    elif asked.words & {"trial", "trials", "rct", "rcts"}:
        papers = [paper for paper in papers if of_design(paper, "trials")] or papers
    return on_topic(words, papers, library)[0] if words else papers


def _total(paper: Paper, noun: str) -> Count | None:
    """The single number studied that an abstract states, if any; papers that a review included do not count, unless these are asked for."""
    sample = sample_size(paper)
    one = units_studied(paper) if sample is None else sample.counts[0] if sample.number is not None else None
    of_works = one is not None and WORKS.search(one.of) is not None
    if one is None or of_works != bool(WORKS.search(noun)) or not _counts(one, noun, sample):
        return None
    return None if _OTHERS_TOO.search(one.sentence.text, one.end - one.sentence.start) else one


def _counts(one: Count, noun: str, sample: Sample | None) -> bool:
    """True if a number counts what a noun names: anything (""), people of any kind ("participants"), or only these."""
    anybody = noun in _PERSONS or noun.startswith(("patient", "pts"))
    if not noun or WORKS.search(noun) or (anybody and not one.of):
        return True
    if anybody:
        people = (sample is not None and sample.of_people) or PEOPLE.search(one.of) is not None
        return people and (noun in _PERSONS or not _NO_PATIENTS.search(one.of))
    return not (_CHILDREN if noun in _CHILDREN - {"pupils"} else {noun}).isdisjoint(fold(one.of).split())


def each_quoted(paper: Paper, counts: Sequence[Count]) -> list[Quote]:
    """The sentences that state some counts, in order, each with its first count marked."""
    first = {one.sentence.start: one for one in reversed(counts)}
    return [_quote(paper, first[start]) for start in sorted(first)]


def _quote(paper: Paper, *counts: Count) -> Quote:
    """The sentence that states some counts, with each marked."""
    sentence, first = counts[0].sentence, counts[0].sentence.start
    marks = tuple((one.start - first, one.end - first) for one in counts)
    return compose.quote_slice(paper, first, sentence.end, sentence.number, sentence.section, marks)


def _head(asked: Studied, chosen: int, stated: int, papers: int) -> str:
    who = asked.noun or "those studied"
    if not stated:
        return f"No record holds the number of {who}, and I found no single total in any abstract of {counted(papers, 'paper')}."
    of = f"{stated} of {counted(papers, 'paper')}"
    end = "largest" if asked.high else "smallest"
    if asked.bound is not None:
        how, number = asked.bound
        of = f"Of {counted(papers, 'paper')}, {stated} {'states' if stated == 1 else 'state'} one total"
        first = f", the {end} first" if chosen > 1 else ""
        return f"{of}; {chosen or 'none'} of these counted {how} {number:,}{first}."
    if asked.what is What.ORDER:
        return f"Numbers of {who}, the {end} first, from {of} whose abstracts state one total:"
    what = f"{asked.top} {end} numbers" if asked.top > 1 else f"{end} number"
    return f"The {what} of {who} among {of} whose abstracts state one total:"

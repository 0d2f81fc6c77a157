"""Papers as text for people: the summary of one, which is its abstract as published, section by section if it has sections, and nothing
shortened; a numbered list of them, one paper's record, a library in a line; and sentences that were quoted, each where it stands in its
abstract: with the one before and the one behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.assistant import compose
from bot.assistant.citing import address, banner, entitled, reference
from bot.assistant.compose import IN_BRIEF, LAST_SENTENCE, LAST_SENTENCES, quote_slice, quoted, unequal
from bot.assistant.reading.called import acronyms, is_acronym, is_study
from bot.assistant.reading.kinds import is_notice, is_protocol
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER
from bot.assistant.reading.words import fold
from bot.assistant.reply import named
from bot.assistant.wording import counted
from bot.models import Quote
from bot.ownership import called
from corpus.models import Corpus, Paper
from corpus.patterns import late
from corpus.sections import sections
from corpus.sentences import Sentence, sentences_of
from index.sentences.reporting import is_aside, sums_up
from index.terms.words import ASKING

_ASKS = late(
    r"\b(?:(?:make|write|do|create|prepare|produce|draft|generate)(?: me| us)?(?: (?:an?|the|one|very|short|quick|brief|small|little|nice|good|simple|concise))* (?=(?:summary|synopsis|overview|recap|run ?down)\b))?"
    r"(?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing)|sumar\w+|summery|sum(?:med)? up|tl;?\s?dr|gist|synopsis|overview|in a nutshell|key points|"
    r"main points|recap|abstract (?:of|for)|(?:show|give|read|see|send)(?: me| us)?(?: the)? (?:full |whole |entire |complete )?abstract|(?:full|whole|entire|complete) abstract|"
    rf"what(?:'s| is|s) (?:it|(?:this|that)(?: (?:one|{A_PAPER}))?|the (?:first|second|third|last|other)(?: one)?|the (?:(?!authors?\b|of\b)[\w-]+ ){{1,3}}(?:one|{A_PAPER}))(?: all)? about(?!\s+(?!please|then|again|exactly|pls|really|in|briefly|overall|anyway|though)\w)|short version|eli5|brief(?:ing)? (?:on|of|about)|run ?down)\b"
    r"|(?<=\d)[a-d]?\)?:? abstract(?=(?:[ ,]+(?:please|pls|plz|thx|thanks))*\W*$)",  # "Kang 2023 abstract"
    re.IGNORECASE,
)


def asks_for_summary(question: str) -> bool:
    """True if a question asks for a summary of a paper."""
    return bool(_ASKS.search(question))


def opens_with_summary(question: str) -> bool:
    """True if a question begins with words that ask for a summary, and goes on with what it is of: "summarise the bee papers",
    "give me an overview of papers on bees", and not "papers with an overview" or "overview papers".
    """
    found = _ASKS.search(question)
    before = fold(question[: found.start()]).split() if found else []
    after = fold(question[found.end() :]).split() if found else []
    return ASKING.issuperset(before) and bool(after) and after[0] not in load().nouns


def named_paper(question: str) -> str:
    """The question without the words that ask for a summary; what is left names the paper."""
    return _ASKS.sub(" ", question)


ONE_LINE, ENDING = "one line", "ending"
_LAST = 3  # sentences that end an abstract: what was found, and what follows from it


def section_names(paper: Paper) -> tuple[str, ...]:
    """The names of the sections of a paper's abstract, in order; () if it has no labelled sections."""
    return tuple(section.name for section in sections(paper.abstract or "") if section.name)


def summary(paper: Paper, only: str | None = None) -> tuple[str, tuple[Quote, ...]]:
    """The text and the quotes of a paper's summary. Without an abstract the text says so, and there are no
    quotes.

    ``only``: one section by its name, ``ONE_LINE`` for the concluding sentence, or ``ENDING`` for the last few. Raises KeyError if there is
    no such section.
    """
    abstract = paper.abstract or ""
    if not abstract.strip():
        return f"“{paper.headline}” has no abstract in this library. {reference(paper)}", ()
    own = {ONE_LINE: concluding, ENDING: _ending}.get(only or "")
    quotes = (own(paper),) if own else tuple(_told(paper, only))
    if not quotes and only is not None:
        raise KeyError(only)
    quotes = quotes or (_whole(paper),)
    parts = [paper.headline or reference(paper)]
    for quote in quotes:
        label = [quote.section] if quote.section and not own else []
        parts.append("\n".join((*label, quoted(quote.text), reference(paper), *unequal(quote, paper))))
    return "\n\n".join(parts), quotes


def _told(paper: Paper, only: str | None) -> Iterator[Quote]:
    abstract = paper.abstract or ""
    for section in sections(abstract):
        body = abstract[section.body : section.end]
        end = section.body + len(body.rstrip())
        start = end - len(body.strip())
        if start < end and (only is None or (section.name or "").casefold() == only.casefold()):
            yield quote_slice(paper, start, end, 0, section.name)


def _whole(paper: Paper) -> Quote:
    """The quote of a whole abstract, even if it is only a label."""
    abstract = paper.abstract or ""
    end = len(abstract.rstrip())
    return quote_slice(paper, end - len(abstract.strip()), end, 0, None)


_CONCLUSION = late(r"conclusion|interpretation", re.IGNORECASE)


def conclusion(paper: Paper) -> Quote | None:
    """The paper's concluding sentence; None if it has no abstract."""
    return concluding(paper) if (paper.abstract or "").strip() else None


def concluding(paper: Paper) -> Quote:
    """The paper's concluding sentence: the first of its section of conclusions; else the last that opens like "In
    conclusion"; else its last that is not on limits, funding and the like.
    """
    lines = sentences_of(paper)
    own = [one for one in lines if not is_aside(one.text, one.section)]
    line = _concluded(lines) or next(reversed(own or lines), None)
    return quote_slice(paper, line.start, line.end, line.number, line.section) if line else _whole(paper)


def _ending(paper: Paper) -> Quote:
    """The last few sentences of an abstract that marks no conclusion, at most its second half."""
    lines = sentences_of(paper)
    last = lines[max(len(lines) // 2, len(lines) - _LAST) :]
    return (
        quote_slice(paper, last[0].start, last[-1].end, last[0].number, last[0].section) if last else _whole(paper)
    )


def marks_conclusion(paper: Paper) -> bool:
    """True if the abstract says what its conclusion is, by a section or by how a sentence opens."""
    return _concluded(sentences_of(paper)) is not None


def brief(text: str, paper: Paper, only: str) -> str:
    """A text with a paper's concluding sentence, and a line that says whether this is its conclusion or only its end."""
    last = LAST_SENTENCES if only == ENDING else LAST_SENTENCE
    return f"{text}\n\n{IN_BRIEF if marks_conclusion(paper) else last}"


def _concluded(lines: Sequence[Sentence]) -> Sentence | None:
    said = next((line for line in reversed(lines) if sums_up(line.text)), None)
    labelled = next((line for line in lines if line.section and _CONCLUSION.search(line.section)), None)
    return labelled or said


def listing(papers: Sequence[Paper]) -> str:
    """A numbered list of papers: authors, year, journal, title, and the link on the next line; below it a
    retraction or correction.
    """
    return "\n".join(
        "\n     ".join((f"{number:>3}. {entitled(paper)}", address(paper), *filter(None, (banner(paper),))))
        for number, paper in enumerate(papers, 1)
    )


def card(paper: Paper) -> str:
    """A paper's record, one field a line, without the fields that its source does not give."""
    rows = [f"{name:<11} {value}" for name, value in fields(paper) if value]
    return "\n".join((paper.headline or "(no title)", *rows))


def fields(paper: Paper) -> Iterable[tuple[str, str]]:
    """A paper's record as pairs (name, value); the value is "" if its source does not give it."""
    number = f" ({paper.issue})" if paper.issue else ""
    where = f"{paper.volume}{number}" if paper.volume else ""
    yield "status", banner(paper)
    yield "authors", ", ".join(author.name for author in paper.authors)
    yield "type", " · ".join(part for part in (paper.type, paper.heading, *paper.labels) if part)
    yield "journal", ", ".join(part for part in (paper.journal, where, paper.article_number) if part)
    yield "published", paper.published.isoformat() if paper.published else str(paper.year or "")
    yield "pages", " · ".join(part for part in (str(paper.pages or ""), paper.size) if part)
    yield "cited by", "" if paper.cited_by is None else f"{paper.cited_by:,}"
    yield "viewed by", "" if paper.views is None else f"{paper.views:,}"
    yield "licence", paper.licence or ""
    yield "source", paper.source or ""
    yield "filled in", "; ".join(_filled(paper))
    yield "link", address(paper)


def _filled(paper: Paper) -> Iterable[str]:
    """The fields that a paper's own source did not give, with the source they were filled in from and the day;
    one text for each.
    """
    said: dict[tuple[str, date], list[str]] = {}
    for one in paper.filled or ():
        said.setdefault((one.source, one.on), []).append(one.field.replace("_", " "))
    return (f"{', '.join(names)} ({source}, {on.isoformat()})" for (source, on), names in said.items())


def about(corpus: Corpus, hold: Callable[[str], str] = str) -> str:
    """A library in one line: its title, its number of papers, and the snapshot that its answers name. ``hold`` marks
    the title as text that is not ours.
    """
    return f"{hold(titled(corpus))}: {counted(len(corpus.papers), 'paper')}, snapshot {corpus.digest[:12]}"


def holding(corpus: Corpus, hold: Callable[[str], str] = str) -> str:
    """The size and title of a library: "9 papers of “Bone and Spine Metastases”, Cancers"."""
    return f"{counted(len(corpus.papers), 'paper')} of {hold(titled(corpus))}"


def titled(corpus: Corpus) -> str:
    """The title and journal of the issue that a library holds; the library's name if it holds no issue."""
    issue = corpus.issue
    return f"“{issue.title}”{f', {issue.journal}' if issue.journal else ''}" if issue else called(corpus.name)


PLANNED = "This is a protocol, with no results yet."
REPORTED = "This is a protocol. Its study has reported: {}"
_RESULTS = frozenset(
    "result results finding findings found find show showed shown published publish conclude concluded conclusion conclusions work worked works".split()
)
_BESIDE = frozenset(
    "has have had is are was were does did do will the a an any of in from for to by it its this that there they what which when and so ok yet out already now so far"
    " study studies trial trials protocol protocols paper review cohort".split()
)


def asks_results(question: str, paper: Paper) -> bool:
    """True if a question says nothing of a protocol but its name, and that results are asked for: "has GLIM published results yet",
    "does GLIM work"."""
    said = {*fold(question).split()} - {*fold(paper.title).split()} if is_protocol(paper) else set()
    return bool(said & _RESULTS) and said <= _RESULTS | _BESIDE


def planned(text: str, paper: Paper, papers: Iterable[Paper]) -> str:
    """A reply's text on what a paper found; if the paper is the protocol of a study, with a line that there are no
    results yet, or which of some papers is the study's report.
    """
    if not is_protocol(paper):
        return text
    names = [name for name in acronyms(paper.title) if is_study(name, paper)]
    reports = [one for one in papers if any(is_acronym(name, one) for name in names) and _reports(one)]
    head, _, rest = text.partition("\n\n")
    told = "; ".join(f"{named(one)} {address(one)}" for one in reports)
    return f"{head}\n\n{REPORTED.format(told) if told else PLANNED}\n\n{rest}"


def _reports(paper: Paper) -> bool:
    return bool(paper.abstract) and not is_protocol(paper) and not is_notice(paper)


def surrounded(
    shown: Iterable[tuple[str, int]], papers: Mapping[str, Paper]
) -> tuple[tuple[Quote, ...], list[Quote]]:
    """The sentences ``shown`` (key, start), and the stretches of abstracts around them; where these meet, they are one. Papers
    that are not there are skipped.
    """
    own, spans = list[Quote](), dict[str, list[tuple[int, int, int]]]()  # (first, last, the sentence itself)
    for key, start in shown:
        lines = sentences_of(papers[key]) if key in papers else ()
        at = next((i for i, line in enumerate(lines) if start < line.end), None)
        if at is not None:
            line = lines[at]
            own.append(compose.quote_slice(papers[key], line.start, line.end, line.number, line.section))
            spans.setdefault(key, []).append((max(0, at - 1), min(len(lines) - 1, at + 1), at))
    around = (
        compose.quote_slice(papers[key], lines[first].start, lines[last].end, lines[at].number, lines[at].section)
        for key, found in spans.items()
        for lines in (sentences_of(papers[key]),)
        for first, last, at in _joined(found)
    )
    return tuple(own), list(around)


def _joined(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The stretches of one abstract in its order; those that share a sentence are one."""
    joined = list[tuple[int, int, int]]()
    for first, last, at in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]), joined[-1][2])
        else:
            joined.append((first, last, at))
    return joined

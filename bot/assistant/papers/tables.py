"""A table of figures: one row a paper; each cell has a figure as its abstract prints it, with its sentence.

Files get the whole table, a message as many rows as it has room for. No figure is shown without its sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.phrases import SO, WHO
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import studies_meant
from bot.assistant.telling.holding import Library, on_topic
from bot.assistant.turns.conversing import without_opening
from bot.assistant.turns.framing import READ_THROUGH, Framing
from bot.assistant.turns.naming import left_by, scoped_by
from bot.assistant.wording import counted, echoed
from bot.models import Context, Quote, Turn
from corpus.models import Corpus, Model, Paper
from corpus.patterns import late
from corpus.sentences import Sentence
from index.models import Outcome
from index.questions.options import read_options
from index.sentences.arithmetic import disagreements
from index.sentences.figures import Kind, figures_of, of_one_list
from index.sentences.samples import sample_size
from index.sentences.units import units_studied
from index.terms.analyzer import Analyzer
from index.terms.attributes import Attribute, told, wanted

SIZE = "number studied"
# Any noun may be counted: where no number studied is found, the abstract may state one all the same.
NONE_FOUND, NOT_FOUND = "None found", "No number studied found"
COLUMNS = (SIZE, *(kind.value for kind in Kind))
BRIEF = (SIZE, Kind.FOLLOW_UP.value)  # what a message shows where no topic is named; a file has the rest
ROOM, LEAST, MOST = 1600, 2, 10  # of a message: characters of rows, its fewest and its most rows
# What is asked of a number whatever the topic, and the column it is
_OF_KIND = {
    "number studied": SIZE,
    "follow-up": Kind.FOLLOW_UP.value,
    "cost": Kind.COST.value,
    "percentage": Kind.PERCENT.value,
    "p value": Kind.P_VALUE.value,
    "significance": Kind.P_VALUE.value,
}
SAMPLE_SIZE = late(
    r"^(?:(?:and|so|what|is|was|the) )*n(?: (?:of|in|for)(?: the .+)?)?$|\b(?:sample|cohort|study|group) sizes?\b|\bsizes? of the (?:samples?|cohorts?|study(?: group)?)\b|\bnumbers? studied\b"
)
_WORK = r"(?:papers?|stud(?:y|ies)|articles?|trials?|abstracts?|reviews?|publications?|reports?)"
EACH = late(  # "how many patients in each?", "how many were studied in each paper"
    rf"^{SO}(?:how many|what number of|(?:the )?numbers? of)"
    rf"(?: {WHO})?"
    r"(?: (?:were|was|are|is|did|do|have|had|took|take|there|they|it|part|been|studied|included|enrolled|enroled|recruited|randomi[sz]ed|analy[sz]ed|examined|followed|treated|participated))*"
    rf" (?:in|of|for|from|by|per) (?:(?:each|every)(?: (?:one|{_WORK}))?(?: of (?:the|these|those|them)(?: {_WORK})?)?|(?<=per ){_WORK})$"
)
_ANY_PAPER = late(rf"\b{_WORK}$")
WHOLE = "the whole table comes as a file."
_IDLE = frozenset(
    "rate rates figure figures number numbers data value values result results statistics percentage percentages size sizes".split()
)
_THESE = late(r"\b(?:these|those|them|both)\b")


class Cell(Model):
    """A figure as printed, ``abstract[start:end] == text``; the words around it that say what it is (``of``);
    its sentence.
    """

    column: str
    text: str
    of: str
    start: int
    end: int
    sentence: Quote


class Row(Model):
    """A paper and its cells; ``doubts`` are percentages that do not follow from the counts printed with them."""

    key: str
    cite: str
    doi: str | None
    url: str | None
    title: str
    cells: tuple[Cell, ...]
    doubts: tuple[str, ...] = ()

    def of(self, column: str) -> tuple[Cell, ...]:
        """The cells in one column."""
        return tuple(cell for cell in self.cells if cell.column == column)


class Table(Model):
    """The figures of some papers on a topic ("": all); ``columns`` are the names of the columns, even of empty ones."""

    topic: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def question_of(topic: str) -> str:
    """The question of a table command, as the log keeps it: the figures on a topic ("": all)."""
    return f"Table of {topic} figures" if topic.strip() else "Table of figures"


def asks_table(frame: Frame) -> bool:
    """True if a question asks for a table of figures."""
    return frame.ask.op == "table"


def asks_sizes(frame: Frame) -> bool:
    """True if a question asks for the numbers studied ("sample sizes")."""
    return bool(SAMPLE_SIZE.search(frame.text)) or counts_each(frame)


def counts_each(frame: Frame) -> bool:
    """True if a question asks how many each paper studied ("how many patients in each?")."""
    return bool(EACH.match(frame.text))


def answer(question: str, frame: Frame, library: Library, whole: Corpus) -> Reply:
    """The reply to a question that asks for a table; ``whole`` is what the ``library`` may be a part of."""
    found = figures(frame, library)
    listed = all(row.key in library.listed for row in found.rows)
    among = (library.part or len(library.papers) > READ_THROUGH) and not listed
    return tell(question, found, library, compose.looked_among(len(found.rows), whole) if among else "")


async def whole(question: str, context: Context, framing: Framing) -> Table:
    """The whole table that a question asks for; of a large library only the papers nearest to it."""
    bare, options = read_options(without_opening(question))
    context = scoped_by(options, context, framing)
    library = await framing.library(bare, context)
    frame, before = framing.frame(bare, library, context), context.previous
    if before is not None and before.only and not (frame.filters or frame.people or frame.links or context.scope):
        library = await framing.library(bare, context.model_copy(update={"scope": before.only}))
    return figures(frame, left_by(options, library))


def figures(frame: Frame, library: Library) -> Table:
    """The table for a frame; of many papers only those nearest to the question's words, and those talked about."""
    if len(library.papers) > READ_THROUGH:
        here = {paper.key for paper in library.papers}
        near = tuple(paper for paper in library.which.papers if paper.key in here)
        library = replace(library, corpus=library.corpus.model_copy(update={"papers": near}))
    return table(frame, library)


def table(frame: Frame, library: Library) -> Table:
    """The table for a frame, of the papers it names, or of all."""
    asked = wanted("sample size") if asks_sizes(frame) else told(wanted(frame.text))
    spans = [span for one in asked for span in one.spans]
    if asks_sizes(frame):
        spans = [found.span() for one in (SAMPLE_SIZE, EACH) for found in one.finditer(frame.text)]
    named = {word for start, end in spans for word in frame.text[start:end].split()}
    words = [word for word in frame.text.split() if word in {*frame.leftover, *frame.name} - named - _IDLE]
    bare = counts_each(frame) or not (asked or words or frame.chooses or " of " in frame.text)  # "table please"
    these = _THESE.search(frame.text) or (bare and not _ANY_PAPER.search(frame.text))
    papers: Sequence[Paper] = studies_meant(frame, library, bool(these))
    if asked and words:
        papers = on_topic(words, papers, library)[0] or papers
    topic = ", ".join(one.attribute.name for one in asked) or " ".join(words)
    return read(papers, topic, [one.attribute for one in asked])


def of_topic(papers: Iterable[Paper], topic: str) -> Table:
    """The table of some papers on a topic as it was typed ("": all figures)."""
    attributes = [one.attribute for one in told(wanted(question_of(topic)))] if topic.strip() else []
    return read(papers, topic.strip(), attributes)


def read(papers: Iterable[Paper], topic: str = "", attributes: Sequence[Attribute] = ()) -> Table:
    """The table of some papers: figures of the attributes if there are any, else on the topic, else all."""
    alone = {_OF_KIND[one.name] for one in attributes if one.name in _OF_KIND}
    named = [one for one in attributes if one.name not in _OF_KIND]
    columns = tuple(name for name in COLUMNS if not alone or named or name in alone)
    analyzer = Analyzer()
    terms = frozenset(analyzer.phrase(topic)) if topic and not attributes else frozenset[str]()

    def fits(cell: Cell) -> bool:
        if cell.column == SIZE or (cell.column in alone and not named):
            return cell.column in columns
        if named:
            return any(one.names_in(cell.of) for one in named) and (not alone or cell.column in alone)
        return not alone and (not terms or terms <= set(analyzer.terms(cell.of)))

    rows = tuple(_row(paper, _chosen(list(cells(paper)), fits)) for paper in papers)
    return Table(topic=topic, columns=columns, rows=rows)


def _chosen(found: Sequence[Cell], fits: Callable[[Cell], bool]) -> list[Cell]:
    """The cells that fit; where the last of a list does, all of the list: what is said behind it is said of each."""
    kept: list[Cell] = []
    for _, group in groupby(found, key=lambda cell: (cell.sentence.start, cell.column)):
        own = list(group)
        spans = [(one.start - one.sentence.start, one.end - one.sentence.start) for one in own]
        listed = len(own) > 1 and fits(own[-1]) and of_one_list(own[0].sentence.text, spans)
        kept += own if listed else filter(fits, own)
    return kept


def cells(paper: Paper) -> Iterator[Cell]:
    """Every figure of a paper's abstract as a cell: the numbers studied first, then the others in order."""
    sample = sample_size(paper)
    for one in sample.counts if sample else filter(None, (units_studied(paper),)):
        first = one.sentence.start
        behind = one.sentence.text[one.end - first :]
        of = one.text + behind[: behind.find(one.of) + len(one.of)] if one.of else one.text
        yield _cell(
            paper, SIZE, of, of if one.of else one.sentence.text, one.start, one.start + len(of), one.sentence
        )
    for figure in figures_of(paper):
        yield _cell(paper, figure.kind.value, figure.text, figure.of, figure.start, figure.end, figure.sentence)


def _cell(paper: Paper, column: str, text: str, of: str, start: int, end: int, sentence: Sentence) -> Cell:
    quote = compose.quote_slice(paper, sentence.start, sentence.end, sentence.number, sentence.section)
    return Cell(column=column, text=text, of=of, start=start, end=end, sentence=quote)


def _row(paper: Paper, found: Sequence[Cell]) -> Row:
    doi = str(paper.doi) if paper.doi else None
    title = paper.headline
    doubts = tuple(compose.doubt(one, paper) for one in disagreements(paper))
    return Row(
        key=paper.key, cite=cite(paper), doi=doi, url=paper.link, title=title, cells=tuple(found), doubts=doubts
    )


def tell(question: str, found: Table, library: Library, among: str = "") -> Reply:
    """A reply with as many rows as fit a message, and how many more there are. ``among`` is the line on papers that were not looked at."""
    stating = [(row, _quoted(row, found)) for row in found.rows]
    stated = [quotes for _, quotes in stating if quotes]
    shown, blocks = _that_fit(stated, library)
    quotes = tuple(quote for kept in shown for _, quote in kept)
    silent = [row for row, kept in stating if not kept]
    parts = [compose.restated(question), _head(found, bool(shown)), *blocks]
    if more := len(stated) - len(shown):
        parts.append(f"{counted(more, 'further paper')} with such figures: {WHOLE}")
    if silent:
        named = "; ".join(row.cite for row in silent[:MOST]) + (" …" if len(silent) > MOST else "")
        none = NOT_FOUND if found.topic in (SIZE, "") else NONE_FOUND
        parts.append(f"{none} in {counted(len(silent), 'abstract')}: {named}.")
    parts += [among] if among else []
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    turn = Turn(question=question, keys=keys[:1], listed=keys, shown=tuple((q.key, q.start) for q in quotes))
    outcome = Outcome.ANSWERED if quotes else Outcome.NOTHING
    return Reply(outcome=outcome, kind="table", text="\n\n".join(parts), quotes=quotes, keys=keys, turn=turn)


def _head(found: Table, shown: bool) -> str:
    what = f"Figures on {echoed(found.topic)}" if found.topic else "Numbers studied and lengths of follow-up"
    return what + (", as printed, each above its sentence:" if shown else ": I found none in these abstracts.")


def _quoted(row: Row, found: Table) -> list[tuple[str, Quote]]:
    """The sentences of a row as pairs (line of its figures as printed, quote)."""
    columns = found.columns if found.topic else BRIEF
    chosen = [cell for cell in row.cells if cell.column in columns]
    if found.topic and len(columns) > 1:  # beside the figures asked for, the number studied is for files
        chosen = [cell for cell in chosen if cell.column != SIZE]
    ordered = sorted(chosen, key=lambda cell: (cell.sentence.start, cell.start, cell.end))
    quoted = []
    for _, group in groupby(ordered, key=lambda cell: cell.sentence.start):
        own = list(group)
        marks = ((cell.start - cell.sentence.start, cell.end - cell.sentence.start) for cell in own)
        line = compose.figures(list(dict.fromkeys(cell.text for cell in own)))
        quoted.append((line, own[0].sentence.model_copy(update={"marks": _apart(marks)})))
    return quoted


def _apart(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, without those that overlap an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(marks)):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _that_fit(
    rows: Sequence[list[tuple[str, Quote]]], library: Library
) -> tuple[list[list[tuple[str, Quote]]], list[str]]:
    """The first rows, as many as fit a message, and their text blocks."""
    shown: list[list[tuple[str, Quote]]] = []
    blocks: list[str] = []
    used = 0
    for row in rows[:MOST]:
        own = [f"{line}\n{compose.blocks([quote], library.index.papers)[0]}" for line, quote in row]
        used += sum(len(block) for block in own)
        if used > ROOM and len(shown) >= LEAST:
            break
        shown.append(row)
        blocks += own
    return shown, blocks

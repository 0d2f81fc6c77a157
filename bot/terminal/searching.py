"""Parts of Marrow alone, for people and for standard tools. ``marrow search`` and ``marrow evaluate``: the ranking; ``marrow verify``: whether the
quotes in a pasted answer are really in the papers they cite; ``marrow table`` and ``marrow corpus figures``: the figures of all papers, one row
each, and figures that contradict each other.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.assistant.citing import reference
from bot.assistant.compose import doubt
from bot.assistant.gate import prove_table
from bot.assistant.papers.summaries import listing
from bot.assistant.papers.tables import Table, of_topic, question_of
from bot.assistant.papers.verdicts import verify as verdicts
from bot.assistant.wording import counted
from bot.config import Config
from bot.ending import run
from bot.models import Context
from bot.service import build_index, open_service
from bot.tabulating import as_csv, as_json, as_xlsx
from bot.terminal.setting import AsJson, ConfigFile, Library, corpus_of, given, load, say, say_json, write_out
from bot.terminal.show import as_text, colours
from corpus.errors import CorpusError, RetrievalError
from index.library import LibraryIndex
from index.models import Hit
from index.ranking import evaluate as measures
from index.ranking.evaluate import read_qrels, read_queries, run_lines
from index.sentences.arithmetic import disagreements

TAG = "marrow"
LONGEST = 16 * 2**20  # bytes of a text; a book has one million
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets, instead of text.")]


def search(
    query: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="What to look for.", show_default=False)
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=10_000, help="At most this many papers a query.")] = 10,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="QUERIES.tsv", help="A file of queries: id, tab, text.")
    ] = None,
    run_file: Annotated[
        Path | None, typer.Option("--run", metavar="OUT.trec", help="Where the run goes (TREC format).")
    ] = None,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Rank papers for one QUERY, or for --batch QUERIES.tsv into --run OUT.trec."""
    if (query is None) == (batch is None) or (batch is None) != (run_file is None):
        raise typer.BadParameter("Give one QUERY, or --batch QUERIES.tsv with --run OUT.trec.")
    settings = load(config, library)
    if batch is not None and run_file is not None:
        found = run(_rank_all(settings, read_queries(batch), k))
        lines = run_lines({name: [(hit.key, hit.score) for hit in hits] for name, hits in found.items()}, TAG)
        write_out(run_file, "".join(f"{line}\n" for line in lines), settings)
        say(f"{counted(len(found), 'query', 'queries')} ranked; the run is in {run_file}.")
        return
    _show(settings, query or "", k, json)


def _show(config: Config, query: str, k: int, json: bool) -> None:
    index = build_index(config)
    hits = run(index.search(query, k))
    papers = index.papers
    if json:
        say_json([{"rank": rank, "key": hit.key, "passage": hit.passage_id, "score": hit.score, "title": papers[hit.key].title,
                   "url": papers[hit.key].link} for rank, hit in enumerate(hits, 1)])  # fmt: skip
    else:
        say(
            listing([papers[hit.key] for hit in hits])
            if hits
            else "No paper of this library has any of these words."
        )


def evaluate(
    queries: Annotated[Path, typer.Argument(metavar="QUERIES", help="Queries: TSV or JSON Lines, plain or gzip.")],
    qrels: Annotated[
        Path, typer.Argument(metavar="QRELS", help="Judgements: 3 or 4 columns or JSON Lines, plain or gzip.")
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Where nDCG is cut.")] = 10,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Score the ranking of the loaded papers: nDCG, recall, reciprocal rank, with 95 % intervals."""
    settings = load(config, library)
    judged = read_qrels(qrels)
    asked = {name: text for name, text in read_queries(queries).items() if name in judged}
    if not asked:
        raise RetrievalError("None of the queries has a judgement: the ids of the two files do not meet.")
    index = build_index(settings)
    found = run(_rank(index, asked, max(k, 100)))
    names = {paper.source_id: paper.key for paper in index.corpus.papers if paper.source_id}
    grades = {query: {names.get(key, key): grade for key, grade in judged[query].items()} for query in asked}
    result = measures.evaluate({query: [hit.key for hit in hits] for query, hits in found.items()}, grades, k)
    if json:
        say_json(result.model_dump())
        return
    say(f"{result.queries} queries, {counted(len(index.corpus.papers), 'paper')}")
    for one in result.means:
        say(f"  {one.name:<11} {one.mean:.4f}  (95 % {one.low:.4f} to {one.high:.4f})")


async def _rank_all(config: Config, queries: Mapping[str, str], k: int) -> dict[str, tuple[Hit, ...]]:
    return await _rank(build_index(config), queries, k)


async def _rank(index: LibraryIndex, queries: Mapping[str, str], k: int) -> dict[str, tuple[Hit, ...]]:
    return {name: await index.search(text, k) for name, text in queries.items()}


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text to check (“-”: standard input).")],
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Check each quote of a text against the paper cited beside it."""
    settings = load(config, library)
    corpus = corpus_of(settings)
    found = verdicts(given(file, LONGEST), {paper.key: paper for paper in corpus.papers})
    if json:
        say_json([verdict.model_dump() for verdict in found])
    for verdict in found if not json else ():
        mark = "✓" if verdict.verbatim else "✗"
        say(f"{mark} {verdict.key or 'no paper'}: {verdict.reason}\n  {verdict.quote}")
    if not found:
        raise CorpusError(
            "There is no quote in this text: lines that begin with “> ”, or words in quotation marks."
        )
    wrong = sum(not verdict.verbatim for verdict in found)
    if wrong:
        raise CorpusError(
            f"{wrong} of {counted(len(found), 'quote')} {'is' if wrong == 1 else 'are'} not the cited papers' own words."
        )


def table(
    topic: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC]", help="Figures on this alone, such as survival.", show_default=False),
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="FILE", help="Write a workbook of all papers here.", show_default=False),
    ] = None,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """The papers' figures as printed, one row a paper: a few as text, all of them with --json, --csv or --xlsx FILE."""
    if json + csv + (xlsx is not None) > 1:
        raise typer.BadParameter("Give one of --json, --csv and --xlsx FILE.")
    words, settings = " ".join(topic or ()), load(config, library)
    if xlsx is not None:
        write_out(xlsx, as_xlsx(_whole(settings, words)), settings)
        say(f"The table is in {xlsx}.")
    elif json:
        say_json(as_json(_whole(settings, words)))
    elif csv:
        sys.stdout.buffer.write(as_csv(_whole(settings, words)))
    else:
        run(_told(settings, words))


def _whole(config: Config, topic: str) -> Table:
    """The table of a whole library; each cell is proved."""
    papers = corpus_of(config).papers
    found = of_topic(papers, topic)
    prove_table(found, papers)
    return found


async def _told(config: Config, topic: str) -> None:
    async with open_service(config) as service:
        context = Context(library=service.corpus.name, surface="terminal")
        answer = await service.answer(question_of(topic), context)
        print(as_text(answer, colours()))  # noqa: T201


def corpus_figures(json: AsJson = False, library: Library = None, config: ConfigFile = None) -> None:
    """Shares that do not agree with their counts. They are for curators to look at: nothing is corrected."""
    settings = load(config, library)
    papers = corpus_of(settings).papers
    found = [(paper, one) for paper in papers for one in disagreements(paper)]
    if json:
        fields = ("part", "whole", "share", "start", "end", "said")
        say_json([{"key": paper.key, **{name: getattr(one, name) for name in fields}} for paper, one in found])
        return
    for paper, one in found:
        say(f"{doubt(one, paper)}\n  {one.sentence.text}\n  {reference(paper)}\n")
    say(f"{counted(len(found), 'share')} of {counted(len(papers), 'paper')} to look at.")

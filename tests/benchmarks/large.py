"""``python -m tests.benchmarks.large [SIZE …]``: libraries whose index is kept on disk, beside tantivy, bm25s and rank-bm25 alone.

Each size is built in one process and asked in another, so that each has its memory to itself. Ratios within a run
are what is compared; milliseconds inform. rank-bm25 is left out above 20,000, where a question takes it seconds, bm25s above 100,000, which fill the memory.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import bm25s
import tantivy

from bot.answering import WORTH_PROCESSES, Answerers, Answering, room
from bot.assistant.assistant import Assistant, QuestionLimits
from bot.models import Context
from bot.service import SWITCH, Service
from corpus.canonical import canonical
from corpus.models import Corpus, Paper
from corpus.shelf import Shelf
from index.kept.building import PAPERS, build
from index.kept.changing import IndexDifference, bring
from index.kept.libraries import FOLDER
from index.kept.opening import open_index, usable
from index.library import LibraryIndex, Settings
from index.ranking.bm25 import RankBM25
from index.ranking.tantivy_engine import MEMORY
from index.terms.analyzer import Analyzer
from index.terms.forms import passage_terms
from tests.benchmarks.generate import SEED, papers, questions
from tests.benchmarks.measure import Times, first_answer, resident_mb, settled, timed

ASKED, ASKERS, SECONDS, ADDED = 300, 50, 10.0, 7
STARTING = 5.0  # seconds in which the processes that answer become ready
DIGEST = "0" * 64
MOST_FOR_RANK_BM25, MOST_FOR_BM25S = 20_000, 100_000


def make(size: int, folder: Path) -> None:
    """Build the index of so many generated papers, beside it tantivy's of the same terms and bm25s's of the same texts."""
    lines, chosen = folder / "lines", list[Paper]()
    with lines.open("wb") as file:
        for number, paper in enumerate(papers(size)):
            file.write(canonical(paper).encode() + b"\n")
            if number % max(1, size // 400) == 0:
                chosen.append(paper)
    corpus = Corpus(name="some", digest=DIGEST, papers=tuple(chosen))
    (folder / "questions.json").write_text(json.dumps(questions(corpus, ASKED)), "utf-8")
    with lines.open("rb") as file:
        ours = _worked(
            lambda: build(folder / FOLDER, (line.rstrip() for line in file), None, DIGEST, Settings(), "tantivy")
        )
    of_one = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    disk = sum(path.stat().st_size for path in (folder / FOLDER).rglob("*") if path.is_file()) / 2**20
    print(
        f"  built in {ours.wall:.0f} s, {ours.processor:.0f} s of the processors ({1000 * ours.processor / size:.2f} ms a paper); "
        f"{resident_mb():.0f} MB of memory, {of_one:.0f} MB in each other process; {disk:.0f} MB on disk; load {os.getloadavg()[0]:.1f}"
    )
    for name, theirs in _beside(size, folder, lines):
        print(
            f"  {name:34} {theirs.processor:6.0f} s of the processors: ours takes {ours.processor / theirs.processor:.2f} × as much"
        )


class Work(NamedTuple):
    """What some work took: seconds, and seconds of the processors in this process and those it started."""

    wall: float
    processor: float


def _worked(do: Callable[[], object]) -> Work:
    began, before = time.perf_counter(), sum(os.times()[:4])
    do()
    return Work(time.perf_counter() - began, sum(os.times()[:4]) - before)


def _beside(size: int, folder: Path, lines: Path) -> Iterator[tuple[str, Work]]:
    """What others take to index the same papers."""
    analyzer, terms = Analyzer(), folder / "terms"
    with terms.open("w", encoding="utf-8") as file:
        for paper in _read(lines):
            file.writelines(f"{passage.terms}\n" for passage in passage_terms(paper, analyzer, 3))
    yield "tantivy alone, fed these terms", _worked(lambda: _fed(folder / "fed", terms))
    if size <= MOST_FOR_BM25S:
        texts = [f"{paper.title} {paper.abstract}" for paper in _read(lines)]
        yield "bm25s, its own terms", _worked(lambda: _indexed_by_bm25s(texts))


def _read(lines: Path) -> Iterator[Paper]:
    with lines.open("rb") as file:
        yield from map(Paper.model_validate_json, file)


def _fed(folder: Path, terms: Path) -> None:
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    writer = tantivy.Index(builder.build(), path=str(folder)).writer(MEMORY, 1)
    with terms.open(encoding="utf-8") as file:
        for line in file:
            writer.add_document(tantivy.Document(terms=line))
    writer.commit()
    writer.wait_merging_threads()


def _indexed_by_bm25s(texts: list[str]) -> None:
    tokens = bm25s.tokenize(texts, show_progress=False)
    bm25s.BM25(k1=1.2, b=0.75, method="lucene").index(tokens, show_progress=False)


async def ask(size: int, folder: Path) -> None:
    """Ask, rank, rank by tantivy alone; then fifty askers at once."""
    asked = json.loads((folder / "questions.json").read_text("utf-8"))
    began = time.perf_counter()
    index = open_index(folder / FOLDER, "default", DIGEST, Settings(), "tantivy")
    assistant = Assistant(index)
    opened, held = time.perf_counter() - began, resident_mb()
    began = time.perf_counter()
    await assistant.ask(asked[0], Context())
    first = time.perf_counter() - began
    settled()
    whole = await timed(lambda question: assistant.ask(question, Context()), asked)
    read = {question: index.reader.read(question).ranked for question in asked}
    ranking = await timed(lambda question: index.engine.search(read[question], 30), asked)
    alone = await timed(_alone(folder / FOLDER / "engine" / "inverted", read), asked)
    print(
        f"  opened in {opened * 1000:.0f} ms, first answer after {first * 1000:.0f} ms more; {held:.0f} MB then, {resident_mb():.0f} MB at the end"
    )
    _row("tantivy alone", alone, alone)
    _row("ranking", ranking, alone)
    _row("whole answer", whole, alone)
    if size <= MOST_FOR_RANK_BM25:
        _row("rank-bm25 alone", await _rank_bm25(index, read, asked), alone)
    if size <= MOST_FOR_BM25S:
        _row("bm25s alone", await _bm25s(index, read, asked), alone)
    await _at_once(assistant, asked, folder)


def _alone(folder: Path, read: dict[str, dict[str, float]]) -> Callable[[str], Awaitable[None]]:
    index = tantivy.Index.open(str(folder))
    searcher, schema = index.searcher(), index.schema

    async def search(question: str) -> None:
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(schema, "terms", term, "freq"), weight),
            )
            for term, weight in read[question].items()
        ]
        searcher.search(tantivy.Query.boolean_query(clauses), 30, count=False)

    return search


async def _rank_bm25(index: LibraryIndex, read: dict[str, dict[str, float]], asked: list[str]) -> Times:
    analyzer, passages, terms = Analyzer(), [], []
    for paper in index.corpus.papers:
        for passage in passage_terms(paper, analyzer, 3):
            passages.append((passage.id, paper.key))
            terms.append(passage.terms.split())
    engine = RankBM25(passages, terms)
    return await timed(lambda question: engine.search(read[question], 30), asked[:100])


async def _bm25s(index: LibraryIndex, read: dict[str, dict[str, float]], asked: list[str]) -> Times:
    """bm25s over the same terms; it weighs no term of a question more than another."""
    analyzer = Analyzer()
    terms = [one.terms.split() for paper in index.corpus.papers for one in passage_terms(paper, analyzer, 3)]
    engine = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    engine.index(terms, show_progress=False)

    async def search(question: str) -> None:
        known = [term for term in read[question] if term in engine.vocab_dict]
        engine.retrieve([known], k=30, show_progress=False)

    return await timed(search, asked)


async def _at_once(assistant: Assistant, asked: list[str], folder: Path) -> None:
    """Fifty askers for some seconds, answers beside the event loop as in the bot; how long that stood still."""
    sys.setswitchinterval(SWITCH)
    service = _service(assistant, folder)
    await asyncio.gather(*(service.asked(question, Context()) for question in asked[:ASKERS]))
    await asyncio.sleep(STARTING)
    chance, times, stalls, ends = random.Random(SEED), Times(), Times(), time.perf_counter() + SECONDS

    async def asker() -> None:
        while time.perf_counter() < ends:
            began = time.perf_counter()
            await service.asked(chance.choice(asked), Context())
            times.append((time.perf_counter() - began) * 1000)

    async def watch() -> None:
        while time.perf_counter() < ends:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            stalls.append((time.perf_counter() - began - 0.001) * 1000)

    await asyncio.gather(watch(), *(asker() for _ in range(ASKERS)))
    print(
        f"  {ASKERS} askers at once: {len(times) / SECONDS:.0f} answers a second, p50 {times.percentile(0.5):.0f} ms, "
        f"p99 {times.percentile(0.99):.0f} ms; event loop late by {stalls.percentile(0.99):.1f} ms (p99), {max(stalls):.1f} ms at most"
    )
    await service.close()


def _service(assistant: Assistant, folder: Path) -> Service:
    """The library asked as the bot asks it, but for the logbook."""
    job = Answering(
        folder=folder,
        library="default",
        digest=DIGEST,
        settings=Settings(),
        engine="tantivy",
        question_chars=QuestionLimits().question_chars,
    )
    answerers = Answerers(job, room()) if len(assistant.papers) >= WORTH_PROCESSES else None
    return Service(assistant, None, aside=True, answerers=answerers)  # type: ignore[arg-type]


def _row(name: str, times: Times, alone: Times) -> None:
    p50, p99 = times.percentile(0.5), times.percentile(0.99)
    print(
        f"  {name:16} p50 {p50:8.2f} ms  p99 {p99:8.2f} ms  = {p50 / alone.percentile(0.5):5.2f} × tantivy alone"
    )


def add_one(folder: Path) -> None:
    """How long one paper more takes, to a new state of the whole index; several times, each upon the one before."""
    place, taken, used = folder / FOLDER, Times(), Times()
    for number, paper in enumerate(islice(papers(ADDED + 1), 1, None)):
        began, worked = time.perf_counter(), time.process_time()
        kept = usable(place, Settings(), "tantivy")
        shelf = Shelf.open(place / PAPERS, kept.records, kept.papers, kept.named)
        new = paper.model_copy(update={"source_id": f"new{number}"})
        numbers = shelf.numbers + array("I", [kept.records])
        bring(place, kept, shelf, IndexDifference(numbers, [new], []), None, f"{number:064x}", Settings())
        taken.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - worked) * 1000)
    print(f"  one paper more: {taken.percentile(0.5):.0f} ms, {used.percentile(0.5):.0f} ms of the processor")


def main(arguments: list[str]) -> None:
    """Each size in processes of its own."""
    if arguments[:1] in (["--help"], ["-h"]):
        print(__doc__)
    elif arguments[:1] == ["--make"]:
        make(int(arguments[1]), Path(arguments[2]))
    elif arguments[:1] == ["--ask"]:
        asyncio.run(ask(int(arguments[1]), Path(arguments[2])))
    elif arguments[:1] == ["--add"]:
        add_one(Path(arguments[2]))
    else:
        for size in arguments or ["1000", "10000", "100000"]:
            print(f"\n{int(size):,} papers, {ASKED} ten-word questions", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                library = Path(folder) / "libraries" / "default"
                library.mkdir(parents=True)
                (library / "current").write_text(DIGEST)
                for step in ("--make", "--ask"):
                    subprocess.run(
                        [sys.executable, "-m", "tests.benchmarks.large", step, size, str(library)], check=True
                    )
                asked = json.loads((library / "questions.json").read_text("utf-8"))[0]
                print(f"  command to first answer: {first_answer(asked, Path(folder)):.2f} s", flush=True)
                subprocess.run(
                    [sys.executable, "-m", "tests.benchmarks.large", "--add", size, str(library)], check=True
                )


if __name__ == "__main__":
    main(sys.argv[1:])

"""``marrow table`` and ``marrow corpus figures``: the figures of all papers, one row each; and figures that contradict
each other.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.assistant.citing import reference
from bot.assistant.compose import doubt
from bot.assistant.gate import prove_table
from bot.assistant.tables import Table, of_topic, question_of
from bot.assistant.wording import counted
from bot.config import Config
from bot.models import Context
from bot.service import open_service
from bot.tabulating import as_csv, as_json, as_xlsx
from bot.terminal.setting import AsJson, ConfigFile, Library, corpus_of, load, run, say, say_json, write_out
from bot.terminal.show import as_text, colours
from index.arithmetic import disagreements

AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets, instead of text.")]


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
        write_out(xlsx, as_xlsx(_whole(settings, words)))
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
    """Shares that do not agree with the counts they are printed with, for curators to look at: nothing is corrected."""
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

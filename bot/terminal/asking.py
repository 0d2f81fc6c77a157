"""``marrow ask``: one question, or a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.config import Config
from bot.models import Context
from bot.privacy import warning
from bot.service import open_service
from bot.terminal.setting import AsJson, ConfigFile, Library, complain, load, run, say, say_json
from bot.terminal.show import as_text, colours, together


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What to ask the papers.", show_default=False)
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE.jsonl",
            help="A file of questions, one JSON object a line (“-”: standard input).",
            show_default=False,
        ),
    ] = None,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Ask the papers: one QUESTION, or with --batch a file of {"id", "question", "thread"?, "turn"?}."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give one QUESTION, or --batch FILE.jsonl.")
    settings = load(config, library)
    if batch is not None:
        from bot.terminal.batch import answer_file

        raise SystemExit(run(answer_file(settings, batch)))
    run(_one(settings, question or "", json))


async def _one(config: Config, question: str, json: bool) -> None:
    async with open_service(config) as service:
        answers = await service.answers(question, Context(library=service.corpus.name, surface="terminal"))
        if said := warning(question):
            complain(said)
        if json:
            say_json(together(answers))
        elif colours():
            print("\n\n".join(as_text(answer, True) for answer in answers))  # noqa: T201
        else:
            say("\n\n".join(answer.text for answer in answers))

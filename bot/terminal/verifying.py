"""``marrow verify``: checks whether the quotes in a pasted answer are really in the papers they cite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.assistant.verdicts import verify as verdicts
from bot.assistant.wording import counted
from bot.terminal.setting import AsJson, ConfigFile, Library, given, load, say, say_json
from corpus.errors import CorpusError
from corpus.store import CorpusStore

LONGEST = 16 * 2**20  # bytes of a text; a book has one million


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text to check (“-”: standard input).")],
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Check each quote of a text against the paper cited beside it."""
    settings = load(config, library)
    corpus = CorpusStore(settings.storage.data_dir / "libraries").load(settings.corpus.library)
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

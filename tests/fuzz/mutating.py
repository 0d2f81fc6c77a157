"""Good files made bad: bytes and pieces removed, doubled, swapped, replaced. Seeded, so that a run can be run again."""

from __future__ import annotations

import math
import random
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import CorpusError
from corpus.files import Format, formats
from corpus.formats.collecting import PLAINLY
from tests.corpus.formats import exports

DATA = Path(__file__).parents[1] / "data"
NINE = {
    "ris": "nine.ris",
    "bibtex": "nine.bib",
    "nbib": "nine.nbib",
    "csl-json": "nine.json",
    "pubmed-xml": "nine.xml",
    "endnote-xml": "nine-endnote.xml",
    "table": "nine.csv",
    "jsonl": "nine.jsonl",
    "page-html": "page-html.html",
}
LONGEST, SECONDS = 64 * 1024, 5.0  # bytes of an input, seconds one may take
_PIECE = re.compile(rb"\s+|\w+|.", re.DOTALL)
_STRANGE = (
    b"",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"{",
    b"}",
    b"<",
    b">",
    b"&",
    b'"',
    b"\\",
    b"\n\n",
    b"@",
    b"%",
    b"]]>",
    b"\xe2\x80\xa8",
    b"9" * 400,
)


def named(name: str) -> Format:
    """A format by its name. Raises KeyError."""
    return {one.name: one for one in formats()}[name]


def seeds(name: str) -> list[bytes]:
    """Good and bad files of a format to begin with."""
    folders = [DATA / "formats" / name, *([DATA / "pages"] if name == "page" else [])]
    files = [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".json"
    ]
    files += [DATA / "formats" / "nine" / NINE[name]] if name in NINE else []
    found = [path.read_bytes()[:LONGEST] for path in files]
    found += [exports.FILES[name].encode()] if name in exports.FILES else []
    if not found:
        raise LookupError(f"no file of the format “{name}” to begin with: put some into tests/data/formats/{name}")
    return found


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A file with a few things wrong."""
    pieces = _PIECE.findall(seed[chance.randrange(max(1, len(seed))) :] if chance.random() < 0.2 else seed)
    for _ in range(chance.randint(1, 6)):
        if not pieces:
            break
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        kind = chance.randrange(5)
        if kind == 0:
            del pieces[at : at + chance.choice((1, 5, 50))]
        elif kind == 1:
            pieces[at:at] = pieces[other : other + chance.choice((1, 20, 200))]
        elif kind == 2:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif kind == 3:
            pieces[at] = chance.choice(_STRANGE)
        else:
            pieces[at:at] = [chance.choice(_STRANGE)] * chance.choice((1, 3, 1000))
    return b"".join(pieces)[:LONGEST]


def inputs(name: str, seed: int, seconds: float = math.inf) -> Iterator[bytes]:
    """Mutated files, for so many seconds."""
    chance, good, ends = random.Random(seed), seeds(name), time.monotonic() + seconds
    while time.monotonic() < ends:
        yield mutated(chance.choice(good), chance)


def trouble(form: Format, content: bytes, folder: Path) -> str | None:
    """What is wrong with how a format reads a file; None where it is read, or refused in a sentence."""
    path = folder / "input"
    path.write_bytes(content)
    began = time.process_time()  # its own time, however busy the machine is
    try:
        found = form.read(path, PLAINLY)
    except CorpusError as error:
        return None if 0 < len(str(error)) < 2000 else "its refusal is no sentence"
    except Exception as error:  # whatever it is, that is what is looked for
        return f"{type(error).__name__}: {error}"
    if (taken := time.process_time() - began) > SECONDS:
        return f"it took {taken:.1f} s"
    report = found.report
    if report.read != report.kept + report.merged + len(report.rejected) or report.kept != len(found.papers):
        return "its counts do not balance"
    return None if all(paper.key for paper in found.papers) else "a paper has no key"


def fuzz(contents: Iterable[bytes], name: str) -> tuple[int, bytes | None, str | None]:
    """How many files of a format were read, and the first that made trouble, with what."""
    form, count = named(name), 0
    with tempfile.TemporaryDirectory() as folder:
        for count, content in enumerate(contents, 1):
            if said := trouble(form, content, Path(folder)):
                return count, content, said
    return count, None, None

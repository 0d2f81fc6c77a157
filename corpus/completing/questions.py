"""The questions about records for Crossref, and asking them: DOIs in batches, references one by one; each answer
is stored at once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from corpus.characters import one_line
from corpus.completing.kept import Kept, Reply
from corpus.crossref import Crossref
from corpus.doi import Doi
from corpus.errors import CorpusError, FetchError, NoAnswerError
from corpus.models import Paper
from corpus.progress import Progress, silent
from corpus.sameness import says_which, year_of

_DOI, _REFERENCE = "doi ", "reference "
_IN_VAIN = 2  # questions in a row that are not answered, after which no more are asked
_LONGEST = 300  # characters of a title that are asked with
# What is read of a record, and so what is kept of it: by far most of one is its list of references.
_READ = (
    "DOI", "type", "title", "subtitle", "author", "editor", "container-title", "short-container-title", "publisher",
    "publisher-location", "ISSN", "issued", "published", "published-print", "published-online", "volume", "issue", "page",
    "article-number", "abstract", "update-to", "updated-by", "relation", "institution",
)  # fmt: skip
_OF_A_NAME = ("family", "given", "suffix", "prefix", "name", "literal")


def question_of(paper: Paper) -> str | None:
    """The question about a paper: its DOI, or else title, first author and year; None if these are too few."""
    if paper.doi:
        return f"{_DOI}{paper.doi}"
    if not says_which(paper.title):
        return None
    said = (one_line(paper.title)[:_LONGEST], *(one.short for one in paper.authors[:1]), str(year_of(paper) or ""))
    return f"{_REFERENCE}{' '.join(filter(None, said))}"


def questions_of(papers: Iterable[Paper]) -> list[str]:
    """The questions about some papers, without duplicates."""
    return list(dict.fromkeys(filter(None, map(question_of, papers))))


async def ask(
    questions: Sequence[str], crossref: Crossref, kept: Kept, today: date, batch: int, progress: Progress = silent
) -> None:
    """Ask the questions that have no answer yet, ``batch`` DOIs at a time, and store each answer at once.

    A question without an answer affects no other, and is asked again next time. Raises FetchError if Crossref
    can no longer be reached or answers nothing; answers so far are kept.
    """
    done = sum(question in kept for question in questions)
    trouble: NoAnswerError | None = None
    in_vain, answered = 0, False
    for some in _batches([one for one in questions if one not in kept], batch):
        try:
            kept.add([reply async for reply in _replies(some, crossref, today)])
            in_vain, answered = 0, True
        except NoAnswerError as error:
            in_vain, trouble = in_vain + 1, error
            if in_vain == _IN_VAIN:
                raise
        done += len(some)
        progress(done)
    if trouble and not answered:
        raise trouble


def _batches(questions: Sequence[str], size: int) -> Iterator[list[str]]:
    dois = iter([one for one in questions if one.startswith(_DOI)])
    while some := list(islice(dois, size)):
        yield some
    yield from ([one] for one in questions if not one.startswith(_DOI))


async def _replies(questions: Sequence[str], crossref: Crossref, today: date) -> AsyncIterator[Reply]:
    if questions[0].startswith(_REFERENCE):
        (question,) = questions
        try:
            works = await crossref.candidates(question.removeprefix(_REFERENCE))
            yield Reply(question=question, on=today, records=tuple(map(_brief, works)))
        except FetchError:
            raise
        except CorpusError as error:
            yield Reply(question=question, on=today, refused=str(error))
        return
    found = await crossref.records([Doi(question.removeprefix(_DOI)) for question in questions])
    for question in questions:
        work = found.get(Doi(question.removeprefix(_DOI)), ())
        if isinstance(work, CorpusError):
            yield Reply(question=question, on=today, refused=str(work))
        else:
            yield Reply(question=question, on=today, records=(_brief(work),) if work else ())


def _brief(work: dict[str, Any]) -> dict[str, Any]:
    """A record without the parts that are never read."""
    brief = {name: work[name] for name in _READ if work.get(name)}
    for name in ("author", "editor"):
        if isinstance(brief.get(name), list):
            brief[name] = [
                {part: one[part] for part in _OF_A_NAME if part in one} if isinstance(one, dict) else one
                for one in brief[name]
            ]
    return brief

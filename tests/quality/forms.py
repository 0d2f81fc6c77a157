"""``python -m tests.quality.forms [--half look|score] [--misses]``: is a paper, a list or a pair found however it is asked for?

Nothing here is written by hand but the forms: what is right stands in the records of the libraries (``strangers``). Each paper is asked
for by its DOI, its authors and year, its title whole, damaged or cut, as references name it; lists by year, journal and author; two papers
side by side; ``formed`` has the further kinds. What was asked for wrongly is listed for the half that may be read only.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.assistant.assistant import Assistant
from bot.models import Answer
from corpus.models import Paper
from index.library import LibraryIndex
from tests.quality.formed import SECOND, Form, dated, further, numbered
from tests.quality.strangers import library, names
from tests.quality.understanding import each

_ABOUT = (
    "summarise {}",
    "{}",
    "how many patients in {}?",
    "{} what did it find",
    "who wrote {}",
    "tell me about {}",
    "limitations of {}?",
    "cite {}",
)
_MANY = 10  # papers of a list whose names are not all shown


def forms(papers: Sequence[Paper]) -> Iterator[Form]:
    """All forms for the papers of a library."""
    signed = [
        one
        for one in papers
        if one.doi and one.year and one.authors and one.authors[0].family and one.title.count(" ") > 4
    ]
    once = Counter(map(dated, signed))
    for one, other in zip(signed, [*signed[1:], *signed[:1]], strict=True):
        own, both = frozenset({one.key}), frozenset({one.key, other.key})
        yield from (Form("doi", how.format(one.doi), own) for how in _ABOUT)
        yield Form("doi", f"compare {one.doi} with {other.doi}", both)
        yield from (Form("title", made(one), own) for made in _TITLES)
        if once[dated(one)] == 1:
            yield from (Form("author and year", how.format(dated(one)), own) for how in _ABOUT)
            yield Form("reference", _vancouver(one), own)
            if once[dated(other)] == 1 and one is not other:
                pair = (dated(one), dated(other))
                yield from (
                    Form("two", how.format(*pair), both)
                    for how in ("compare {} and {}", "did {} and {} agree?", "{} vs {}")
                )
    yield from _lists(papers)


def _lists(papers: Sequence[Paper]) -> Iterator[Form]:
    for year in sorted({one.year for one in papers if one.year}):
        same = frozenset(one.key for one in papers if one.year == year)
        later = frozenset(one.key for one in papers if one.year and one.year > year)
        yield from (
            Form("year", how.format(year), same) for how in ("papers from {}", "what was published in {}?")
        )
        yield Form("year", f"list everything after {year}", later)
    for journal in sorted({one.journal for one in papers if one.journal}):
        yield Form(
            "journal", f"papers in {journal}", frozenset(one.key for one in papers if one.journal == journal)
        )


def _slip(text: str) -> str:
    at = random.Random(len(text)).randrange(5, len(text) - 5)  # the same slip each time
    return text[:at] + text[at + 1 :]


def _vancouver(paper: Paper) -> str:
    authors = ", ".join(f"{one.family or one.name} {(one.given or 'A')[0]}" for one in paper.authors[:6])
    return f"{authors}. {paper.title}. {paper.journal or 'Journal'}. {paper.year};12(3):45-52."


_TITLES: tuple[Callable[[Paper], str], ...] = (
    lambda paper: paper.title,
    lambda paper: paper.title.lower(),
    lambda paper: _slip(paper.title),
    lambda paper: f"summarise {paper.title.lower()}",
    lambda paper: f"how many patients in “{paper.title}”?",
)


async def wrong(half: str, name: str) -> tuple[Counter[str], list[Form]]:
    """How many forms of each kind a library was asked with, and those whose reply is about other papers."""
    corpus = library(half, name)
    corpus = corpus.model_copy(update={"papers": numbered(corpus.papers)})
    assistant, asked, missed = Assistant(LibraryIndex.build(corpus)), Counter[str](), []
    cited = {one.key: dated(one).split()[0] for one in corpus.papers if one.authors and one.authors[0].family}
    for form in (*forms(corpus.papers), *further(corpus.papers)):
        asked[form.kind] += 1
        turn = None
        if form.before:
            turn = (await each(assistant, form.before, None))[-1].turn
            second = (turn.listed if turn else ())[1:2] or ("none",)
            form = form._replace(keys=frozenset(second) if SECOND in form.keys else form.keys)
        if not _is_right(form, await each(assistant, form.message, turn), cited):
            missed.append(form)
    return asked, missed


def _is_right(form: Form, answers: Sequence[Answer], cited: Mapping[str, str]) -> bool:
    found = {key for one in answers for key in one.keys}
    text = " ".join(one.text.partition("\n\n")[2] or one.text for one in answers)
    if form.says and not re.search(form.says, text, re.IGNORECASE):
        return False
    told = not found and all(
        cited.get(key, "") in text for key in form.keys
    )  # "the abstract of Kang et al. 2023 names no country"
    many = len(form.keys) > _MANY and str(len(form.keys)) in text
    return len(answers) == 1 and (found == form.keys or told or many or bool(form.says and not form.keys))


def main() -> None:
    """Print how many of each kind are right; of the half that may be read also the others, if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("look", "score"), default="look")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    asked, missed = Counter[str](), Counter[str]()
    for name in names(given.half):
        here, others = asyncio.run(wrong(given.half, name))
        asked += here
        missed += Counter(form.kind for form in others)
        if given.misses and given.half == "look":
            print(*(f"{name:<14} {form.kind}: {form.before} > {form.message}" for form in others), sep="\n")
    for kind, number in asked.items():
        print(f"{kind:<16} {number - missed[kind]:>6} of {number:>6} right")
    print(f"{'all':<16} {asked.total() - missed.total():>6} of {asked.total():>6} right")


if __name__ == "__main__":
    main()

"""The same question as many people would type it: each wording gets the reply that the plain one gets."""

from __future__ import annotations

import pytest

from bot.models import Answer, Context
from tests.quality.understanding import assistant

LIBRARY = assistant("archaeology")


async def asked(question: str) -> Answer:
    """What is replied to a question asked of itself."""
    return await LIBRARY.ask(question, Context())


async def alike(question: str, plain: str) -> None:
    """Assert that two questions get one reply from the records, with papers in it."""
    told, wanted = await asked(question), await asked(plain)
    assert wanted.kind in ("record", "issue")
    assert wanted.keys
    assert (told.kind, told.outcome, told.keys) == (wanted.kind, wanted.outcome, wanted.keys), told.text


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("papers with over fifty citations", "papers with more than 50 citations"),
        ("anything with 50+ citations", "papers with at least 50 citations"),
        ("2020年以降の論文", "papers since 2020"),
        ("less than twenty citations", "papers with fewer than 20 citations"),
        ("which have between twenty and fifty citations", "papers with 20 to 50 citations"),
        ("papers cited at least 40x", "papers with at least 40 citations"),
        ("cited 27 times exactly, which", "papers with exactly 27 citations"),
        ("which ones were cited only 6 times", "papers with exactly 6 citations"),
        ("cited just 12x", "papers with exactly 12 citations"),
        ("papers cited a hundred times or more", "papers with at least 100 citations"),
        ("papers by one person", "papers with one author"),
        ("solo papers", "papers with one author"),
        ("which papers have a sole author", "papers with one author"),
        ("written by a single person", "papers with one author"),
    ],
)
async def test_a_number_is_read_in_words_and_on_either_side(question: str, plain: str) -> None:
    await alike(question, plain)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("papers from early 2021", "between 1 January 2021 and 30 April 2021"),
        ("late 2020 papers", "between 1 September 2020 and 31 December 2020"),
        ("papers of mid 2022", "between 1 May 2022 and 31 August 2022"),
        ("what came out in spring 2023", "between 1 March 2023 and 31 May 2023"),
        ("which papers appeared in the summer of 2020", "between 1 June 2020 and 31 August 2020"),
        ("autumn 2020 papers", "between 1 September 2020 and 30 November 2020"),
        ("anything from the fall of 2020", "between 1 September 2020 and 30 November 2020"),
        ("papers from the winter of 2020", "between 1 December 2020 and 28 February 2021"),
        ("papers from the 2010s", "between 1 January 2010 and 31 December 2019"),
        ("papers from the twenty tens", "between 1 January 2010 and 31 December 2019"),
        ("papers of the beginning of 2021", "between 1 January 2021 and 30 April 2021"),
        ("papers from the end of 2020", "between 1 September 2020 and 31 December 2020"),
        ("papers from the last 3 years", "in the 3 years up to 19 August 2024"),
        ("anything published in the past two years", "in the 2 years up to 19 August 2024"),
        ("what came out within the last five years", "in the 5 years up to 19 August 2024"),
        ("papers of the last 18 months", "in the 18 months up to 19 August 2024"),
        ("papers from the last decade", "in the 10 years up to 19 August 2024"),
        ("papers from this year", "published in 2024, the newest year here"),
    ],
)
async def test_a_part_of_a_year_or_a_stretch_of_years_is_a_filter(question: str, says: str) -> None:
    told = await asked(question)
    assert says in told.text
    assert (told.kind, told.outcome) == ("record", "answered")


@pytest.mark.parametrize(
    ("question", "first", "by"),
    [
        ("alphabetically by first author", "Al-Sayed", "first author"),
        ("sort by lead author", "Al-Sayed", "first author"),
        ("order by author name", "Al-Sayed", "first author"),
        ("list sorted by authors a-z", "Al-Sayed", "first author"),
        ("sort by surname of first author", "Al-Sayed", "first author"),
        ("papers by first author, z to a", "Wiśniewska", "first author"),
        ("arrange by journal", "Archaeological Materials Quarterly", "journal"),
        ("order them by journal", "Archaeological Materials Quarterly", "journal"),
        ("sort by type", "Bronze", "type"),
        ("sorted by volume", "Bones", "volume"),
        ("alphabetically by title", "Bronze", "title"),
        ("alphabetically", "Bronze", "title"),
    ],
)
async def test_papers_are_sorted_by_what_is_written_too(question: str, first: str, by: str) -> None:
    told = await asked(question)
    assert (told.kind, told.outcome, len(told.keys)) == ("record", "answered", 10)
    head, line = told.text.partition("\n\n")[2].splitlines()[:2]
    assert f"by {by}" in head
    assert first in line

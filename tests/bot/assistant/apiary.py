"""A small invented library on bees: shared authors, a study named as an author is, a notice, who paid, which instrument."""

from __future__ import annotations

from datetime import date
from functools import cache

from bot.assistant.assistant import Assistant
from corpus.models import Author, Paper
from tests.libraries import indexed

VAPOUR, FEEDING, GARDENS, HOTELS, HEAT, REVIEW, NOTICE = (
    "vapour",
    "feeding",
    "gardens",
    "hotels",
    "heat",
    "review",
    "notice",
)

_PAPERS = (
    (
        VAPOUR,
        "Vapour or drip against mites in winter: a randomised trial (HOPE)",
        "Ilona Varga, Erik Lind, Tariq Osman",
        date(2022, 3, 4),
        "Randomized Controlled Trial",
        "Mites kill colonies in winter. In the HOPE trial 96 colonies were assigned to vapour or drip. Mite fall was 1,140 with vapour and "
        "870 with drip. Queen loss did not differ. The trial was paid for by the Keepers' Union. Vapour removes more mites than drip.",
    ),
    (
        FEEDING,
        "Sugar feeding in autumn: a cohort of 412 hives",
        "Tariq Osman, Erik Lind",
        date(2019, 11, 12),
        "Cohort Study",
        "Feeding sugar is common. We followed 412 hives for three winters. Hives fed early survived in 88%. Weight was recorded with the "
        "HiveScale app. Early feeding is associated with survival.",
    ),
    (
        GARDENS,
        "Wild bees in city gardens: a survey of gardeners",
        "Claire Moreau, Ilona Varga",
        date(2021, 6, 30),
        "Survey",
        "Gardens may help wild bees. We asked 1,204 gardeners in Lyon, Graz and Malmo what they plant; 688 replied. Lavender was planted by "
        "71%. The survey was sponsored by Floraplus. Advice should speak of bare soil.",
    ),
    (
        HOTELS,
        "Bee hotels and parasites: an observational study",
        "Daniel Hope, Claire Moreau",
        date(2020, 5, 18),
        "Observational Study",
        "Bee hotels are popular. We opened 60 hotels after one season. Parasites were found in 42% of cells. Smaller holes may help.",
    ),
    (
        HEAT,
        "Heat treatment of brood against mites",
        "Erik Lind, Anna Kowal, Daniel Hope",
        date(2023, 9, 1),
        "Article",
        "Heat kills mites in brood. Twenty colonies were given heat and sham heating in random order, with a washout of three weeks. Mite "
        "mortality was 87% with heat and 9% with sham. Heat works, but it takes four hours.",
    ),
    (
        REVIEW,
        "Treatments against mites: a systematic review",
        "Anna Kowal, Jonas Peters",
        date(2024, 1, 15),
        "Systematic Review",
        "Many treatments are used. We included 58 trials with 4,310 colonies. Acid reduced mites by 91%. Most trials were small.",
    ),
    (
        NOTICE,
        "Correction to: Vapour or drip against mites in winter: a randomised trial (HOPE)",
        "Ilona Varga, Erik Lind, Tariq Osman",
        date(2022, 10, 10),
        "Published Erratum",
        "In Table 2 the number of colonies that died with drip was given as four instead of seven. The article has been corrected.",
    ),
)


@cache
def apiary() -> Assistant:
    papers = tuple(
        Paper(
            source_id=key,
            title=title,
            authors=tuple(_author(name) for name in names.split(", ")),
            published=day,
            year=day.year,
            type=kind,
            journal="Hive Letters",
            abstract=abstract,
        )
        for key, title, names, day, kind, abstract in _PAPERS
    )
    return Assistant(indexed(*papers))


def _author(name: str) -> Author:
    given, family = name.split()
    return Author(name=name, family=family, given=given)

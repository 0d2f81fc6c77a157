"""Of several questions in one message, each is given the words that it leaves to the one before it."""

from __future__ import annotations

import pytest

from bot.assistant.message.splitting import parts_of


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "who wrote the TES paper, and the one on the mouse model?",
            ("who wrote the TES paper?", "who wrote the one on the mouse model?"),
        ),
        (
            "follow-up of the Kharbat paper and the Rades one",
            ("follow-up of the Kharbat paper?", "follow-up of the Rades one?"),
        ),
        (
            "ER+ mouse model - which cell lines, which drugs",
            ("ER+ mouse model: which cell lines?", "ER+ mouse model: which drugs?"),
        ),
    ],
)
def test_what_is_asked_of_two_papers_or_behind_a_dash_is_asked_of_each(
    message: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "compare the Kharbat paper and the Rades one",
        "difference of age between the Kharbat paper and the Rades one",
        "is TES - the en bloc one - safe",
    ],
)
def test_one_question_of_two_papers_stays_one(message: str) -> None:
    assert parts_of(message) == (message,)


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("- origin of the ingots\n- how heavy were they", ("origin of the ingots", "how heavy were they")),
        (
            "Moss 2019\n- sample size\n- glaze that cracked",
            ("Moss 2019: sample size", "Moss 2019: glaze that cracked"),
        ),
        (
            "About Moss 2019:\n* n\n* kiln temperature",
            ("About Moss 2019: n", "About Moss 2019: kiln temperature"),
        ),
        (
            "About the kiln study:\nhow hot did it get?\nwhich glaze cracked?",
            ("About the kiln study: how hot did it get?", "About the kiln study: which glaze cracked?"),
        ),
        (
            "who fired the pots?\n- and when?\n- at what heat?",
            ("who fired the pots?", "and when?", "at what heat?"),
        ),
        (
            "Weight of the pots. Cost of glaze. Age of the kiln.",
            ("Weight of the pots.", "Cost of glaze.", "Age of the kiln."),
        ),
    ],
)
def test_each_line_of_a_list_is_a_question_of_what_stands_above_it(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "show me the 2023 papers and also those by Moss",
            ("show me the 2023 papers?", "show me papers by Moss?"),
        ),
        (
            "Please list Quill's papers, and Ann Moss's too.",
            ("Please list Quill's papers?", "Please list Ann Moss's papers?"),
        ),
        (
            "list reviews, then the case reports, then the newest paper",
            ("list reviews?", "list the case reports?", "list the newest paper?"),
        ),
        (
            "have you something on kilns, something on glaze and something on tiles",
            ("have you something on kilns?", "something on glaze?", "something on tiles?"),
        ),
    ],
)
def test_what_is_to_be_listed_too_borrows_the_request(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "Moss 2019: what glaze? how many cracked? when?",
            ("Moss 2019: what glaze?", "Moss 2019: how many cracked?", "Moss 2019: when?"),
        ),
        (
            "For tiles, tin vs lead glaze: the cheaper one? and the one that cracks?",
            ("For tiles, tin vs lead glaze: which is cheaper?", "For tiles, tin vs lead glaze: which cracks?"),
        ),
        (
            "Moss 2019: what glaze? And who wrote the newest paper?",
            ("Moss 2019: what glaze?", "who wrote the newest paper?"),
        ),
        (
            "How was heat measured in the Moss study? And in the Quill study?",
            ("How was heat measured in the Moss study?", "How was heat measured in the Quill study?"),
        ),
        ("anything on tin? on lead?", ("anything on tin?", "anything on lead?")),
        ("Gibt es etwas zu Zinn? Und zu Blei?", ("Gibt es etwas zu Zinn?", "Gibt es etwas zu Blei?")),
        (
            "authors and year for the tile paper; same for Quill",
            ("authors and year for the tile paper;", "authors and year for Quill?"),
        ),
        (
            "how many died in the trial? and in which country?",
            ("how many died in the trial?", "and in which country?"),
        ),
        (
            "key finding of the tile paper, of the kiln paper and of the glaze review?",
            (
                "key finding of the tile paper?",
                "key finding of the kiln paper?",
                "key finding of the glaze review?",
            ),
        ),
        ("whats tin glaze n whats lead glaze", ("whats tin glaze?", "whats lead glaze?")),
        (
            "Hi there! Hope you're well. What is tin glaze? And one more thing: who fired it, and when was it done?",
            ("What is tin glaze?", "who fired it?", "when was it done?"),
        ),
        (
            "I'd like to know how hot the kiln was; also the median age of the pots in both of the towns",
            ("I'd like to know how hot the kiln was;", "the median age of the pots in both of the towns"),
        ),
    ],
)
def test_a_later_question_names_what_the_one_before_it_was_of(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "kiln brick price, size and hours of firing",
            ("kiln brick price?", "size?", "kiln brick hours of firing?"),
        ),
        (
            "jar vs pot survival rate, heat and days in kilns",
            ("jar vs pot survival rate?", "jar vs pot heat?", "jar vs pot days in kilns?"),
        ),
        (
            "glaze wear rate, gloss and days of drying?",
            ("glaze wear rate?", "glaze wear gloss?", "glaze wear days of drying?"),
        ),
        ("sample size of POTTER, losses in KILN-2", ("sample size of POTTER?", "losses in KILN-2?")),
        (
            "glaze colour, kiln temperature and firing time",
            ("glaze colour?", "kiln temperature?", "firing time?"),
        ),
        ("mean age, pain score, and response rate", ("mean age?", "pain score?", "response rate?")),
    ],
)
def test_each_thing_of_a_row_is_a_question_of_its_own(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "how many people in POTTER and in the glaze interviews?",
            ("how many people in POTTER?", "how many people in the glaze interviews?"),
        ),
        (
            "median age in the kiln trial and in POTTER",
            ("median age in the kiln trial?", "median age in POTTER?"),
        ),
    ],
)
def test_what_is_asked_of_two_studies_is_asked_of_each(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "can i put a pot in the kiln while it is hot, whats the risk",
        "should we fire the jars twice, what is the loss?",
        "shrinkage in women and in men",
        "yield of clay, lime and sand",
        "kiln price, heat and glaze after firing",
        "Knapp 2024, sample size",
        "difference in age in POTTER and in the glaze trial",
        "breakage in jars, tiles in rows",
        "Journal of Kilns, sum of citations",
        "citations of kiln papers, all of them added",
        "make me a citation, harvard, kiln paper",
        "show me pain, survival and mean cost of each",
    ],
)
def test_a_question_with_its_own_bare_end_or_one_subject_stays_whole(message: str) -> None:
    assert parts_of(message) == (message,)

"""Where a study was done: records give no countries, so papers are asked by what their titles and abstracts speak of."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.studies.conducted import HEAD
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import talk
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="miners",
        title="Screening for silicosis in gold miners",
        abstract="We screened 210 gold miners in Kenya. Silicosis was found in 12%.",
    ),
    Paper(
        source_id="bakers",
        title="Asthma in bakers: a cohort study",
        abstract="Danish bakers were followed for 12 years. Asthma was found in 9%.",
    ),
    Paper(
        source_id="welders",
        title="Hearing loss in welders",
        abstract="Welders in Brazil and Chile had their hearing tested. Loss of hearing was seen in 31%.",
    ),
    Paper(
        source_id="tailors",
        title="Backs of tailors",
        abstract="Tailors were asked about their backs. Half had pain. Registration: Australian New Zealand Clinical Trials Registry ACTRN12600000000001.",
    ),
)
ASSISTANT = Assistant(indexed(*PAPERS))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers from africa", {"miners"}),
        ("african studies", {"miners"}),
        ("how many studies are from europe", {"bakers"}),
        ("scandinavian studies", {"bakers"}),
        ("any studies in south america", {"welders"}),
        ("is there anything from latin america", {"welders"}),
        ("papers from outside europe", {"miners", "welders", "tailors"}),
        ("which papers are from outside europe", {"miners", "welders", "tailors"}),
        ("papers from chile", {"welders"}),
        ("studies done in chile", {"welders"}),
        ("which studies were carried out in Kenya?", {"miners"}),
        ("any papers that were conducted in brazil", {"welders"}),
        ("which are not from europe", {"miners", "welders", "tailors"}),
        ("which ones weren't done in africa?", {"bakers", "welders", "tailors"}),
        ("and which were in denmark", {"bakers"}),
        ("studies not conducted in south america", {"miners", "bakers", "tailors"}),
    ],
)
async def test_papers_of_a_region_are_those_that_speak_of_its_countries(question: str, keys: set[str]) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys)
    assert "The records give no countries" in answer.text


@pytest.mark.parametrize(
    "question", ["papers about asia", "any studies in the middle east", "north american studies"]
)
async def test_a_region_that_no_paper_speaks_of_is_said_to_be_missing(question: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert answer.outcome is Outcome.NOTHING
    assert "No paper matching" in answer.text


async def test_a_finding_is_asked_of_a_region_by_its_countries() -> None:
    answer = await ASSISTANT.ask("silicosis in africa", Context())
    assert answer.outcome is Outcome.ANSWERED
    assert "“africa”" not in answer.text.split("Searched also")[0].lower().removeprefix(
        "you asked: silicosis in africa"
    )
    assert "kenya" in answer.text.split("Searched also")[1]


@pytest.mark.parametrize(
    "question",
    [
        "which countries are covered",
        "list the countries",
        "in which countries were the studies done",
        "what countries are these from",
    ],
)
async def test_countries_of_all_are_told_by_the_sentences_that_name_them(question: str) -> None:
    answer = await ASSISTANT.ask(question, Context())
    assert HEAD in answer.text
    assert [quote.key for quote in answer.quotes] == ["miners", "bakers", "welders"]
    assert "No country is named in 1 abstract: Backs of tailors." in answer.text
    assert (answer.kind, answer.outcome, answer.keys) == (
        "table",
        Outcome.ANSWERED,
        ("miners", "bakers", "welders"),
    )


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("what countries are these from", ["miners", "welders"]),
        ("what countries are those from", ["miners", "welders"]),
        ("which countries are covered", ["miners", "bakers", "welders"]),
    ],
)
async def test_these_are_the_papers_of_the_list_last_shown(question: str, keys: list[str]) -> None:
    listed = await ASSISTANT.ask("papers from outside europe", Context())
    answer = await ASSISTANT.ask(question, Context(previous=listed.turn))
    assert [quote.key for quote in answer.quotes] == keys


async def test_what_is_said_next_is_of_the_sentences_shown() -> None:
    listed = await ASSISTANT.ask("which countries are covered", Context())
    answer = await ASSISTANT.ask("the second one", Context(previous=listed.turn))
    assert [quote.text for quote in answer.quotes] == ["Asthma was found in 9%."]  # the country's was shown


async def test_sentences_and_names_beyond_a_message_are_counted() -> None:
    """The rest can be asked for; of those without a country the first are named."""
    often = "visited on many days of the wet and of the dry season and "
    herders = [f"Herders in {place} were {often * 8}asked." for place in ("Kenya", "Peru", "Nepal", "Ghana")]
    goats = (Paper(source_id=f"g{n}", title=f"Herd {n}", abstract="Goats were weighed.") for n in range(1, 13))
    answer = await Assistant(indexed(*herders, *goats)).ask("which countries are covered", Context())
    assert [quote.text for quote in answer.quotes] == herders[:3]
    assert "\n\n1 further paper with such a sentence: ask “papers from …” for one country.\n\n" in answer.text
    named = "; ".join(f"Herd {n}" for n in range(1, 11))
    assert answer.text.endswith(f"No country is named in 12 abstracts: {named} ….")


async def test_where_no_abstract_names_a_country_that_is_said() -> None:
    goats = Paper(source_id="g", title="Goats", abstract="Goats were weighed.")
    answer = await Assistant(indexed(goats)).ask("which countries are covered", Context())
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert answer.text.endswith("\n\nNo country is named in 1 abstract: Goats.")
    assert HEAD not in answer.text


async def test_a_sentence_is_told_with_the_part_it_stands_in() -> None:
    goats = "AIMS: To weigh goats. METHODS: Goats were weighed in Kenya."
    answer = await Assistant(indexed(goats)).ask("which countries are covered", Context())
    assert [(quote.text, quote.section) for quote in answer.quotes] == [
        ("Goats were weighed in Kenya.", "METHODS")
    ]


async def test_of_the_paper_talked_about_only_its_own_country_is_told() -> None:
    first = await ASSISTANT.ask("silicosis in gold miners", Context())
    answer = await ASSISTANT.ask("which country was that", Context(previous=first.turn))
    assert [quote.text for quote in answer.quotes] == ["We screened 210 gold miners in Kenya."]
    assert answer.not_said == ()


async def test_a_finding_about_countries_is_no_list_of_them() -> None:
    answer = await ASSISTANT.ask("which countries have the most silicosis", Context())
    assert HEAD not in answer.text


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Cobblers of Portugal and their knees", "names no country; its title says “Portugal”"),
        ("Knees of cobblers (Portugal): a survey", "names no country; its title says “Portugal”"),
        ("Cobblers and their knees", "names no country, and records give none"),
    ],
)
async def test_a_country_that_only_the_title_names_is_told_from_it(title: str, said: str) -> None:
    quiet = Paper(source_id="q", title=title, abstract="We asked 60 cobblers. Knees hurt in 40%.")
    answer = await Assistant(indexed(*PAPERS, quiet)).ask("where was the cobblers study done", Context())
    assert said in answer.text


@pytest.mark.parametrize(
    "text",
    [
        *("Turkey meat was safe.", "China clay was found in rivers.", "Mexican waves were seen in stadiums."),
        *("Roast turkey was eaten.", "We ate chile peppers and brazil nuts.", "Aspergillus niger was grown."),
        *(
            "Guinea pigs were used.",
            "We report effects in Guinea pigs.",
            "Swiss mice and Syrian hamsters were used.",
        ),
        *("The Indian Ocean is warm.", "The Mediterranean diet helps.", "The German shepherd was lame."),
        *(
            "Japanese encephalitis was rare.",
            "The Spanish flu killed many.",
            "Patients of Asian descent had less.",
        ),
        "The American College of Surgeons set criteria, and the British Medical Journal printed them.",
        *("It was published in the New England Journal of Medicine.", "Bakers in New England were asked."),
        *("Papers in English, German and French were read.", "English-language papers were read."),
        *(
            "Pupils learned 60 English words.",
            "Students of German were asked.",
            "They hear French and German at school.",
        ),
        *("Portuguese was used for comfort.", "Feedback in French was given to 40 learners."),
        *(
            "The Turkish version of the scale was used.",
            "We used the criteria of Jordan et al.",
            "In Jordan's view it is so.",
        ),
        *(
            "Costs are given in US dollars.",
            "Costs are in US$ of 2019.",
            "Bread was paid for in Canadian dollars.",
        ),
        *(
            "Cuts were stained with Congo red and India ink.",
            "German cockroaches ran.",
            "Japanese knotweed spread.",
        ),
        *("We used the criteria from Jordan and colleagues.", "It was taken from Victoria and co-workers."),
        "Ultrasound (US) was used.",
    ],
)
async def test_a_name_that_is_no_country_names_none(text: str) -> None:
    answer = await Assistant(indexed(*PAPERS, text)).ask("which countries are covered", Context())
    assert "4" not in answer.keys
    assert HEAD in answer.text


@pytest.mark.parametrize(
    "text",
    [
        *("Adults in Turkey were asked.", "Turkish adults were asked.", "We asked 90 German and French bakers."),
        *(
            "Bakers in the United States were asked.",
            "Bakers from the US were asked.",
            "It was done in the U.S. by post.",
        ),
        *("Bakers from Jordan were asked.", "We asked bakers in Georgia.", "Bakers in Guinea were asked."),
        *(
            "We asked bakers in Côte d'Ivoire.",
            "A New Zealand cohort was followed.",
            "The Danish National Registry was read.",
        ),
        *("The study was done in English bakers.", "Scottish red deer were seen.", "Norwegian Red cows were fed."),
        "Bakers in Alberta Province were asked.",
        *("Bakers in Calgary's south were asked.", "Ovens in the city of Hanoi were hot."),
    ],
)
async def test_a_country_is_one_however_it_is_called(text: str) -> None:
    answer = await Assistant(indexed(*PAPERS, text)).ask("which countries are covered", Context())
    assert text in [quote.text for quote in answer.quotes]


async def test_from_which_countries_is_asked_of_the_paper_just_talked_about() -> None:
    _, answer = await talk(ASSISTANT, "silicosis in gold miners", "from which countries")
    assert set(answer.keys) == {"miners"}, answer.text
    (answer,) = await talk(ASSISTANT, "from which countries")
    assert len(answer.keys) > 1, answer.text


async def test_what_is_done_elsewhere_than_in_a_country_is_a_question_of_content() -> None:
    (answer,) = await talk(ASSISTANT, "studies done in bakers")
    assert answer.keys == ("bakers",)


@pytest.mark.parametrize(
    "question", ["papers from south america", "studies from south america", "papers from central america"]
)
async def test_a_region_of_two_words_is_not_each_of_them(question: str) -> None:
    snow = Paper(
        source_id="snow",
        title="Snow on roofs",
        abstract="Roofs in the south of Nepal were measured. Snow lay on 9.",
    )
    bells = Paper(source_id="bells", title="Bells", abstract="Bells in Sweden were counted. Most rang.")
    answer = await Assistant(indexed(snow, bells)).ask(question, Context())
    assert (answer.kind, answer.keys) == ("record", ()), answer.text


async def test_a_part_in_a_title_is_told_with_its_country() -> None:
    roofers = Paper(
        source_id="roofers", title="Falls of roofers in Kerala, India: a survey", abstract="Roofers fell."
    )
    *_, answer = await talk(Assistant(indexed(*PAPERS, roofers)), "did roofers fall", "in which country")
    assert "its title says “Kerala, India”" in answer.text


async def test_a_registry_is_no_place_of_a_study() -> None:
    before = await ASSISTANT.ask("backs of tailors", Context())
    answer = await ASSISTANT.ask("where was it done?", Context(previous=before.turn))
    assert "names no country" in answer.text
    assert "Registry" not in answer.text

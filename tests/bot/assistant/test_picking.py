"""A paper picked by what a person types: a DOI, a link, a number, a name, some words of the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.citing import cite
from bot.assistant.reading.scored import NoTexts
from bot.assistant.reading.titles import by_title
from bot.assistant.reading.which import Which
from bot.models import Context
from corpus.joining import builtin
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over
from tests.bot.assistant.teahouse import COFFEE, KETTLE, MINT, TEA, nine, teahouse, teas

PAPERS = teahouse().papers
NINE = builtin().papers
TEAS = Which(teas(), PAPERS)
NINE_INDEX = nine()
NINE_ASSISTANT = Assistant(NINE_INDEX)
ALL_NINE = Which(NINE_INDEX, NINE)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (TEA, TEA),
        (COFFEE, COFFEE),  # whose DOI begins with another's
        (f"https://doi.org/{COFFEE}", COFFEE),
        (f"  doi:{TEA.upper()}. ", TEA),
        (MINT, MINT),
        (KETTLE, KETTLE),
        ("1", TEA),
        ("4", KETTLE),
        ("tea.12", COFFEE),  # the tail of a DOI
        ("okafor", TEA),
        ("Vance", MINT),
        ("coffee and reaction time", COFFEE),
        ("history of the kettle", KETTLE),
        ("menthol peppermint", MINT),
        ("Green tea and sleep in hospital porters: a randomized trial", TEA),
    ],
)
def test_what_names_one_paper_picks_it(typed: str, key: str) -> None:
    found = TEAS.find(typed)
    assert found.one is not None
    assert found.one.key == key


@pytest.mark.parametrize("typed", ["", "   ", "0", "5", "-1", "²", "10.5555/none", "zzzz qqqq", "👍"])
def test_what_names_none_finds_none(typed: str) -> None:
    assert TEAS.find(typed).papers == ()


def test_a_slip_of_the_pen_finds_the_paper() -> None:
    for typed in ("menthol pepermint", "cofee and reaction time", "Lindqist"):
        assert TEAS.find(typed).one is not None, typed


def test_words_that_several_papers_share_ask_back() -> None:
    found = ALL_NINE.find("spinal metastases")
    assert found.one is None
    assert len(found.papers) > 1
    assert all("spin" in one.title.lower() for one in found.papers[:2])


def test_two_papers_of_one_first_author_are_both_offered() -> None:
    twins = [PAPERS[0], PAPERS[0].model_copy(update={"doi": None, "source_id": "twin"})]
    found = Which(NoTexts(), twins).find("okafor")
    assert found.one is None
    assert {one.key for one in found.papers} == {TEA, "twin"}


@pytest.mark.parametrize(
    ("typed", "tail"),
    [
        ("sabr", "15235518"),
        ("Kang 2023", "15235518"),
        ("Rades et al., 2024", "16203436"),
        ("RAMSES-01", "16203436"),
        ("KSST 2022-02", "16142554"),
        ("https://www.mdpi.com/2072-6694/15/24/5773/htm", "15245773"),
        ("dx.doi.org/10.3390/cancers16142554.", "16142554"),
        ("Cancers 2023, 15(24), 5773", "15245773"),
        ("the paper by Balasubramanian", "16040748"),
        ("tamoxifen mice", "15245773"),
        ("Efficacy of Total En Bloc Spondilectomy versus Sterotactic Ablative Radio", "15235518"),
        (
            "Knapp B, Govindan A, Patel SS, et al. Outcomes in Patients with Spinal Metastases Managed with Surgical "
            "Intervention. Cancers (Basel). 2024;16(2):438.",
            "16020438",
        ),
    ],
)
def test_a_paper_by_any_name(typed: str, tail: str) -> None:
    found = ALL_NINE.find(typed)
    assert found.one is not None
    assert found.one.key.endswith(tail)


@pytest.mark.parametrize(
    "typed",
    ["Tomita 2001", "denosumab", "10.1000/xyz", "Smith J. A trial of zoledronate in prostate cancer. Lancet 2003"],
)
def test_a_paper_that_is_not_here_is_not_found(typed: str) -> None:
    assert ALL_NINE.find(typed).one is None


def test_places_of_the_list_shown_last() -> None:
    listed = (NINE[4].key, NINE[2].key, NINE[7].key)
    for typed, place in (("the second one", 2), ("2", 2), ("the last", 7), ("first paper", 4), ("number 3", 7)):
        assert ALL_NINE.find(typed, listed).one == NINE[place]


@pytest.mark.parametrize("paper", NINE, ids=lambda paper: paper.key)
def test_each_of_the_nine_is_found_by_doi_title_and_citation_with_title(paper: Paper) -> None:
    for typed in (
        paper.key,
        paper.link or "",
        paper.title,
        f"{cite(paper)} {paper.title}",
        paper.key.rpartition("/")[2],
    ):
        assert ALL_NINE.find(typed).one == paper


@given(st.text(max_size=100))
def test_any_text_finds_some_papers_of_the_list_or_none(typed: str) -> None:
    found = TEAS.find(typed)
    assert set(found.papers) <= set(PAPERS)
    assert Which(NoTexts(), ()).find(typed).papers == ()


@pytest.mark.parametrize(
    "typed", ["sabr", "Kang", "tamox", "spondyl", "imaging abl", "2025", "leiomyog", "Govindna"]
)
async def test_what_is_offered_while_typing_is_found_when_sent(typed: str) -> None:
    assistant = Assistant(nine())
    offered = await assistant.offered(typed, 25)
    assert offered
    for paper in offered:
        assert (await assistant.which(paper.key)).one == paper
    found = await assistant.which(typed)
    assert set(found.papers) <= set(offered)


@pytest.mark.parametrize(
    ("typed", "tail"),
    [
        ("can u pull up that spondylectomy thing", "15235518"),
        ("the one with the bloc spondylectomy that went wrong", "15235518"),
    ],
)
def test_everyday_words_beside_a_paper_s_name_do_not_hide_it(typed: str, tail: str) -> None:
    found = ALL_NINE.find(typed)
    assert found.one is not None, found
    assert found.one.key.endswith(tail)


@pytest.mark.parametrize("typed", ["the one that went wrong", "that volcano thing that went wrong"])
def test_everyday_words_alone_name_no_paper(typed: str) -> None:
    assert ALL_NINE.find(typed).papers == ()


def _shelf() -> Which:
    """Two trials, one with mites in its title and one among its keywords, and an editorial."""
    trials = [
        Paper(source_id="title", title="Formic acid against mites: a randomised trial", type="Article"),
        Paper(
            source_id="keyword", title="Thymol in autumn: a trial", type="Article", keywords=("Mites", "thymol")
        ),
    ]
    view = Paper(source_id="view", title="Should hobby keepers still treat?", type="Editorial")
    return Which(NoTexts(), (*trials, view))


def test_a_paper_s_keywords_name_it_as_its_title_does() -> None:
    found = _shelf().find("the mites trial")
    assert {paper.key for paper in found.papers} == {"title", "keyword"}
    assert not found.sure


@pytest.mark.parametrize("called", ["opinion piece", "commentary", "editorial"])
def test_what_holds_an_opinion_may_be_called_by_any_of_its_names(called: str) -> None:
    found = _shelf().find(f"that {called} about hobby keepers")
    assert found.one is not None, found
    assert found.one.key == "view"


@pytest.mark.parametrize(
    "asked",
    [
        "what does Cold nights say",
        "tell me about cold nights",
        "Cold nights: what was measured",
        "how many rooms in Cold nights?",
    ],
)
async def test_a_short_title_names_its_paper_where_records_have_no_authors(asked: str) -> None:
    nights = Paper(
        source_id="nights", title="Cold nights", abstract="We measured 120 bedrooms. Old people slept worse."
    )
    water = (
        "Divers wore gloves on cold nights. Cold rooms were measured. Nights in cold bedrooms were not studied."
    )
    divers = Paper(source_id="divers", title="Cold water and warm hands: a trial of gloves", abstract=water)
    answer = await over(nights, divers).ask(asked, Context())
    assert answer.keys == ("nights",)


async def test_what_was_asked_is_asked_of_the_title_named_next() -> None:
    nights = Paper(source_id="nights", title="Cold nights", abstract="We measured 120 bedrooms in winter.")
    sirens = Paper(
        source_id="sirens",
        title="Sirens are not enough",
        abstract="We drilled 40 schools. Bedrooms were not measured.",
    )
    talked = over(nights, sirens)
    turn = (await talked.ask("were bedrooms measured where schools were drilled", Context())).turn
    assert turn is not None
    assert turn.keys == ("sirens",)
    answer = await talked.ask("and in Cold nights?", Context(previous=turn))
    assert answer.keys == ("nights",)
    assert answer.read_with is not None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("what does Cold nights say", "nights"),
        ("what do Cold nights, and Sirens are not enough, say", None),  # which of the two?
        ("how many rooms in cold nights outdoors", None),
        ("who sleeps cold nights?", None),
        ("what does Warm days say", None),  # it has authors, by whom it is named
    ],
)
def test_a_title_is_called_alone_and_where_a_name_stands(asked: str, found: str | None) -> None:
    hay = (Author(name="Nora Hay", family="Hay"),)
    papers = [
        Paper(source_id="nights", title="Cold nights"),
        Paper(source_id="sirens", title="Sirens are not enough"),
    ]
    said = by_title(asked, [*papers, Paper(source_id="days", title="Warm days", authors=hay)])
    assert (said[0].source_id if said else None) == found


def test_a_paper_is_called_by_its_title_in_quotation_marks_whoever_wrote_it() -> None:
    hay = (Author(name="Nora Hay", family="Hay"),)
    days = Paper(source_id="days", title="Warm days", authors=hay)
    assert by_title("what does Warm days conclude", [days], ["warm days"]) == (days, "what does conclude")
    assert by_title("what does Warm days conclude", [days], ["days"]) is None


@pytest.mark.parametrize("authors", [(), (Author(name="Nora Hay", family="Hay"),)])
@pytest.mark.parametrize("marks", ["“”", '""'])
async def test_a_title_in_quotation_marks_is_no_filter(authors: tuple[Author, ...], marks: str) -> None:
    text = "We fed 40 bees with sugar. Feeding raised honey by 12%."
    talked = over(Paper(source_id="bees", title="Bees and sugar", abstract=text, authors=authors))
    title = f"{marks[0]}Bees and sugar{marks[1]}"
    concluded = await talked.ask(f"What does {title} conclude?", Context())
    assert concluded.answered
    assert "12%" in concluded.text
    assert "Looked only at" not in concluded.text
    phrase = await talked.ask(f"how much did {marks[0]}Feeding raised{marks[1]} honey", Context())
    assert "Looked only at papers with “Feeding raised”" in phrase.text

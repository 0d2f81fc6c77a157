"""A table of figures in words: which figures, of which papers, and that none stands without its sentence."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from bot.assistant import compose
from bot.assistant.assistant import Assistant
from bot.assistant.gate import prove as prove_message
from bot.assistant.gate import prove_table
from bot.assistant.papers.tables import COLUMNS, SIZE, Table, of_topic, read
from bot.assistant.turns.framing import READ_THROUGH
from bot.models import Answer, Context
from corpus.errors import GateError
from corpus.models import Paper
from index.models import Outcome
from index.terms.attributes import wanted
from tests.bot.assistant.conversations import over, paper
from tests.libraries import indexed
from tests.quality.understanding import assistant

NINE = assistant("nine")
RADES, PARK, KANG = "10.3390/cancers16203436", "10.3390/cancers16142554", "10.3390/cancers15235518"


async def told(question: str) -> Answer:
    answer = await NINE.ask(question, Context())
    assert answer.kind == "table"
    return answer


def lines(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith(compose.FIGURES)]


@pytest.mark.parametrize(
    "question",
    [
        "sample sizes of all studies",
        "table of sample sizes",
        "the sample size of each study in a table",
        "size of the sample in each study",
    ],
)
async def test_sample_sizes_are_the_papers_own(question: str) -> None:
    answer = await told(question)
    assert "▸ 469 patients" in lines(answer)
    assert "▸ 34 patients · 239 patients" in lines(answer)  # two groups: nothing is added up
    assert all(
        quote.text == (NINE.papers[quote.key].abstract or "")[quote.start : quote.end] for quote in answer.quotes
    )


@pytest.mark.parametrize(
    "question", ["table of survival figures", "tabulate survival", "survival in a table please"]
)
async def test_a_topic_chooses_the_figures(question: str) -> None:
    answer = await told(question)
    assert {RADES, KANG} <= set(answer.keys)
    assert "▸ 66.7% · 72.2% · 38.9% · 50.7%" in lines(answer)
    assert "None found in 5 abstracts" in answer.text
    assert "54.4" not in "".join(lines(answer))  # a length of follow-up is none of survival


async def test_a_topic_in_any_words_is_looked_for_where_the_figure_stands() -> None:
    assert lines(await told("give me a table with motor function")) == ["▸ p = 0.073"]


async def test_a_table_may_be_of_one_paper() -> None:
    assert set((await told("table of survival figures in the SABR paper")).keys) == {KANG}


@pytest.mark.parametrize("question", ["table of figures", "table of sample sizes"])
async def test_where_no_number_studied_is_read_none_is_said_to_be_lacking(question: str) -> None:
    answer = await told(question)
    assert "No number studied found in 2 abstracts: " in answer.text
    assert "None found" not in answer.text


async def test_where_no_abstract_states_it_none_is_shown() -> None:
    answer = await told("table of hazard ratios")
    assert answer.outcome is Outcome.NOTHING
    assert not answer.quotes
    assert "None found in 9 abstracts" in answer.text


@pytest.mark.parametrize(
    "question", ["table of contents", "table of the most cited papers", "how many tables are in it"]
)
async def test_other_tables_are_no_tables_of_figures(question: str) -> None:
    assert (await NINE.ask(question, Context())).kind != "table"


async def test_a_figure_that_its_sentence_does_not_print_is_stopped() -> None:
    answer = await told("table of sample sizes")
    with pytest.raises(GateError, match="470 patients"):
        prove_message(answer.model_copy(update={"text": answer.text.replace("▸ 469 p", "▸ 470 p")}), NINE.papers)


def test_of_every_paper_there_is_a_row_and_every_cell_is_a_slice() -> None:
    papers = NINE.corpus.papers
    found = read(papers)
    assert [row.key for row in found.rows] == [paper.key for paper in papers]
    assert found.columns == COLUMNS
    prove_table(found, papers)
    assert [cell.text for cell in found.rows[2].of(SIZE)] == ["469 patients"]


def test_an_attribute_that_is_a_kind_of_figure_is_a_column() -> None:
    found = read(NINE.corpus.papers, "p value", [one.attribute for one in wanted("p values")])
    assert found.columns == ("p value",)
    assert {cell.column for row in found.rows for cell in row.cells} == {"p value"}


def with_one_cell(**changes: object) -> Table:
    (row,) = read([NINE.papers[PARK]]).rows
    cell = row.cells[0].model_copy(update=changes)
    return Table(topic="", columns=COLUMNS, rows=(row.model_copy(update={"cells": (cell,)}),))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"text": "470 patients"}, f"is not what the abstract of {PARK} prints."),
        ({"start": 0}, f"is not what the abstract of {PARK} prints."),
        ({"of": "elsewhere"}, f"stands beside words that the abstract of {PARK} does not have."),
    ],
)
def test_a_cell_that_is_no_slice_is_stopped(changed: dict[str, object], why: str) -> None:
    with pytest.raises(GateError, match=f"^A cell of the table {why}$"):
        prove_table(with_one_cell(**changed), [NINE.papers[PARK]])


def test_a_cell_with_another_papers_sentence_or_link_is_stopped() -> None:
    sentence = with_one_cell().rows[0].cells[0].sentence
    other = NINE.papers[KANG]
    with pytest.raises(GateError, match="is not what the abstract"):
        prove_table(with_one_cell(sentence=sentence.model_copy(update={"key": KANG})), [NINE.papers[PARK], other])
    for changed in ({"doi": KANG}, {"doi": None}, {"url": other.link}):
        with pytest.raises(GateError, match=f"^A cell of {PARK} carries another paper's DOI.$"):
            prove_table(with_one_cell(sentence=sentence.model_copy(update=changed)), [NINE.papers[PARK]])


def test_a_cell_may_begin_its_sentence_and_prints_something() -> None:
    owls = Paper(source_id="owl", title="Owls", abstract="40 owls were studied. They wore bells.")
    (row,) = read([owls]).rows
    cell = row.cells[0]
    assert (cell.start, cell.text) == (0, "40 owls")
    prove_table(read([owls]), [owls])
    nothing = cell.model_copy(update={"text": "", "start": cell.end})
    with pytest.raises(GateError):
        prove_table(Table(topic="", columns=COLUMNS, rows=(row.model_copy(update={"cells": (nothing,)}),)), [owls])


def test_a_cell_may_end_with_its_sentence_and_not_behind_it() -> None:
    (row,) = read([NINE.papers[PARK]]).rows
    cell = next(
        one for one in row.cells if one.of in (NINE.papers[PARK].abstract or "")[one.sentence.start : one.end]
    )
    for end, is_proved in ((cell.end, True), (cell.end - 1, False)):
        text = (NINE.papers[PARK].abstract or "")[cell.sentence.start : end]
        short = cell.model_copy(update={"sentence": cell.sentence.model_copy(update={"end": end, "text": text})})
        found = Table(topic="", columns=COLUMNS, rows=(row.model_copy(update={"cells": (short,)}),))
        with nullcontext() if is_proved else pytest.raises(GateError):
            prove_table(found, [NINE.papers[PARK]])


def test_a_row_of_a_paper_that_is_not_here_is_stopped() -> None:
    with pytest.raises(GateError):
        prove_table(read([NINE.papers[PARK]]), [])


def test_a_paper_without_abstract_has_no_cells() -> None:
    assert read([Paper(source_id="p", title="Of 40 patients")]).rows[0].cells == ()


async def test_of_many_papers_the_nearest_to_the_question_are_told_and_that_is_said() -> None:
    papers = tuple(
        Paper(
            source_id=f"{n}", title="Honey" if n == 7 else "Wax", abstract=f"We studied {n + 20} women and honey."
        )
        for n in range(READ_THROUGH + 50)
    )
    many = Assistant(indexed(*papers))
    answer = await many.ask("table of sample sizes in the honey studies", Context())
    assert answer.kind == "table"
    assert "I looked among the 100 papers nearest to your words" in answer.text
    assert len((await many.table(answer.question, Context())).rows) == 100


async def test_a_share_that_its_counts_do_not_give_is_told_below_its_sentence() -> None:
    said = "⚠ “79 (17.9%) of patients”: as printed; 79/469 = 16.8 %"
    for answer in (await told("table of follow-up"), await NINE.summarise(PARK, Context())):
        assert answer.text.count(said) == 1
        # the sentence stays as it is
        assert "surgical treatment was required in 79 (17.9%) of patients." in answer.text
    assert read(NINE.corpus.papers).rows[2].doubts == (said,)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Age (p = 0.03), sex (p = 0.01), and weight (p = 0.04) were associated with mortality.", ["p = 0.03", "p = 0.01", "p = 0.04"]),
        ("Sap flow was lower (p = 0.03), and weight (p = 0.04) was associated with mortality.", ["p = 0.04"]),
        ("Shade (p = 0.03) and rain (p = 0.01) reduced mortality.", ["p = 0.03", "p = 0.01"]),
        ("Mortality differed by age (p = 0.03), and sleep by sex (p = 0.01).", ["p = 0.03"]),
    ],
)  # fmt: skip
def test_what_is_said_behind_a_list_is_said_of_all_its_members(sentence: str, shown: list[str]) -> None:
    found = of_topic([Paper(source_id="p", abstract=sentence)], "mortality")
    assert [cell.text for cell in found.rows[0].cells] == shown


@pytest.mark.parametrize("asked", ["table of costs", "table of prices", "cost of each as a table"])
async def test_costs_are_figures_with_their_currency(asked: str) -> None:
    heat = paper(
        "heat",
        "Heat pumps",
        "Heat pumps cost €12,400. Households saved 212 euros a year. In all, 12% of 40 homes took part.",
    )
    bees = paper("bees", "Bees", "Bees fly 3 miles. What flight costs is unknown.")
    answer = await over(heat, bees).ask(asked, Context())
    assert answer.kind == "table"
    assert [quote.key for quote in answer.quotes] == ["heat", "heat"]
    assert "▸ €12,400" in answer.text
    assert "▸ 212 euros" in answer.text
    assert "12%" not in answer.text

"""Questions about somebody's own care are recognised, and get passages at most, never an answer."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.message.advice import NO_ADVICE, asks_for_advice, of_patients
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk
from tests.bot.assistant.teahouse import COFFEE, TEA, nine, teas

TEAS = Assistant(teas())


@pytest.mark.parametrize(
    "question",
    [
        "should I give green tea to a porter who cannot sleep?",
        "My mother drinks coffee and shakes, is that normal?",
        "i have breast cancer, does coffee help?",
        "our patient is 64 and cannot sleep: which tea should we choose?",
        "my 70 yo pt sleeps badly on green tea",
        "would you recommend peppermint?",
        "can we stop the coffee before surgery?",
        "a patient with tremor, what would you do?",
        "my back hurts, what now",
        "can i get radiotherapy twice?",
        "should i get it?",
        "where can i get coffee for my tremor?",
        "should we use the copy number test?",
        "should you use coffee for tremor",
        "could i use coffee for my tremor",
    ],
)
def test_questions_about_somebodys_care(question: str) -> None:
    assert asks_for_advice(question)


@pytest.mark.parametrize(
    "question",
    [
        "how long did porters sleep with green tea?",
        "did patients have less pain after peppermint?",
        "which patients were given coffee?",
        "what do the authors recommend?",
        "how many patients had tremor?",
        "which tests should be done according to the authors?",
        "does the paper say when surgery should be offered?",
        "can you summarise the coffee paper?",
        "can you give me the doi of the tea trial?",
        "would you recommend a good review of menthol?",
        "could you get the full abstract",
        "can i get the pdf",
        "where can i get the pdf of the coffee paper",
        "can I get the full text?",
        "how do I get a copy",
        "can we get hold of the full-text version of the tea trial?",
        "could i get access to the paper",
        "can i get the link",
        "can i get the code and data",
        "could we use the raw data?",
        "could you use this to find out who sleeps badly",
        "where can i get it?",
        "do you have papers on patients with tremor?",
        "",
    ],
)
def test_questions_about_the_papers_are_none(question: str) -> None:
    assert not asks_for_advice(question)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("should I give my patient green tea if she sleeps badly?", TEA),
        ("my dad wants coffee for his reaction time, ok?", COFFEE),
    ],
)
async def test_passages_are_shown_under_the_refusal_and_called_no_answer(question: str, key: str) -> None:
    answer = await TEAS.ask(question, Context())
    assert (answer.outcome, answer.kind) == (Outcome.RELATED, "advice")
    assert answer.text.index(NO_ADVICE) < answer.text.index("may not answer you") < answer.text.index("\n> ")
    assert answer.keys[0] == key


@pytest.mark.parametrize(
    "question",
    [
        "which model should I use for counts of cups",
        "can i use a t test for this",
        "what sample size should we use",
        "which software would you recommend",
        "what intracluster correlation should i use for schools",
    ],
)
def test_how_a_study_is_made_is_nobodys_care(question: str) -> None:
    assert not asks_for_advice(question)
    assert asks_for_advice(f"{question}, my patient asks")


@pytest.mark.parametrize(
    "question",
    [
        "which contraceptive method should I use",
        "which method should I use to treat stones in pregnancy",
        "which analgesic method should I use for colic",
        "which drug should I use, the database says aspirin",
        "which treatment should we choose by these statistics",
        "what should I give after the analysis of the stone",
    ],
)
def test_a_method_of_treatment_is_somebodys_care(question: str) -> None:
    assert asks_for_advice(question)


async def test_what_can_i_do_for_somebody_is_no_call_for_help() -> None:
    answer = await TEAS.ask("my son cannot sleep what can i do", Context())
    assert answer.text.split("\n\n")[1].startswith(NO_ADVICE)
    assert (await TEAS.ask("what can i do", Context())).outcome is Outcome.HELP


async def test_where_no_passage_is_near_only_the_refusal_is_said() -> None:
    answer = await TEAS.ask("should I prescribe zoledronate for my aunt?", Context())
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert NO_ADVICE in answer.text


async def test_the_scope_of_a_question_holds_for_advice_too() -> None:
    answer = await TEAS.ask("should I give my patient green tea for sleep?", Context(scope=(COFFEE,)))
    assert TEA not in answer.keys


@pytest.mark.parametrize("words", ["my patient ", "i have ", "should i ", "my 70 yo ", "a case "])
def test_long_lines_are_read_without_delay(words: str) -> None:
    assert asks_for_advice(words * 400) == asks_for_advice(words * 2)


async def test_a_patient_gets_one_reply_that_says_no_advice_is_given() -> None:
    assistant = Assistant(nine())
    for message in (
        "pt Jane Roe MRN 555123, 71yo with L3 met. What should I do? Operate or radiate?",
        "Patient of 58 years, DOB 3.4.66. Which fractionation? And can he walk after it?",
    ):
        assert assistant.questions(message) == (message,)
        reply = await assistant.ask(message, Context())
        assert (reply.kind, reply.answered) == ("advice", False)
        assert "I can't advise on a patient" in reply.text


def test_what_is_asked_of_the_bot_is_no_patient() -> None:
    for question in (
        "what should I read first?",
        "what should I do to cite it?",
        "what can you do if I am lost?",
    ):
        assert not asks_for_advice(question)


async def test_the_paper_shown_beside_it_may_be_asked_about() -> None:
    before = await TEAS.ask("should I give green tea to a porter who cannot sleep?", Context())
    after = await TEAS.ask("how many took part in it?", Context(previous=before.turn))
    assert after.keys[:1] == (TEA,)
    again = await TEAS.ask("ask all papers", Context(previous=before.turn))
    assert again.outcome is not Outcome.ANSWERED
    assert NO_ADVICE in again.text


@pytest.mark.parametrize("amount", ["and how much", "what dose?", "how often?"])
async def test_how_much_to_give_is_no_more_answered_than_whether(amount: str) -> None:
    before = await TEAS.ask("should I give green tea to a porter who cannot sleep?", Context())
    after = await TEAS.ask(amount, Context(previous=before.turn))
    assert after.outcome is not Outcome.ANSWERED
    assert NO_ADVICE in after.text


@pytest.mark.parametrize(
    ("question", "of_care"),
    [
        ("what water should I use for espresso", False),
        ("should we switch to night trams", False),
        ("what should I do about moths in the flour", False),
        ("should I prescribe coffee", True),
        ("my mother drinks coffee, is that ok", True),
        ("our patient sleeps badly, should we stop the coffee", True),
    ],
)
def test_what_to_do_is_no_care_where_no_paper_is_of_patients(question: str, of_care: bool) -> None:
    assert asks_for_advice(question, patients=False) == of_care
    assert asks_for_advice(question, patients=True)


async def test_whether_a_library_is_of_patients_is_read_in_its_abstracts() -> None:
    assert of_patients(nine())
    mills = over(
        Paper(source_id="mills", title="Watermills", abstract="Flour is ground slowly. Stones last forty years.")
    )
    answer = await mills.ask("what stones should I use for flour", Context())
    assert NO_ADVICE not in answer.text


@pytest.mark.parametrize(
    "abstract",
    [
        "Women took iron during pregnancy.",
        "Participants had fewer symptoms.",
        "Children came to a clinic twice.",
        "Symptoms fell in older adults.",
        "Nurses slept badly after nights.",
        "Adults with the disease kept chicks, and men did, too.",
    ],
)
async def test_a_library_of_care_need_not_call_anybody_a_patient(abstract: str) -> None:
    library = over(Paper(source_id="iron", title="Iron tablets", abstract=abstract))
    answer = await library.ask("should we stop the iron tablets", Context())
    assert NO_ADVICE in answer.text
    assert answer.outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "I have a patient with breast cancer mets. how long did patients survive in the studies?",
        "I have a 70 year old patient with tremor. What did the trials of coffee find?",
        "saw a lady with metastatic disease today; how many patients were followed up?",
    ],
)
def test_a_patient_told_of_before_a_question_about_studies_asks_for_no_advice(question: str) -> None:
    assert not asks_for_advice(question)


@pytest.mark.parametrize(
    "question",
    [
        "I have a patient with breast cancer mets. Should she have surgery?",
        "I have a patient with breast cancer mets. what dose was given to patients like her",
        "I have a patient with pain. what was best in the studies",
        "I have cancer. how long did patients survive in the studies?",
        "I have a patient with mets, was it right to operate on him?",
    ],
)
def test_what_is_asked_about_the_patient_told_of_is_still_refused(question: str) -> None:
    assert asks_for_advice(question)


@pytest.mark.parametrize(
    "question",
    [
        "what should we do about tremor in the department",
        "what can we do against bad sleep on the ward?",
        "ok so what should we do before surgery",
    ],
)
def test_what_a_department_is_to_do_is_no_persons_care(question: str) -> None:
    assert not asks_for_advice(question)
    assert asks_for_advice(f"our patient is 70, {question}")


@pytest.mark.parametrize(
    "question",
    [
        "she is 80 with a tremor. what should we do about it?",
        "what should we do with a man of 80 with tremor",
        "what should I do about my tremor",
        "what should i do about tremor",
    ],
)
def test_what_to_do_about_one_person_is_still_refused(question: str) -> None:
    assert asks_for_advice(question)


@pytest.mark.parametrize(
    "question", ["should we use it in our ward?", "can I use this in the porters' ward", "should we use it"]
)
async def test_whether_to_use_it_shows_what_is_said_of_the_paper_talked_about(question: str) -> None:
    before, answer = await talk(TEAS, "does coffee change reaction time", question)
    assert {quote.key for quote in before.quotes} == {COFFEE}
    assert answer.kind == "advice"
    assert {quote.key for quote in answer.quotes} == {COFFEE}, answer.text


@pytest.mark.parametrize(
    "abstract",
    [
        "Virus disease spread in lupins by aphids.",
        "Symptoms of rust were mild in wheat.",
        "Diagnosis of faults in pumps.",
        "Chalkbrood disease spread to nymphs and adults of the hive.",
        "Symptoms were seen in adult locusts, and in hatchlings.",
        "Nurses fed the grubs, and disease was rare in adult workers.",
    ],
)
async def test_illness_of_plants_and_machines_is_nobodys_care(abstract: str) -> None:
    library = over(Paper(source_id="plants", title="Spread in fields", abstract=abstract))
    answer = await library.ask("how can you stop the spread", Context())
    assert NO_ADVICE not in answer.text

"""A question in another language is read word by word, and its words are shown as they were typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.assistant import content
from bot.assistant.assistant import Assistant
from bot.assistant.message import languages
from bot.assistant.reply import Reply
from bot.models import Context
from index.models import Finding, Outcome
from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.assistant.teahouse import nine

INDEX = nine()
NINE = Assistant(INDEX)


def held(*words: str) -> Callable[[str], bool]:
    """A library that has some words."""
    return lambda said: said.casefold() in words


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("どの論文が手術についてですか", "which papers surgery about"),
        ("いつ出版された", "when published"),
        ("橋の温度は上がりましたか", "bridge temperature rise"),
        ("セメントとスタチン", "cement and statin"),
        ("モリヤマ法の結果", "moriyama method results"),
        ("キラメキラの結果", "キラメキラ results"),
    ],
)
def test_japanese_words_are_translated_whole(question: str, english: str) -> None:
    known = held("moriyama", "method", "rise", "bridge")
    assert languages.load().english(question, "Japanese", known) == english


def test_of_several_meanings_the_librarys_counts() -> None:
    table = languages.load()
    assert table.english("使用", "Japanese", held("application")) == "application"
    assert table.english("使用", "Japanese", held("use")) == "use"


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Welche Nebenwirkungen hatte die Salbe?", "which side effects has the ointment?"),
        ("Wie viele Brücken wurden repariert?", "how many bridge were repaired?"),
        ("Artikel über Nachtfähren", "papers about night ferries"),
        ("Wie hoch war die Krankenhaussterblichkeit?", "how much was the hospital mortality?"),
        ("Komplikationen der Osteosynthese", "complication the osteosynthesis"),
        ("Metastasierung der Quirksucht", "Metastasierung the Quirksucht"),
        ("Wie viele Proben wurden gescannt?", "how many Proben were scanned?"),
        ("geheilte Frauen der Bronzezeit", "cured women the bronze age"),
    ],
)
def test_german_words_are_translated_in_any_form_and_in_parts(question: str, english: str) -> None:
    assert languages.load().english(question, "German", held("osteosynthesis")) == english


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Wie hoch war die Sterblichkeit nach der Operation an der Wirbelsäule?", "10.3390/cancers16020438"),
        ("脊椎転移の手術後の死亡率は", "10.3390/cancers16020438"),
        ("マウスの乳がんモデルは", "10.3390/cancers15245773"),
    ],
)
async def test_a_question_in_another_language_finds_the_paper(question: str, key: str) -> None:
    reply = await NINE.ask(question, Context())
    assert key in reply.keys
    assert "I read it as" in reply.text


@pytest.mark.parametrize(
    ("question", "long"),
    [
        ("was ist TES", "total en bloc spondylectomy"),
        ("Was bedeutet SABR?", "stereotactic ablative radiotherapy"),
        ("Was heißt SABR?", "stereotactic ablative radiotherapy"),
        ("wofür steht SINS", "spinal instability neoplastic score"),
        ("TESとは何ですか", "total en bloc spondylectomy"),
        ("SABRは何の略ですか", "stereotactic ablative radiotherapy"),
        ("SINSとはどういう意味ですか", "spinal instability neoplastic score"),
    ],
)
async def test_an_abbreviation_is_written_out_in_whatever_language_it_is_asked_for(
    question: str, long: str
) -> None:
    answer = await NINE.ask(question, Context())
    assert (answer.kind, answer.outcome) == ("definition", Outcome.ANSWERED)
    assert f"stands for {long}" in answer.text


async def test_what_is_unknown_is_shown_as_typed() -> None:
    japanese = await NINE.ask("どの論文が鵺についてですか", Context())
    assert "“鵺”" in japanese.text
    assert "“と”" not in japanese.text
    assert "ど papers" not in japanese.text
    accented = await NINE.ask("cost of Gänseblümchen", Context())
    assert "“gänseblümchen”" in accented.text


async def test_a_kana_keeps_its_mark() -> None:
    reply = await NINE.ask("results of がろ and ぱろ", Context())
    assert "“がろ”" in reply.text
    assert "“ぱろ”" in reply.text


async def test_the_words_that_are_held_are_those_of_this_question() -> None:
    before = await NINE.ask("how long was follow-up after TES", Context())
    asked = await NINE.ask("Kosten der Operation", Context(previous=before.turn))
    told = next(line for line in asked.text.split("\n") if "of your words they hold" in line)
    assert "“surgery”" in told
    assert "“tes”" not in told
    assert "follow" not in told


async def test_a_word_that_nothing_held_is_carried_to_the_next_question_and_no_further() -> None:
    first = await NINE.ask("how long was follow-up after TES", Context())
    second = await NINE.ask("and the cost?", Context(previous=first.turn))
    assert second.turn is not None
    assert "cost" in second.turn.terms
    third = await NINE.ask("and the complications?", Context(previous=second.turn))
    assert third.turn is not None
    assert "cost" not in third.turn.terms


async def test_that_the_papers_are_in_english_does_not_stand_between_a_hedge_and_its_sentences() -> None:
    reply = await NINE.ask("Kosten der Operation", Context())
    assert reply.quotes
    parts = reply.text.split("\n\n")
    first = next(i for i, part in enumerate(parts) if part.startswith("> "))
    assert "I read words" not in "".join(parts[:first])
    assert "I read words" in parts[-1]


def test_a_name_said_twice_is_one_sign_of_a_language() -> None:
    assert languages.load().of("median OS targeted therapy lung? median os") is None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("komplikationen der operation", "German"),
        ("bienensterben im winter", "German"),
        ("und Komplikationen?", "German"),
        ("van der Berg", None),
        ("MIT study", None),
        ("im looking for pain", None),
        ("an osteotomie", None),
        ("zzz", None),
        ("garden size", None),
    ],
)
def test_one_word_of_a_language_beside_words_that_are_no_english_ones_tells_it(
    question: str, language: str | None
) -> None:
    assert languages.load().of(question, INDEX.is_word) == language


async def test_an_author_keeps_the_name_that_is_a_word() -> None:
    table = languages.load()
    assert table.english("Arbeiten von Müller", "German", held(), {"Müller"}) == "papers by Müller"


async def test_a_german_message_is_taken_apart() -> None:
    assert len(NINE.questions("Wie viele Frauen waren es und mit welchen Geräten wurde gemessen?")) == 2


def test_a_word_that_a_hedge_calls_not_said_is_not_called_held() -> None:
    finding = Finding(outcome=Outcome.RELATED, matched=("metastases", "survival"), not_said=("metastases",))
    reply = Reply(outcome=Outcome.RELATED, kind="content", text="You asked: x\n\nRelated.", finding=finding)
    told = content.translated(reply, "German", "survival metastases").text
    assert "of your words they hold “survival”." in told


async def test_an_answer_from_records_does_not_speak_of_words_in_abstracts() -> None:
    reply = await NINE.ask("Welches ist das neueste Paper?", Context())
    assert reply.outcome is Outcome.ANSWERED
    assert "I read it as “" in reply.text
    assert "none of your words" not in reply.text


@pytest.mark.parametrize(
    "question", ["quels sont les risques de mortalité après chirurgie", "mortalidad después de cirugía"]
)
async def test_general_words_of_studies_are_read_in_french_and_spanish(question: str) -> None:
    (answer,) = await talk(NINE, question)
    assert answer.keys[0] == "10.3390/cancers16020438"
    assert "I read words, not languages" in answer.text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("手术后的并发症有哪些？", "Chinese"),
        ("手術後的併發症有哪些？", "Chinese"),
        ("术后存活期是多久？", "Chinese"),
        ("術後合併症", "Japanese"),
        ("頰部腫瘍術後追跡期間", "Japanese"),
        ("手術後の併発症は？", "Japanese"),
    ],
)
def test_chinese_is_not_read_as_japanese(question: str, language: str) -> None:
    assert languages.load().of(question) == language


@pytest.mark.parametrize(
    "question", ["Wer ist der Kanzler?", "Wie alt ist meine Tante?", "Wie hoch ist die Miete?"]
)
async def test_a_foreign_word_is_no_slip_for_an_english_one(question: str) -> None:
    hive = paper(
        "hive", "Taste of honey and the mite", "The mite changed the taste of honey. Cancer was not seen in bees."
    )
    other = paper("other", "Wax moths in stored combs", "Wax moths ate a third of the combs in the store.")
    answer = await over(hive, other).ask(question, Context())
    assert not answer.answered
    assert answer.quotes == ()


async def test_an_english_slip_is_still_mended() -> None:
    hive = paper(
        "hive", "Taste of honey and the mite", "The mite changed the taste of honey. Cancer was not seen in bees."
    )
    other = paper("other", "Wax moths in stored combs", "Wax moths ate a third of the combs in the store.")
    answer = await over(hive, other).ask("did the tasste of honey change?", Context())
    assert answer.keys == ("hive",)


@pytest.mark.parametrize(
    ("question", "english"),
    [("がんは再発しましたか", "cancer recurrence"), ("けがとやけど", "injury burn"), ("がんばる", "がんばる")],
)
def test_everyday_words_of_illness_are_read_in_kana(question: str, english: str) -> None:
    assert languages.load().english(question, "Japanese", held("recurrence")) == english


def test_of_a_long_run_of_kana_no_more_is_looked_up_than_a_name_has() -> None:
    """Each of its places asked the library for all that followed: one question held its process for minutes."""
    asked: list[str] = []

    def held(words: str) -> bool:
        asked.append(words)
        return False

    for sign in "かカ":
        languages.load().english(sign * 3000, "Japanese", held)
    assert max(map(len, asked), default=0) <= 40 * len("ka")

"""Nobody sees an answer before its row: what the service asks, keeps, and keeps no word of."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.assistant.assistant import Assistant
from bot.config import AnswerSection, Config, CorpusSection, SearchSection, StorageSection
from bot.models import Answer, Context, Pinned, PinnedSentence
from bot.privacy import PATIENT, Policy
from bot.service import Service, build_index, held_back_because, index_beside, open_service
from bot.storage.logbook import Logbook
from bot.storage.pins import Pin
from corpus.errors import GateError, MarrowError, RetrievalError
from corpus.store import CorpusStore
from index.cluster import ClusterSettings
from index.cluster.connection import ClusterError
from index.kept import libraries
from index.models import Outcome
from tests.bot.assistant.teahouse import TEA, TEA_TEXT, teas
from tests.corpus.test_store import parsed

NOW = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
ASSISTANT = Assistant(teas())
SLEEP = "how did green tea change sleep"


@pytest.fixture
async def logbook(tmp_path: Path) -> AsyncIterator[Logbook]:
    async with Logbook.open(tmp_path) as opened:
        yield opened


def over(logbook: Logbook, policy: Policy | None = None) -> Service:
    return Service(ASSISTANT, logbook, lambda: NOW, policy=policy)


async def test_an_answer_that_is_shown_is_in_the_log(logbook: Logbook) -> None:
    answer = await over(logbook).answer(SLEEP, Context(scope=(TEA,)))
    row = await logbook.get(answer.id)
    assert row is not None
    assert (row.question, row.text, row.asked_at, row.scope) == (SLEEP, answer.text, NOW, (TEA,))


async def test_a_proposed_answer_is_in_no_log_until_it_is_committed(logbook: Logbook) -> None:
    service = over(logbook)
    proposed = [await service.propose(question, Context()) for question in (SLEEP, "what does PVT stand for?")]
    assert await logbook.count() == 0
    await service.commit(proposed)
    assert {row.question for row in await logbook.recent()} == {SLEEP, "what does PVT stand for?"}
    assert {one.asked_at for one in proposed} == {NOW}


async def test_each_question_of_a_message_is_answered_after_the_one_before_it(logbook: Logbook) -> None:
    before = await over(logbook).answer("what did peppermint yield?", Context())
    answers = await over(logbook).answers(f"{SLEEP}? And who wrote it?", Context(previous=before.turn))
    first, second = answers
    assert (first.keys, first.read_with) == ((TEA,), None)
    assert second.read_with is not None
    assert (second.read_with.keys, second.read_with.together) == ((TEA,), True)
    assert "Okafor" in second.text
    rows = {row.id: row for row in await logbook.recent()}
    assert set(rows) == {before.id, first.id, second.id}
    (alone,) = await over(logbook).answers("who wrote it?", Context(previous=before.turn))
    assert alone.read_with is not None
    assert (alone.read_with.question, alone.read_with.together) == (before.question, False)


@pytest.mark.parametrize(
    ("policy", "withheld", "member"),
    [
        (Policy(), None, None),
        (Policy(mode="full"), None, "7"),
        (Policy(mode="counts"), "counts only", None),
        (Policy(mode="off"), "log off", None),
    ],
)
async def test_what_is_kept_of_a_question_is_what_the_policy_allows(
    logbook: Logbook, policy: Policy, withheld: str | None, member: str | None
) -> None:
    service = over(logbook, policy)
    assert service.words_kept is (withheld is None)
    context = Context(server="1", asker="7")
    answers = [await service.answer(SLEEP, context), *(await service.answers(SLEEP, context))]
    await service.refuse(SLEEP, context, "it is none")
    rows = await logbook.recent()
    assert [row.withheld for row in rows] == [withheld] * 3
    assert [row.question for row in rows] == ["" if withheld else SLEEP] * 3
    assert [row.member for row in rows] == [member] * 3
    assert all(answer.text == answers[0].text for answer in answers)


async def test_what_was_to_be_withheld_already_is_withheld_for_that_reason(logbook: Logbook) -> None:
    await over(logbook).answer(SLEEP, Context(withheld="opt-out"))
    await over(logbook, Policy(mode="counts")).answer(SLEEP, Context(withheld="opt-out"))
    assert [row.withheld for row in await logbook.recent()] == ["opt-out"] * 2


async def test_a_patients_data_is_answered_and_neither_kept_nor_said_again(logbook: Logbook) -> None:
    service, asked = over(logbook), f"{SLEEP} for MRN 4482913?"
    answer = await service.answer(asked, Context())
    assert (answer.keys, "4482913" in answer.model_dump_json()) == ((TEA,), False)
    other = await service.logged(ASSISTANT.ask(asked, Context()), Context(), asked)
    assert "4482913" not in other.text.partition("\n")[2]  # what is asked stands in the first line
    for mine in (other, await service.logged(ASSISTANT.ask(SLEEP, Context()), Context(withheld="opt-out"), asked)):
        row = await logbook.get(mine.id)
        assert row is not None
        assert (row.question, row.asked_at) == ("", NOW)
    assert {row.withheld for row in await logbook.recent()} == {PATIENT, "opt-out"}


async def test_another_answer_is_logged_as_it_is(logbook: Logbook) -> None:
    context = Context(server="1", channel="2")
    answer = await over(logbook).logged(ASSISTANT.ask(SLEEP, context), context, SLEEP)
    row = await logbook.get(answer.id)
    assert row is not None
    assert (row.question, row.server, row.channel, row.asked_at) == (SLEEP, "1", "2", NOW)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RetrievalError("The index is gone."), "The index is gone"),
        (GateError("“tea” is not in the paper."), "not every word of the answer could be proved"),
    ],
)
async def test_an_answer_that_is_held_back_leaves_a_row_with_the_reason(
    logbook: Logbook, error: MarrowError, reason: str
) -> None:
    async def held_back() -> Answer:
        raise error

    assert held_back_because(error) == reason
    with pytest.raises(type(error)):
        await over(logbook).logged(held_back(), Context(server="1"), SLEEP)
    (row,) = await logbook.recent()
    assert (row.question, row.server, row.outcome, row.reason, row.asked_at) == (
        SLEEP,
        "1",
        "refused",
        reason,
        NOW,
    )


async def test_what_cannot_be_read_as_a_question_is_kept_with_the_reason(logbook: Logbook) -> None:
    await over(logbook).refuse("?", Context(server="1", channel="2"), "it has no words")
    (row,) = await logbook.recent()
    assert (row.question, row.reason, row.channel, row.asked_at) == ("?", "it has no words", "2", NOW)


WAKING = "Waking at night was reported by 25% of porters in both arms."


async def pinned(logbook: Logbook) -> None:
    """A moderator's answer to the question about sleep, on server 1."""
    answer = await over(logbook).answer(SLEEP, Context(server="1"))
    entry = await logbook.get(answer.id)
    assert entry is not None
    start = TEA_TEXT.index(WAKING)
    sentence = PinnedSentence(
        key=TEA, start=start, stop=start + len(WAKING), sentence=4, section="Results", text=WAKING
    )
    chosen = Pinned(
        id="p1",
        at=NOW,
        library=ASSISTANT.corpus.name,
        snapshot=ASSISTANT.corpus.digest,
        sentences=(sentence,),
    )
    known = logbook.pins.known_by("1", ASSISTANT.alike(SLEEP))
    assert await logbook.pins.add(Pin.made(chosen, entry, kept=True), known, None)


async def test_a_moderators_answer_is_given_to_a_question_like_it_on_that_server_alone(logbook: Logbook) -> None:
    await pinned(logbook)
    service = over(logbook)
    for asked, server, pin in (
        (SLEEP, "1", "p1"),
        (f"{SLEEP}?", "1", "p1"),
        (SLEEP, "2", None),
        (SLEEP, None, None),
        ("what did coffee do to reaction time", "1", None),
    ):
        answer = await service.answer(asked, Context(server=server))
        assert (asked, server, answer.pin) == (asked, server, pin)
        assert ([quote.text for quote in answer.quotes] == [WAKING]) is (pin is not None)
    assert (await service.answer(SLEEP, Context(server="1", scope=("kettle",)))).pin is None


async def test_pins_that_cannot_be_read_leave_the_usual_answer(
    logbook: Logbook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await pinned(logbook)
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3")) as database, database:
        database.execute("ALTER TABLE pins RENAME TO lost")
    with caplog.at_level(logging.WARNING, "marrow.service"):
        answer = await over(logbook).answer(SLEEP, Context(server="1"))
    assert (answer.pin, answer.outcome) == (None, Outcome.ANSWERED)
    (said,) = (record.getMessage() for record in caplog.records if record.name == "marrow.service")
    assert said.startswith("What moderators have pinned could not be read: The ")


async def test_the_configured_library_is_indexed_the_same_here_and_beside(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path / "libraries")
    store.add("tea", parsed(*teas().corpus.papers))
    config = Config(
        storage=StorageSection(data_dir=tmp_path),
        corpus=CorpusSection(library="tea"),
        answer=AnswerSection(max_quotes=2),
        search=SearchSection(engine="tantivy"),
    )
    for index in (build_index(config), await index_beside(config)):
        assert index.corpus.digest == store.state("tea")
        assert (index.settings.most, index.engine.name) == (2, "tantivy")
    async with open_service(config) as service:
        answer = await service.answer(SLEEP, Context(library="tea"))
        assert (service.corpus.name, answer.keys, len(answer.quotes) <= 2) == ("tea", (TEA,), True)
        assert [row.id for row in await service.logbook.recent()] == [answer.id]


@pytest.mark.slow
async def test_what_takes_long_is_done_beside_in_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "FEW", 0)  # every library is a large one
    store, turns = CorpusStore(tmp_path / "libraries"), list[str]()
    store.add("tea", parsed(*teas().corpus.papers))
    config = Config(storage=StorageSection(data_dir=tmp_path), corpus=CorpusSection(library="tea"))

    @asynccontextmanager
    async def turn() -> AsyncIterator[None]:
        turns.append("taken")
        yield
        turns.append("given back")

    index = await index_beside(config, turn=turn())
    assert (index.corpus.digest, turns) == (store.state("tea"), ["taken", "given back"])


async def test_a_library_in_a_cluster_is_asked_for_there(tmp_path: Path) -> None:
    config = Config(
        storage=StorageSection(data_dir=tmp_path),
        search=SearchSection(engine="opensearch"),
        opensearch=ClusterSettings(urls=("http://127.0.0.1:9",), retries=0),
    )
    with pytest.raises(ClusterError, match="cannot be reached"):
        build_index(config)
    with pytest.raises(ClusterError, match="cannot be reached"):
        await index_beside(config)

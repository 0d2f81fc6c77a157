"""A logged answer, read back from a real logbook, is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.assistant import Assistant
from bot.config import Config, CorpusSection, StorageSection
from bot.models import Answer, Context, Pinned, PinnedSentence
from bot.replay import Replay, replay, replayed_aside
from bot.service import build_index
from bot.storage.logbook import Logbook
from bot.storage.rows import Entry
from corpus.errors import CorpusError
from corpus.looking import FEW
from corpus.models import Corpus, Paper
from corpus.store import CorpusStore
from index.library import LibraryIndex
from tests.bot.assistant.teahouse import COFFEE, TEA, teahouse, teas
from tests.bot.storage.samples import at
from tests.corpus.test_store import parsed

QUESTION = "how long did sleep last with green tea?"
TEAS = Assistant(teas())


def without_tea() -> Corpus:
    """The library after its curator took the paper on tea away."""
    papers = tuple(paper for paper in teahouse().papers if paper.key != TEA)
    return teahouse().model_copy(update={"papers": papers, "digest": "1" * 64})


async def libraries(library: str, snapshot: str | None) -> Assistant:
    """Then: all papers; now (None): without the one on tea; another snapshot was never kept."""
    if snapshot not in (None, "0" * 64):
        raise CorpusError(f"There is no snapshot {snapshot} of the library “{library}”.")
    return TEAS if snapshot else Assistant(LibraryIndex.build(without_tea()))


async def logged(folder: Path, answer: Answer, context: Context) -> Entry:
    async with Logbook.open(folder) as log:
        await log.record(answer, context, at(0))
        entry = await log.get(answer.id)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    "question", [QUESTION, "who wrote the paper on coffee?", "hello", "what does PVT mean?", ""]
)
async def test_the_same_papers_answer_the_same(tmp_path: Path, question: str) -> None:
    entry = await logged(tmp_path, await TEAS.ask(question, Context()), Context())
    done = await replay(entry, libraries)
    assert done.identical is bool(question), done.told()


async def test_a_follow_up_is_read_with_its_turn(tmp_path: Path) -> None:
    first = await TEAS.ask(QUESTION, Context())
    context = Context(previous=first.turn)
    entry = await logged(tmp_path, await TEAS.ask("and with hot water?", context), context)
    assert entry.read_with is not None
    assert (await replay(entry, libraries)).told() == "Identical."
    alone = await replay(entry.model_copy(update={"read_with": None}), libraries)
    assert not alone.identical


async def test_a_question_keeps_to_the_papers_it_was_limited_to(tmp_path: Path) -> None:
    context = Context(scope=(COFFEE,))
    entry = await logged(tmp_path, await TEAS.ask(QUESTION, context), context)
    assert TEA not in entry.keys
    assert (await replay(entry, libraries)).identical
    everywhere = await replay(entry.model_copy(update={"scope": None}), libraries)
    assert not everywhere.identical


@pytest.mark.parametrize("section", [None, "Methods"])
async def test_a_command_is_given_again(tmp_path: Path, section: str | None) -> None:
    entry = await logged(tmp_path, await TEAS.summarise(TEA, Context(), section), Context())
    assert (await replay(entry, libraries)).told() == "Identical."
    gone = await replay(entry, libraries, today=True)
    assert gone.told() == "It cannot be asked again: the library no longer has the paper or the section it showed."


@pytest.mark.parametrize(
    "question",
    [
        "give me a summary of “Green Tea and Sleep in Hospital Porters: A Randomized Trial”",
        "Summary of “green tea”",
    ],
)
async def test_a_summary_asked_for_in_words_is_asked_again(tmp_path: Path, question: str) -> None:
    entry = await logged(tmp_path, await TEAS.ask(question, Context()), Context())
    assert entry.kind == "summary"
    assert (await replay(entry, libraries)).told() == "Identical."


@pytest.mark.parametrize("term", ["PVT", "sleep", "coffee", "COFFEE", "GABA", "zorg", "cofee", "green tea"])
async def test_a_term_is_defined_again(tmp_path: Path, term: str) -> None:
    entry = await logged(tmp_path, await TEAS.define(term, Context()), Context())
    assert (await replay(entry, libraries)).identical


async def test_today_names_what_changed(tmp_path: Path) -> None:
    entry = await logged(tmp_path, await TEAS.ask(QUESTION, Context()), Context())
    assert entry.outcome == "answered"
    done = await replay(entry, libraries, today=True)
    assert done.difference is not None
    assert done.difference.startswith(("it was “answered” and is", f"quote 1 was {TEA} ["))
    assert "snapshot" in done.changed


async def test_the_first_difference_is_named(tmp_path: Path) -> None:
    entry = await logged(tmp_path, await TEAS.ask(QUESTION, Context()), Context())
    first = entry.quotes[0]
    slice_ = f"{TEA} [{first.start}:{first.stop}]"
    cases: list[tuple[dict[str, object], str]] = [
        ({"outcome": "related"}, "it was “related” and is “answered” now"),
        ({"quotes": ()}, f"quote 1 was missing and is {slice_} now"),
        ({"text": f"Once.\n{entry.text}"}, "line 1 of the text was “Once.” and is"),
        ({"matched": ("zebra",)}, "its matched are others now"),
    ]
    for change, expected in cases:
        done = await replay(entry.model_copy(update=change), libraries)
        assert (done.difference or "").startswith(expected)
        assert done.changed == ()


async def test_other_weights_may_explain_a_difference(tmp_path: Path) -> None:
    entry = await logged(tmp_path, await TEAS.ask(QUESTION, Context()), Context())
    old = entry.model_copy(update={"weights": "gone", "outcome": "nothing"})
    expected = "Not identical: it was “nothing” and is “answered” now. Changed since: weights; that may be why."
    assert (await replay(old, libraries)).told() == expected


async def test_what_cannot_be_asked_again_says_why(tmp_path: Path) -> None:
    context = Context(withheld="off")
    receipt = await logged(tmp_path, await TEAS.ask(QUESTION, Context()), context)
    assert (await replay(receipt, libraries)).told() == "It cannot be asked again: no words of it were kept."
    shown = await TEAS.more(QUESTION, Context(), [])
    further = await logged(tmp_path, shown, Context())
    assert (await replay(further, libraries)).impossible == "it continues what another answer had shown"
    lost = further.model_copy(update={"kind": "content", "snapshot": "2" * 64})
    assert "There is no snapshot 2" in (await replay(lost, libraries)).told()
    assert not Replay(impossible="x").identical


@pytest.mark.parametrize("bulk", [0, pytest.param(FEW, marks=pytest.mark.slow)])
async def test_it_is_asked_again_wherever_its_library_is_read(tmp_path: Path, bulk: int) -> None:
    config = Config(storage=StorageSection(data_dir=tmp_path))
    papers = (*teahouse().papers, Paper(source_id="bulk", title="Bulk", licence="x" * bulk))
    store = CorpusStore(tmp_path / "libraries")
    store.add("tea", parsed(*papers))
    past = Assistant(build_index(config.model_copy(update={"corpus": CorpusSection(library="tea")})))
    entry = await logged(tmp_path, await past.ask(QUESTION, Context()), Context(library="tea"))
    store.add("tea", parsed(*(paper for paper in papers if paper.key != TEA)), replace=True)
    assert (await replayed_aside(config, entry, today=False)).told() == "Identical."
    today = await replayed_aside(config, entry, today=True)
    assert today.difference is not None
    assert "snapshot" in today.changed
    gone = await replayed_aside(config, entry.model_copy(update={"snapshot": "1" * 64}), today=False)
    assert "no snapshot" in (gone.impossible or "")


async def test_a_pinned_answer_is_the_same_again_and_says_which_pin_it_was(tmp_path: Path) -> None:
    text = "Waking at night was reported by 25% of porters in both arms."
    start = (TEAS.papers[TEA].abstract or "").index(text)
    chosen = PinnedSentence(key=TEA, start=start, stop=start + len(text), sentence=4, section="Results", text=text)
    pin = Pinned(id="ab" * 6, at=at(0), library="teahouse", snapshot="0" * 64, sentences=(chosen,))
    entry = await logged(tmp_path, await TEAS.ask("how often did porters wake?", Context(pins=(pin,))), Context())
    assert entry.pin == pin.id
    assert (await replay(entry, libraries, pin=pin)).told() == f"Identical. It was the pinned answer {pin.id}."
    today = await replay(entry, libraries, today=True, pin=pin)
    assert not today.identical
    assert f"It was the pinned answer {pin.id}." in today.told()
    assert (await replay(entry, libraries)).impossible == f"the pinned answer {pin.id} that it was is gone"
    ours = await logged(tmp_path, await TEAS.ask(QUESTION, Context()), Context())
    assert (await replay(ours, libraries, pin=pin)).told() == "Identical."

"""One machine puts libraries there and others answer from them: the bot's, and an operator's terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.libraries import Libraries, LibraryError
from bot.models import Context
from bot.replay import replayed_aside
from bot.service import build_index
from bot.storage.logbook import Logbook
from corpus.store import CorpusStore
from index.cluster import ClusterSettings
from tests.opensearch.made import BAT, OWL, config, parsed, terminal


async def test_a_bots_host_has_no_copy_and_takes_up_what_another_put_there(
    asked: ClusterSettings, tmp_path: Path
) -> None:
    curating, answering = config(asked, tmp_path / "curating"), config(asked, tmp_path / "answering")
    store = CorpusStore(curating.storage.data_dir / "libraries")
    first, _ = store.add("made", parsed(OWL))
    build_index(curating)
    async with Logbook.open(answering.storage.data_dir, 5000) as logbook:
        libraries = Libraries(answering, logbook, patience=60)
        libraries.check()
        service = await libraries.service()
        answer = await service.answer("Where do owls hunt?", Context(library="made"))
        assert answer.quotes[0].text == OWL.abstract
        assert await libraries.reload() == {}
        assert libraries.names() == ("made",)
        CorpusStore(curating.storage.data_dir / "libraries").add("further", parsed(BAT))
        build_index(config(asked, tmp_path / "curating", "further"))

        second, _ = store.add("made", parsed(BAT))
        other = Libraries(curating, logbook, patience=60)
        await other.opened("made")
        changed = await libraries.reload()
        assert libraries.names() == ("made", "further")
        assert changed["made"].counts == "1 added"
        bats = await (await libraries.service()).answer("When do bats hunt?", Context(library="made"))
        assert bats.quotes[0].text == BAT.abstract
        assert (answer.snapshot, bats.snapshot) == (first.digest, second.digest)

        assert (await libraries.snapshot("made", first.digest, ["owl", "bat"])).papers == (OWL,)
        entry = await logbook.get(answer.id)
        assert entry is not None
        assert (await replayed_aside(answering, entry, today=False)).told() == "Identical."
        await libraries.close()
        await other.close()
    assert not list((tmp_path / "answering").rglob("*.jsonl.gz"))
    assert not (tmp_path / "answering" / "libraries").exists()


async def test_a_machine_that_does_not_know_what_is_there_takes_nothing_back(
    asked: ClusterSettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What to do is for the operator, who reads the log; nobody is told that files are damaged."""
    curating, other = config(asked, tmp_path / "curating"), config(asked, tmp_path / "other")
    CorpusStore(curating.storage.data_dir / "libraries").add("made", parsed(OWL))
    build_index(curating)
    CorpusStore(other.storage.data_dir / "libraries").add("made", parsed(BAT))
    async with Logbook.open(other.storage.data_dir, 5000) as logbook:
        libraries = Libraries(other, logbook, patience=60)
        assert (await libraries.service()).corpus.papers == (OWL,)
        fresh = Libraries(other, logbook, patience=60)
        with pytest.raises(LibraryError, match="The bot's log says why"):
            await fresh.opened("made")
        assert "put there by another machine" in caplog.text
        await libraries.close()
        await fresh.close()


def test_the_terminal_asks_imports_and_publishes(folder: Path) -> None:
    answer = terminal(folder, "ask", "What is the median survival after surgery?")
    assert answer.returncode == 0, answer.stderr
    assert "https://doi.org/10.3390/" in answer.stdout
    papers = folder.parent / "owls.ris"
    papers.write_text("TY  - JOUR\nTI  - Owls of the north\nAB  - Owls hunt at night.\nDO  - 10.1/owl\nER  - \n")
    taken = terminal(folder, "corpus", "import", str(papers))
    assert taken.returncode == 0, taken.stderr
    assert "Owls hunt at night." in terminal(folder, "ask", "When do owls hunt?").stdout
    said = terminal(folder, "corpus", "publish")
    assert "is asked with 1 paper now" in said.stdout
    doctor = terminal(folder, "doctor")
    assert "OpenSearch 2.19.6" in doctor.stdout
    assert doctor.returncode == 0, doctor.stdout

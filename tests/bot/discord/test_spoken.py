"""Every command, button, menu, form and slip has its Japanese: what is said in English is said in Japanese, too."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.assistant.citing import cite
from bot.config import Config, StorageSection
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.text import CLOSE, OPEN, read_back, slot
from bot.discord.translator import Tongue, japanese
from bot.settings import DiscordSection
from corpus.citing import STYLES
from corpus.models import Corpus
from corpus.store import CorpusStore
from tests.bot.discord import surfaces
from tests.bot.discord.conftest import Server
from tests.bot.discord.shown_strings import english_in
from tests.bot.discord.surfaces_staff import FILE
from tests.corpus.test_store import parsed

# Everything there is, used twice; test_translations holds each string by itself.
pytestmark = pytest.mark.slow

_FACT = re.compile(rf"[a-z ]{{10}} {OPEN}|quotes$|@article|  \w+ = \{{|\d+\\?\. ")  # of a record, or a reference
# words of the papers
_ALSO = re.compile(r"(?<=次の語でも検索：)[^·]+|\w+は[a-z ※]+の略です|JSONではありません（.+）", re.IGNORECASE)
_HELD = re.compile(rf"{OPEN}[^{CLOSE}]*(?:{CLOSE}|\Z)")


class Heard:
    """Everything that Marrow said in English, with what is not its own blanked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.messages: dict[str, None] = {}
        self.labels: dict[str, None] = {}
        message, label = Tongue.message, Tongue.label

        def heard(self_: Tongue, content: str) -> str:
            self.messages[_HELD.sub(slot("※"), content)] = None
            return message(self_, content)

        def read(self_: Tongue, text: str) -> str:
            self.labels[_HELD.sub(slot("※"), text)] = None
            return label(self_, text)

        monkeypatch.setattr(Tongue, "message", heard)
        monkeypatch.setattr(Tongue, "label", read)

    def english(self, corpus: Corpus) -> Iterator[tuple[str, str]]:
        """What has no Japanese, with the English that is left: nothing in quotes, references and code, and no words of the
        library's papers.
        """
        tongue = japanese()
        papers = [
            name for paper in corpus.papers for name in (cite(paper), *(author.name for author in paper.authors))
        ]
        files = [name for name, _ in DAMAGED]
        words = [*files, *STYLES, corpus.name, "review", *(corpus.issue.keywords if corpus.issue else ())]
        kinds = re.compile("|".join({re.escape(paper.type) for paper in corpus.papers if paper.type}) or "※")
        found = "|".join(re.escape(one) for one in sorted({*papers, *words}, key=len, reverse=True))
        theirs = re.compile(rf"(?<![\w:])(?:{found})(?!\w)")
        for label in self.labels:
            if english_in(shown := tongue.label(label)):
                yield label, shown
        for line in sorted({line for content in self.messages for line in _spoken(content)}):
            said = theirs.sub(slot("※"), line)
            if english_in(kinds.sub("", _ALSO.sub("", read_back(shown := tongue.message(said))))):
                yield line, shown


def _spoken(content: str) -> Iterator[str]:
    """The lines of a message that are Marrow's: no quotes, references and code, and no facts of a record, whose names are
    put into the reader's language where it is made.
    """
    outside = "".join(content.split("```")[::2])
    for line in outside.split("\n"):
        if not line.startswith(("> ", "▸ ", "-# — ", "— ", "The reference of ")) and not _FACT.match(line):
            yield line


LARGER = 70  # papers, so that lists have pages
QUESTIONS = (
    "how long was follow-up after TES?", "脊椎転移の手術後の合併症は？", "モンゴルの首都は？", "痛みの治療", "ください", "???", "wie lange war die Nachbeobachtung nach TES?",
    "Was ist die Hauptstadt der Mongolei?", "what is the capital of Mongolia?", "how long was follow-up after TES?", "who wrote it?", "most cited paper", "list the reviews",
    "how many patients in each?", "what does TES stand for", "help", "thanks", "tell me more", "no 3", "before 2020", "only 2023", "all papers again", "start over",
    "is that right?", "ask all papers", "compare Kang and Knapp on survival", "table of survival figures", "cite it in Vancouver", "should I have surgery?",
    "which treatment is best?", "MRN 4482913 survival?", "a" * 1_500, "summarise the leiomyogenic one", "summarise Kang in one line", "who is the editor?", "how many papers cite Kang?",
    "author:Zorg survival", "year:1900 survival", "type:zorg survival", "doi:10.1/x survival", '"zorg blat" pain', "survival? complications? who wrote it?", "papers by Kang", "papers by Zorg", "newest paper",
    "largest study?", "how many patients in all?", "TES -SABR survival", "the risk of pain, of death: how many of 20 (50%)?", "quality of life of patients",
    "how much did it cost?", "hazard ratio of death", "cite them all in bibtex", "cite it in zorg style", "what is the impact factor?", "the paper by Zorg 2011", "Kang or Liu?", "median citations", "papers per year",
    "when is the deadline?", "which keywords?", "the second one", "next", "show me the abstract of the second one", "is there a retracted paper?", "papers with TES and without SABR",
)  # fmt: skip
DOI, OTHER = "10.3390/cancers15235518", "10.3390/cancers17030559"
MEMBERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("papers", {}), ("papers", {"author": "zorg"}), ("papers", {"sort": "most cited", "year": 2024}), ("papers", {"type": "Review", "keyword": "spine"}), ("papers", {"new": True}), ("papers", {"new": True}),
    ("reading", {}), ("reading", {"style": "zorg"}), ("reading", {"style": "RIS"}), ("define", {"term": "zorg"}), ("related", {"paper": "zorg"}), ("related", {"paper": "cancers"}),
    ("table", {"topic": "survival"}), ("table", {"topic": "zorg"}), ("table", {}), ("compare", {"paper": DOI, "other": DOI}), ("compare", {"paper": DOI, "other": OTHER}),
    ("compare", {"paper": DOI, "other": OTHER, "topic": "zorg"}), ("summary", {"paper": DOI}), ("summary", {"paper": DOI, "section": "zorg"}), ("summary", {"paper": DOI, "section": "one line"}),
    ("cite paper", {"paper": DOI, "style": "zorg"}), ("cite thread", {}), ("cite library", {"style": "zorg"}), ("ask", {"question": "survival", "since": "zorg"}), ("ask", {"question": "survival", "since": "2100"}),
    ("ask", {"question": "survival", "type": "zorg"}), ("ask", {"question": "survival", "paper": "zorg"}), ("ask", {"question": "survival", "paper": DOI, "since": "2020", "type": "Article"}),
    ("history", {}), ("privacy show", {}), ("privacy export", {}), ("about", {}), ("privacy opt-out", {}), ("ask", {"question": "survival"}), ("history", {}), ("papers", {"new": True}), ("reading", {}), ("privacy show", {}), ("privacy opt-in", {}),
)  # fmt: skip
DAMAGED = (
    ("papers.exe", b"\0\1\2"), ("papers.ris", b""), ("papers.ris", b"TY  - JOUR\nER  - \n"), ("papers.json", b"{"), ("papers.xml", b"<a><b></a>"), ("papers.bib", b"@article{x,"),
    ("papers.jsonl", b'{"_id": "1"}\n{"_id": 2'), ("papers.csv", b"a,b\n1,2\n"), ("papers.gz", b"\x1f\x8b00"), ("papers.txt", b"hello"), ("papers.nbib", b"PMID- x\n"),
)  # fmt: skip
MODERATORS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("log recent", {}), ("log search", {"text": "TES", "outcome": "answered", "since": "2020-01-01"}), ("log search", {"text": "zzzz"}), ("log search", {"text": "."}), ("log search", {"since": "zorg"}),
    ("log search", {"asker": "zorg"}), ("log search", {"paper": "zorg"}), ("log search", {"paper": DOI}), ("log search", {"feedback": "helpful"}), ("log search", {"surface": "mention"}),
    ("log stats", {"since": "2030-01-01"}), ("log stats", {}), ("log gaps", {}), ("log gaps", {"close": "mongolia", "by": "x"}), ("log gaps", {"close": "mongolia"}), ("log gaps", {"since": "2030-01-01"}),
    ("log show", {"answer": "zzzzzz"}), ("log replay", {"answer": "zzzzzz"}), ("log note", {"answer": "zzzzzz", "note": "x"}), ("log remove", {"answer": "zzzzzz"}),
    ("log pins", {}), ("log pins", {"undo": "zzzzzz"}), ("log export", {}), ("log export", {"names": True}), ("log readings", {}), ("log stats", {"since": "2030-01-01", "until": "2029-01-01"}),
    ("corpus status", {}), ("corpus import", {}), ("corpus import", {"address": "https://example.org/x"}), ("corpus import", {"address": "zorg"}), ("corpus import", {"file": DAMAGED[0], "address": "x"}),
    *((f"corpus {how}", {"file": one}) for one in DAMAGED for how in ("import", "check")),
    ("corpus import", {"file": FILE, "library": "ZORG !"}), ("corpus diff", {"before": "0" * 10}), ("corpus reported", {}), ("corpus figures", {}), ("corpus reload", {}),
    ("corpus remove", {"paper": "Kang"}), ("corpus remove", {"paper": "zorg", "back": True}),
    ("corpus term", {"word": "tes", "meaning": "x"}), ("corpus term", {"word": "tes"}),
)  # fmt: skip
SETTINGS: tuple[dict[str, Any], ...] = (
    {}, {"names_days": 30, "retention_days": 10}, {"names_days": 30, "retention_days": 60}, {"names_days": 0, "retention_days": 0}, {"weekly_day": "monday"}, {"threads": "read"},
    {"logging": "full"}, {"logging": "counts"}, {"logging": "off"}, {"logging": "pseudonymous"}, {"library": "zorg"}, {"everywhere": True}, {"everywhere": False}, {"export_names": True}, {"export_names": False}, {"visibility": "private"},
)  # fmt: skip


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    return Heard(monkeypatch)


@pytest.fixture
async def parts(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Parts]:
    soon = DiscordSection(cooldown_questions=1_000)
    if getattr(request, "param", None):
        CorpusStore(tmp_path / "libraries").add("default", parsed(*surfaces.papers(request.param)))
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path), discord=soon)) as opened:
        yield opened


@pytest.mark.parametrize("parts", [LARGER], indirect=True)
async def test_everything_there_is_is_said_in_japanese(
    server: Server, parts: Parts, heard: Heard, simcord_env: simcord.Env
) -> None:
    seen = surfaces.Seen(simcord_env.bot)
    async for _, result in surfaces.used(server):
        if getattr(result, "modal", None):
            heard.labels |= dict.fromkeys(_texts(result.modal))
    assert seen.missing(simcord_env.bot) == set(), surfaces.ADD
    corpus = (await parts.service(None)).corpus
    left = list(heard.english(corpus))
    assert left == [], "\n".join(f"{said!r}\n  = {shown}" for said, shown in left)


def _texts(modal: Any) -> Iterator[str]:
    yield modal["title"]
    yield from (
        part["label"] for row in modal["components"] for part in row.get("components", ()) if part.get("label")
    )


async def test_every_slip_is_told_in_japanese(server: Server, parts: Parts, heard: Heard) -> None:
    """What members, moderators and admins do wrong, and questions that end in all ways."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    for question in QUESTIONS:
        await server.ask(question)
    for name, options in MEMBERS:
        await server.bob.slash(server.channel, name, **options)
    for name, options in MODERATORS:
        await server.admin.slash(server.channel, name, **options)
    for settings in SETTINGS:
        await server.admin.slash(server.channel, "setup", **settings)
    await _set_up_wrongly(server)
    await _with_papers_of_its_own(server)
    for said in ("", "help", "how long was follow-up after TES?", "???"):
        await server.mention(said)
    await server.alice.send_dm("how long was follow-up after TES?") if hasattr(server.alice, "send_dm") else None
    corpus = (await parts.service(None)).corpus
    left = list(heard.english(corpus))
    assert left == [], "\n".join(f"{said!r}\n  = {shown}" for said, shown in left)


async def _with_papers_of_its_own(server: Server) -> None:
    """What names the library, where it is “this server's papers”."""
    admin, channel = server.admin, server.channel
    await admin.slash(channel, "corpus import", file=FILE)
    tried = await admin.slash(channel, "corpus import", file=FILE)
    await admin.click(tried.response.message, label="Import these papers")
    for name, options in (
        ("corpus status", {}),
        ("corpus reload", {}),
        ("corpus diff", {"before": "0" * 10}),
        ("about", {}),
        ("setup", {}),
        ("setup", {"allow": server.guild.create_text_channel("bees")}),
    ):
        await admin.slash(channel, name, **options)
    answer = (await server.ask("how much did feeding raise honey?")).response.message
    await server.alice.click(answer, label="⋯")
    (row,) = await server.env.bot.parts.storage.logbook.recent(1)
    shown = await server.moderator.slash(channel, "log show", answer=row.id)
    await server.moderator.click(shown.response.message, label="Ask today's papers")


async def _set_up_wrongly(server: Server) -> None:
    closed = server.guild.create_text_channel("closed")
    everybody = discord.PermissionOverwrite(view_channel=True, send_messages=False)
    with suppress(AttributeError):
        closed.set_permissions(server.guild.default_role, everybody)
    for options in (
        {"allow": server.channel, "disallow": server.channel},
        {"disallow": server.channel},
        {"moderator_role": server.moderators, "moderator_channel": server.channel, "digest_channel": closed},
        {"weekly_channel": closed},
        {"allow": closed},
        {"library_in": closed},
        {"everywhere": True, "allow": closed},
    ):
        await server.admin.slash(server.channel, "setup", **options)

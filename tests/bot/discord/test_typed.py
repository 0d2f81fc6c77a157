"""What members, moderators and curators type comes through one gate: a patient's data, a mode without words, an opt-out."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord.parts import Parts
from bot.privacy import warning
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_whose import newest, text_of
from tests.meta.test_typed import FORMS, OPTIONS

PATIENT = "MRN 4482913"
WORD = "zanzibar"
FILE = json.dumps({"_id": "1", "title": "Bees", "text": "We fed 40 bees."}).encode()
Typing = Callable[[Server, Any, str], Awaitable[Any]]


async def _form(label: str, server: Server, answer: Any, text: str) -> Any:
    form = await server.rest(server.admin, answer, label)
    return await server.admin.submit_modal(form, {"reason": text})


async def _note_form(server: Server, answer: Any, text: str) -> Any:
    listed = await server.admin.slash(server.channel, "log recent")
    menu = listed.response.components[0]["components"][0]
    record = await server.admin.select(listed.response.message, [menu["options"][0]["value"]])
    form = await server.admin.click(record.response.message, label="Note")
    return await server.admin.submit_modal(form, {"reason": text})


async def _pin_form(server: Server, answer: Any, text: str) -> Any:
    (row,) = await server.env.bot.parts.storage.logbook.recent(1)
    record = await server.admin.slash(server.channel, "log show", answer=row.id)
    form = await server.admin.click(record.response.message, label="Pin an answer")
    (asked,) = [part["components"][0]["custom_id"] for part in form.modal["components"]]
    return await server.admin.submit_modal(form, {asked: text})


async def _note(server: Server, answer: Any, text: str) -> Any:
    (row,) = await server.env.bot.parts.storage.logbook.recent(1)
    return await server.admin.slash(server.channel, "log note", answer=row.id, note=text)


def _command(name: str, option: str, **others: Any) -> Typing:
    async def run(server: Server, answer: Any, text: str) -> Any:
        return await server.admin.slash(server.channel, name, **{option: text, **others})

    return run


# tests/meta/test_typed.py holds the list of all gated places; each stands here with a way to type there.
GATED: dict[str, Typing] = {
    "unhelpful": lambda server, answer, text: _form("Not helpful", server, answer, text),
    "report": lambda server, answer, text: _form("Report", server, answer, text),
    "note": _note_form,
    "pin": _pin_form,
    "log note note": _note,
    "log search text": _command("log search", "text"),
    "log gaps close": _command("log gaps", "close", by="a paper"),
    "log gaps by": _command("log gaps", "by", close="word"),
    "papers type": _command("papers", "type"),
    "papers author": _command("papers", "author"),
    "papers keyword": _command("papers", "keyword"),
    "corpus import library": _command("corpus import", "library", file=("papers.jsonl", FILE)),
    "corpus import address": _command("corpus import", "address"),
    "corpus term word": _command("corpus term", "word", meaning="x"),
    "corpus term meaning": _command("corpus term", "meaning", word="x"),
}


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.fixture
async def own_library(server: Server, parts: Parts) -> None:
    """A server with a library of its own, so that its curators may change that."""
    tried = await server.admin.slash(server.channel, "corpus import", file=("papers.jsonl", FILE))
    await server.admin.click(tried.response.message, label="Import these papers")


def test_every_gated_place_is_tried_here() -> None:
    declared = {name for name, way in (OPTIONS | FORMS).items() if way == "gate"}
    assert declared == GATED.keys()


async def test_a_patients_data_is_refused_everywhere_in_the_same_words(
    server: Server, parts: Parts, tmp_path: Path, own_library: None
) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    answer = (await server.ask(QUESTION)).response.message
    before = [message.content for message in server.channel.history()]
    for place, typing in GATED.items():
        result = await typing(server, answer, PATIENT)
        assert result.ephemeral, place
        assert text_of(result) == warning(PATIENT), place
        await server.env.advance_time(10)
    assert [message.content for message in server.channel.history()] == before
    assert desk.history() == []
    assert b"4482913" not in bytes_of(tmp_path)


async def test_a_files_name_is_typed_too(server: Server, tmp_path: Path) -> None:
    result = await server.admin.slash(server.channel, "corpus check", file=("MRN_4482913.jsonl", FILE))
    assert text_of(result) == warning("MRN_4482913.jsonl")
    assert b"4482913" not in bytes_of(tmp_path)


WITHHOLDING = ["counts", "off", "opt-out"]
# a library's words, nobody's
KEPT_ELSEWHERE = {"corpus import library", "corpus term word", "corpus term meaning"}


async def withhold(server: Server, parts: Parts, how: str) -> None:
    if how == "opt-out":
        await server.admin.slash(server.channel, "privacy opt-out")
    else:
        await parts.storage.servers.put(
            (await parts.settings(str(server.guild.id))).model_copy(
                update={"server": str(server.guild.id), "logging": how}
            )
        )


async def test_one_nameless_reader_counts_once(server: Server, parts: Parts) -> None:
    await withhold(server, parts, "counts")
    answer = (await server.ask(QUESTION)).response.message
    for label in ("Helpful", "Helpful", "Not helpful"):
        await server.rest(server.bob, answer, label)
    assert [one.helpful for one in await parts.storage.feedback.verdicts(await newest(parts))] == [False]


async def test_forgetting_takes_reasons_and_the_words_of_lists(server: Server, parts: Parts) -> None:
    for number in range(10):
        await server.mention(f"{WORD} question {number}", server.bob)
        await server.env.advance_time(10)
    answer = server.channel.last_message
    kept = await newest(parts)
    await GATED["unhelpful"](server, answer, WORD)
    await GATED["report"](server, answer, WORD)
    await GATED["log search text"](server, answer, WORD)
    await GATED["papers keyword"](server, answer, "metastases")
    asked = await server.admin.slash(server.channel, "privacy delete")
    await server.admin.click(asked.response.message, label="Delete it all")
    assert await parts.storage.listings._database.rows("SELECT 1 FROM listings WHERE asker IS NOT NULL") == []
    assert await parts.storage.feedback.verdicts(kept) == []
    assert await parts.storage.feedback.reports(kept) == []


NAMED = f"John Smith {PATIENT}"
KANG, LIU = "10.3390/cancers15235518", "10.3390/cancers17030559"
ASKED: dict[str, dict[str, str]] = {
    "table topic": {"topic": NAMED},
    "compare topic": {"paper": KANG, "other": LIU, "topic": NAMED},
    "compare paper": {"paper": NAMED, "other": LIU},
    "define term": {"term": NAMED},
    "summary paper": {"paper": NAMED},
    "summary section": {"paper": KANG, "section": NAMED},
    "related paper": {"paper": NAMED},
    "cite paper paper": {"paper": NAMED},
    "reading style": {"style": NAMED},
    "ask paper": {"question": "how long was follow-up?", "paper": NAMED},
    "ask type": {"question": "how long was follow-up?", "type": NAMED},
    "ask since": {"question": "how long was follow-up?", "since": NAMED},
}


QUESTIONS = (
    "table of {}",
    "papers by {}",
    'author:"{}" survival',
    "compare Kang and Knapp on {}",
    "what does {} mean?",
    "sort the papers by {}",
    "which papers are about {}?",
    "is {} an author here?",
    "summary of {}",
    "type:{} survival",
    "who is {}?",
)


def warned_alone(result: Any) -> bool:
    """Whether its author alone is warned of the patient's data, and none of its words is said again."""
    shown = text_of(result)
    again = {"john", "smith", "mrn", "4482913"} & set(re.findall(r"\w+", shown.casefold()))
    return bool(result.ephemeral) and (warning(NAMED) or "no warning") in shown and not again


async def test_a_patients_data_is_not_repeated_to_its_author_either(server: Server) -> None:
    otherwise = {}
    for place, options in ASKED.items():
        result = await server.alice.slash(server.channel, place.rsplit(" ", 1)[0], **options)
        if not warned_alone(result):
            otherwise[place] = text_of(result)
        await server.env.advance_time(10)
    assert otherwise == {}


async def test_a_patients_data_that_names_a_paper_to_leave_out_is_not_repeated(
    server: Server, own_library: None
) -> None:
    for back in (False, True):
        assert warned_alone(await server.admin.slash(server.channel, "corpus remove", paper=NAMED, back=back)), (
            back
        )


async def test_a_question_with_a_patients_data_is_answered_without_its_words(server: Server) -> None:
    otherwise = {}
    for question in QUESTIONS:
        result = await server.ask(question.format(NAMED))
        if not warned_alone(result):
            otherwise[question] = text_of(result)
        await server.env.advance_time(10)
    assert otherwise == {}


async def test_what_is_left_without_a_patients_data_is_looked_up(server: Server) -> None:
    result = await server.alice.slash(server.channel, "table", topic=f"survival {PATIENT}")
    assert "▸" in text_of(result)

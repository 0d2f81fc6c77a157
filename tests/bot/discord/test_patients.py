"""A patient's data in a question: answered to the asker alone, never said again, never kept."""

from __future__ import annotations

import re
from pathlib import Path

from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server, labels
from tests.bot.discord.test_ask import DOI, SENTENCE
from tests.bot.storage.samples import written

PATIENT = "MRN 4482913, how long was follow-up after TES?"


async def test_a_patients_data_is_answered_privately_and_never_kept(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    result = await server.ask(PATIENT)
    assert result.ephemeral
    assert "a patient's data (a record number)" in read_back(result.response.content)
    assert SENTENCE in read_back(result.response.content)
    assert "4482913" not in result.response.content
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.asker, row.withheld) == ("", None, "patient data")
    assert b"4482913" not in written(tmp_path)


GONE = {"1234567", "12.03.1956", "zoltan", "smythe"}
HIS = "Zoltan Smythe MRN 1234567 born 12.03.1956"
HIM = (
    *(("ask", {"question": words}) for words in (HIS, f"table of {HIS}", f"papers by {HIS}", f'author:"{HIS}" survival',
      f"compare Kang and Knapp on {HIS}", f"what does {HIS} mean")),
    ("table", {"topic": HIS}), ("define", {"term": HIS}),
    ("compare", {"paper": DOI, "other": "10.3390/cancers17030559", "topic": HIS}),
)  # fmt: skip


async def test_no_command_says_a_patients_data_again_or_offers_what_cannot_work(
    server: Server, tmp_path: Path
) -> None:
    again = list[str]()
    for number, (command, options) in enumerate(HIM):
        who = server.guild.add_member(server.env.create_user(f"member-{number}"))  # nobody asks too fast
        shown = (await who.slash(server.channel, command, **options)).response
        assert "a patient's data (a record number)" in read_back(shown.content)
        files = [(await one.read()).decode("utf-8", "replace") for one in shown.attachments]
        words = set(re.findall(r"[\w.]+", "\n".join((shown.content, *files)).casefold()))
        buttons = {"Share", "Follow up", "More", "Tell me"} & set(labels(shown))
        again += [f"{command} {options}: {words & GONE or buttons}"] if words & GONE or buttons else []
    assert again == []
    assert b"Smythe" not in written(tmp_path)


async def test_a_mention_with_a_patients_data_is_not_answered_in_public(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    await server.mention(PATIENT)
    said = read_back(server.channel.last_message.content)
    assert "a patient's data (a record number)" in said
    assert "please delete it" in said
    assert SENTENCE not in said
    assert "4482913" not in said
    (row,) = await parts.storage.logbook.recent()
    assert (row.outcome, row.withheld, row.question) == ("refused", "patient data", "")
    assert b"4482913" not in written(tmp_path)

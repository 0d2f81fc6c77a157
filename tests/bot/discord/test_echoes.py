"""A further message of which no receipt came: sent again only where nobody tells that it was taken. Here at once; against a
strict Discord in ``tests/process/test_further.py``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.discord import echoes, trying
from bot.discord.echoes import Echoes

WORDS = "the second answer"
SOON = 0.01


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(echoes, "LISTENING", (SOON,) * 3)
    monkeypatch.setattr(echoes, "ELSEWHERE", SOON)
    monkeypatch.setattr(echoes, "AWAY", 50 * SOON)


class Session:
    """Discord, as it answers each try: a message's id, a status without a message, or an error of the network."""

    def __init__(self, *answers: int | Exception) -> None:
        self.left, self.tries = list(answers), 0

    @asynccontextmanager
    async def request(self, *_: Any, **__: Any) -> AsyncIterator[Any]:
        self.tries += 1
        answer = self.left.pop(0)
        if isinstance(answer, Exception):
            raise answer

        async def text(errors: str) -> str:
            return "it stumbled"

        yield SimpleNamespace(status=answer if answer >= 500 else 200, reason="x", text=text, made=answer)


def message(number: int, words: str = WORDS, under: int | None = 7, loading: bool = False) -> Any:
    """A message as the gateway or a channel tells it."""
    about = SimpleNamespace(id=under) if under is not None else None
    return SimpleNamespace(
        id=number, content=words, interaction_metadata=about, flags=SimpleNamespace(loading=loading)
    )


class Channel:
    """A channel, and how often it was looked through."""

    def __init__(self, *messages: Any) -> None:
        self.messages, self.looks = messages, 0

    async def history(self, **_: Any) -> AsyncIterator[Any]:
        self.looks += 1
        for one in self.messages:
            yield one


def under(
    session: Session,
    channel: Any,
    readable: bool = True,
    sees: bool = True,
    guild: int | None = 1 << 22,
    shards: int = 1,
) -> Any:
    """An interaction in a channel of a server, or in direct messages."""
    may = SimpleNamespace(view_channel=sees, read_message_history=readable)
    followup, client = SimpleNamespace(session=session), SimpleNamespace(shard_count=shards)
    return SimpleNamespace(
        id=7, guild_id=guild, followup=followup, channel=channel, app_permissions=may, client=client
    )


async def sent(heard: Echoes, session: Session, *, channel: Any = None, **how: Any) -> int | Exception:
    """What came of sending the message."""

    async def send(webhook: Any) -> int:
        async with webhook.session.request("POST", "x") as response:
            return int(response.made)

    given = (WORDS, send, how.pop("private", False), how.pop("elsewhere", None))
    asked = under(session, channel or Channel(), **how)
    try:
        return await heard.sent_once(asked, *given)
    except discord.DiscordServerError as error:
        return error


def told(heard: Echoes, *messages: Any, after: float = SOON / 2) -> None:
    """The gateway tells of messages a moment later."""
    for one in messages:
        asyncio.get_running_loop().call_later(after, heard.hear, one)


async def test_what_is_told_to_have_been_taken_is_not_sent_again() -> None:
    heard, session, channel = Echoes(), Session(500, 33), Channel()
    told(heard, message(22))
    assert await sent(heard, session, channel=channel) == 22
    assert (session.tries, channel.looks) == (1, 0)


@pytest.mark.parametrize(
    "other",
    [message(22, "other words"), message(22, under=8), message(22, under=None), message(22, loading=True)],
    ids=["other words", "another question", "no question", "still to be filled in"],
)
async def test_another_message_is_not_taken_for_it(other: Any) -> None:
    heard, session = Echoes(), Session(500, 33)
    told(heard, other)
    assert await sent(heard, session) == 33
    assert session.tries == 2


async def test_what_nobody_heard_of_is_tried_a_few_times_and_then_said() -> None:
    session = Session(TimeoutError("no answer"), aiohttp.ClientPayloadError("broken off"), 503)
    told_last = await sent(Echoes(), session)
    assert isinstance(told_last, discord.DiscordServerError)
    assert (told_last.status, session.tries) == (503, 3)


async def test_a_connection_that_was_not_made_sent_nothing_and_nothing_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trying, "PAUSE", 0.0)
    channel, began = Channel(message(22)), asyncio.get_running_loop().time()
    never = aiohttp.ClientConnectorError(SimpleNamespace(ssl=None, host="x", port=1), OSError("refused"))  # type: ignore[arg-type]
    assert await sent(Echoes(), Session(*[never] * trying.TRIES, 33), channel=channel) == 33
    assert channel.looks == 0
    assert asyncio.get_running_loop().time() - began >= SOON, "it is given a moment to come back"


async def test_what_all_may_read_is_found_in_its_channel_where_the_bot_may_look() -> None:
    for how, expected, looks in (
        ({}, 22, 1),
        ({"private": True}, 33, 0),
        ({"readable": False}, 33, 0),
        ({"sees": False}, 33, 0),
        ({"sees": False, "readable": False, "guild": None}, 22, 1),
    ):
        channel = Channel(message(21, "other words"), message(22))
        assert await sent(Echoes(), Session(500, 33), channel=channel, **how) == expected
        assert channel.looks == looks


@pytest.mark.parametrize(
    "error",
    [
        discord.HTTPException(SimpleNamespace(status=403, reason="x"), "no"),  # type: ignore[arg-type]
        aiohttp.ClientPayloadError("broken off"),
        TimeoutError("no answer"),
    ],
)
async def test_where_its_channel_cannot_be_looked_through_it_is_sent_again(error: Exception) -> None:
    class Closed(Channel):
        async def history(self, **_: Any) -> AsyncIterator[Any]:
            self.looks += 1
            raise error
            yield

    channel = Closed()
    assert await sent(Echoes(), Session(500, 33), channel=channel) == 33
    assert channel.looks == 1


async def test_a_place_that_keeps_no_messages_is_not_looked_through() -> None:
    assert await sent(Echoes(), Session(500, 33), channel=SimpleNamespace()) == 33


async def test_what_is_told_while_its_channel_is_looked_through_is_not_sent_again() -> None:
    heard, session = Echoes(), Session(500, 33)

    class Telling(Channel):
        async def history(self, **_: Any) -> AsyncIterator[Any]:
            heard.hear(message(22))
            yield message(21, "other words")

    assert await sent(heard, session, channel=Telling()) == 22


@pytest.mark.parametrize(("guild", "shard"), [(1 << 22, 1), (2 << 22, 0), (None, 0)])
async def test_it_is_waited_for_the_shard_that_tells_of_its_messages(
    guild: int | None, shard: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told of after more turns of the loop than whoever does not wait needs, however long these take."""
    monkeypatch.setattr(echoes, "LISTENING", (0.0,) * 3)
    monkeypatch.setattr(echoes, "AWAY", 60)
    for lost in (0, 1):
        heard, session = Echoes(), Session(500, 33)
        heard.lost(lost)
        asked = asyncio.create_task(sent(heard, session, private=True, guild=guild, shards=2))
        for _ in range(100):
            await asyncio.sleep(0)
        heard.hear(message(22))
        assert await asked == (22 if lost == shard else 33)


async def test_while_the_gateway_is_away_what_one_member_sees_is_waited_for() -> None:
    heard, session = Echoes(), Session(500, 33)
    heard.lost(0)

    def back() -> None:
        heard.found(0)
        told(heard, message(22))

    asyncio.get_running_loop().call_later(5 * SOON, back)
    assert await sent(heard, session, private=True) == 22
    assert session.tries == 1


async def test_a_gateway_that_stays_away_is_not_waited_for_without_end() -> None:
    heard, session = Echoes(), Session(500, 33)
    heard.lost(0)
    heard.lost(0)
    began = asyncio.get_running_loop().time()
    assert await sent(heard, session, private=True) == 33
    assert asyncio.get_running_loop().time() - began >= echoes.AWAY
    heard.found(0)
    heard.found(0)


async def test_what_another_process_sends_in_its_words_is_not_sent_beside_it() -> None:
    first, theirs = message(21, "the first answer"), message(22, "in other words")
    heard, session = Echoes(), Session(33)
    for one in (first, message(20, under=8)):
        heard.hear(one)
    told(heard, theirs)
    assert await sent(heard, session, elsewhere=frozenset({21})) == 22
    assert session.tries == 0
    assert await sent(heard, session, elsewhere=frozenset({21})) == 22  # it was heard of before
    assert await sent(heard, session, elsewhere=frozenset({21, 22})) == 33


async def test_where_no_message_is_known_another_process_is_told_by_its_words() -> None:
    heard, session = Echoes(), Session(33)
    heard.hear(message(21, "the first answer"))
    assert await sent(heard, session, elsewhere=frozenset()) == 33
    heard.hear(message(22))
    assert await sent(heard, Session(), elsewhere=frozenset()) == 22


async def test_once_the_gateway_is_back_and_told_nothing_it_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(echoes, "AWAY", 60)
    heard = Echoes()
    heard.lost(0)
    began = asyncio.get_running_loop().time()
    asyncio.get_running_loop().call_later(3 * SOON, heard.found, 0)
    assert await sent(heard, Session(500, 33), private=True) == 33
    assert asyncio.get_running_loop().time() - began < echoes.AWAY


async def test_what_is_told_twice_is_heard_once_and_what_comes_later_is_no_concern() -> None:
    heard = Echoes()

    class Telling(Session):
        """Discord, which tells of the message twice while it is sent."""

        @asynccontextmanager
        async def request(self, *_: Any, **__: Any) -> AsyncIterator[Any]:
            for number in (22, 23):
                heard.hear(message(number))
            raise aiohttp.ClientPayloadError
            yield

    assert await sent(heard, Telling()) == 22
    heard.hear(message(24))
    assert not heard._expected, "what is sent is not listened for any more"

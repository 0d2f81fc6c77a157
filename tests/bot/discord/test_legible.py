"""Events that discord.py reads although they lack what Discord always sends are left out, with a line and without a traceback."""

from __future__ import annotations

import logging
from copy import deepcopy
from typing import Any

import pytest

from bot.discord.client import Marrow
from bot.discord.receiving import CHECKS

PERSON = {"id": "7"}
TEXT = {"name": "question", "type": 3, "value": "secret words"}
COMMAND: dict[str, Any] = {
    "type": 2,
    "token": "t",
    "channel": {"id": "9", "type": 0},
    "guild_id": "5",
    "member": {"user": PERSON},
    "locale": "en-US",
    "guild_locale": None,
    "data": {
        "name": "log",
        "options": [{"name": "show", "type": 1, "options": [TEXT, {"name": "page", "type": 4, "value": 2}]}],
    },
}
DIRECT = {key: value for key, value in COMMAND.items() if key not in ("guild_id", "member")} | {"user": PERSON}
AUTHOR = PERSON | {"username": "ann", "avatar": None, "discriminator": "0"}
BUTTON = {"type": 2, "id": 2, "custom_id": "x", "style": 2}
MESSAGE: dict[str, Any] = {
    "id": "11",
    "type": 0,
    "channel_id": "9",
    "author": AUTHOR,
    "content": "secret words",
    "mentions": [AUTHOR],
    "mention_roles": ["3"],
    "attachments": [{}],
    "components": [{"type": 1, "id": 1, "components": [BUTTON]}],
}
PRESS = COMMAND | {"type": 3, "data": {"custom_id": "x", "component_type": 2}, "message": MESSAGE}
MENU = COMMAND | {
    "data": {"name": "Cite", "type": 3, "target_id": "11", "resolved": {"messages": {"11": MESSAGE}}},
}
OFFERED = COMMAND | {"type": 4, "data": {"name": "summary", "options": [TEXT | {"focused": True}]}}
THE_MESSAGE = ("data", "resolved", "messages", "11")
LACKING: list[tuple[str, dict[str, Any], tuple[Any, ...]]] = [
    ("INTERACTION_CREATE", COMMAND, ("token",)),
    ("INTERACTION_CREATE", COMMAND, ("channel",)),
    ("INTERACTION_CREATE", COMMAND, ("channel", "type")),
    ("INTERACTION_CREATE", COMMAND, ("member",)),
    ("INTERACTION_CREATE", COMMAND, ("member", "user")),
    ("INTERACTION_CREATE", COMMAND, ("member", "user", "id")),
    ("INTERACTION_CREATE", COMMAND, ("data",)),
    ("INTERACTION_CREATE", COMMAND, ("data", "name")),
    ("INTERACTION_CREATE", COMMAND, ("data", "options", 0, "options", 0, "name")),
    ("INTERACTION_CREATE", COMMAND, ("data", "options", 0, "options", 0, "value")),
    ("INTERACTION_CREATE", COMMAND, ("data", "options", 0, "type")),
    ("INTERACTION_CREATE", COMMAND, ("type",)),
    ("INTERACTION_CREATE", DIRECT, ("user",)),
    ("INTERACTION_CREATE", PRESS, ("data",)),
    ("INTERACTION_CREATE", OFFERED, ("data", "options", 0, "type")),
    ("INTERACTION_CREATE", MENU, ("data", "target_id")),
    ("INTERACTION_CREATE", MENU, ("data", "resolved")),
    *(("INTERACTION_CREATE", MENU, (*THE_MESSAGE[:-1], *path)) for path in ((), ("11",))),
    *(
        ("INTERACTION_CREATE", whole, (*there, *path))
        for whole, there in ((PRESS, ("message",)), (MENU, THE_MESSAGE))
        for path in (
            *((name,) for name in MESSAGE),
            *(("author", name) for name in ("id", "username", "discriminator")),
            ("components", 0, "type"),
            ("components", 0, "components", 0, "type"),
        )
    ),
    *(("MESSAGE_CREATE", MESSAGE, (name,)) for name in MESSAGE),
    *(("MESSAGE_UPDATE", MESSAGE, (name,)) for name in MESSAGE),
]


def test_what_discord_sends_is_read() -> None:
    for whole in (COMMAND, DIRECT, PRESS, MENU, OFFERED):
        CHECKS["INTERACTION_CREATE"](whole)
    CHECKS["MESSAGE_CREATE"](MESSAGE)
    CHECKS["INTERACTION_CREATE"](PRESS | {"guild_locale": "ja", "data": {}})


def test_parts_of_a_pressed_message_are_what_they_should_be() -> None:
    odd: dict[str, tuple[Any, ...]] = {
        "id": ("9" * 30, "", "-1"),  # no time can be read from it
        "flags": (None, "x", 1.5),
        "edited_timestamp": (7, "soon", []),
        "components": tuple([BUTTON | {name: 1.5}] for name in ("id", "custom_id", "style")),
    }
    for name, values in odd.items():
        for value in values:
            with pytest.raises(ValueError, match="validation error"):
                CHECKS["INTERACTION_CREATE"](PRESS | {"message": MESSAGE | {name: value}})


@pytest.mark.parametrize("instead", [..., None, {"odd": 1}, [1], 1.5])
def test_what_lacks_something_or_has_anything_else_there_is_refused(instead: object) -> None:
    for event, whole, path in LACKING:
        data = deepcopy(whole)
        place = data
        for step in path[:-1]:
            place = place[step]
        if instead is ...:
            del place[path[-1]]
        else:
            place[path[-1]] = instead
        if path == ("data",) and whole is PRESS and isinstance(instead, dict):
            continue  # whatever is pressed is looked at elsewhere
        with pytest.raises(ValueError, match="validation error"):
            CHECKS[event](data)


async def test_it_is_left_out_with_a_line_that_has_no_word_of_it(
    simcord_bot: Marrow, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "marrow.discord"):
        for event, data in (
            ("MESSAGE_CREATE", MESSAGE | {"mentions": None}),
            ("INTERACTION_CREATE", DIRECT | {"user": None}),
        ):
            simcord_bot._connection.parsers[event](data)
    said = [(one.getMessage(), one.exc_info) for one in caplog.records]
    assert said == [
        (f"Discord sent a {event} that cannot be read (ValidationError). It was left out.", None)
        for event in ("MESSAGE_CREATE", "INTERACTION_CREATE")
    ]

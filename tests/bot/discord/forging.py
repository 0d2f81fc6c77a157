"""Presses that Discord would never send: a button's or menu's id that its message does not carry."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from simcord import ChannelHandle, actors
from simcord.backend import serializers
from simcord.enums import ComponentType, InteractionType

BUTTON, MENU = int(ComponentType.BUTTON), int(ComponentType.STRING_SELECT)


async def press(
    member: Any, message: Any, custom_id: str, chosen: list[str] | None = None, carried: bool = True
) -> Any:
    """A member presses a button (or picks from a menu) whose id stands under a message for them alone.

    ``carried``: False where not even for them it stands there.
    """
    stored = actors._visible_message(member, message)  # nothing public forges
    kind = BUTTON if chosen is None else MENU
    part: dict[str, Any] = {"type": kind, "custom_id": custom_id}
    part |= (
        {"style": 1, "label": "forged"}
        if chosen is None
        else {"options": [{"label": one, "value": one} for one in chosen]}
    )
    shown = deepcopy(dict(serializers.message_payload(member._env.backend, stored)))
    shown["components"] = [{"type": 1, "components": [part | ({} if carried else {"custom_id": "another"})]}]
    data = {"custom_id": custom_id, "component_type": kind, **({"values": chosen} if chosen is not None else {})}
    channel = ChannelHandle(
        member._env,
        getattr(member, "guild", None),
        member._env.backend.get_channel(stored.channel_id),
    )
    return await actors._dispatch_actor_interaction(
        member,
        InteractionType.MESSAGE_COMPONENT,
        channel,
        data,
        extra={"message": shown},
        source_message_id=stored.id,
    )


async def sent_in(member: Any, channel: Any, data: dict[str, Any]) -> Any:
    """A member sends in a form of any id and shape, which nobody opened."""
    return await actors._dispatch_actor_interaction(member, InteractionType.MODAL_SUBMIT, channel, data)


async def commanded(member: Any, channel: Any, data: dict[str, Any], typing: bool = False) -> Any:
    """A member's Discord sends a command that it should not know; ``typing``: an option of it is being filled in."""
    kind = InteractionType.APPLICATION_COMMAND_AUTOCOMPLETE if typing else InteractionType.APPLICATION_COMMAND
    return await actors._dispatch_actor_interaction(member, kind, channel, {"id": "1", "type": 1} | data)

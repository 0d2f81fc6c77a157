"""Forms that ask for a reason, and menus of answers. A sent form is recognised by its id, so that it works after a
restart. If nothing handles a button, menu or form (of another version, or made up), its user is told so.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Container, Coroutine, Iterable, Mapping, Sequence
from typing import Any, Self

import discord
from pydantic import BaseModel, ValidationError

from bot.discord.errors import Refusal, errors_told
from bot.discord.text import CHOICE, label, nameless, slot
from bot.discord.translator import Tongue, tongue_of
from bot.discord.trying import OPEN_SECONDS, first_response

LONGEST = 1000  # characters of a text that is typed into a form
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a pattern that Unicode has and that show nothing
_SENT = re.compile(r"marrow:form:(?P<action>[a-z]+):(?P<answer>[0-9a-f]{12})(?:~[0-9a-f]{16})?")


def menu_of(
    placeholder: str,
    options: Sequence[discord.SelectOption],
    custom_id: str,
    most: int = 1,
    row: int | None = None,
) -> discord.ui.Select[discord.ui.View]:
    """A menu with up to ``most`` choices. Discord refuses menus without options, so one that is made from its id after
    a restart has an option that nobody sees.
    """
    return discord.ui.Select(
        placeholder=placeholder,
        options=list(options) or [discord.SelectOption(label="(none)", value="none")],
        max_values=max(1, min(most, len(options))),
        custom_id=custom_id,
        row=row,
    )


def reason_form(
    action: str, answer: str, title: str, asks: str, required: bool, mark: str = ""
) -> discord.ui.Modal:
    """A form with one field, which ``submitted`` reads. ``mark``: the mark of the button that opened it, for its asker."""
    custom_id = f"marrow:form:{action}:{answer}{f'~{mark}' if mark else ''}"
    form = discord.ui.Modal(title=title, custom_id=custom_id, timeout=OPEN_SECONDS)
    form.add_item(_field(asks, required))
    return form


def _field(asks: str, required: bool) -> discord.ui.TextInput[discord.ui.Modal]:
    return discord.ui.TextInput(
        label=asks, style=discord.TextStyle.paragraph, required=required, max_length=LONGEST, custom_id="reason"
    )


async def open_form(
    interaction: discord.Interaction[Any], form: discord.ui.Modal, checked: Coroutine[Any, Any, object]
) -> None:
    """Show a form after ``checked`` has succeeded, or without waiting if that takes long.

    A form must be the first response, so no announcement can come before it. The sender is checked again later. Raises
    what ``checked`` raises.
    """
    first, looking = first_response(interaction), asyncio.ensure_future(checked)
    first.stop_clock()
    done, _ = await asyncio.wait({looking}, timeout=first.seconds)
    if not done or looking.exception() is None:
        tongue = tongue_of(interaction.locale)
        await first.give(lambda: interaction.response.send_modal(_spoken(form, tongue) if tongue else form))
    await looking


def worded(reason: str) -> str:
    """A reason on one line. Raises Refusal if it has no visible characters."""
    if not any(unicodedata.category(sign)[0] not in "ZC" and sign not in FILLERS for sign in reason):
        raise Refusal("Nothing was written, so nothing is kept. Please say it in a few words.")
    return " ".join(reason.split())


def _spoken(form: discord.ui.Modal, tongue: Tongue) -> discord.ui.Modal:
    """A form with its title and field in the reader's language."""
    form.title = tongue.label(form.title)
    for child in [item for item in form.children if isinstance(item, discord.ui.TextInput)]:
        form.remove_item(child)
        form.add_item(_field(tongue.label(child.to_component_dict().get("label") or ""), child.required))
    return form


class _Field(BaseModel):
    """One field of a sent form; other data of Discord's is ignored."""

    value: str = ""


class _Row(BaseModel):
    """What contains fields: a row of several, or a label of one."""

    components: tuple[_Field, ...] = ()
    component: _Field | None = None


class _Sent(BaseModel):
    """A form that was sent in."""

    custom_id: str
    components: tuple[_Row, ...] = ()


def submitted(interaction: discord.Interaction[Any]) -> tuple[str, str, str] | None:
    """(action, answer, reason) of a sent form of ours; None for anything else, and if it cannot be read."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    try:
        form = _Sent.model_validate(interaction.data)
    except ValidationError:
        return None
    named = _SENT.fullmatch(form.custom_id)
    if named is None:
        return None
    fields = [field for row in form.components for field in (*row.components, row.component) if field]
    reason = " ".join(field.value for field in fields if field.value)
    return named["action"], named["answer"], nameless(reason).strip()


UNKNOWN = "This button, menu or form is no longer known here. Ask the question again, or use the command again, for new ones."


def not_known(
    interaction: discord.Interaction[Any],
    items: Iterable[type[discord.ui.DynamicItem[Any]]],
    forms: Container[str],
) -> bool:
    """Whether nothing handles the id of a component or form; also True for a form that cannot be read, and for a
    component that its message does not have: discord.py ignores both silently.
    """
    if interaction.type is discord.InteractionType.modal_submit:
        form = submitted(interaction)
        return form is None or form[0] not in forms
    if interaction.type is not discord.InteractionType.component:
        return False
    data: Any = interaction.data
    custom_id, kind = str((data or {}).get("custom_id", "")), (data or {}).get("component_type")
    answered = any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in items)
    return not (answered and _carries(interaction.message, custom_id, kind))


def _carries(message: discord.Message | None, custom_id: str, kind: object) -> bool:
    """Whether a message has a component with this id and kind."""
    rows = message.components if message is not None else []
    held = [part for row in rows for part in getattr(row, "children", ())]
    return any(getattr(part, "custom_id", None) == custom_id and part.type.value == kind for part in held)


def chosen(item: object) -> str:
    """The value chosen from a menu. Raises Refusal if nothing was chosen."""
    values: Sequence[str] = getattr(item, "values", ())
    if not values:
        raise Refusal(UNKNOWN)
    return values[0]


def _arguments(match: re.Match[str]) -> dict[str, Any]:
    """What an id says, by the names in its template, which are those of its class's arguments; ``page`` is a number."""
    said = {name: value for name, value in match.groupdict().items() if value}
    return {name: int(value) if name == "page" else value for name, value in said.items()}


class KeptButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"(?!)"):
    """A button that works after a restart: it is made anew from its id."""

    def __init__(
        self,
        label: str,
        custom_id: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        row: int | None = None,
    ) -> None:
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=custom_id, row=row))

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(**_arguments(match))


class KeptMenu(discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template=r"(?!)"):
    """A menu that works after a restart: it is made anew from its id."""

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The menu with this id; the chosen values come with the interaction."""
        made = cls(**_arguments(match))
        made.item = item
        return made


class AnswerMenu(KeptMenu, template=r"marrow:menu"):
    """A menu of answers (id, question); a subclass has its own id and text, and its ``show`` handles a choice.
    ``notes``: descriptions of some of them, by id.
    """

    custom = "marrow:menu"
    asks = ""

    def __init__(self, answers: Sequence[tuple[str, str]] = (), notes: Mapping[str, str] | None = None) -> None:
        options = [
            discord.SelectOption(
                label=slot(label(said, CHOICE, "")) or "(empty)", value=i, description=(notes or {}).get(i)
            )
            for i, said in answers
        ]
        super().__init__(menu_of(self.asks, options, self.custom))

    @errors_told
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Handle the choice; errors are told to the user."""
        await self.show(interaction, chosen(self.item))

    async def show(self, interaction: discord.Interaction[Any], answer: str) -> None:
        """Handle the chosen answer."""
        raise Refusal(UNKNOWN)

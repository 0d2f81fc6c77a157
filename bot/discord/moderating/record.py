"""The whole record of an answer, and what moderators do with it: replay, note, remove, take a pin back."""

from __future__ import annotations

import discord

from bot.assistant.pinning import may_be_pinned
from bot.discord.actions.found import NOT_YET
from bot.discord.errors import Refusal, errors_told
from bot.discord.guards import kept_reading, moderated, reader, told
from bot.discord.modals import KeptButton, open_form, reason_form, worded
from bot.discord.parts import Interaction, parts_of, typed
from bot.discord.rendering import Rendered, holding, text_file
from bot.discord.sending import NO_PINGS, CommandDoor
from bot.discord.text import ROOM, SMALL, escape, library_name, marked, moment, pages, size, slot, theirs
from bot.discord.translator import tongue_of
from bot.recording import record
from bot.replay import replayed_aside
from bot.storage.reviewed import Whole
from bot.storage.rows import Entry, Shown
from bot.storage.selection import Selection

MAY_REMOVE = (
    "Discord did not let me remove it. Allow me View Channel and Manage Messages in <#{0}>, then press Remove again; "
    "or remove the message there yourself. Its record stays."
)
IN_FILE = "The whole record is in the file."
CUT = f"\n…\n{SMALL}{IN_FILE}"
SAME = 3600.0  # seconds in which the same words about the same answer are the same note
DOES = {
    "show": "Record",
    "replay": "Replay",
    "today": "Ask today's papers",
    "note": "Note",
    "remove": "Remove",
    "pin": "Pin an answer",
    "unpin": "Unpin",
}


async def whole_of(interaction: Interaction, answer: str, what: str) -> Whole:
    """An answer's record, by its id or the beginning of its id; the reading is recorded. Raises Refusal."""
    whole = await known(interaction, answer)
    await kept_reading(interaction, what, Selection(server=whole.entry.server), whole.entry.id)
    return whole


async def known(interaction: Interaction, answer: str) -> Whole:
    """The same without recording a reading, for a form about the answer. Raises Refusal."""
    parts, server = await moderated(interaction)
    whole = await parts.storage.reader.whole(answer.strip(), Selection(server=server))
    if whole is None and answer.strip() and parts.storage.logbook.spool.waits(answer.strip(), server):
        raise Refusal(NOT_YET)
    if whole is None:
        raise Refusal("This server's log has no answer of that id, or several whose ids begin so.")
    return whole


async def answer_in(interaction: Interaction, message: discord.Message) -> str:
    """The id of the answer in a message of ours, for moderators. Raises Refusal."""
    parts, server = await moderated(interaction)
    shown = await parts.storage.shown.by_message(str(message.id))
    if shown is None or shown.server != server:
        raise Refusal("I know of no answer in that message.")
    return shown.answer


async def record_reply(interaction: Interaction, answer: str) -> Rendered:
    """The record as a message, with a file if it is longer than one."""
    whole = await whole_of(interaction, answer, "show")
    tongue = tongue_of(interaction.locale)
    text, entry = record(whole, tongue.phrase if tongue else str, slot), whole.entry
    whole_text = f"{_where(entry)}{marked(escape(text), (entry.question, *entry.searched_also))}"
    parts = pages(whole_text)
    shown = parts[0] if len(parts) == 1 else f"{pages(whole_text, ROOM - size(CUT))[0]}{CUT}"
    view = holding()
    pin = await parts_of(interaction).storage.pins.to(entry.id)
    may = ["replay", "today", "note", "remove", *(["pin"] if may_be_pinned(entry.kind, entry.outcome) else [])]
    for action in (*may, *(["unpin"] if pin or entry.pin else [])):
        view.add_item(RecordButton(action, entry.id))
    attach = text_file(f"record-{entry.id}.txt", text) if len(parts) > 1 else list
    return told(Rendered(content=shown, view=view, attach=attach))


def _where(entry: Entry) -> str:
    """When and where it was asked, with links for Discord; "" if no place is kept."""
    if not (entry.server and entry.channel):
        return ""
    link = f" · https://discord.com/channels/{entry.server}/{entry.channel}/{entry.reply}" if entry.reply else ""
    return f"{moment(entry.asked_at)} in <#{entry.channel}>{link}\n"


async def replayed(interaction: Interaction, answer: str, today: bool) -> Rendered:
    """The result of asking again: from the papers that gave the answer, or from today's."""
    whole = await whole_of(interaction, answer, "replay")
    parts, server = await moderated(interaction)
    pin = await parts.storage.pins.get(whole.entry.pin, Selection(server=server)) if whole.entry.pin else None
    async with parts.aside:
        found = await replayed_aside(parts.config, whole.entry, today, pin)
    papers = (
        f"today's papers of “{library_name(whole.entry.library)}”"
        if today
        else f"the papers it was given from (snapshot {whole.entry.snapshot[:12]})"
    )
    return told(Rendered(content=pages(f"Asked again of {papers}: {escape(found.told())}")[0]))


async def noted(interaction: Interaction, answer: str, note: str) -> str:
    """Keep a note and, if the answer is public, post it under the answer. Returns what to say to the moderator.

    If no words may be kept, the note is only posted. Raises Refusal or PatientText.
    """
    parts, server = await moderated(interaction)
    said = await typed(interaction, worded(note))
    entry = (await whole_of(interaction, answer, "note")).entry
    shown = await parts.storage.shown.get(entry.id, server)
    public = shown is not None and shown.public
    if said.withheld and not public:
        raise Refusal(
            "No words are kept here and the answer is not public, or no longer, so your note would stand nowhere."
        )
    if parts.again("note", reader(interaction), entry.id, said.text, within=SAME):
        return "That note stands already."
    if not said.withheld:
        await parts.storage.reader.note(entry.id, server, reader(interaction), said.text)
    kept = (
        "The note is in no record, because no words are kept here"
        if said.withheld
        else "The note stands in the record"
    )
    if shown is None or not public:
        return f"{kept}. The answer itself stands in no channel."
    if await _posted(interaction, shown, said.text):
        return f"{kept}{'; it stands under the answer' if said.withheld else ' and under the answer'}."
    return f"{kept}. It could not be posted: the answer's message is gone, or I may not write there."


async def _posted(interaction: Interaction, shown: Shown, note: str) -> bool:
    """Post a note under an answer's message. Returns False if that is not possible."""
    if not shown.channel or not shown.message:
        return False
    channel = interaction.client.get_partial_messageable(int(shown.channel), guild_id=interaction.guild_id)
    note = pages(f"**Note from the moderators:** {theirs(' '.join(note.split()))}")[0]
    tongue = tongue_of(interaction.guild.preferred_locale) if interaction.guild else None
    said = Rendered(content=note).arguments(tongue)
    try:
        message = channel.get_partial_message(int(shown.message))
        await message.reply(**said, allowed_mentions=NO_PINGS, mention_author=False, suppress_embeds=True)
    except discord.HTTPException:
        return False
    return True


async def removed(interaction: Interaction, answer: str) -> str:
    """Delete an answer's message and keep its record. Returns what to say to the moderator."""
    parts, server = await moderated(interaction)
    entry = (await whole_of(interaction, answer, "remove")).entry
    shown = await parts.storage.shown.get(entry.id, server)
    if shown is None or not shown.message or not shown.channel:
        return "I know of no message with that answer; its record stays."
    channel = interaction.client.get_partial_messageable(int(shown.channel), guild_id=int(server))
    try:
        await channel.get_partial_message(int(shown.message)).delete()
    except (discord.NotFound, discord.Forbidden) as error:
        gone = isinstance(error, discord.NotFound)
        if gone:
            await parts.storage.shown.removed(entry.id, server, moderated=True)
        if not shown.public:  # to the bot, a message that one member sees is not there
            return "That message is gone already, or only whom it was shown to can remove it; its record stays."
        return "That message is gone already; its record stays." if gone else MAY_REMOVE.format(shown.channel)
    await parts.storage.shown.removed(entry.id, server, moderated=True)
    return "The message is removed; its record stays."


async def taken_back(interaction: Interaction, pin: str) -> str:
    """Take a pin back, by its id or the beginning of its id. Returns what to say to the moderator. Raises Refusal."""
    parts, server = await moderated(interaction)
    found = await parts.storage.pins.get(pin.strip(), Selection(server=server))
    if found is None:
        raise Refusal("This server has no pinned answer of that id, or several whose ids begin so.")
    await kept_reading(interaction, "unpin", Selection(server=server), found.answer)
    who = None if await parts.withheld(server, reader(interaction)) else reader(interaction)
    if not await parts.storage.pins.undo(found.id, server, who):
        return "That pinned answer was taken back already."
    return "The pinned answer is taken back; it stays in the history."


async def unpinned(interaction: Interaction, answer: str) -> str:
    """Take back the pin made to an answer, or the pin that gave it. Returns what to say to the moderator. Raises
    Refusal.
    """
    parts, server = await moderated(interaction)
    whole = await parts.storage.reader.whole(answer, Selection(server=server))
    pin = await parts.storage.pins.to(answer)
    name = pin.id if pin and pin.server == server else whole.entry.pin if whole else None
    return await taken_back(interaction, name or "none")


class RecordButton(
    KeptButton,
    template=rf"marrow:record:(?P<action>{'|'.join(DOES)}):(?P<answer>[0-9a-f]{{12}})",
):
    """A button with one action for one record."""

    def __init__(self, action: str, answer: str, label: str | None = None) -> None:
        self.action, self.answer = action, answer
        style = discord.ButtonStyle.danger if action == "remove" else discord.ButtonStyle.secondary
        super().__init__(label or DOES[action], f"marrow:record:{action}:{answer}", style)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Run the action if the presser is a moderator; errors are told to them."""
        if self.action == "note":
            form = reason_form("note", self.answer, "A note on this answer", "What should readers know?", True)
            await open_form(interaction, form, known(interaction, self.answer))
            return
        if self.action == "pin":
            words = "Words to look for (empty: the question)"
            form = reason_form("pin", self.answer, "Pin an answer", words, False)
            await open_form(interaction, form, known(interaction, self.answer))
            return
        await moderated(interaction)
        door = CommandDoor(interaction, True)
        if self.action == "show":
            await door.send(await record_reply(interaction, self.answer))
        elif self.action == "unpin":
            await door.send(Rendered(content=await unpinned(interaction, self.answer)))
        elif self.action == "remove":
            await door.send(Rendered(content=await removed(interaction, self.answer)))
        else:
            await door.send(await door.within(replayed(interaction, self.answer, self.action == "today")))

"""The way of every question through Discord: ask, record, render, send."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

import discord

from bot.assistant.assistant import Assistant
from bot.assistant.compose import restated
from bot.discord.access import home
from bot.discord.buttons import answer_view
from bot.discord.errors import Refusal
from bot.discord.pace import Pace, too_fast
from bot.discord.parts import Parts, home_of, parts_of, server_of
from bot.discord.rendering import Rendered, answer_pages, first_page, read_as, table_files
from bot.discord.sending import CommandDoor, Door
from bot.discord.suggest import Scope
from bot.models import Answer, Context, Turn, at_present
from bot.patients import patient_data, without_patient_data
from bot.privacy import PATIENT, warning
from bot.service import Service
from corpus.errors import StorageError
from corpus.models import Model

WAITED = {
    "came": "An answer you waited for has come: /history shows it",
    "ended": "An answer you waited for will not come: /history says why",
}
DOUBLE = 3.0  # seconds in which a second click on the same button does not count
Work = Callable[[Assistant, Context], Coroutine[Any, Any, Answer]]
_LOG = logging.getLogger("marrow.discord")


class Place(Model):
    """Where somebody asks.

    ``home``: the channel whose settings apply, a thread's parent or the channel itself. ``under``: the reply is sent
    under the question. ``shared``: the conversation belongs to the channel (a thread or direct messages), not to one
    member. ``private``: only the asker sees the answer; it belongs to a conversation of its own, and no public answer
    is read with it. ``alone``: it belongs to no conversation, and is read only with ``previous``, if any. ``previous``
    is used instead of the conversation's last turn. ``anew``: the question was asked before in other words, so only
    ``previous`` is used. ``writers``: whose words they are, if another member's (by id or pseudonym), and who asked with them before.
    ``notes`` are shown below the answer. ``typed``: the whole message, of which the question may be a part.
    """

    surface: str
    server: str | None
    channel: str
    member: str
    home: str | None = None
    message: str | None = None
    under: bool = False
    shared: bool = False
    private: bool = False
    alone: bool = False
    previous: Turn | None = None
    anew: bool = False
    writers: tuple[str | None, ...] = ()
    notes: tuple[str, ...] = ()
    typed: str | None = None

    @property
    def conversation(self) -> str | None:
        """The name under which the turn for follow-ups is kept; None outside any conversation."""
        if self.alone:
            return None
        if self.private:
            return f"{self.channel}:{self.member}:private"
        return self.channel if self.shared else f"{self.channel}:{self.member}"

    @property
    def beside(self) -> str | None:
        """The member's public conversation, which a private question may follow too; a public one never follows a
        private one.
        """
        return f"{self.channel}:{self.member}" if self.private and not self.shared else None


def place_of(channel: Any, member: discord.abc.Snowflake, server: int | None, surface: str) -> Place:
    """The place of a question in a channel; ``Place.private`` is set later, from the door."""
    together = isinstance(channel, discord.Thread | discord.DMChannel) or server is None
    return Place(
        surface=surface,
        server=str(server) if server else None,
        channel=str(channel.id),
        home=home(channel),
        member=str(member.id),
        shared=together,
    )


async def ask(parts: Parts, door: Door, place: Place, question: str, scope: Scope | None = None) -> Answer:
    """Answer a question, or each question of a message in turn. Returns the last answer. Raises errors that
    ``errors.report`` tells.
    """
    # As a whole: a deletion between two of its questions would miss the second.
    async with parts.under_way.noted(place.server):
        return await _each(parts, door, place, question, scope)


async def _each(parts: Parts, door: Door, place: Place, question: str, scope: Scope | None) -> Answer:
    asked = without_patient_data(question) if patient_data(question) else question
    questions = (await parts.service(place.server, place.home)).assistant.questions(asked)
    place = place.model_copy(update={"typed": question})
    answer = await reply(parts, door, place, question, _asking(questions[0]), scope, questions[0])
    for further in questions[1:]:
        door = door.further()
        previous = answer.turn.model_copy(update={"together": True}) if answer.turn else None
        place = place.model_copy(update={"previous": previous, "anew": False})
        answer = await reply(parts, door, place, question, _asking(further), scope, further)
    return answer


def _asking(question: str) -> Work:
    return lambda assistant, context: assistant.ask(question, context)


async def reply(
    parts: Parts, door: Door, place: Place, words: str, work: Work, scope: Scope | None = None, asked_as: str = ""
) -> Answer:
    """Let the assistant work, then record, render and send its answer. ``words``: what the member wrote; ``asked_as``:
    the one question in it for which a moderator's pinned answer may be used.
    """
    async with parts.under_way.noted(place.server):
        with parts.metrics.asked() as asked:
            answer = await _replied(parts, door, place, words, work, scope or Scope(), asked_as)
            asked.outcome = answer.outcome.value
    return answer


async def _replied(
    parts: Parts, door: Door, place: Place, words: str, work: Work, scope: Scope, asked_as: str
) -> Answer:
    service = await parts.service(place.server, place.home)
    place = place.model_copy(update={"private": door.private})
    context = await _context(parts, place, scope, service, words)
    if context.withheld == PATIENT:
        await _in_private(door, service, context, words)
    context = await service.with_pins(asked_as, context) if asked_as else context
    answer = await door.within(_asked_and_recorded(parts, service, work, context, words, not door.private))
    said = warning(words) if context.withheld == PATIENT else None
    nameless = door.private and context.withheld is not None
    mark = parts.storage.shown.mark(answer.id, place.member) if nameless else ""
    above = place.under and door.powers.replies and answer.question == words
    kept = context.withheld is None
    files, channels = await table_files(answer, service, context), (await parts.settings(place.server)).channels
    shares = not channels or place.home in channels
    news = await parts.storage.awaited.news(place.member, place.server) if kept else None
    notes = [
        *([f"Only in {scope.told}"] if scope.told else []),
        *place.notes,
        *([files.note] if files.note else []),
        *([WAITED[news]] if news else []),
    ]
    rendered = files.onto(
        render(answer, service, notes, door.private, kept, not above, said, mark, place.server is not None, shares)
    )
    message = await door.send(rendered, nonce=answer.id)
    if message is not None:
        await parts.storage.logbook.delivered(answer.id, str(message))
        with suppress(StorageError):
            await parts.storage.shown.delivered(answer.id, str(message))
    return answer


async def _in_private(door: Door, service: Service, context: Context, words: str) -> None:
    """Make sure that only the asker sees the answer. Raises Refusal, after a receipt is kept, if that is not possible."""
    if isinstance(door, CommandDoor):
        door.private = True
    elif context.server is not None:
        await service.refuse("", context, PATIENT)
        raise Refusal(f"{warning(words)} Use /ask without it: only you will see the answer.")


async def _context(parts: Parts, place: Place, scope: Scope, service: Service, words: str) -> Context:
    """The question's context; without a name and a conversation if no words are kept."""
    policy = parts.policy(await parts.settings(place.server))
    withheld = PATIENT if patient_data(words) else await parts.withheld(place.server, place.member, *place.writers)
    previous = place.previous
    if previous is None and not place.anew and place.conversation and not scope.keys and withheld is None:
        within = None if place.shared and not place.private else parts.conversation
        last, beside = parts.storage.conversations.last, place.beside
        previous = await last(place.conversation, place.server, at_present(), within, beside)
    if withheld is None and previous is not None:
        withheld = await parts.unwilling(place.server, place.member, previous.question)
    return Context(
        library=service.corpus.name,
        surface=place.surface,
        server=place.server,
        channel=place.channel,
        message=place.message,
        asker=place.member,
        writer=parts.storage.members.writer(place.writers, place.member, place.server),
        typed=place.typed,
        conversation=place.conversation,
        previous=previous,
        scope=scope.keys,
        withheld=withheld,
        named=policy.mode == "full",
    )


async def _asked_and_recorded(
    parts: Parts, service: Service, work: Work, context: Context, words: str, public: bool
) -> Answer:
    """The answer, with its row kept. The state of its buttons may be missing: a failure to keep it is only logged.

    A member's questions of a library are worked on one after the other, wherever they ask them, so that others' come in
    between; a library that is slow keeps none of another back.
    """
    async with parts.turns.taken((context.asker, service.corpus.name)):
        answer = await service.logged(work(service.assistant, context), context, words)
    try:
        await parts.storage.shown.keep(answer, context, public)
        if answer.turn is not None and context.withheld is None and context.conversation and context.asker:
            await parts.storage.conversations.keep(
                context.conversation, context.server, context.asker, answer.turn, at_present()
            )
    except StorageError as error:
        _LOG.warning("The state of an answer's buttons could not be kept: %s", error)
    return answer


async def reply_to_press(
    interaction: discord.Interaction[Any],
    words: str,
    work: Work,
    previous: Turn | None = None,
    scope: Scope | None = None,
    writers: tuple[str | None, ...] = (),
) -> None:
    """The same as ``reply`` for a button, privately: the answer belongs to no conversation and is read only with
    ``previous``. ``writers``: as in ``Place``.

    A double click asks once. Raises Refusal if the presser asks too fast.
    """
    if parts_of(interaction).again("press", str(interaction.user.id), _pressed(interaction), within=DOUBLE):
        await CommandDoor(interaction, True, quietly=True).hush()
        return
    keep_pace(interaction)
    place = Place(
        surface="button",
        server=server_of(interaction),
        channel=str(interaction.channel_id),
        home=home_of(interaction),
        member=str(interaction.user.id),
        alone=True,
        previous=previous,
        writers=writers,
    )
    await reply(parts_of(interaction), CommandDoor(interaction, True), place, words, work, scope)


def _pressed(interaction: discord.Interaction[Any]) -> str:
    """The id of the pressed button, or of the menu with the chosen line; it contains the answer's id."""
    data: Any = interaction.data or {}
    return " ".join((str(data.get("custom_id", "")), *map(str, data.get("values", ()))))


def keep_pace(interaction: discord.Interaction[Any]) -> None:
    """Count a question. Raises Refusal, with the time to try again, if a member asks too fast."""
    allowance = parts_of(interaction).pace(server_of(interaction), str(interaction.user.id))
    if allowance.pace is not Pace.FINE:
        raise Refusal(too_fast(allowance))


def render(
    answer: Answer,
    service: Service,
    notes: Sequence[str],
    private: bool,
    kept: bool = True,
    restate: bool = True,
    before: str | None = None,
    mark: str = "",
    awaits: bool = False,
    shares: bool = True,
) -> Rendered:
    """An answer's first page and its buttons; if there are more pages, the whole text as a file too.

    ``kept``: False leaves out everything that comes from the question, if its words are not kept; ``restate``: False
    leaves out only the question, if it stands just above. ``before``: text before the answer; ``mark``: for the buttons
    of an asker without a kept name; ``notes``: lines in small print; ``awaits``: the reader can ask to be told when a
    paper answers it; ``shares``: it may be shown to everyone in this channel.
    """
    papers = service.assistant.papers
    cited = [papers[key] for key in answer.keys]
    notes = [*notes, *(read_as(answer, papers) if kept else [])]
    shown = answer_pages(answer, cited, service.corpus, restate and kept, notes, before)
    text = answer.text if kept else answer.text.removeprefix(restated(answer.question)).lstrip("\n")
    whole = f"{before}\n\n{text}" if before else text
    view = answer_view(answer, cited, private, len(shown), mark, awaits, kept, shares)
    return first_page(shown, f"answer-{answer.id}.txt", whole, view)

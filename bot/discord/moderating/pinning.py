"""Pinning of a moderator's answer: words to look for → sentences to choose from → a preview → pinned.

The choice is kept under a token, without words of the question: these are found again in its row, or matched by keyed
hashes.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import discord
from pydantic import TypeAdapter

from bot.assistant.assistant import Assistant
from bot.assistant.citing import cite
from bot.assistant.pinning import may_be_pinned, pinnable, shown
from bot.discord.asking import keep_pace
from bot.discord.errors import Refusal, errors_told
from bot.discord.guards import kept_reading, moderated, reader, service_over
from bot.discord.modals import KeptButton, KeptMenu, menu_of
from bot.discord.moderating.record import RecordButton
from bot.discord.parts import Interaction, Parts, typed
from bot.discord.rendering import Rendered, content_pages, holding
from bot.discord.sending import CommandDoor, OwnDoor
from bot.discord.text import CHOICE, CHOICES, clip, slot, theirs
from bot.models import Context, Pinned, PinnedSentence
from bot.service import Service
from bot.storage.pins import MOST, MOST_SENTENCES, Pin
from bot.storage.rows import Entry, found_json
from bot.storage.selection import Selection
from corpus.models import Model, Paper

QUESTION, SAME = 300, 60.0  # units of a question said again; seconds in which a repeated yes makes no second pin
OTHERS = "Look for other words"
DOES = {"nothing": "Not in these abstracts", "choose": "Choose others", "confirm": "Pin it"}
GONE = "That choice is no longer kept. Press Pin an answer in the record again."
NO_WORDS = "No words of that question are kept. Open the form again, and type the question itself."
FOLLOW_UP = "That question went on from another: its words alone do not say what was asked, so nothing can be pinned to it."
NOT_ONE = "An answer can be pinned only to a question about the papers."
OTHER_LIBRARY = "That answer came from a library this server no longer asks, or that cannot be opened just now."
FULL = f"This server has {MOST} pinned answers, the most there may be. Take old ones back with /log pins."
NEWER = "The papers have changed meanwhile. Press Pin an answer in the record again, and look whether there is still none."
CHANGED = "The papers have changed meanwhile, and lack that sentence now. Press Pin an answer in the record again."
CHOOSE = "Choose up to three sentences: whoever asks the same here is shown them."
NONE_FITS = "No sentence here shares these words. Look for other words, or say that there is none."


SentenceAt = tuple[str, int]  # a paper's key, and where a sentence begins in its abstract (code points)


class Draft(Model):
    """An answer to be pinned: the id of the logged answer, the question's keyed hashes, the offered sentences, and the
    chosen ones by their number there (None before a choice). ``seen``: a hash of what the preview showed.
    """

    answer: str
    known: tuple[tuple[str, ...], ...]
    offered: tuple[SentenceAt, ...]
    chosen: tuple[int, ...] | None = None
    seen: str = ""


_DRAFT = TypeAdapter(Draft)


class _Work(NamedTuple):
    """A draft that was found again, with its row and the service for the row's library."""

    parts: Parts
    server: str
    draft: Draft
    entry: Entry
    service: Service

    @property
    def sentences(self) -> tuple[PinnedSentence, ...]:
        """The chosen sentences, from today's papers. Raises Refusal if one no longer exists."""
        papers = self.service.assistant.papers
        found = [pinnable(*self.draft.offered[i], papers) for i in self.draft.chosen or ()]
        kept = tuple(one for one in found if one is not None)
        if len(kept) != len(found):
            raise Refusal(CHANGED)
        return kept

    @property
    def seen(self) -> str:
        """A hash of the chosen sentences, or of the papers among which there is none."""
        what = "\x00".join(one.text for one in self.sentences) or self.service.corpus.digest
        return hashlib.sha256(what.encode()).hexdigest()

    @property
    def pinned(self) -> Pinned:
        """The pin as it would be shown."""
        corpus, now, name = self.service.corpus, datetime.now(UTC), secrets.token_hex(6)
        return Pinned(id=name, at=now, library=corpus.name, snapshot=corpus.digest, sentences=self.sentences)


async def searched(interaction: Interaction, answer: str, words: str) -> None:
    """Offer the quoted sentences, and those found by ``words``, or by the question without words. Raises Refusal or
    PatientText.
    """
    parts, server = await moderated(interaction)
    said, entry = await typed(interaction, words), await _entry(parts, answer, server)
    question = entry.question or said.text
    if not question:
        raise Refusal(NO_WORDS)
    keep_pace(interaction)
    await kept_reading(interaction, "sentences", Selection(server=server), entry.id)
    service, door = await _service(parts, server, entry), CommandDoor(interaction, True)
    alike = await service.run(_alike(service.assistant, question, entry))
    if not alike:
        raise Refusal(NOT_ONE)
    offered = await door.within(service.run(_offered(service.assistant, entry, said.text or question)))
    draft = Draft(answer=entry.id, known=parts.storage.pins.known_by(server, alike), offered=offered)
    await door.send(await _choice(_Work(parts, server, draft, entry, service)))


async def offered_at_once(interaction: Interaction, answer: str) -> None:
    """Offer the sentences that the question's own words find; a form for the question if its words are not kept. Raises
    Refusal.
    """
    parts, server = await moderated(interaction)
    if (await _entry(parts, answer, server)).question:
        await searched(interaction, answer, "")
        return
    view = holding(RecordButton("pin", answer, OTHERS))
    await CommandDoor(interaction, True).send(Rendered(content=NO_WORDS, view=view))


async def _entry(parts: Parts, answer: str, server: str) -> Entry:
    """The row of an answer. Raises Refusal if nothing can be pinned to it."""
    whole = await parts.storage.reader.whole(answer, Selection(server=server))
    if whole is None:
        raise Refusal(GONE)
    if not may_be_pinned(whole.entry.kind, whole.entry.outcome):
        raise Refusal(NOT_ONE)
    return whole.entry


async def _service(parts: Parts, server: str, entry: Entry) -> Service:
    """The service for an answer's library. Raises Refusal if the server no longer uses it, or the question leant on another."""
    service = await service_over(parts, server, entry.library)
    if service is None:
        raise Refusal(OTHER_LIBRARY)
    if not await service.run(service.assistant.stands_alone(entry.question, entry.read_with)):
        raise Refusal(FOLLOW_UP)
    return service


async def _alike(assistant: Assistant, question: str, entry: Entry) -> frozenset[str]:
    return assistant.alike(question, entry.scope or ())


async def _offered(assistant: Assistant, entry: Entry, words: str) -> tuple[SentenceAt, ...]:
    """Sentences to choose from: those the answer quoted, then those found by the words; at most as many as a menu
    holds.
    """
    found = await assistant.more(words, Context(scope=entry.scope or ()), (), CHOICES)
    all_of = dict.fromkeys([*((q.key, q.start) for q in entry.quotes), *((q.key, q.start) for q in found.quotes)])
    return tuple(at for at, _, _ in await asyncio.to_thread(_read, assistant, all_of))[:CHOICES]


def _read(assistant: Assistant, places: Iterable[SentenceAt]) -> list[tuple[SentenceAt, PinnedSentence, Paper]]:
    """Those of some places at which a sentence can be pinned, with it and its paper: read from disk, so in a thread."""
    papers = assistant.papers
    return [(at, one, papers[one.key]) for at in places if (one := pinnable(*at, papers))]


async def _choice(work: _Work) -> Rendered:
    """A menu of the sentences, and a button to say that no sentence answers the question."""
    token = await _keep(work, None)
    view = holding()
    rows = await asyncio.to_thread(_read, work.service.assistant, work.draft.offered)
    if rows:
        view.add_item(
            PinMenu(
                token, [(slot(clip(one.text, CHOICE)), slot(clip(cite(paper), CHOICE))) for _, one, paper in rows]
            )
        )
    view.add_item(PinButton("nothing", token))
    view.add_item(RecordButton("pin", work.entry.id, OTHERS))
    asked = f"\n> {theirs(clip(work.entry.question, QUESTION))}" if work.entry.question else ""
    return Rendered(content=f"{CHOOSE if rows else NONE_FITS}{asked}", view=view)


async def _preview(work: _Work) -> Rendered:
    """The answer as members will see it, with buttons to pin it or go back."""
    token = await _keep(work, work.draft.chosen)
    papers, corpus = work.service.assistant.papers, work.service.corpus
    text, quotes = shown(work.pinned, corpus, papers)
    view = holding(*(PinButton(action, token) for action in ("confirm", "choose")))
    return Rendered(content=content_pages(text, [papers[quote.key] for quote in quotes], corpus)[0], view=view)


async def _keep(work: _Work, chosen: tuple[int, ...] | None) -> str:
    draft = work.draft.model_copy(update={"chosen": chosen, "seen": "" if chosen is None else work.seen})
    return await work.parts.storage.listings.keep(work.server, {"pin": draft.model_dump_json()})


async def _work(interaction: Interaction, token: str) -> _Work:
    """A kept draft, for moderators only. Raises Refusal."""
    parts, server = await moderated(interaction)
    spec = await parts.storage.listings.get(token, server)
    draft = found_json(_DRAFT, spec["pin"], "a pin that was begun") if spec and "pin" in spec else None
    if draft is None:
        raise Refusal(GONE)
    entry = await _entry(parts, draft.answer, server)
    return _Work(parts, server, draft, entry, await _service(parts, server, entry))


async def _confirmed(interaction: Interaction, work: _Work) -> str:
    """Pin it. Returns what to say to the moderator. Raises Refusal."""
    parts, server, entry = work.parts, work.server, work.entry
    if work.draft.chosen is None:
        raise Refusal(GONE)
    if work.draft.seen != work.seen:
        raise Refusal(CHANGED if work.draft.chosen else NEWER)
    # an equal draft may come of a new one
    dialog = interaction.message.id if interaction.message else interaction.id
    if parts.again("pin", reader(interaction), str(dialog), work.draft.model_dump_json(), within=SAME):
        return "That is pinned already."
    await kept_reading(interaction, "pin", Selection(server=server), entry.id)
    nameless = await parts.withheld(server, reader(interaction)) is not None
    kept = parts.policy(await parts.settings(server)).withheld is None
    pin = Pin.made(work.pinned, entry, kept)
    if not await parts.storage.pins.add(pin, work.draft.known, None if nameless else reader(interaction)):
        raise Refusal(FULL)
    return f"Pinned as `{pin.id}`. Whoever asks the same here is shown it; /log pins lists it and takes it back."


class PinMenu(KeptMenu, template=r"marrow:pins:(?P<token>[0-9a-f]{8})"):
    """A menu of sentences, by their place in the draft."""

    def __init__(self, token: str, sentences: Sequence[tuple[str, str]] = ()) -> None:
        self.token = token
        options = [
            discord.SelectOption(label=text, description=paper, value=str(at))
            for at, (text, paper) in enumerate(sentences)
        ]
        super().__init__(menu_of("Sentences of the papers", options, f"marrow:pins:{token}", MOST_SENTENCES))

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Show a preview; errors are told to the user."""
        work = await _work(interaction, self.token)
        values = [int(one) for one in self.item.values if one.isdecimal()]
        if not values or max(values) >= len(work.draft.offered) or len(values) > MOST_SENTENCES:
            raise Refusal(GONE)
        draft = work.draft.model_copy(update={"chosen": tuple(sorted(set(values)))})
        await OwnDoor(interaction).change(await _preview(work._replace(draft=draft)))


class PinButton(
    KeptButton,
    template=rf"marrow:pin:(?P<action>{'|'.join(DOES)}):(?P<token>[0-9a-f]{{8}})",
):
    """One step of pinning: no sentence, choose others, or confirm."""

    def __init__(self, action: str, token: str) -> None:
        self.action, self.token = action, token
        style = discord.ButtonStyle.success if action == "confirm" else discord.ButtonStyle.secondary
        super().__init__(DOES[action], f"marrow:pin:{action}:{token}", style)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Run the step if the presser is a moderator; errors are told to them."""
        work = await _work(interaction, self.token)
        if self.action == "confirm":
            rendered = Rendered(content=await _confirmed(interaction, work), view=discord.ui.View())
        elif self.action == "choose":
            rendered = await _choice(work)
        else:
            rendered = await _preview(work._replace(draft=work.draft.model_copy(update={"chosen": ()})))
        await OwnDoor(interaction).change(rendered)

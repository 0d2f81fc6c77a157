"""Buttons that show more of an answer, privately: its abstracts, references, pages, further passages, and the menu of
other actions; and Share, which shows a private answer to the channel, if the server allows answers there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import discord

from bot.assistant.citing import address, cite
from bot.assistant.compose import doubt
from bot.assistant.wording import counted
from bot.discord.access import allowed
from bot.discord.actions.follow import turn_of
from bot.discord.actions.found import NOT_YET, corpus_of, entry_of, mark_of, may_remove, shown_of
from bot.discord.asking import reply_to_press
from bot.discord.buttons import offered, page_view, rest_view, view_of
from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.discord.references import citing_reply
from bot.discord.rendering import AFRESH, Rendered, answer_pages, first_page, text_file
from bot.discord.sending import CommandDoor, OwnDoor
from bot.discord.suggest import Scope
from bot.discord.text import (
    EMBED_DESCRIPTION,
    EMBED_TITLE,
    EMBED_TOTAL,
    SMALL,
    escape,
    library_name,
    linked,
    shortened,
    size,
    slot,
    theirs,
)
from bot.models import Answer, Context
from bot.storage.rows import Shown
from corpus.models import Paper
from index.sentences.arithmetic import disagreements

COLOUR = 0x2E7D5B  # of the bar beside quotes in their context
SPARE = 700  # of a message's embeds: titles, links and a note
SEEN_BY = "Helpful, Not helpful and Report are seen by the moderators alone."
SHARED = "This answer is shown to everyone already."
REMOVED = "A moderator has removed this answer, so it is not shown again."


async def press_context(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Show the abstracts to the presser."""
    shown = await shown_of(interaction, answer)
    papers = (await corpus_of(interaction, shown)).papers
    slices = {paper.key: [(q.start, q.stop) for q in shown.quotes if q.key == paper.key] for paper in papers}
    quoted = [paper for paper in papers if slices[paper.key]]
    rendered = in_context(quoted, [marked(paper.abstract or "", slices[paper.key]) for paper in quoted], answer)
    await CommandDoor(interaction, True).send(rendered)


def in_context(papers: list[Paper], texts: list[str], answer: str) -> Rendered:
    """An embed with the abstracts that fit in a message; if one does not fit, a file with all of them too."""
    embed, total = discord.Embed(colour=COLOUR), SPARE
    fitting: list[str] = []
    for paper, text in zip(papers, texts, strict=True):
        doubts = "".join(f"\n{escape(doubt(one, paper))}" for one in disagreements(paper))
        part = f"{f'**{theirs(cite(paper))}** {linked(paper)}'.rstrip()}\n{slot(text)}{doubts}"
        if total + size(part) > min(EMBED_TOTAL, EMBED_DESCRIPTION):
            break
        fitting.append(part)
        total += size(part)
    embed.title = (
        slot(shortened(papers[0].headline, EMBED_TITLE)) or "(no title)" if len(papers) == 1 else "In context"
    )
    embed.description = "\n\n".join(fitting) or "The abstract is longer than a message; it is attached whole."
    if len(fitting) == len(papers):
        return Rendered(content="The quoted sentences are in bold, in their abstract as published.", embed=embed)
    whole = "\n\n".join(f"{cite(p)} {address(p)}\n{p.title}\n\n{p.abstract}" for p in papers)
    said = f"{len(fitting)} of {len(papers)} abstracts fit here; all of them are in the file."
    return Rendered(content=said, embed=embed, attach=text_file(f"abstracts-{answer}.txt", whole))


def marked(abstract: str, slices: Iterable[tuple[int, int]]) -> str:
    """An abstract, escaped, with the slices (start, stop) in bold."""
    parts, at = [], 0
    for start, stop in sorted(set(slices)):
        parts += [escape(abstract[at:start]), "**", escape(abstract[start:stop]), "**"]
        at = stop
    return "".join([*parts, escape(abstract[at:])])


async def press_cite(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Give the references to the presser."""
    shown = await shown_of(interaction, answer)
    corpus = await corpus_of(interaction, shown)
    door = CommandDoor(interaction, True)
    await door.send(
        await door.within(citing_reply(parts_of(interaction), server_of(interaction), corpus, corpus.papers))
    )


async def press_page(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Show a page to the presser: in place in a private message, otherwise in a new private one."""
    door = OwnDoor(interaction)
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    corpus = await corpus_of(interaction, shown)
    texts = answer_pages(entry, corpus.papers, corpus)
    if page is None or not 1 <= page <= len(texts):
        raise Refusal(f"This answer has {counted(len(texts), 'page')}.")
    view = page_view(answer, page, len(texts))
    await door.change(Rendered(content=texts[page - 1], view=view))


async def press_more(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Search again for the same question and show new passages to the presser only."""
    entry = await entry_of(interaction, answer)
    already = [(quote.key, quote.start) for quote in entry.quotes]

    async def further(assistant: Any, context: Context) -> Answer:
        found: Answer = await assistant.more(entry.question, context, already)
        return found

    await reply_to_press(
        interaction,
        entry.question,
        further,
        entry.read_with,
        Scope(keys=entry.scope or ()),
        (entry.writer, entry.asker),
    )


async def press_which(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Answer the question for the paper with the number ``page``, to the presser only."""
    entry = await entry_of(interaction, answer)
    if page is None or not 1 <= page <= len(entry.keys):
        raise Refusal("That paper is no longer in the list. Ask again and I will look anew.")
    await reply_to_press(
        interaction,
        entry.question,
        lambda assistant, context: assistant.ask(str(page), context),
        turn_of(entry),
        writers=(entry.writer, entry.asker),
    )


async def press_afresh(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Ask all papers, instead of only those of the conversation, and answer the presser only."""
    entry = await entry_of(interaction, answer)
    await reply_to_press(
        interaction,
        entry.question,
        lambda assistant, context: assistant.ask(AFRESH, context),
        turn_of(entry),
        writers=(entry.writer, entry.asker),
    )


async def press_rest(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Show the buttons of the other actions, and what the answer was found in."""
    shown = await shown_of(interaction, answer)
    entry = await parts_of(interaction).storage.logbook.get(answer)
    papers = (await corpus_of(interaction, shown)).papers
    said = entry if entry and not entry.withheld else shown
    kept = said is entry
    awaits = kept and shown.server is not None and not (shown.public and shown.message is None)
    may = offered(said, papers, not shown.public, shown.kind == "which", awaits, kept)
    barred = await _barred(interaction, shown)
    may = [one for one in may if one.action not in barred]
    name = library_name(shown.library)
    told = f"{SMALL}From {name}, snapshot {shown.snapshot[:12]}. This is answer {answer}."
    view = rest_view(answer, may, interaction.message, mark_of(interaction))
    await CommandDoor(interaction, True).send(Rendered(content=f"{told}\n{SMALL}{SEEN_BY}", view=view))


async def _barred(interaction: discord.Interaction[Any], shown: Shown) -> set[str]:
    """The actions that would be refused to the presser, or in this channel."""
    parts, server = parts_of(interaction), server_of(interaction)
    barred = set() if await may_remove(interaction, shown) else {"remove"}
    if await parts.withheld(server, str(interaction.user.id)):
        barred |= {"save", "tell"}
    return barred if allowed(await parts.settings(server), interaction.channel) else barred | {"share"}


async def press_share(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Post the answer publicly, naming who shares it."""
    parts, server = parts_of(interaction), server_of(interaction)
    door = CommandDoor(interaction, private=False, quietly=True)
    entry, shown = await entry_of(interaction, answer), await shown_of(interaction, answer)
    if not allowed(await parts.settings(server), interaction.channel):
        raise Refusal("Answers may not be shown in this channel; /setup names those where they may.")
    corpus = await corpus_of(interaction, shown)
    papers = corpus.papers
    texts = answer_pages(entry, papers, corpus, notes=[f"Shared by {slot(interaction.user.display_name)}"])
    view = view_of(answer, offered(entry, papers, False, entry.kind == "which"), len(texts))
    rendered = first_page(texts, f"answer-{answer}.txt", entry.text, view)
    if not await parts.storage.shown.publish(answer, server, str(interaction.channel_id)):
        moderated = await parts.storage.shown.was_moderated(answer, server)
        raise Refusal(
            REMOVED if moderated else SHARED if (await shown_of(interaction, answer)).public else NOT_YET
        )
    try:
        message = await door.send(rendered)
    except BaseException:  # also if it is cancelled because the bot stops
        await asyncio.shield(parts.storage.shown.withdraw(shown))
        raise
    if message is not None:
        await parts.storage.shown.delivered(answer, str(message))

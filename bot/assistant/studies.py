"""What is asked of each study: how many it studied, a table of figures, a sentence of each."""

from __future__ import annotations

from dataclasses import replace

from bot.assistant import each, studied, tables
from bot.assistant.content import Question
from bot.assistant.framing import Framing
from bot.assistant.reply import Reply, is_of_one, kept_list, whole_kept
from bot.assistant.telling.choosing import Library
from bot.models import Context


async def of_studies(
    asked: Question, context: Context, library: Library, large: bool, framing: Framing
) -> Reply | None:
    """The table, numbers studied or sentence of each paper that a question asks for; None if it asks for none."""
    frame = asked.frame
    said = tables.counts_each(frame) or each.asks_each(frame, asked.bare, framing.lexicon)
    of_each = said and (frame.papers or not is_of_one(context.previous))  # after one paper perhaps of its groups
    if tables.asks_table(frame) or (of_each and tables.asks_sizes(frame)):
        return await tables.answer(asked.asked, asked.bare, frame, library, framing)
    who = None if large or frame.finding else studied.asked(frame)
    if who and (told := studied.tell(asked.asked, who, frame, library, framing.lexicon)):
        leant = who.of_one and not frame.chooses
        return whole_kept(kept_list(told, context.previous, leant), frame.stands, context.previous)
    if tables.counts_each(frame):  # it has no groups
        every = replace(library, listed=(), whole=())
        return await tables.answer(asked.asked, asked.bare, frame, every, framing)
    if of_each and not large and (papers := each.told_of(frame, library)):
        return await each.tell_each(frame, papers, asked.asked, library)
    return None

"""The reply to a question for a paper's abstract, or that names a place of a list alone."""

from __future__ import annotations

from bot.assistant.papers import summaries
from bot.assistant.papers.verbatim import Verbatim
from bot.assistant.reply import Reply, kept_list
from bot.assistant.telling import notices
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointing import placed_alone, pointed
from bot.assistant.turns import conversing
from bot.assistant.turns.naming import Question, at_an_end
from bot.models import Context


def summary_of(asked: Question, context: Context, library: Library, verbatim: Verbatim, text: str) -> Reply | None:
    """A paper's abstract; its concluding sentence if it is only pointed at; a notice's if asked for; or the question which of several
    is meant. None for others. ``text``: the question in plain form.
    """
    if notice := notices.of_notice(asked.frame, text, library):
        reply = kept_list(verbatim.summary(asked.asked, notice), context.previous)
        return notices.still_talked_about(reply, notice, library)
    if (one := placed_alone(asked.frame, library)) is not None:
        return kept_list(verbatim.briefly(asked.asked, one), context.previous)
    if not summaries.asks_for_summary(asked.bare) or asked.frame.ask.op == "issue":
        return None
    if (one := pointed(asked.frame, library) or at_an_end(asked.frame, library, True)) is not None:
        return kept_list(verbatim.summary(asked.asked, one), context.previous)
    found = library.which.find(summaries.named_paper(asked.bare), library.listed)
    paper, leant = found.one, False
    if paper is None and not found.missing and not found.papers:
        only = library.papers[0] if len(library.papers) == 1 else None
        paper = next(iter(library.named(library.about)), only)
        leant = not context.scope and len(library.index.papers) > 1
    if paper is not None:
        reply = kept_list(verbatim.summary(asked.asked, paper), context.previous)
        return reply.model_copy(update={"read_with": context.previous}) if leant else reply
    if found.papers and (asked.frame.papers or len(found.papers) <= 3):
        return conversing.which_of(asked.asked, found.papers)
    return None

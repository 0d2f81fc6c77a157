"""Which studies had what only abstracts tell, whatever their subject: a control group, blinding, a registration. The first sentence of
each that tells it."""

from __future__ import annotations

from bot.assistant import gathered, tables
from bot.assistant.citing import cite
from bot.assistant.compose import blocks
from bot.assistant.naming import Question
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.words import plain
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import studies_meant
from bot.assistant.telling.holding import Library
from bot.assistant.traits import asked
from bot.assistant.traits_told import surely
from bot.assistant.wording import counted
from corpus.patterns import late

HEAD = "The first sentence of each abstract that tells of it, or that there was none:"
NONE = "I found no sentence on that in any of these abstracts."
_SOUGHT = ("comparator", "blinded", "registration", "ethics", "availability of data")
_WORKS = rf"(?:{PAPERS}|{A_PAPER}|ones?)"
_DID = r"(?:had|have|has|did|do|does|used?|using|report(?:s|ed)?|with|that|which)"
_WERE = r"(?:were|was|are|is)"
# "Which had a control group", "any papers that were blinded", and not "which was the control group".
_WHICH = late(
    rf"^{SO}(?!which (?:was|is) the\b)(?:which(?: of (?:them|these|those))?|(?:which|what) {_WORKS}|(?:(?:list|show|find|give|me|any|all|the|are|there|do|you|have) )*(?:{PAPERS}|ones))"
    rf" (?:{_DID} )*(?:{_WERE} )?(?!the\b|its\b|their\b)(?<!which was )(?<!which is )"
)
_ALONE = late(r"\bcontrol\b(?! (?:groups?|arms?|conditions?|treatments?)\b)")  # "about control" is a topic


def tell(question: Question, library: Library) -> Reply | None:
    """The sentences of the papers last listed, or else of all, that tell the one trait a question seeks; None for any other question."""
    text = plain(question.bare).text
    found = _WHICH.match(text)
    traits = asked(text[found.end() :], load()) if found else ()
    if (
        len(traits) != 1
        or traits[0] not in _SOUGHT
        or question.frame.people
        or question.frame.links
        or _ALONE.search(text)
    ):
        return None
    papers = studies_meant(question.frame._replace(filters=()), library, these=True)
    told = {paper.key: gathered.quoted(paper, own[0]) for paper in papers if (own := surely(traits[0], paper))}
    quotes = tuple(told.values())[: tables.MOST]
    parts = [HEAD if quotes else NONE, *blocks(quotes, library.index.papers)]
    if more := len(told) - len(quotes):
        parts.append(gathered.FURTHER.format(counted(more, "further paper")))
    silent = [cite(paper) for paper in papers if paper.key not in told]
    if quotes and silent:
        parts.append(f"{tables.NONE_FOUND} in {counted(len(silent), 'abstract')}: {gathered.first_of(silent)}.")
    return gathered.told_of_many(question.asked, parts, quotes)

"""Which studies had what only abstracts tell ("which had a control group?", "any papers that were blinded?")."""

from __future__ import annotations

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.papers import tables
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.words import plain as in_plain
from bot.assistant.reply import Reply
from bot.assistant.studies import gathered, traits
from bot.assistant.studies.traits_listed import SOUGHT
from bot.assistant.studies.traits_told import surely
from bot.assistant.telling.choosing import studies_meant
from bot.assistant.telling.holding import Library
from bot.assistant.turns.naming import Question
from bot.assistant.wording import counted
from corpus.patterns import late

TELLING = "The first sentence of each abstract that tells of it, or that there was none:"
NONE_TELLS = "I found no sentence on that in any of these abstracts."
_STUDIES = rf"(?:{PAPERS}|{A_PAPER}|ones?)"
_DID = r"(?:had|have|has|did|do|does|used?|using|report(?:s|ed)?|with|that|which)"
_WERE = r"(?:were|was|are|is)"
# "Which had a control group", "any papers that were blinded", and not "which was the control group".
_WHICH = late(
    rf"^{SO}(?!which (?:was|is) the\b)(?:which(?: of (?:them|these|those))?|(?:which|what) {_STUDIES}|(?:(?:list|show|find|give|me|any|all|the|are|there|do|you|have) )*(?:{PAPERS}|ones))"
    rf" (?:{_DID} )*(?:{_WERE} )?(?!the\b|its\b|their\b)(?<!which was )(?<!which is )"
)
_ALONE = late(r"\bcontrol\b(?! (?:groups?|arms?|conditions?|treatments?)\b)")  # "about control" is a topic


def having(question: Question, library: Library) -> Reply | None:
    """The sentences of the papers last listed, or else of all, that tell the one trait a question seeks; None for any other question."""
    text = in_plain(question.bare).text
    found = _WHICH.match(text)
    sought = traits.asked(text[found.end() :], load()) if found else ()
    if (
        len(sought) != 1
        or sought[0] not in SOUGHT
        or question.frame.people
        or question.frame.links
        or _ALONE.search(text)
    ):
        return None
    papers = studies_meant(question.frame._replace(filters=()), library, these=True)
    telling = {paper.key: gathered.quoted(paper, own[0]) for paper in papers if (own := surely(sought[0], paper))}
    quotes = tuple(telling.values())[: tables.MOST]
    parts = [TELLING if quotes else NONE_TELLS, *compose.blocks(quotes, library.index.papers)]
    if more := len(telling) - len(quotes):
        parts.append(gathered.FURTHER.format(counted(more, "further paper")))
    silent = [cite(paper) for paper in papers if paper.key not in telling]
    if quotes and silent:
        parts.append(f"{tables.NONE_FOUND} in {counted(len(silent), 'abstract')}: {gathered.first_of(silent)}.")
    return gathered.told_of_many(question.asked, parts, quotes)

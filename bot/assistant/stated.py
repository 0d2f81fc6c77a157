"""What records do not hold and abstracts may state: who paid for a study, and what a notice corrects."""

from __future__ import annotations

from bot.assistant.content import Question
from bot.assistant.corrected import notice_of
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.kinds import is_notice, notices_of
from bot.assistant.reading.lexicon import load
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import pointed
from corpus.models import Paper
from index.attributes import told, wanted
from index.stopwords import ASKING

_WRONG = frozenset("wrong mistake mistakes error errors".split())  # asked of a paper that was corrected
_NOTICE = frozenset("corrected correction erratum corrigendum".split())
_WHAT = frozenset("what how why say says said wrong".split())  # asked for what was corrected, and not whether
_SEVERAL = frozenset("list show which papers studies articles many".split())  # a list is asked for
_FEW = 5  # words of a question that leaves out what it is asked of


def states(reply: Reply, frame: Frame) -> bool:
    """True if the first sentence of a reply states the field that a question asks for and no record gives."""
    asked = [one.attribute for one in told(wanted(frame.text)) if one.attribute.name in frame.ask.fields]
    return bool(reply.quotes) and any(one.stands_in(reply.quotes[0].text) for one in asked)


def of_notice(asked: Question, text: str, library: Library) -> Paper | None:
    """The one notice that a question asks for ("is there an erratum", "what was wrong in the X paper"), given in plain form as
    ``text``; None if it asks for none, or for a list, or if not exactly one with a text is meant.
    """
    said = text.split()
    if not (_WRONG | _NOTICE).intersection(said) or _SEVERAL.intersection(said):
        return None
    found = _notices(asked.frame, said, library)
    return found[0] if len(found) == 1 and found[0].abstract else None


def _notices(frame: Frame, said: list[str], library: Library) -> list[Paper]:
    """The notices that some words ask for: on the papers that they name or point at, else any of the library."""
    lexicon = load()
    idle = ASKING | lexicon.filler | lexicon.nouns | lexicon.person | _WRONG | _NOTICE
    rest = [word for word in said if word not in idle]
    if frame.links:
        papers = [paper for link in frame.links if (paper := library.which.exactly(link)) is not None]
    elif (one := pointed(frame, library)) is not None:
        papers = [one]
    elif rest:
        named = library.which.by_words(rest)
        papers = [] if named.missing else list(named.papers)
    elif library.about and (frame.points or len(said) <= _FEW):
        papers = list(library.named(library.about))
    else:
        papers = []
    if papers and any(paper.status for paper in papers) and not _WHAT.intersection(said):
        return []  # its record says whether it was, and by which notice
    if papers:
        linked = [notice_of(paper, library.index.papers) for paper in papers]
        titled = [one for paper in papers for one in (paper, *notices_of(paper, library.papers))]
        return list({one.key: one for one in (*linked, *titled) if one and is_notice(one)}.values())
    asks_any = not rest and not frame.links and not _WRONG.intersection(said)
    return [paper for paper in library.papers if is_notice(paper)] if asks_any else []

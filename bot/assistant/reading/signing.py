"""Questions about authors put together from single words: who with whom, who most, whether somebody wrote a paper."""

from __future__ import annotations

from bot.assistant.reading.tagging import Composed, Said
from bot.models import Ask

_ASKS = frozenset("is was did does has do are were have".split())
_WORDS = ("sign", "papers", "list", "which")  # tags of the words that go with any of these questions


def rivals(said: Said, people: int) -> Composed | None:
    """Who of several people named has more papers."""
    weighed = said.tags.has("degree", "lower") or bool(said.ends)
    if people < 2 or said.measure or not weighed or not said.tags.has("papers"):
        return None
    return said.made(Ask(op="per", by="person"), "degree", "lower", "somebody", *_WORDS, ends=True)._replace(
        ends=frozenset()
    )


def together(said: Said, people: int) -> Composed | None:
    """What two people signed together, or with whom somebody signed."""
    if people > 1 and said.tags.has("jointly"):
        return said.made(Ask(op="who", by="together"), "jointly", *_WORDS)
    if people == 1 and said.tags.has("companions"):
        return said.made(Ask(op="who", by="together"), "companions", "somebody", *_WORDS)
    return None


def across(said: Said, people: int) -> Composed | None:
    """Who signed several papers, or the most of all."""
    if people or not said.tags.has("somebody") or said.measure not in ("", "authors"):
        return None
    if said.tags.has("repeat"):
        return said.made(Ask(op="who", by="repeated"), "repeat", "somebody", "out", *_WORDS)
    if said.tags.has("busiest") or (said.high and _signs_often(said)):
        return said.made(
            Ask(op="who", by="most"), "busiest", "often", "somebody", "out", *_WORDS, ends=True
        )._replace(ends=frozenset())
    return None


def _signs_often(said: Said) -> bool:
    """True for one person asked after who signs ("whose name appears most often"), not for "most authors" of a paper."""
    somebody = said.tags.of("somebody")
    single = not somebody <= said.tags.of("measure.authors") or "author" in said.tags.words
    return single and (said.tags.has("often", "papers") or bool(said.tags.of("sign") - somebody))


def is_author(said: Said, people: int) -> Composed | None:
    """Whether somebody has to do with a paper: "is BOREAS by Hansen", "did Hansen contribute to the registry study"."""
    told = said.tags.has("sign", "of_it") and not said.ends and said.measure in ("", "authors")
    if people != 1 or not _ASKS & set(said.tags.words[:1]) or not told:
        return None
    return said.made(Ask(op="who", by="is_author"), "sign", "of_it", "papers", "out")


def signed(said: Said, people: int) -> Composed | None:
    """The papers that somebody has to do with as an author, in whatever words."""
    if not people or not said.tags.has("sign") or said.ends or said.tags.has("count"):
        return None
    return said.made(Ask(op="list"), "sign", "papers", "list", "out")

"""Finds operations from single words (a measure, an end, a group, a count, an author), whatever their order.
Each function returns None if its operation is not asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.assistant.fields import ORDERS, SUMMED, TOTALLED
from bot.assistant.reading.frame import Composed, Said, Tagged
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import LISTED_BY_DATE
from bot.models import Ask, End

_ASKS = frozenset("is was did does has do are were have".split())
_WORDS = ("sign", "papers", "list", "which")  # tags of the words that go with any of these questions


def rivals(said: Said, people: int) -> Composed | None:
    """Which of several named people has more papers."""
    weighed = said.tags.has("degree", "lower") or bool(said.ends) or _counts_papers(said)
    if people < 2 or said.measure or not weighed or not said.tags.has("papers", "sign"):
        return None
    words = ("degree", "lower", "beside", "somebody", "by", *_WORDS)
    return said.made(Ask(op="per", by="person"), *words, ends=True)._replace(ends=frozenset())


def together(said: Said, people: int) -> Composed | None:
    """What two people wrote together, or with whom one person wrote."""
    if people > 1 and said.tags.has("jointly"):
        return said.made(Ask(op="who", by="together"), "jointly", *_WORDS)
    if people == 1 and said.tags.has("companions"):
        return said.made(Ask(op="who", by="together"), "companions", "somebody", *_WORDS)
    return None


def across(said: Said, people: int) -> Composed | None:
    """Who wrote several papers, or the most papers."""
    if people or not said.tags.has("somebody") or said.measure not in ("", "authors"):
        return None
    if said.tags.has("sort") and _counts_papers(said):
        return said.made(Ask(op="who", by="repeated"), "sort", "by", "somebody", *_WORDS)
    if said.tags.has("repeat"):
        return said.made(Ask(op="who", by="repeated"), "repeat", "somebody", "out", *_WORDS)
    if said.tags.has("busiest") or (said.high and _signs_often(said)):
        return said.made(
            Ask(op="who", by="most"), "busiest", "often", "somebody", "out", *_WORDS, ends=True
        )._replace(ends=frozenset())
    return None


def _counts_papers(said: Said) -> bool:
    """True for "number of papers", by which people are weighed or put in order."""
    return any(i + 1 in said.tags.of("papers") for i in said.tags.of("count"))


def _signs_often(said: Said) -> bool:
    """True if a question asks for the busiest author ("whose name appears most often"), not for the "most
    authors" of a paper.
    """
    somebody = said.tags.of("somebody")
    single = not somebody <= said.tags.of("measure.authors") or "author" in said.tags.words
    return single and (said.tags.has("often", "papers") or bool(said.tags.of("sign") - somebody))


def is_author(said: Said, people: int) -> Composed | None:
    """Whether a person is an author of a paper: "is BOREAS by Hansen", "did Hansen contribute to the registry
    study".
    """
    told = (said.tags.has("sign") or _is_of_it(said)) and not said.ends and said.measure in ("", "authors")
    if people != 1 or not _ASKS & set(said.tags.words[:1]) or not told:
        return None
    return said.made(Ask(op="who", by="is_author"), "sign", "of_it", "papers", "out")


def _is_of_it(said: Said) -> bool:
    """True for "is Hansen on the registry study", "is it by Hansen"; False where something else is asked of what "in", "on" or "by"
    names: "did noise fall in Hansen", "was noise measured by Hansen"."""
    of_it = said.tags.of("of_it")
    if not of_it:
        return False
    first = min(of_it)
    between = [said.tags.words[at] for at in range(1, first) if at in said.tags.unnamed]
    by = said.tags.words[first] == "by"
    return not between[-1].endswith("ed") if by and between else by or not between


def signed(said: Said, people: int) -> Composed | None:
    """The papers that named people wrote or contributed to."""
    if not people or not said.tags.has("sign") or said.ends or said.tags.has("count"):
        return None
    return said.made(Ask(op="list"), "sign", "papers", "list", "out")


# what stands between two papers that are compared
BETWEEN = frozenset(
    "or than vs versus and to before after against over lead leads exceed exceeds beat beats predate predates precede preceded predated"
    " does do did has have is was are were".split()
)
# of what a paper says
_TELLING = frozenset("did does do say says said show shows why how tell tells found find".split())
_HAS = frozenset("has had have got gets".split())
_ORDERED = {"author": "first author"}
_COUNTING = frozenset("number numbers count counts team teams size".split())
_MOST = 50  # papers that may be asked for by a number


class Composer:
    """Finds operations from single words of a question."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def composed(
        self, words: Sequence[str], free: Collection[int], people: int, chosen: bool, sides: int
    ) -> Iterator[Composed]:
        """The operations that the words may ask for, the most special first. ``free`` are the places of words
        that no filter and no name explains; ``people`` is the number of people named; ``chosen``: a filter says
        which papers; ``sides`` is the number of papers named on both sides of "or", "than" and the like.
        """
        tags = Tagged(words, free, self._lexicon)
        if not tags.places:
            return
        said = Said(tags, self._lexicon, people > 0 or chosen)
        every = (
            rivals(said, people), together(said, people), across(said, people),
            compared(said, sides), grouped(said), in_order(said), reckoned(said), at_end(said), counted(said, people, chosen),
            is_author(said, people), signed(said, people), listed(said, chosen),
        )  # fmt: skip
        yield from (found for found in every if found is not None)


def compared(said: Said, sides: int) -> Composed | None:
    """Two papers compared by a measure ("A or B: more citations?", "was A out before B"), or their difference."""
    if sides < 2 or {"when", "year"} & set(said.tags.words):
        return None
    more = next(said.tags.under("more"), "") or _beyond(said)
    by = more.split(".")[0] or said.measure
    if not by or not (more or said.tags.has("beside", "difference", "degree", "lower")):
        return None
    high = more.endswith("high") if more else not said.tags.has("lower") and said.high is not False
    made = said.made(
        Ask(op="compare", by=by, high=high), "beside", "difference", "degree", "lower", "out", "foremost"
    )
    return made._replace(places=made.places | said.every("more", "beyond") | said.ends)


def _beyond(said: Said) -> str:
    """The end of the date that "before", "after" or "first" asks for; "" unless the question says "or" or that
    papers come out.
    """
    if not (said.tags.has("out") or "or" in said.tags.words):
        return ""
    return next((f"date.{side}" for side in said.tags.under("beyond")), "")


def grouped(said: Said) -> Composed | None:
    """How many papers, or how much of a measure, each year, type or journal has; or which has most papers."""
    tags = said.tags
    if tags.has("sort") and not tags.has("count", "spread", "busiest"):
        return None
    if LISTED_BY_DATE.match(" ".join(tags.words)):
        return None
    by = next(tags.under("group"), "") or ("year" if tags.has("yearly") else "")
    most = said.high is not None and tags.has("papers", "used", "which") and (not said.measure or _gains(said, by))
    plural = tags.has(f"groups.{by}") and tags.has("count", "which", "papers", "whole")
    if not by or not (tags.has("each", "yearly", "spread", "busiest") or plural or most):
        return None
    fields = (said.measure,) if said.measure in TOTALLED and (said.high is None or most) else ()
    words = "each yearly spread busiest sum used often repeat whole papers gained which group.year".split()
    at_end = most or tags.has("busiest")
    ends = (End(measure="papers", high=said.high is not False),) if at_end else ()
    made = said.made(
        Ask(op="per", by=by, fields=fields, ends=ends), f"group.{by}", f"groups.{by}", *words, ends=most
    )
    return made._replace(ends=frozenset())


def _gains(said: Said, by: str) -> bool:
    """True if a group itself has most of a measure: "which year had the most citations"."""
    words, group = said.tags.words, said.tags.of(f"group.{by}")
    has = {i for i, word in enumerate(words) if word in _HAS} | said.tags.of("gained")
    led = any(i - 1 in said.tags.of("which") and words[i - 1] in ("which", "what") and i + 1 in has for i in group)
    return led and said.measure in TOTALLED


def in_order(said: Said) -> Composed | None:
    """Papers in some order: "newest on top", "citations, high to low", "rank by recency", "chronologically"."""
    if (span := _from_first_to_last(said)) is not None:
        return span
    ordered = min(said.tags.under("order"), key=lambda name: name == "title", default="")
    by = _written(said, ordered) or said.measure or ordered or ("date" if said.tags.has("group.year") else "")
    if not by or not (ordered or _orders(said)):
        return None
    high = said.tags.has("downward") if by in ORDERS else _downward(said, by, ordered)
    high = not high if (ordered or by in ORDERS) and said.tags.has("reverse") else high
    words = ("sort", "upward", "downward", "foremost", "reverse", "group.year", "list", "papers", "each", "by")
    made = said.made(Ask(op="sort", by=by, high=high), *words, ends=True)
    return made._replace(places=made.places | said.every("order", "group", "groups"))


def _written(said: Said, ordered: str) -> str:
    """The text that papers are sorted by ("by first author", "by journal"); "" if they are sorted by a number."""
    if not (said.tags.has("sort") or ordered == "title"):
        return ""
    group = next((_ORDERED.get(name, name) for name in said.tags.under("group")), "")
    counts = said.high is not None or said.tags.has("count") or bool(_COUNTING & set(said.tags.words))
    if said.measure == "authors":
        return "" if counts else "first author"
    return group if group in ORDERS and not said.measure else ""


def _orders(said: Said) -> bool:
    """True if the question has words of sorting, both ends of a measure, or the end that is to come first."""
    both = len(set(said.tags.under("end"))) == 2 or len({pole[1] for pole in said.poles}) == 2
    led = said.tags.has("foremost") and said.high is not None and not said.edge
    return (
        said.tags.has("sort", "upward", "downward") or both or led or (said.tags.has("by") and said.high is None)
    )


def _from_first_to_last(said: Said) -> Composed | None:
    tags = said.tags
    if said.measure or "to" not in tags.words or not tags.has("edge.low") or not tags.has("edge.high"):
        return None
    first, last = (min(tags.of(f"edge.{side}")) for side in ("low", "high"))
    return said.made(
        Ask(op="sort", by="date", high=last < first), "sort", "edge.low", "edge.high", "list", "papers"
    )


def _downward(said: Said, by: str, ordered: str) -> bool:
    if said.tags.has("upward", "downward"):
        return not said.tags.has("upward")
    if said.high is not None:
        return said.high
    return by != "title" and not ordered


def reckoned(said: Said) -> Composed | None:
    """A mean, a median or a sum of a measure."""
    op = next((name for name in ("median", "mean", "sum") if said.tags.has(name)), "")
    op = op or ("sum" if said.tags.has("whole") and said.tags.has("count") else "")
    if not op or said.measure not in SUMMED or said.ends:
        return None
    return said.made(Ask(op=op, by=said.measure), op, "each", "papers", "sum", "whole", "list", "out")


def at_end(said: Said) -> Composed | None:
    """The papers at one end of a measure: as many as a number in the question says, or the one at a rank."""
    rank, of_rank = _rank(said)
    high = True if said.high is None and rank > 1 and said.measure != "authors" else said.high
    if high is None or not said.measure:
        return None
    number, of_number = _number(said)
    end = End(measure=said.measure, high=high, top=number, rank=rank)
    made = said.made(Ask(op="extreme", ends=(end,)), "foremost", "gained", "by", "papers", "out", ends=True)
    return made._replace(places=made.places | of_number | of_rank)


def _number(said: Said) -> tuple[int | None, frozenset[int]]:
    for place in sorted(said.tags.of("number")):
        word = said.tags.words[place]
        number = said.numbers.get(word) or (int(word) if word.isdigit() else None)
        if number and number <= _MOST:
            return number, frozenset([place])
    return None, frozenset()


def _rank(said: Said) -> tuple[int, frozenset[int]]:
    place = min(said.tags.of("rank"), default=None)
    return (1, frozenset()) if place is None else (said.ranks[said.tags.words[place]], frozenset([place]))


def counted(said: Said, people: int, chosen: bool) -> Composed | None:
    """The number of papers, or of those by a person."""
    if not said.tags.has("count") or said.measure not in ("", "authors" if people else "") or said.ends:
        return None
    if not chosen and not said.tags.has("papers") and not (people and said.tags.has("sign")):
        return None
    if "much" in said.tags.words and "work" in said.tags.words:  # "how much work is it": of a thing, not of papers
        return None
    return said.made(Ask(op="count"), "papers", "list", "sign")


def listed(said: Said, chosen: bool) -> Composed | None:
    """A list of all papers, or of all that pass some filter."""
    tags, words = said.tags, said.tags.words
    if said.measure or said.high is not None or tags.has("count", "each"):
        return None
    told = tags.has("papers", "whole", "any") or any(at < 3 for at in tags.of("list"))
    asks = not _TELLING & set(words[1:]) and list(words[:2]) not in (["what", "is"], ["what", "are"])
    every = tags.has("catalogue") or (tags.has("whole") and tags.has("list", "which", "papers"))
    if not every and not (chosen and told and asks):
        return None
    return said.made(Ask(op="list"), "catalogue", "whole", "list", "which", "papers", "out", "any")

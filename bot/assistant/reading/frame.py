"""What a question about papers comes to: what is asked, of which papers, and what of it was not understood."""

from __future__ import annotations

from typing import NamedTuple

from bot.assistant.reading.filters import Filter
from bot.assistant.reading.people import Person
from bot.models import Ask


class Frame(NamedTuple):
    """A question read. ``name`` are the words that name papers or say their topic (in the order written), ``leftover``
    those that nothing explains: with any of them the records alone do not answer.

    ``somebody``: the name is a person's, nobody's here. ``place``: "first" or "last" where somebody's place among the authors is meant. ``papers``: it speaks of papers at
    all; ``plural``: of several; ``every``: of all; ``points``: at what was talked about; ``opens``: it goes on from there.
    """

    ask: Ask
    filters: tuple[Filter, ...] = ()
    people: tuple[Person, ...] = ()
    either: bool = False
    denied: bool = False
    place: str = ""
    somebody: bool = False
    name: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    strong: bool = False
    papers: bool = False
    plural: bool = False
    every: bool = False
    points: bool = False
    opens: bool = False
    finding: bool = False
    text: str = ""

    @property
    def chooses_papers(self) -> bool:
        """True where papers are named or filtered, an end of a measure aside."""
        return bool(self.filters or self.people or self.name or self.links)

    @property
    def chooses(self) -> bool:
        """True where the question says itself which papers are meant."""
        return bool(self.filters or self.people or self.name or self.links or self.ask.ends)

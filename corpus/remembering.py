"""Results that are kept without keeping alive the object that they were computed from."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import MethodType
from typing import Any, ParamSpec, Self, TypeVar, cast
from weakref import ref

# Sentences of which is kept what is so of each whatever is asked: those of a small library, or those of a large one that were
# asked for last. A sentence of some 200 letters is told anew in the time of a hundred looks here.
SENTENCES = 4096

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Once:
    """An object that keeps the results computed from it for as long as it exists."""

    __slots__ = ("_told",)

    _told: dict[Callable[[Any], Any], Any]

    def once(self, tell: Callable[[Self], Result]) -> Result:
        """The result of ``tell`` for this object, computed once. It must depend on nothing else."""
        try:
            told = self._told
        except AttributeError:
            told = self._told = {}
        if tell not in told:
            told[tell] = tell(self)
        result: Result = told[tell]
        return result


def loosely(method: Callable[Given, Result]) -> Callable[Given, Result]:
    """A method that does not keep its object alive. Where an object holds something that calls it, the two would keep each
    other alive: a library's files would stay open, and its memory be taken, until the next full garbage collection.
    """
    owner, do = ref(cast(MethodType, method).__self__), cast(MethodType, method).__func__

    def asked(*given: Given.args, **named: Given.kwargs) -> Result:
        found = owner()
        if found is None:
            raise ReferenceError("the object that was asked is gone")
        result: Result = do(found, *given, **named)
        return result

    return asked


def remembered(method: Callable[Given, Result], most: int) -> Callable[Given, Result]:
    """A method whose last ``most`` results are kept by its object, without keeping it alive."""
    return cast(Callable[Given, Result], lru_cache(maxsize=most)(loosely(method)))

"""Results that are kept without keeping the object that gives them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import MethodType
from typing import ParamSpec, TypeVar, cast
from weakref import ref

Given = ParamSpec("Given")
Result = TypeVar("Result")


def remembered(method: Callable[Given, Result], most: int) -> Callable[Given, Result]:
    """A method whose last ``most`` results are kept by its object. With ``lru_cache`` alone the two would hold one
    another, and a library's files would stay open until the next full search for garbage.
    """
    owner, do = ref(cast(MethodType, method).__self__), cast(MethodType, method).__func__

    def asked(*given: Given.args, **named: Given.kwargs) -> Result:
        found = owner()
        if found is None:
            raise ReferenceError("the object that was asked is gone")
        result: Result = do(found, *given, **named)
        return result

    return cast(Callable[Given, Result], lru_cache(maxsize=most)(asked))

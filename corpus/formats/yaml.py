"""A text in YAML → mappings, lists and strings, read by PyYAML: every value as it is written, with the line on which
each mapping begins.

Anchors are refused, because with them a few lines can stand for an endless text. https://yaml.org/spec/1.2.2/ describes
the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import yaml

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

DEEPEST = 20  # values within values


class YamlError(Exception):
    """What cannot be read, by its line (from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class _Loader(yaml.BaseLoader):  # type: ignore[misc]  # it tells no types
    """PyYAML's reader of values as they are written, without anchors and not too deep."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        if getattr(event, "anchor", None) is not None or self.depth > DEEPEST:
            raise YamlError(event.start_mark.line + 1)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parsed(text: str) -> tuple[Node, Mapping[int, int]]:
    """What a text says, and by the identity of each mapping in it the line on which that begins. Raises YamlError."""
    begun: dict[int, int] = {}
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        return (_said(root, begun) if root is not None else ""), begun
    except yaml.MarkedYAMLError as error:
        raise YamlError(_line(error, text)) from None
    except yaml.reader.ReaderError as error:  # a sign that no YAML has
        raise YamlError(text.count("\n", 0, error.position) + 1) from None
    except (ValueError, OverflowError):  # no such sign: "\UFFFFFFFF"
        raise YamlError(loader.line + 1) from None


def _said(node: Any, begun: dict[int, int]) -> Node:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_said(one, begun) for one in node.value]
    made = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError(key.start_mark.line + 1)
        made[str(key.value)] = _said(value, begun)
    begun[id(made)] = node.start_mark.line + 1
    return made


def _line(error: Any, text: str) -> int:
    """Where a text went wrong: at the sign that does not fit, or, where that is its end, at what was begun and never closed."""
    at = error.problem_mark or error.context_mark
    ended = error.context_mark is not None and at.index >= len(text.rstrip())
    return int((error.context_mark if ended else at).line) + 1

"""Papers from references in YAML: CSL's (Better BibTeX's "Better CSL YAML", Pandoc's ``references``), a list of records, or the one record of Papis.

PyYAML reads every value as it is written. Anchors are refused, because with them a few lines can stand for an endless text.
https://yaml.org/spec/1.2.2, https://pandoc.org/MANUAL.html#citations and https://papis.readthedocs.io describe them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from corpus.errors import CorpusError, UnreadableError
from corpus.formats.cells import OF_CSL
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.json import jsonrows
from corpus.formats.json.jsonrecords import fields_of
from corpus.formats.opening.decoding import text_of
from corpus.models import Parsed
from corpus.patterns import late

LONGEST = 16 * 1024 * 1024  # bytes; two thousand abstracts have four million
_LISTED = late(
    r"\A(?:---[^\n]*\n)?(?:\s*#[^\n]*\n)*(?:references:[ \t]*\n)?[ \t]*- [ \t]*(?:id|type|title|author|DOI):"
)
_TITLED = late(r"^[ \t-]*title:", re.MULTILINE)
_NAMED = late(r"^(title|author|author_list|doi|year|journal|abstract|files|papis_id):", re.MULTILINE)
# what stands above a note in Markdown, as Obsidian and a researcher's own pages have it
_FRONT = late(r"\A---[ \t]*\n(?P<said>(?:(?!---)[^\n]*\n)+)---[ \t]*(?:\n|\Z)")
_OF_ONE = frozenset({"author", "author_list", "doi", "year"})
# what a program's settings and a site's own pages have not, which have a title, an author and a year, too
_OF_WORKS = frozenset({"author_list", "doi", "journal", "abstract", "files", "papis_id"})
_SIGNS = frozenset("doi pmid author authors abstract journal container-title year issued published".split())
_OF_PAPIS = frozenset({"author_list", "papis_id", "files"})  # whose types are BibTeX's
_ENDS = ("---", "...")
Node: TypeAlias = "str | list[Node] | dict[str, Node]"
DEEPEST = 20  # values within values


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is references in YAML."""
    if _LISTED.match(head):
        return _TITLED.search(head) is not None
    if front := _FRONT.match(head):
        return {"title", "doi"} <= set(_NAMED.findall(front["said"]))
    named = set(_NAMED.findall(head))
    return (
        "title" in named
        and len(named & _OF_ONE) > 1
        and not _OF_WORKS.isdisjoint(named)
        and "\n---" not in head.strip().strip("-.")
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text, collector = text_of(path, LONGEST).rstrip(), Collector(reading)
    if front := _FRONT.match(text):
        text = front["said"]
    while text.endswith(_ENDS):
        text = text[:-3].rstrip()
    try:
        whole, lines = parsed(text)
    except YamlError as error:
        raise CorpusError(
            f"{path.name}, line {error.line}: this is not YAML as it should be; export the references as RIS, BibTeX or CSL-JSON."
        ) from None
    listed = whole.get("references", whole) if isinstance(whole, dict) else whole
    records = listed if isinstance(listed, list) else [listed]
    if not any(map(_is_reference, records)):
        raise UnreadableError(
            f"{path.name} is YAML of a kind that is not read; export the references as RIS, BibTeX or CSL-JSON."
        )
    for record in records:
        line, raw = lines.get(id(record), 1), str(record)
        try:
            if not isinstance(record, dict):
                raise RefusedError("it is not a reference with its fields")
            made = _as_json(record)
            collector.take(line, fields_of(made) if _OF_PAPIS.isdisjoint(record) else jsonrows.fields(made), raw)
        except RefusedError as refusal:
            collector.refuse(line, str(refusal), raw)
    return collector.parsed(path.name)


def _is_reference(record: Node) -> bool:
    """Whether a record tells more of a work than its title, as no list of a site's pages or of a program's steps does."""
    if not isinstance(record, dict):
        return False
    return record.get("type") in OF_CSL or not _SIGNS.isdisjoint(map(str.casefold, record))


def _as_json(record: dict[str, Node]) -> dict[str, Any]:
    """A record as JSON has it: its day in CSL's parts; the number that names it in its file is none of its own."""
    made: dict[str, Any] = {name: value for name, value in record.items() if name != "id"}
    for name, value in made.items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict) and "year" in first:
            parts = [first[part] for part in ("year", "month", "day") if part in first]
            made[name] = {"date-parts": [parts]}
    if "author_list" in made:
        made["authors"] = made.pop("author_list")
        made.pop("author", None)
    return made


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

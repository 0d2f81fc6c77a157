"""Filters for rows of the log, combined freely, in one server, and the SQL for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from corpus.models import Model
from corpus.patterns import late
from index.terms.words import RUN, bigrams, is_run, may_have_run

Thought = Literal["helpful", "not helpful", "reported"]
_PIECE = late(rf"(?P<run>[{RUN}]+)|(?P<word>[^\W{RUN}]+)|(?P<sign>[^\w\s])")
_WESTERN = late(r"(?P<run>(?!))|(?P<word>\w+)|(?P<sign>[^\w\s])")  # of a text without kanji and kana
_COMMON = frozenset(".,;:()[]{}/\\<>“”„\"'‘’`´–—-·…|*#")
_GAP = "uu"  # a word that no sign has
# By an id or the beginning of one (``:id``), letters and digits: found in the index, while GLOB would read every row.
BY_ID = "id >= :id AND id < :id || 'zzz' ORDER BY id LIMIT 2"


class Selection(Model):
    """Filters for the rows of one server; ``server`` None: direct messages and the terminal. ``everywhere``: all
    servers, only for the operator.

    ``since`` is included, ``until`` is not. ``text``: words and signs that must all occur in the question or the
    answer; case and accents do not matter. The last word may be incomplete ("metast"); kanji and kana are also found
    inside a sentence.
    """

    server: str | None = None
    everywhere: bool = False
    text: str = ""
    outcome: str | None = None
    kind: str | None = None
    thought: Thought | None = None
    paper: str | None = None
    surface: str | None = None
    asker: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def told(self) -> str:
        """The selection in a few words, for the record of who read what; it does not repeat the words searched for."""
        said = self.model_dump(exclude={"server", "everywhere", "text", "asker"}, exclude_none=True)
        parts = [
            f"{name} {f'{value:%Y-%m-%d %H:%M} UTC' if isinstance(value, datetime) else value}"
            for name, value in said.items()
        ]
        parts += ["words"] * bool(self.text) + ["one asker"] * bool(self.asker)
        return ", ".join(parts) or "everything"


class PageEnd(NamedTuple):
    """The last row of a page; the next page begins after it."""

    asked_at: str
    number: int


class Sql(NamedTuple):
    """The parts of a query: tables, conditions, values and order."""

    tables: str
    where: str
    values: dict[str, object]
    order: str


def sql_of(selection: Selection, after: PageEnd | None = None) -> Sql:
    """The query for a selection, newest first; the table of answers is named ``a`` in it."""
    tables, order = "answers a", "a.asked_at DESC, a.number DESC"
    conditions, values = _plain(selection)
    if selection.paper:
        tables = "quotes q JOIN answers a ON a.number = q.answer"
        conditions.append(
            "q.key = :paper AND q.position = (SELECT min(p.position) FROM quotes p WHERE p.answer = q.answer AND p.key = q.key)"
        )
        values["paper"], order = selection.paper, "q.answer DESC"
    words = _matching(selection)
    if unfindable(selection.text):
        conditions.append("false")
    elif words and selection.paper:
        conditions.append("a.number IN (SELECT rowid FROM answers_text WHERE answers_text MATCH :words)")
    elif words:
        tables, order = "answers_text t JOIN answers a ON a.number = t.rowid", "t.rowid DESC"
        conditions.append("answers_text MATCH :words")
    if words:
        values["words"] = words
    if after:
        conditions.append(
            "(a.asked_at, a.number) < (:after, :number)"
            if order.startswith("a.")
            else f"{order.split()[0]} < :number"
        )
        values |= {"after": after.asked_at, "number": after.number}
    return Sql(tables, " AND ".join(conditions) or "true", values, order)


def _plain(selection: Selection) -> tuple[list[str], dict[str, object]]:
    """The conditions on columns of ``answers``, with their values."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    if not selection.everywhere:
        conditions.append("a.server IS :server")
        values["server"] = selection.server
    for name in ("outcome", "kind", "surface", "asker"):
        if (value := getattr(selection, name)) is not None:
            conditions.append(f"a.{name} = :{name}")
            values[name] = value
    for name, sign in (("since", ">="), ("until", "<")):
        if (moment := getattr(selection, name)) is not None:
            conditions.append(f"a.asked_at {sign} :{name}")
            values[name] = written(moment)
    if selection.thought:
        conditions.append(_THOUGHT[selection.thought])
    return conditions, values


_THOUGHT = {
    "helpful": "a.id IN (SELECT answer FROM feedback WHERE helpful = 1)",
    "not helpful": "a.id IN (SELECT answer FROM feedback WHERE helpful = 0)",
    "reported": "a.id IN (SELECT answer FROM reports)",
}


def _matching(selection: Selection) -> str:
    """An FTS5 query for all words, signs and runs of kanji or kana, the last word as a prefix, in the server; ""
    without a text.

    The rows are limited to the server elsewhere too; here it avoids reading the words of all other servers.
    """
    found = _searched(selection.text)
    inside = "" if selection.everywhere or not selection.server else f'server : "{selection.server}" AND '
    return f"{inside}{' AND '.join(found)}" if found else ""


def unfindable(text: str) -> str | None:
    """A sentence that says why nothing can be searched for, if the text has only signs that occur in nearly every row;
    else None.
    """
    if not text.strip() or _searched(text):
        return None
    return (
        "There is nothing in that which I can look for: full stops, commas, quotation marks and the like stand in nearly every row. "
        "Search for a word, the beginning of one, or a sign such as % or 🙏."
    )


def pairs_of(question: str, text: str) -> str:
    """The words that the full-text index would otherwise miss in a question and its answer: pairs of kanji and kana,
    words that touch them, and signs.
    """
    return " ".join(_pairs(f"{question}\n{text}"))


def _pairs(text: str) -> Iterator[str]:
    """The words to keep, in order, with ``_GAP`` between two that are not adjacent."""
    end = 0
    for piece in (_PIECE if may_have_run(text) else _WESTERN).finditer(text):
        if piece["word"] and not _touches_run(text, piece):
            continue
        words = _words(piece)
        if words and end and piece.start() != end:
            yield _GAP
        yield from words
        if piece["run"] and words:  # so that a search for one character finds the last one, too
            yield words[-1][-1]
        end = piece.end() if words else end


def _searched(text: str) -> list[str]:
    """The parts of an FTS5 query for a text."""
    pieces = list(_PIECE.finditer(text))
    found, signs, end = list[str](), list[str](), -1
    for piece in pieces:
        if signs and (not piece["sign"] or piece.start() != end):
            found.append(_phrase("pairs", signs))
            signs = []
        words = _words(piece)
        end = piece.end() if words else end
        if piece["sign"]:
            signs += words
        elif piece["run"] and words:
            found.append(_phrase("pairs", words, cut=len(words) == 1))
        elif words:
            found.append(_phrase("{question text pairs}", words, cut=piece is pieces[-1]))
    return [*found, *([_phrase("pairs", signs)] if signs else [])]


def _touches_run(text: str, piece: re.Match[str]) -> bool:
    return is_run(text[piece.end() : piece.end() + 1]) or is_run(text[max(0, piece.start() - 1) : piece.start()])


def _words(piece: re.Match[str]) -> list[str]:
    """A piece of text as words of the index; empty for a sign that occurs in nearly every row or only changes another
    character.
    """
    if piece["word"]:
        return [piece["word"]]
    same = unicodedata.normalize("NFKC", piece[0])
    if piece["run"]:
        return [same[start:end] for start, end in bigrams(same) if not _is_mark(same[start])]
    seen = (sign for sign in same if sign not in _COMMON and not _is_mark(sign))
    return [f"u{ord(sign):x}" for sign in seen]


def _is_mark(sign: str) -> bool:
    """True for characters that are invisible or only change how another one looks."""
    return unicodedata.category(sign)[0] in "CMZ"


def _phrase(columns: str, words: Sequence[str], cut: bool = False) -> str:
    return f'{columns} : "{" ".join(words)}"{" *" if cut else ""}'


def written(moment: datetime) -> str:
    """A time in the form that rows hold (ISO 8601, UTC, microseconds)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def written_now() -> str:
    """The present time in the same form."""
    return written(datetime.now(UTC))

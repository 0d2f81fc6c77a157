"""What a browser may be shown of the logbook: every table and column, how it is read, and what it means.

A column that is not named here is not copied, so that a later one of the logbook stays hidden until somebody decides.
"""

from __future__ import annotations

from corpus.models import Model

LONGEST = 60_000  # characters of a cell; “marrow log show” has all of it


class Column(Model):
    """A column of the copy: ``kind`` is its SQL type, ``value`` the SQL it is read with. ``naming``: it leads to a person."""

    name: str
    kind: str
    value: str
    about: str
    naming: bool = False

    @property
    def read(self) -> str:
        """The SQL that reads it; a text as far as ``LONGEST``, so that no row is larger than a page may be asked for."""
        return self.value if self.kind in ("INTEGER", "REAL") else f"substr({self.value}, 1, {LONGEST})"


class Table(Model):
    """A table of the copy; ``source`` is what follows FROM, ``indexes`` the columns that are looked up."""

    name: str
    about: str
    source: str
    columns: tuple[Column, ...]
    indexes: tuple[str, ...]

    def shown(self, names: bool) -> tuple[Column, ...]:
        """Its columns; those that lead to a person only with ``names``."""
        return tuple(column for column in self.columns if names or not column.naming)


def _text(name: str, about: str, value: str = "") -> Column:
    return Column(name=name, kind="TEXT", value=value or f"a.{name}", about=about)


def _words(name: str, about: str, of: str = "a") -> Column:
    """A column with words of the question or its answer: empty where the logbook withholds them."""
    return _text(name, about, f"CASE WHEN a.withheld IS NULL THEN {of}.{name} ELSE '' END")


def _listed(name: str, about: str) -> Column:
    """Like ``_words``, a list as JSON."""
    return _text(name, about, f"CASE WHEN a.withheld IS NULL THEN a.{name} ELSE '[]' END")


def _whole(name: str, about: str, value: str) -> Column:
    return Column(name=name, kind="INTEGER", value=value, about=about)


def _naming(name: str, about: str, of: str = "a") -> Column:
    return Column(name=name, kind="TEXT", value=f"{of}.{name}", about=about, naming=True)


_OF = Column(name="answer", kind="TEXT REFERENCES answers (id)", value="a.id", about="The answer it belongs to.")
_OURS = "(:everywhere OR a.server IS :server)"

ANSWERS = Table(
    name="answers",
    about="One row for every question, as it was answered.",
    source=f"log.answers a WHERE {_OURS} ORDER BY a.asked_at, a.number",
    columns=(
        Column(name="id", kind="TEXT PRIMARY KEY", value="a.id", about="What “marrow log show” takes."),
        _text("asked_at", "When, in UTC."),
        _text("day", "The day of it, in UTC.", "substr(a.asked_at, 1, 10)"),
        _words("question", "As it was asked; empty where the words are withheld."),
        _text("outcome", "answered, related, nothing, help or refused."),
        _words("text", "What the asker was shown."),
        _listed("dois", "The DOIs beside it, in order."),
        _text("kind", "The kind of question: content, definition, record …"),
        _text("surface", "Where it was asked: command, mention, terminal …"),
        Column(name="latency_ms", kind="REAL", value="a.latency_ms", about="How long the answer took, in ms."),
        _listed("matched", "The question's terms that the quotes hold."),
        _listed("unmatched", "Those they do not hold."),
        _listed("unknown_words", "Words that no paper holds."),
        _listed("searched_also", "What was added: abbreviations written out, repaired spellings."),
        _listed("keys", "The papers cited, by DOI or their source's identifier."),
        _listed("runners", "The papers the ranking held, with their scores."),
        _words("reason", "Why it was refused."),
        _text("withheld", "Why no words and no name are kept."),
        _text("library", "The library that was asked."),
        _text("snapshot", "The digest of its papers then."),
        _text("engine", "What ranked."),
        _text("weights", "The weights of the ranking."),
        _text("settings", "The digest of the settings."),
        _text("version", "The version of Marrow."),
        _naming("asker", "A pseudonym, another one in each server."),
        _naming("server", "The server's id; none in direct messages and the terminal."),
        _naming("channel", "The channel's id."),
        _naming("message", "The id of the asker's message."),
        _naming("reply", "The id of ours."),
    ),
    indexes=("asked_at", "day", "outcome", "latency_ms"),
)
QUOTES = Table(
    name="quotes",
    about="The sentences that were quoted, each a slice of its paper's abstract.",
    source=f"log.quotes q JOIN log.answers a ON a.number = q.answer WHERE a.withheld IS NULL AND {_OURS} "
    "ORDER BY q.answer, q.position",
    columns=(
        _OF,
        _whole("position", "Its place in the answer, from 0.", "q.position"),
        _text("text", "Word for word.", "q.text"),
        _text("key", "The paper, by DOI or its source's identifier.", "q.key"),
        _text("doi", "The paper's DOI.", "q.doi"),
        _text("section", "The abstract's section.", "q.section"),
        _whole("sentence", "The sentence's number, from 1.", "q.sentence"),
        _whole("start", "Where it begins in the abstract, in code points.", "q.start"),
        _whole("stop", "Where it ends.", "q.stop"),
    ),
    indexes=("answer", "key"),
)
FEEDBACK = Table(
    name="feedback",
    about="What readers thought of an answer.",
    source=f"log.feedback f JOIN log.answers a ON a.id = f.answer WHERE {_OURS} ORDER BY f.at",
    columns=(
        _OF,
        _whole("helpful", "1: helpful, 0: not.", "f.helpful"),
        _words("reason", "In the reader's words.", "f"),
        _text("at", "When, in UTC.", "f.at"),
        _naming("asker", "The reader's pseudonym.", "f"),
    ),
    indexes=("answer",),
)
REPORTS = Table(
    name="reports",
    about="Answers that a reader thought somebody should look at.",
    source=f"log.reports r JOIN log.answers a ON a.id = r.answer WHERE {_OURS} ORDER BY r.number",
    columns=(
        _OF,
        _words("reason", "In the reader's words.", "r"),
        _text("at", "When, in UTC.", "r.at"),
        _naming("asker", "The reader's pseudonym.", "r"),
    ),
    indexes=("answer",),
)
NOTES = Table(
    name="notes",
    about="What moderators added to an answer.",
    source=f"log.notes n JOIN log.answers a ON a.id = n.answer WHERE {_OURS} ORDER BY n.number",
    columns=(
        _OF,
        _words("note", "In the moderator's words.", "n"),
        _text("at", "When, in UTC.", "n.at"),
        _naming("author", "Who added it.", "n"),
    ),
    indexes=("answer",),
)
GAPS = Table(
    name="gaps",
    about="Words of questions without an answer that the papers do not hold: what might be added next.",
    source="log.day_gaps d LEFT JOIN log.solved s USING (server, word) "
    "WHERE :everywhere OR d.server = coalesce(:server, '') GROUP BY d.day, d.word ORDER BY d.day, d.word",
    columns=(
        _text("day", "The day, in UTC.", "d.day"),
        _text("word", "The missing word.", "d.word"),
        _whole("questions", "How many questions of that day had it.", "sum(d.questions)"),
        _text("solved_by", "The paper or term that closed the gap.", "max(s.by)"),
    ),
    indexes=("word",),
)
TABLES = (ANSWERS, QUOTES, FEEDBACK, REPORTS, NOTES, GAPS)

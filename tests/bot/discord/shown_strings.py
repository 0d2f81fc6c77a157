"""The strings of the code that members may read, and the English words left in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.discord.translator import japanese

ROOT = Path(__file__).parents[3]
# whose strings members read; what the terminal alone says is not among them
ROOMS = (
    "bot/discord", "bot/assistant/message/advice.py", "bot/assistant/compose.py", "bot/assistant/lacking.py", "bot/assistant/turns/likewise.py", "bot/assistant/message/on_answers.py", "bot/assistant/message/on_upkeep.py", "bot/assistant/pinning.py", "bot/assistant/message/smalltalk.py", "bot/assistant/message/work.py", "bot/assistant/papers/verbatim.py",
    "bot/assistant/papers/summaries.py", "bot/assistant/studies/each.py", "bot/privacy.py", "bot/libraries.py", "bot/replay.py",
)  # fmt: skip
OTHERS = (  # what operators read, and the settings of a server's housekeeping
    "running.py", "checking.py", "syncing.py", "client.py", "health.py", "metrics.py", "housekeeping.py", "receiving.py",
)  # fmt: skip
# calls whose strings nobody is shown, or that have tables of their own
UNSEEN = {
    "compile", "late", "going_on", "debug", "info", "warning", "error", "exception", "import_module", "getattr", "describe", "command", "Choice", "ContextMenu",
    "getLogger", "Repeating", "found_json", "StorageError", "GateError", "ValueError", "KeyError", "Group", "TypeVar", "_phrases", "frozenset",
}  # fmt: skip
PROSE = re.compile(r"[A-Za-z]{2,}[,;:.’']* +[A-Za-z“{(]|^[A-Z][a-z]+$")
WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = "Excel xlsx xls LibreOffice ods UTC Marrow Discord DOI PMID ISSN JSON XML CSV TSV PDF RIS UTF BibTeX NBIB gzip Office Windows HTML PubMed EndNote CSL Lines Zotero Crossref Scopus Embase Ovid Medline Web Science RDF MODS MARCXML Citavi ctv bak Elsevier ScienceDirect TEI GROBID PDFs MARC UNIMARC OAI PMH Dublin Core DataCite JATS Central Europe PMC arXiv Atom DBLP Word unixref resumptionToken mrc encoding RefWorks Cochrane Library SINS ORCID ProQuest EBSCOhost RSS PICA HAL NoteExpress CNKI SinoMed Wanfang ReDIF RePEc IDEAS EconPapers Primo PNX CFF YAML Papis Mendeley Wiley IEEE Copernicus BibTeXML JabRef ICTRP WHO DOAJ JSTOR AutoMod doctor Embed marrow".split()


def literal(node: ast.AST) -> str | None:
    """A string of the code; the slots of an f-string become ⟦1⟧, ⟦2⟧ …"""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    slots = iter(range(1, 99))
    return "".join(str(p.value) if isinstance(p, ast.Constant) else f"⟦{next(slots)}⟧" for p in node.values)


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def strings(node: ast.AST) -> Iterator[str]:
    """The strings below a node that may be shown: no docstrings, no annotations, no calls that show nothing."""
    if isinstance(node, ast.Call) and called(node) in UNSEEN:
        return
    if (text := literal(node)) is not None:
        yield text
    hidden = {id(getattr(node, name, None)) for name in ("annotation", "returns")}
    for child in ast.iter_child_nodes(node):
        document = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        inner = isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)
        if not document and not inner and id(child) not in hidden:
            yield from strings(child)


# what stands in a reference stays; what is said of it elsewhere does not
CITED = ROOT / "bot" / "assistant" / "citing.py"


def rooms() -> Iterator[Path]:
    """The files whose strings members may read."""
    for room in ROOMS:
        path = ROOT / room
        yield from (
            one for one in (sorted(path.rglob("*.py")) if path.is_dir() else [path]) if one.name not in OTHERS
        )


def answering() -> Iterator[Path]:
    """The files whose sentences answers from records, tables and comparisons are composed of."""
    named = (
        "fields",
        "papers/tables",
        "studies/comparing",
        "reply",
        "telling/lists",
        "telling/values",
        "telling/authors",
        "telling/tell",
        "telling/choosing",
        "studies/participants",
        "studies/asides",
        "studies/conducted",
        "further",
    )
    yield from (ROOT / "bot" / "assistant" / f"{name}.py" for name in named)
    yield from (
        ROOT / "bot" / "recording.py",
        ROOT / "bot" / "storage" / "reviewed.py",
        ROOT / "bot" / "assistant" / "wording.py",
        ROOT / "bot" / "assistant" / "replying.py",
        ROOT / "bot" / "patients" / "signs.py",
        ROOT / "corpus" / "looking.py",
        ROOT / "corpus" / "files.py",
        ROOT / "corpus" / "joining.py",
        ROOT / "corpus" / "store.py",
        ROOT / "corpus" / "taking.py",
        *sorted((ROOT / "corpus" / "formats").rglob("*.py")),
        *sorted((ROOT / "corpus" / "page").glob("*.py")),
        *sorted((ROOT / "corpus" / "watching").glob("*.py")),
        ROOT / "bot" / "storage" / "selection.py",
        ROOT / "index" / "sentences" / "quantities.py",
        ROOT / "corpus" / "citing" / "__init__.py",
    )
    yield from (
        ROOT / "bot" / "assistant" / "reading" / f"{name}.py" for name in ("periods", "filters", "designs")
    )


@cache
def said() -> dict[str, str]:
    """Every string of the rooms that looks like words, with where it stands."""
    found: dict[str, str] = {}
    for file in rooms():
        for text in strings(ast.parse(file.read_text("utf-8"))):
            if PROSE.search(text):
                found.setdefault(text, str(file.relative_to(ROOT)))
    return found


def english_left(text: str) -> list[str]:
    """The English words in a text, but for names, commands, options, code and what stands in quotation marks."""
    bare = re.sub(r"“[^”]*”|「[^」]*」|（[^）]*）|\"[^\"]*\"|`[^`]*`|<[^>]*>", " ", text)
    bare = re.sub(
        r"/[a-z-]+(?: [a-z-]+)?|\b\w+:[\w…]*|\b[\w.]+_[\w.]+|\b\d[!-~]*|[@-]\w+", " ", bare, flags=re.ASCII
    )
    return [word for word in WORD.findall(bare) if word not in NAMES]


def english_in(text: str) -> list[str]:
    """The same, in brackets, too: of a text in which what is not ours is blanked or stands in quotation marks."""
    return english_left(re.sub(r"[（）]|(?<!\w)\.\w+|https?://\S+|(?<![0-9A-Za-z])[0-9a-f]{8,64}", " ", text))


def in_japanese(text: str) -> bool:
    """Whether a string has its Japanese: as a line of a message, as a label, or where it stands in a sentence."""
    tongue = japanese()
    ways = (tongue.label, tongue.phrase, tongue.message)
    return any((shown := say(text)) != text and not english_left(shown) for say in ways)


def whole(text: str) -> str:
    """A string as a sentence: without what may stand before or behind it."""
    text = re.sub(r"\{[a-z0-9]+\}", "⟦9⟧", text).strip()
    return re.sub(r"(?<=[.?!])\s?⟦\d+⟧(?=\s|$)|^⟦\d+⟧\s(?=[A-Z])", "", text)


# parts of sentences, and words that nobody is shown
PARTS = frozenset(
    (
        "cited by", "filled in", "viewed by", " and no ", "; of your words they hold ⟦1⟧", "; they hold none of your words", "You asked: ",
        "The papers here are in English, and I read words, not languages", "do not say ⟦1⟧", "give no ⟦1⟧", "do not use the word⟦1⟧ ⟦2⟧", "⟦1⟧I cannot tell whether ⟦2⟧ state ⟦3⟧", "the sentences ⟦1⟧",
        "No sentence of ⟦1⟧ gives that:\n⟦2⟧", "further paper",
        "⟦1⟧ not shown: name a paper, or narrow with author:, year: or type:.", "one line", "What does ⟦1⟧ mean?", "first response", "in place",
        "to all", " I look in ⟦1⟧ first.", "⟦1⟧From ⟦2⟧, snapshot ⟦3⟧. This is answer ⟦4⟧.", "; ⟦1⟧ wait to be taken in", "last read ⟦1⟧ UTC",
        "never read yet", "1 question of yours is", "⟦1⟧ questions of yours are", "⟦1⟧ ⟦2⟧ of my messages ⟦3⟧ gone with them.⟦4⟧", "The library⟦1⟧ has changed: ⟦2⟧.", "The library “⟦1⟧” holds ⟦2⟧ now", "where it is from.json",
        "marrow log export --server ⟦1⟧ --format ⟦2⟧ --out log.⟦3⟧", " and under the answer", "; it stands under the answer",
        "The list was not made", "⟦1⟧ cannot be written: ⟦2⟧.", "The answer ⟦1⟧ was not asked again", "⟦1⟧ I was to answer in ⟦2⟧ deleted; the next allow: or disallow: takes that off the list", "Asked again of ⟦1⟧: ⟦2⟧", "direct messages", " of “⟦1⟧”", "Summary", "What does ",
        "This removes ⟦1⟧ of your questions with their answers, and your feedback, reports and notes, from my records, for good.⟦2⟧ ⟦3⟧ "
        "My answers in channels may quote your questions: the second button deletes those messages too.",
    )
)  # fmt: skip

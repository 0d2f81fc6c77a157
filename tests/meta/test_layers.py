"""The house's walls: imports run corpus ← index ← bot, and each library has one room."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from setuptools import find_namespace_packages

from tests.meta.trees import parsed

ROOT = Path(__file__).parents[2]
ALLOWED = {"corpus": {"corpus"}, "index": {"corpus", "index"}, "bot": {"corpus", "index", "bot"}}
# Inside bot: what the assistant says knows no surface and no database, what is kept knows no surface and no assistant.
_SURFACES = ("bot.discord", "bot.terminal", "bot.browsing")
_ROOMS = ("bot.assistant", "bot.storage", *_SURFACES, "bot.service")
INSIDE = {
    "bot/assistant/": ("bot.storage", *_SURFACES, "bot.service", "bot.config"),
    "bot/storage/": ("bot.assistant", *_SURFACES, "bot.service"),
    "bot/discord/": ("bot.terminal",),
    "bot/config.py": _ROOMS,
    "bot/settings.py": _ROOMS,
    "bot/models.py": _ROOMS,
}
# The rooms of the assistant and of the index: each knows those before it, and none knows what joins them.
IN_ORDER = [f"bot.assistant.{room}" for room in ("reading", "message", "telling", "turns", "papers", "studies")]
IN_INDEX = [f"index.{room}" for room in ("sentences", "terms", "finding", "questions")]
JOIN_THEM = tuple(f"bot.assistant.{name}" for name in ("assistant", "content", "replying"))
INSIDE |= {
    f"{room.replace('.', '/')}/": (*IN_ORDER[number + 1 :], *JOIN_THEM) for number, room in enumerate(IN_ORDER)
}
INSIDE |= {
    f"{room.replace('.', '/')}/": (*IN_INDEX[number + 1 :], "index.library")
    for number, room in enumerate(IN_INDEX)
}
LONGEST, LONGEST_FUNCTION = 300, 40  # lines of a module, and of a function
ROOMS = {
    "rank_bm25": ("index/ranking/bm25.py",),
    "Stemmer": ("index/terms/analyzer.py",),
    "tantivy": ("index/ranking/tantivy_engine.py",),
    "opensearchpy": ("index/cluster/",),
    "aiosqlite": ("bot/storage/",),
    "sqlite3": ("bot/storage/", "bot/browsing/"),
    "aiohttp": ("corpus/fetching.py", "bot/discord/"),
    "discord": ("bot/discord/",),
    "citeproc": ("corpus/citing/",),
    "typer": ("bot/terminal/", "bot/__main__.py"),
    "rich": ("bot/terminal/",),
    "bibtexparser": ("corpus/formats/text/bibtex.py",),
    "defusedxml": ("corpus/formats/", "corpus/citing/__init__.py"),
    "lxml": ("corpus/formats/",),
    "bs4": ("corpus/formats/",),
    "datasette": ("bot/browsing/",),
    "uvicorn": ("bot/browsing/",),
    "prometheus_client": ("bot/discord/metrics.py",),
    "matplotlib": ("bot/charting.py",),
}
_LOOKED_AT = (ast.Import, ast.ImportFrom, ast.Constant)
FILES = [path for top in ALLOWED for path in sorted((ROOT / top).rglob("*.py"))]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The imports of a file and the texts in it, wherever they stand."""
    return tuple(node for node in ast.walk(parsed(path)) if isinstance(node, _LOOKED_AT))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The full names of all modules a file imports, also inside functions."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def ours(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Those of our modules that some lines of a file import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
            yield from inner or {node.module} & MODULES.keys()


def here(path: Path) -> str:
    return str(path.relative_to(ROOT))


def named(path: Path) -> str:
    """What a file is imported as."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {named(path): path for path in FILES}
# The rooms within the three, and who imports all of a room's modules because it is their list.
DOORS = {name for name, path in MODULES.items() if name.count(".") == 1 and path.name == "__init__.py"} - {
    "index.kept"
}
KNOWS_ALL = {"corpus.files": "corpus.formats"}


def test_imports_run_one_way() -> None:
    rooms = set(ALLOWED) | {"tests"}
    wrong = {
        here(p): {name.split(".")[0] for name in imported(p)} & rooms - ALLOWED[p.relative_to(ROOT).parts[0]]
        for p in FILES
    }
    assert {file: tops for file, tops in wrong.items() if tops} == {}


def test_rooms_keep_their_order() -> None:
    wrong = [
        f"{here(path)} may not import {name}"
        for path in FILES
        for room, closed in INSIDE.items()
        if here(path).startswith(room)
        for name in imported(path)
        if name.startswith(closed)
    ]
    assert wrong == []


def test_a_room_is_entered_by_its_front_door() -> None:
    """Other rooms import what a room's `__init__` holds, and the modules that its docstring names; and it names no others."""
    entered: dict[str, set[str]] = {room: set() for room in DOORS}
    for path in FILES:
        for name in ours(nodes(path)):
            room = ".".join(name.split(".")[:2])
            if room in DOORS and room not in (_room_of(path), KNOWS_ALL.get(named(path))):
                entered[room].add(name.removeprefix(room).removeprefix("."))
    assert {room: names - {""} for room, names in entered.items()} == {room: _opened(room) for room in DOORS}


def _room_of(path: Path) -> str:
    return ".".join(named(path).split(".")[:2])


def _opened(room: str) -> set[str]:
    """The modules that a room's docstring names between single backticks."""
    said = ast.get_docstring(parsed(MODULES[room])) or ""
    return {name for name in re.findall(r"(?<!`)`([\w.]+)`(?!`)", said) if f"{room}.{name}" in MODULES}


def test_no_import_goes_in_a_circle() -> None:
    """Each module is read after those it imports at its top."""
    needs = {name: set(ours(parsed(path).body)) - {name} for name, path in MODULES.items()}
    while free := {name for name, others in needs.items() if not others}:
        needs = {name: others - free for name, others in needs.items() if name not in free}
    assert needs == {}


def test_a_module_that_is_named_in_a_text_is_there() -> None:
    """A process is started by the name of its module, which no checker follows."""
    name = re.compile(r"(?:bot|corpus|index)(?:\.[a-z_]+)+(?<!\.lock)")
    texts = {node.value for path in FILES for node in nodes(path) if isinstance(node, ast.Constant)}
    assert {one for one in texts if isinstance(one, str) and name.fullmatch(one)} - MODULES.keys() == set()


def test_what_asks_nobody_starts_without_an_http_client() -> None:
    """It takes a fifth of a second to import, for each file that is taken in and for each command."""
    reached, news = (
        set[str](),
        {"corpus.taking", "corpus.looking", "bot.terminal.completing", "bot.terminal.watching"},
    )
    while news:
        reached |= news
        news = {name for one in news for name in ours(parsed(MODULES[one]).body)} - reached
    assert "corpus.fetching" not in reached


# A switch that a person is told to use, unless it stands in a whole command ("marrow log rotate --anew").
SWITCH = re.compile(r"(?<!marrow)[\w.,;:] --[a-z]")


def test_the_terminals_switches_are_named_in_its_own_room_alone() -> None:
    """What the other rooms say is read in Discord too, where there are none."""
    named = {
        f"{here(path)}: {node.value[:80]}"
        for path in FILES
        if not here(path).startswith(("bot/terminal/", "bot/browsing/"))
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if SWITCH.search(node.value) and "marrow " not in node.value and not node.value.startswith(" --")
    }
    assert named == set()


def test_no_module_is_long() -> None:
    files = [*FILES, *sorted((ROOT / "tests").rglob("*.py"))]
    long = {here(p): n for p in files if (n := len(p.read_text("utf-8").splitlines())) > LONGEST}
    assert long == {}, f"more than {LONGEST} lines: move what belongs together into a file of its own beside it"


def test_no_function_is_long() -> None:
    long = {
        f"{here(path)}: {node.name}"
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == set(), f"more than {LONGEST_FUNCTION} lines: give its parts names"


def test_a_module_gives_each_name_once() -> None:
    twice = [
        f"{here(path)}: {name}" for path in FILES for name, count in Counter(_given(path)).items() if count > 1
    ]
    assert not twice, f"the last value of a name hides those before it: {twice}"


def _given(path: Path) -> list[str]:
    body = parsed(path).body
    targets = [target for one in body if isinstance(one, ast.Assign) for target in one.targets]
    targets += [one.target for one in body if isinstance(one, ast.AnnAssign)]
    return [
        one.id
        for target in targets
        for one in ast.walk(target)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    ]


def test_each_library_stays_in_its_room() -> None:
    wrong = [
        f"{name} may not be imported by {here(path)}"
        for path in FILES
        for name in imported(path)
        if (rooms := ROOMS.get(name.split(".")[0])) is not None and not here(path).startswith(rooms)
    ]
    assert wrong == []


def test_every_package_is_installed_and_nothing_else() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    found = set(find_namespace_packages(str(ROOT), **settings["packages"]["find"]))
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in FILES if path.name == "__init__.py"}
    assert packages - found == set()
    assert {package.split(".")[0] for package in found} == {"bot", "corpus", "index"}
    data = {
        file.relative_to(ROOT)
        for package in ("bot", "corpus", "index")
        for file in (ROOT / package).rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc", ".so")
    }
    listed = {
        file.relative_to(ROOT)
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for file in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    assert data - listed == set()

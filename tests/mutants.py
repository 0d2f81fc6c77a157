"""``python -m tests.mutants [NAME …]``: are small faults in what keeps the promises caught by the tests that hold it?

Mutmut changes a sample of places in each module, the same ones at every run, in a copy of the checkout, and runs against
each change, in one process, those of the module's tests that come by it, until one fails. It changes functions only:
weights and thresholds are held by ``tests/index/pinned.py``. What survives is printed with the line to see it by;
CONTRIBUTING says why it may.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT, SEED, SAMPLE, PATIENCE = Path(__file__).parents[1], 20261126, 60, 3600
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
SOURCES = ("bot", "corpus", "index")


def _of(folder: str, names: str) -> list[str]:
    """The files of tests with these names, given with blanks between, in a folder of ``tests``."""
    return [f"tests/{folder}/test_{name}.py" for name in names.split()]


HELD = {  # what keeps a promise: its module, and the fewest tests that hold it, quick ones (a change costs about a second)
    "gate": (
        "bot/assistant/gate.py",
        _of("bot/assistant", "gate gate_links verdicts tables status"),
    ),
    "verdicts": (
        "bot/assistant/papers/verdicts.py",
        _of("bot/assistant", "verdicts verdicts_marks"),
    ),
    "outcome": (
        "index/finding/outcome.py",
        _of("index", "judging judging_alone loose outcome decision pinned"),
    ),
    "decisions": (
        "index/finding/features.py",
        _of("index", "features features_figures decision opposites"),
    ),
    "evidence": (
        "index/finding/evidence.py",
        _of("index", "scores scores_works evidence evidence_stated decision"),
    ),
    "scoring": (
        "index/finding/scoring.py",
        _of("index", "scores scores_works evidence decision"),
    ),
    "contrasts": (
        "index/sentences/contrasts.py",
        _of("index", "contrasts"),
    ),
    "access": (
        "bot/discord/access.py",
        _of("bot/discord", "access readiness setup setup_refused weekly"),
    ),
    "privacy": (
        "bot/privacy.py",
        [
            "tests/bot/test_privacy.py",
            "tests/bot/discord/test_setup.py",
            "tests/bot/discord/test_setup_refused.py",
        ],
    ),
    "spool": (
        "bot/storage/spool.py",
        _of("bot/storage", "spool_file spool_going spool forgetting standing"),
    ),
    "spooled": (
        "bot/storage/spooled.py",
        _of("bot/storage", "spool_file spool_going spool forgetting wishes"),
    ),
    "inserting": (
        "bot/storage/inserting.py",
        _of("bot/storage", "inserting spool"),
    ),
    "retention": (
        "bot/storage/retention.py",
        ["tests/bot/storage/test_retention.py", "tests/bot/storage/test_retention_future.py"],
    ),
    "pinning": ("bot/assistant/pinning.py", ["tests/bot/assistant/test_pinning.py"]),
    "answering": ("bot/answering.py", ["tests/bot/test_answering.py"]),
    "pace": ("bot/discord/pace.py", _of("bot/discord", "pace under_way")),
    "exporting": ("bot/storage/exporting.py", ["tests/bot/storage/test_exporting.py"]),
    "checked": ("corpus/checked.py", ["tests/corpus/test_checked.py", "tests/index/test_damage.py"]),
    "characters": ("corpus/characters.py", ["tests/corpus/test_characters.py"]),
    "doi": ("corpus/doi.py", ["tests/corpus/test_doi.py"]),
    "private": ("corpus/private.py", ["tests/corpus/test_private.py"]),
    "patients": ("bot/patients/signs.py", ["tests/bot/test_patients.py", "tests/bot/test_patients_kinds.py"]),
    "guards": (
        "bot/discord/guards.py",
        [
            f"tests/bot/discord/{name}.py"
            for name in (
                "log/test_readers",
                "log/test_records",
                "pinning/test_choosing",
                "test_channels",
                "test_corpus",
                "test_looking",
            )
        ],
    ),
    "reaching": ("corpus/reaching.py", ["tests/corpus/test_reaching.py"]),
    "harmless": ("bot/harmless.py", _of("bot", "harmless ownership config")),
    "ownership": ("bot/ownership.py", ["tests/bot/test_ownership.py"]),
    "pseudonyms": (
        "bot/storage/pseudonyms.py",
        ["tests/bot/storage/test_pseudonyms.py", "tests/bot/storage/test_keys.py"],
    ),
    "collecting": (
        "corpus/formats/collecting.py",
        [
            "tests/corpus/formats/test_collecting.py",
            "tests/corpus/test_merging.py",
            "tests/corpus/test_merging_again.py",
        ],
    ),
    "messages": ("bot/discord/text.py", ["tests/bot/discord/test_text.py", "tests/bot/discord/test_pages.py"]),
    "retractions": (
        "corpus/retractions.py",
        [f"tests/{name}.py" for name in ("corpus/test_retractions", "corpus/test_noticed", "index/test_notices")],
    ),
    "noticed": ("corpus/noticed.py", ["tests/corpus/test_noticed.py", "tests/index/test_notices.py"]),
    "cleaner": ("corpus/cleaning/__init__.py", ["tests/corpus/cleaning"]),
    "taking": ("corpus/taking.py", ["tests/corpus/test_taking.py"]),
    "watching": (
        "corpus/watching/watch.py",
        ["tests/corpus/watching/test_watch.py", "tests/corpus/watching/test_any_page.py"],
    ),
    "awaiting": (
        "bot/discord/awaiting.py",
        [f"tests/bot/discord/test_awaiting{name}.py" for name in ("", "_directly", "_ends", "_told")],
    ),
    "service": (
        "bot/service.py",
        _of("bot", "service answering privacy"),
    ),
    "asking": ("index/sentences/asking.py", _of("index", "asking cues query")),
    "conducted": (
        "bot/assistant/studies/conducted.py",
        _of("bot/assistant", "conducted conducted_years designs followed"),
    ),
    "slips": ("index/questions/slips.py", ["tests/index/test_slips.py"]),
    "parts": (
        "index/sentences/reporting.py",
        [
            *(f"tests/index/test_{name}.py" for name in ("parts", "reporting", "scores_works")),
            "tests/bot/assistant/test_who_paid.py",
        ],
    ),
    "counting": (
        "index/finding/counting.py",
        _of("index", "counting reports outcome hedging"),
    ),
    "measures": ("index/sentences/measures.py", ["tests/index/test_measures.py"]),
    "topics": (
        "bot/assistant/turns/topics.py",
        _of(
            "bot/assistant",
            "topics topic_kept plain_topics weighing followups_ends followups_lists titled_only asked_of_it picking",
        ),
    ),
    "places": (
        "bot/assistant/reading/places.py",
        _of("bot/assistant", "places conducted"),
    ),
    "guarding": (
        "bot/browsing/guarding.py",
        _of("bot/browsing", "address guard"),
    ),
    "marc": ("corpus/formats/xml/marc.py", ["tests/corpus/formats/test_marc.py"]),
    "publishers": (
        "corpus/formats/json/publishers.py",
        _of("corpus/formats", "answers answers_otherwise"),
    ),
    "repositories": (
        "corpus/formats/json/repositories.py",
        _of("corpus/formats", "answers answers_otherwise saved_json"),
    ),
    "discord": ("bot/discord/parts.py", ["tests/bot/discord/test_housekeeping.py"]),
}
FORGETTING = """

def _caches() -> list[Any]:
    import functools

    gc.unfreeze()
    return [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]


def _keeps(one: Any) -> set[str]:  # the modules of what it calls: a decorator's own is another's
    inside = (cell.cell_contents for cell in getattr(one.__wrapped__, "__closure__", None) or ())
    return {{one.__module__, *(getattr(held, "__module__", "") for held in inside)}}


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    session.own_caches = []
    for one in _caches():
        if "{module}" in _keeps(one):
            session.own_caches.append(one)
        elif one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for one in item.session.own_caches:
        one.cache_clear()
"""  # what the changed module or the libraries of the tests keep outlives a run, and a changed function would not be asked
SURVIVED = 0  # the exit code of tests that noticed nothing; mutmut has no tests for what has none (33)
UNTESTED = (33, 5)


def copied(folder: Path, module: str, tests: list[str]) -> None:
    """A copy of the checkout in which mutmut changes one module. Raises CalledProcessError where git lists no files."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    names = [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    with (folder / "tests" / "conftest.py").open("a") as file:
        file.write(FORGETTING.format(module=module.removesuffix(".py").replace("/", ".")))
    beside = sorted({name.split("/")[0] for name in names} - {*SOURCES, "tests", "pyproject.toml"})
    settings = {
        "source_paths": list(SOURCES),
        "only_mutate": [module],
        "also_copy": beside,
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": ["-m", "not online"],  # the slow ones of these tests, too
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    with (folder / "pyproject.toml").open("a") as file:
        file.write(f"\n[tool.mutmut]\n{lines}")


def mutmut(folder: Path, *names: str) -> str:
    """Make the mutants of a copy, and try those of these names. What mutmut says; its findings are in a file."""
    command = [MUTMUT, "run", "--max-children", "1", *names]
    same = os.environ | {"CI": "1"}  # hypothesis draws the same examples each time
    done = subprocess.run(
        command, cwd=folder, env=same, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return done.stdout + done.stderr


def found(folder: Path, module: str) -> dict[str, int | None]:
    """Each mutant and the exit code of its tests; None where it was not tried."""
    codes: dict[str, int | None] = json.loads((folder / "mutants" / f"{module}.meta").read_text())[
        "exit_code_by_key"
    ]
    return codes


def tried(name: str) -> bool:
    """Try a sample of a module's mutants and say how many were caught; False where fewer than nine in ten were."""
    module, tests = HELD[name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copied(folder, module, tests)
        mutmut(folder, "none")  # makes them all, and tries none
        every = sorted(found(folder, module))
        chosen = sorted(random.Random(SEED).sample(every, min(SAMPLE, len(every))))
        said = mutmut(folder, *chosen)
        codes = found(folder, module)
        if not any(code is not None for code in map(codes.get, chosen)):
            print(f"{name}: nothing was tried; do its tests pass as they are?\n{said[-3000:]}")
            return False
        lost = [one for one in chosen if codes[one] in (None, SURVIVED, *UNTESTED)]
        print(
            f"{name}: {len(chosen) - len(lost)} of {len(chosen)} caught (of {len(every)}), {dict(Counter(codes[one] for one in chosen))}"
        )
        for one in lost:
            shown = subprocess.run([MUTMUT, "show", one], cwd=folder, capture_output=True, text=True, timeout=60)
            print(shown.stdout)
    return 10 * (len(chosen) - len(lost)) >= 9 * len(chosen)


def main() -> None:
    """Try the modules that are named, or all."""
    held = [tried(name) for name in sys.argv[1:] or HELD]
    sys.exit(not all(held))


if __name__ == "__main__":
    main()

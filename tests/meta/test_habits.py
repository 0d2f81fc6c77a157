"""What hosts and hooks are told to run is what a contributor runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.packaging import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [*WORKFLOWS, *sorted((ROOT / ".github").rglob("*.yml")), ROOT / ".pre-commit-config.yaml"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def steps(workflow: Path) -> list[dict[str, Any]]:
    said = yaml.safe_load(workflow.read_text("utf-8"))
    return [step for job in said["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_is_read(file: Path) -> None:
    assert yaml.safe_load(file.read_text("utf-8"))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_runs_what_the_makefile_has_and_may_only_read(workflow: Path) -> None:
    commands = [step["run"] for step in steps(workflow) if "run" in step]
    wanted = {word for command in commands for word in command.removeprefix("make ").split() if "=" not in word}
    assert wanted
    assert wanted <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    said = yaml.safe_load(workflow.read_text("utf-8"))
    assert said["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job for job in said["jobs"].values())


def test_ci_runs_all_that_has_to_be_green_on_every_python_from_the_oldest_on() -> None:
    ours = set(re.findall(r"make ([a-z-]+)", (ROOT / ".ci" / "run").read_text("utf-8")))
    theirs = {word for step in steps(ROOT / ".github/workflows/ci.yml") for word in step.get("run", "").split()}
    assert ours <= theirs
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    pythons = jobs["test"]["strategy"]["matrix"]["python"]
    oldest = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert oldest is not None
    assert pythons[0] == oldest[1]
    assert pythons == [f"3.{minor}" for minor in range(11, 11 + len(pythons))]


def recipe(target: str) -> str:
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found is not None
    return found[1]


def selected(text: str) -> list[str]:
    return re.findall(r"-m [\"']([a-z ]+)[\"']", text)


def test_what_make_test_leaves_out_make_slow_runs_and_ci_runs_both() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    marks = {line.partition(":")[0] for line in said["markers"]}
    assert marks == {"online", "slow", "sweep"}
    assert selected(said["addopts"]) == ["not online and not slow"]
    assert "--strict-markers" in said["addopts"]
    assert selected(recipe("test")) == []
    assert selected(recipe("slow")) == ["slow or sweep or hypothesis"]
    assert selected(recipe("coverage")) == ["not online"]
    for target in ("slow", "coverage"):
        assert "--hypothesis-profile thorough $(ARGS)" in recipe(target)
    assert "make coverage" in (ROOT / ".ci" / "run").read_text("utf-8").partition("\nif ")[0]


def test_where_some_cases_are_taken_all_are_in_make_slow() -> None:
    files = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    taking = [path for path, text in files.items() if re.search(r"from tests\.conftest import .*\bsome\b", text)]
    assert len(taking) > 5
    assert [path.name for path in taking if "@pytest.mark.sweep" not in files[path]] == []


def test_the_hooks_run_what_make_lint_runs() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    run = {hook["entry"].removeprefix(".venv/bin/").split(" --")[0] for hook in hooks}
    lint = re.search(r"^lint:.*\n\t@(.+)$", MAKEFILE, re.MULTILINE)
    assert lint is not None
    assert run == {
        one.strip().removeprefix("$(BIN)/").split(" --")[0].removesuffix(" .") for one in lint[1].split("&&")
    }


def test_what_is_started_as_a_process_is_there_and_can_be() -> None:
    """A module is named in a text there, which no import and no type holds when it moves: large libraries could not be opened."""
    named = {
        module
        for room in ("bot", "corpus", "index")
        for path in (ROOT / room).rglob("*.py")
        for pair in re.findall(
            r'(?:in_process|Crew|started)\(\s*"([\w.]+)"|"-m", "([\w.]+)"', path.read_text("utf-8")
        )
        for module in filter(None, pair)
    }
    assert len(named) > 5
    files = {module: ROOT / f"{module.replace('.', '/')}.py" for module in named}
    assert [
        one for one, path in files.items() if not path.is_file() or "__main__" not in path.read_text("utf-8")
    ] == []

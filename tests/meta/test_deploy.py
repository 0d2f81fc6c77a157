"""What is in deploy/: units that systemd accepts and holds to be safe, and nothing in any file that is not there."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import typer
import yaml

from bot.config import Config
from bot.terminal.app import app
from tests.packaging import PARTS, ROOT, beside

DEPLOY = ROOT / "deploy"
FILES = sorted(DEPLOY.iterdir())
UNITS = sorted(DEPLOY.glob("*.service"))
SETTING = re.compile(r"MARROW__([A-Z]+)__([A-Z_]+)")
EXPOSED = {"marrow@.service": 1.5, "marrow-backup@.service": 0.6}  # of 10, as systemd counts; less is safer
PROBLEMS = re.compile(r"Failed|Unknown|Invalid|ignoring|bad", re.IGNORECASE)


class _Unit(configparser.RawConfigParser):
    """A unit file: a key may stand several times, and the case of keys counts."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every command line of Marrow's that a file of deploy/ has, without the program."""
    for unit in UNITS:
        parsed = _Unit(strict=False, interpolation=None)
        parsed.read(unit, "utf-8")
        yield unit.name, shlex.split(parsed["Service"]["ExecStart"])[1:]
    said = (DEPLOY / "Containerfile").read_text("utf-8")
    for found in re.findall(r'\["marrow", (.+)\]', said):
        yield "Containerfile", re.findall(r'"([^"]+)"', found)
    yield "Containerfile", re.findall(r'^CMD \["([^"]+)"\]', said, re.MULTILINE)


@pytest.mark.parametrize(("file", "words"), list(commands()))
def test_every_command_that_is_named_is_there_with_its_options(file: str, words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    context = click.Context(command)
    while hasattr(command, "list_commands"):
        found = command.get_command(context, words[0])
        assert found is not None, f"{file}: {words[0]}"
        command, words = found, words[1:]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    for section, key in SETTING.findall(file.read_text("utf-8")):
        model = Config.model_fields[section.lower()].annotation
        assert model is not None
        assert key.lower() in model.model_fields, f"{file.name}: {section}.{key}"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_accepts_a_unit_and_finds_it_hardened(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze here")
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text("utf-8").replace("/opt/marrow/bin/marrow", shutil.which("true") or ""), "utf-8")
    said = _analyze("verify", "--man=no", str(copy))
    assert not PROBLEMS.search(said), said
    score = re.search(r"exposure level .*: ([\d.]+)", _analyze("security", "--offline=true", str(copy)))
    assert score is not None
    assert float(score[1]) <= EXPOSED[unit.name]


def _analyze(*arguments: str) -> str:
    done = subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, timeout=60, check=False, cwd="/"
    )
    return done.stdout + done.stderr


def test_the_image_is_made_of_what_a_release_is_made_of() -> None:
    copied = {
        name
        for line in re.findall(
            r"^COPY (?!--from)(.+)$", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE
        )
        for name in line.split()[:-1]
    }
    assert all((ROOT / name).exists() for name in copied)
    assert {name.split("/")[0] for name in (*PARTS, *beside())} <= copied


def test_the_cluster_is_beside_the_same_service_and_every_node_is_waited_for() -> None:
    services = yaml.safe_load((DEPLOY / "compose.opensearch.yaml").read_text("utf-8"))["services"]
    marrow = services.pop("marrow")
    assert marrow["environment"]["MARROW__SEARCH__ENGINE"] == "opensearch"
    assert Config.model_validate(
        {"opensearch": {"urls": json.loads(marrow["environment"]["MARROW__OPENSEARCH__URLS"])}}
    )
    assert set(marrow["depends_on"]) == set(services)
    assert all(node["environment"]["cluster.name"] == "marrow" for node in services.values())


def test_the_services_run_hardened_from_one_image_and_keep_their_data() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    marrow = services["services"]["marrow"]
    assert (ROOT / "deploy" / marrow["build"]["context"] / marrow["build"]["dockerfile"]).is_file()
    assert (marrow["read_only"], marrow["cap_drop"], marrow["volumes"]) == (True, ["ALL"], ["data:/data"])
    assert "data" in services["volumes"]
    checks = re.findall(
        r"^HEALTHCHECK (.+) CMD (.+)$", (DEPLOY / "Containerfile").read_text("utf-8"), re.MULTILINE
    )
    healthy = marrow["healthcheck"]
    options = " ".join(f"--{name.replace('_', '-')}={healthy[name]}" for name in healthy if name != "test")
    assert checks == [(options, json.dumps(healthy["test"][1:]))]
    assert not re.search(r"DISCORD_TOKEN: *[\w.-]{20,}", (DEPLOY / "compose.yaml").read_text("utf-8"))

"""A release: one number in one place, told in the changelog; what is installed runs without its checkout."""

from __future__ import annotations

import re
import subprocess
import tarfile
import tomllib
import zipfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from index.terms.countries import REGIONS
from index.terms.names import SOURCES
from tests.bot.terminal.running import marrow
from tests.packaging import ROOT, beside, built, installed, runs

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def headings() -> list[str]:
    return HEADING.findall((ROOT / "CHANGELOG.md").read_text("utf-8"))


def test_the_changelog_tells_the_version_that_pyproject_names() -> None:
    released = [heading for heading in headings() if heading != "Unreleased"]
    assert released[0].split()[0] == VERSION
    assert "Unreleased" not in headings()[1:]


def test_the_changelog_goes_back_from_release_to_release() -> None:
    released = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) \((\S+)\)", one) for one in headings() if one != "Unreleased"]
    assert all(released)
    found = [(tuple(map(int, one.groups()[:3])), date.fromisoformat(one[4])) for one in released if one]
    assert found == sorted(set(found), reverse=True)


def test_a_tag_on_this_commit_names_this_version() -> None:
    tags = subprocess.run(
        ["git", "tag", "--points-at", "HEAD", "v*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if tags.returncode:
        pytest.skip("this is no checkout of git")
    assert set(tags.stdout.split()) <= {f"v{VERSION}"}


def test_the_program_says_which_version_is_installed(tmp_path: Path) -> None:
    done = marrow(tmp_path, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"marrow {version('marrow')}\n", "")


@pytest.mark.slow
def test_what_is_released_holds_all_data_and_runs_outside_the_checkout(tmp_path: Path) -> None:
    sdist, wheel = built(tmp_path)
    data = {
        str(path.relative_to(ROOT))
        for room in ("bot", "corpus", "index")
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    sources = {f"index/data/{source}" for source in SOURCES if source != REGIONS}  # of what is installed
    assert data - inside == sources
    assert {name.partition("/share/marrow/")[2] for name in inside if "/share/marrow/" in name} >= {
        Path(name).name for name in beside() if "/" not in name
    }
    with tarfile.open(sdist) as archive:
        assert {f"marrow-{VERSION}/{name}" for name in (*data, *beside(), "LICENSE")} <= set(archive.getnames())
    (work := tmp_path / "elsewhere").mkdir()
    assert runs(installed(wheel, tmp_path / "venv", locked=False), work) == VERSION
    assert (tmp_path / "venv/share/marrow/config.example.toml").is_file()


def test_the_docs_install_a_release_as_it_is_tried() -> None:
    told = re.findall(r"(?<=pip install )[^`\n]+", (ROOT / "docs" / "operating.md").read_text("utf-8"))
    locked = [one for one in told if "requirements.lock" in one]
    assert locked  # as constraints (-c) its hashes make pip ask for the wheel's, too
    assert set(locked) == {"-r requirements.lock"}
    assert f"--no-deps marrow-{VERSION}-py3-none-any.whl" in told

"""Citavi's backup is an archive that holds its project: of invented references."""

from __future__ import annotations

import zipfile
from pathlib import Path

from corpus.files import read_papers

PROJECT = Path(__file__).parents[2] / "data" / "formats" / "citavi" / "wellformed" / "project.xml"


def test_a_backup_is_read_as_its_project(tmp_path: Path) -> None:
    path = tmp_path / "Owls.ctv6bak"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Owls.ctv6", b"\xef\xbb\xbf" + PROJECT.read_bytes())
    assert read_papers(path).papers == read_papers(PROJECT).papers

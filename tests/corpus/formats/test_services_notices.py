"""What a record of Crossref says of another paper makes it a notice, whatever its title says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.formats.reading import read


def work(doi: str, title: str, **more: Any) -> dict[str, Any]:
    return {"DOI": doi, "type": "journal-article", "title": [title], "issued": {"date-parts": [[2020]]}, **more}


@pytest.mark.parametrize(
    ("said", "called", "kind"),
    [
        ("correction", "Correction", "corrected"),
        ("erratum", "Correction", "corrected"),
        ("retraction", "Retraction", "retracted"),
        ("expression_of_concern", "Expression of concern", "concern"),
        ("new_version", "Article", None),
    ],
)
def test_a_record_that_updates_another_is_a_notice(
    tmp_path: Path, said: str, called: str, kind: str | None
) -> None:
    works = [
        work("10.5555/o.1", "Owls on roofs"),
        work("10.5555/o.2", "Owls on roofs", **{"update-to": [{"DOI": "10.5555/O.1", "type": said}]}),
    ]
    for message in ({"message-type": "work-list", "message": {"items": works}}, works):
        paper, notice = read(tmp_path, json.dumps(message), "works.json").papers
        assert (notice.type, notice.status) == (called, None)
        assert (paper.status.kind if paper.status else None) == kind
        assert paper.type == "Article"


def test_a_record_that_updates_itself_is_no_notice(tmp_path: Path) -> None:
    told = work("10.5555/o.1", "RETRACTED: Owls", **{"update-to": [{"DOI": "10.5555/o.1", "type": "retraction"}]})
    (paper,) = read(tmp_path, json.dumps([told]), "works.json").papers
    assert (paper.type, paper.status and paper.status.kind) == ("Article", "retracted")

"""A thesis's degree, from the file that says it to the reference that prints it, and back through the formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.citing import STYLES, cite
from corpus.formats.json import jsonrecords
from corpus.formats.text import bibtex, ris
from corpus.models import Paper
from tests.corpus.test_guides import THESIS

READ = {"bib": bibtex.read, "ris": ris.read, "json": jsonrecords.read}
WHO = "author = {Hay, Ada}, title = {Owls}, school = {Barn University}, year = 2011"


def only(folder: Path, ending: str, text: str) -> Paper:
    file = folder / f"a.{ending}"
    file.write_text(text, encoding="utf-8")
    (paper,) = READ[ending](file).papers
    return paper


@pytest.mark.parametrize(
    ("ending", "text", "said"),
    [
        ("bib", f"@phdthesis{{a, {WHO}}}", "Doctoral dissertation"),
        ("bib", f"@mastersthesis{{a, {WHO}}}", "Master's thesis"),
        ("bib", f"@thesis{{a, {WHO}, type = {{phdthesis}}}}", "Doctoral dissertation"),
        ("bib", f"@thesis{{a, {WHO}, type = {{mathesis}}}}", "Master's thesis"),
        ("bib", f"@phdthesis{{a, {WHO}, type = {{Doctoral dissertation}}}}", "Doctoral dissertation"),
        ("bib", f"@phdthesis{{a, {WHO}, type = {{Thesis}}}}", "Thesis"),
        ("bib", f"@thesis{{a, {WHO}}}", "Thesis"),
        ("ris", "TY  - THES\nAU  - Hay, Ada\nTI  - Owls\nPB  - Barn University\nPY  - 2011\nM3  - PhD thesis\nER  - \n", "Doctoral dissertation"),
        ("ris", "TY  - THES\nAU  - Hay, Ada\nTI  - Owls\nPB  - Barn University\nPY  - 2011\nER  - \n", "Thesis"),
        ("json", '[{"type": "thesis", "id": "1", "title": "Owls", "author": [{"family": "Hay", "given": "Ada"}], "publisher": "Barn University", '
                 '"issued": {"date-parts": [[2011]]}, "genre": "Master’s thesis"}]', "Master's thesis"),
    ],
)  # fmt: skip
def test_the_degree_is_what_the_file_says(tmp_path: Path, ending: str, text: str, said: str) -> None:
    paper = only(tmp_path, ending, text)
    assert paper.kind == "thesis"
    assert cite([paper], "apa").startswith(f"Hay, A. (2011). Owls [{said}, Barn University].")


@pytest.mark.parametrize("ending", READ)
@pytest.mark.parametrize("kind", ["PhD thesis", "Master's thesis", "Doctoral dissertation", "Thesis"])
def test_the_degree_comes_back_from_what_was_exported(tmp_path: Path, ending: str, kind: str) -> None:
    style = next(name for name, one in STYLES.items() if one.extension == ending)
    held = THESIS.model_copy(update={"type": kind})
    assert only(tmp_path, ending, cite([held], style)).type == kind


def test_a_university_is_a_school_in_bibtex_as_its_styles_want_it() -> None:
    written = cite([THESIS], "bibtex")
    assert "school = {" in written
    assert "publisher" not in written

"""CSL files of the operator's: offered under their own name, or refused in one sentence before anything starts."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.citing import STYLES, cite, style_of, with_own
from corpus.errors import CorpusError
from corpus.joining import builtin

MDPI = (files("corpus.citing") / "styles" / "mdpi.csl").read_text("utf-8")
HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>S</title>{0}</info>{1}</style>'
PARENT = '<link href="http://www.zotero.org/styles/spine-journal" rel="independent-parent"/>'


def style(folder: Path, text: str, name: str = "The-Spine-Journal.csl") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_a_style_by_its_name_and_by_its_title(tmp_path: Path) -> None:
    text = MDPI.replace("<title>MDPI</title>", "<title>The Spine\n  Journal</title>").replace(
        'suffix=". "', 'suffix=") "'
    )
    styles = with_own([style(tmp_path, text)])
    assert list(styles) == [*STYLES, "the-spine-journal"]
    assert styles["the-spine-journal"].label == "The Spine Journal"
    assert style_of("the spine journal", styles) == "the-spine-journal"
    first, *rest = cite(builtin().papers, "the-spine-journal", styles).split("\n")
    assert first.startswith("1) ")
    assert len(rest) == 8


def test_two_that_are_called_alike_can_be_told_apart(tmp_path: Path) -> None:
    styles = with_own([style(tmp_path, MDPI, "house.csl")])
    assert styles["house"].label == "MDPI (house)"
    assert (style_of("MDPI", styles), style_of("mdpi (house)", styles)) == ("mdpi", "house")


def test_without_files_there_are_the_styles_there_are() -> None:
    assert with_own([]) == STYLES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not XML", "is not the XML of a CSL style"),
        ("<html/>", "is not the XML of a CSL style"),
        ('<!DOCTYPE s [<!ENTITY a "b">]><style>&a;</style>', "is not the XML of a CSL style"),
        (HEAD.format(PARENT, ""), r"writes no reference list; it stands for http://www\.zotero\.org/styles/spine-journal"),
        (HEAD.format("", ""), r"writes no reference list\.$"),
        (HEAD.format("", "<bibliography><layout><text macro='gone'/></layout></bibliography>"), "cannot be used as a CSL style"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_style_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CorpusError, match=said) as refusal:
        with_own([style(tmp_path, text)])
    assert "\n" not in str(refusal.value)
    assert "Journal.csl" in str(refusal.value)


def test_a_file_that_is_not_there_or_named_as_another_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="could not be read"):
        with_own([tmp_path / "nowhere.csl"])
    with pytest.raises(CorpusError, match="a style “ama” already"):
        with_own([style(tmp_path, MDPI, "AMA.csl")])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "barn.csl")
    with pytest.raises(CorpusError, match=r"barn\.csl could not be read: it is a pipe"):
        with_own([tmp_path / "barn.csl"])

"""Which file the settings are read from, and what is no such file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.config import Config, settings_file
from corpus.errors import ConfigError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No config.toml and no setting of this machine leaks in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MARROW_CONFIG", raising=False)


@pytest.mark.parametrize("odd", ["pipe", "/dev/zero", "/dev/null", "."])
def test_what_is_no_file_is_not_read_for_ever(tmp_path: Path, odd: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match=r"^The configuration .* cannot be read: [^\n]+\.$"):
        Config.load(tmp_path / odd)


def test_a_link_to_the_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_bytes(b"\xef\xbb\xbf[privacy]\r\nmode = 'counts'\r\n")
    (tmp_path / "mine.toml").symlink_to(tmp_path / "there.toml")
    assert Config.load(tmp_path / "mine.toml").privacy.mode == "counts"


@pytest.mark.parametrize("target", ["away.toml", "config.toml"])
def test_a_link_whose_file_is_away_is_no_lack_of_settings(target: str) -> None:
    """As where the disk it leads to is not mounted: the defaults would keep words that the file does not."""
    Path("config.toml").symlink_to(target)
    with pytest.raises(ConfigError, match=r"^The configuration config\.toml cannot be read: [^\n]+\.$"):
        Config.load(settings_file())


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        Config.load(tmp_path / "nowhere.toml")


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[answer]\nmax_quotes = 2\nmax_question_chars = 500\n", "utf-8")
    monkeypatch.setenv("MARROW__ANSWER__MAX_QUOTES", "4")
    config = Config.load(file)
    assert (config.answer.max_quotes, config.answer.max_question_chars) == (4, 500)


def test_a_file_named_by_the_environment_or_lying_here_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text("[answer]\nmax_quotes = 1\n", "utf-8")
    assert Config.load().answer.max_quotes == 1
    other = tmp_path / "other.toml"
    other.write_text("[answer]\nmax_quotes = 5\n", "utf-8")
    monkeypatch.setenv("MARROW_CONFIG", str(other))
    assert Config.load().answer.max_quotes == 5

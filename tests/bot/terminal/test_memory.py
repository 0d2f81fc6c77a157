"""Where memory is short a command says so, and blames no file."""

from __future__ import annotations

import pytest

from bot.terminal.app import guarded


def test_a_want_of_memory_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        raise MemoryError

    assert guarded(command) == 1
    assert capsys.readouterr().err.startswith("There was not enough memory")

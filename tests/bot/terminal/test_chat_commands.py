"""Commands in the chat: a paper chosen by its number, commands of Discord, slips."""

from __future__ import annotations

from pathlib import Path

from tests.bot.terminal.running import marrow, rows


def test_the_number_of_a_paper_offered_goes_on_with_the_command(tmp_path: Path) -> None:
    """It was asked as a question, of whatever list had been shown before."""
    typed = (
        "list the papers\n/cite kang apa\n2\n/compare kang with knapp on survival\n1\n/summary 3\n/cite kang\n7\n"
    )
    offered, *replies = marrow(tmp_path, "chat", stdin=typed).stdout.split("\n› ")[1:]
    assert "Type its number" in offered
    assert "Park, S.-J." in replies[0]
    assert "Two-year progression-free survival" in replies[2]
    assert "Kang" not in replies[-1]  # none of those offered
    assert [question for (question,) in rows(tmp_path, "question")][1:] == [
        "Compare Kang et al. 2023, Cancers with Knapp et al. 2024, Cancers on survival",
        "7",
    ]


def test_commands_of_discord_and_slips(tmp_path: Path) -> None:
    typed = "/define SINS\n/define\n/ask what is TES\n/sumary kang\n/history\n/cite 3 harvard\n/quit now\nnever\n"
    done = marrow(tmp_path, "chat", stdin=typed).stdout
    for expected in (
        "SINS stands for spinal instability neoplastic score",
        "Name the term behind the command",
        "TES stands for total en bloc spondylectomy",
        "There is no command /sumary here. Did you mean /summary?",
        "There is no command /history here. /help",
        "There is no style “harvard”; there are vancouver",
    ):
        assert expected in done
    assert [question for (question,) in rows(tmp_path, "question")] == ["What does SINS mean?", "what is TES"]


def test_a_slip_in_the_name_of_a_command_is_offered_the_nearest(tmp_path: Path) -> None:
    done = marrow(tmp_path, "chaat")
    assert done.returncode == 2
    assert "No such command 'chaat'. Did you mean 'chat'?" in done.stderr
    assert "Did you mean" not in marrow(tmp_path, "xyzzy").stderr

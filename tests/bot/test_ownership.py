"""A server's own libraries are known by their names, and by nobody else's."""

from __future__ import annotations

import pytest

from bot.harmless import unnamed
from bot.ownership import FIRST, belongs, by_name, called, listed, offered, own, owner, short


@pytest.mark.parametrize(
    ("library", "server", "its", "may", "name"),
    [
        ("server-1", "1", True, True, FIRST),
        ("server-1-bees", "1", True, True, "bees"),
        ("server-12", "1", False, False, FIRST),
        ("server-12-bees", "1", False, False, "bees"),
        ("default", "1", False, True, "default"),
        ("servers", "1", False, True, "servers"),
    ],
)
def test_whose_a_library_is(library: str, server: str, its: bool, may: bool, name: str) -> None:
    assert (belongs(library, server), offered(library, server), called(library)) == (its, may, name)


def test_a_sentence_names_libraries_as_people_do() -> None:
    said = "Another import into “{}” is under way."
    for name, called_so in (("server-1", FIRST), ("server-1-bees", "bees"), ("default", "default")):
        assert by_name(said.format(name)) == said.format(called_so)


def test_names_and_short_names_go_back_and_forth() -> None:
    for name in ("", "bees", "bees-2"):
        assert short(own("1", name), "1") == name
    assert listed(own("1", "bees")) == "bees (this server's)"
    assert (listed(own("1")), listed("bees")) == (FIRST, "bees")


@pytest.mark.parametrize(
    ("library", "whose"),
    [
        ("server-1", "server-1"),
        ("server-1-bees", "server-1"),
        ("server-12-bees-1", "server-12"),
        ("server-1-1", "server-1"),
        ("server-x", ""),
        ("default", ""),
    ],
)
def test_all_libraries_of_a_server_have_one_owner(library: str, whose: str) -> None:
    assert owner(library) == whose


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("member 146662161274791526 left", "member (id) left"),
        ("<@14666216127479152691> and 1466621612747915", "<@(id)> and 1466621612747915"),  # too short for an id
        ("server-146662161274791526-ants was opened", "server-146662161274791526-ants was opened"),
        ("observer 146662161274791526", "observer (id)"),
        (f"/webhooks/146662161274791526/{'aB_-.' * 12}/x", "/webhooks/(id)/(token)/x"),
        (f"/webhooks/{'a' * 59}", f"/webhooks/{'a' * 59}"),
    ],
)
def test_a_line_of_a_log_leads_to_nobody(line: str, kept: str) -> None:
    assert unnamed(line) == kept

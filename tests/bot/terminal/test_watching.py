"""``marrow corpus import https://…`` and ``marrow corpus watch`` against a publisher on loopback."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.terminal.app import app, guarded
from corpus.store import CorpusStore
from corpus.watching.origins import FILE, LOCK
from tests.corpus.watching.site import PATH, Owl, Site, issue, published

TWO = (Owl(1), Owl(2, "Owls Sleep by Day", "Owls sleep by day. Some do not."))


class Said(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def found(self) -> Any:
        return json.loads(self.out)


class Person(io.StringIO):
    """Somebody at a terminal, with what they type."""

    def isatty(self) -> bool:
        """They are."""
        return True


Run = Callable[..., Said]


@pytest.fixture
def site() -> Iterator[Site]:
    with published() as found:
        found.show(*TWO)
        yield found


@pytest.fixture
def run(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with the site's host allowed."""
    config = tmp_path / "config.toml"
    config.write_text(f'[pages]\nhosts = ["{site.host}"]\ncontact = "me@example.org"\npause_seconds = 0\n')

    def run(*arguments: str) -> Said:
        command = arguments if arguments[0] == "doctor" else ("corpus", *arguments)
        monkeypatch.setattr(sys, "argv", ["marrow", *command, "--config", str(config)])
        code = guarded(app)
        return Said(code, *capsys.readouterr())

    return run


def keys(tmp_path: Path, library: str = "default") -> list[str]:
    return [paper.key for paper in CorpusStore(tmp_path / "data" / "libraries").load(library).papers]


def test_a_page_is_taken_in_by_its_address_with_one_request(run: Run, site: Site, tmp_path: Path) -> None:
    done = run("import", site.address, "--library", "owls")
    assert (done.code, done.err) == (0, "")
    assert f"{site.address}: 2 records read = 2 kept + 0 merged + 0 refused" in done.out
    assert keys(tmp_path, "owls") == [one.key for one in TWO]
    assert site.paths == ["/robots.txt", PATH]
    assert all("(+me@example.org)" in headers["User-Agent"] for _, headers in site.asked)
    again = run("import", site.address, "--library", "owls", "--json")
    assert (again.code, again.found[0]["merged"]) == (0, 2)


def test_a_check_takes_nothing_in_and_remembers_nothing(run: Run, site: Site, tmp_path: Path) -> None:
    assert "2 kept" in run("check", site.address).out
    assert not (tmp_path / "data" / "libraries").exists()


@pytest.mark.parametrize(("setting", "said"), [("hosts", "www.mdpi.com"), ("contact", "e-mail address")])
def test_no_page_is_fetched_until_the_operator_says_so(
    run: Run, site: Site, tmp_path: Path, setting: str, said: str
) -> None:
    config = tmp_path / "config.toml"
    lines = [line for line in config.read_text().splitlines() if not line.startswith(setting)]
    config.write_text("\n".join(lines))
    done = run("import", site.address)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"pages.{setting}" in done.err
    assert said in done.err
    assert site.asked == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<!doctype html><html><body>Moved", "The page at 127.0.0.1 is not a special-issue page"),
        ({"status": 404}, "answers 404"),
        ({"body": b"%PDF-1.7", "content_type": "application/pdf"}, "not with a web page"),
    ],
)
def test_what_is_no_special_issue_is_one_sentence_and_the_library_stays(
    run: Run, site: Site, tmp_path: Path, page: Any, words: str
) -> None:
    run("import", site.address)
    site.pages[PATH] = page
    done = run("import", site.address)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert words in done.err
    assert "the library is as it was" in done.err
    assert keys(tmp_path) == [one.key for one in TWO]


def test_what_is_new_is_shown_and_taken_in_after_a_yes(run: Run, site: Site, tmp_path: Path) -> None:
    run("import", site.address)
    early = run("watch")
    assert "--now asks again" in early.out
    assert len(site.asked) == 2
    site.show(*TWO, Owl(3))
    shown = run("watch", "--now")
    assert (shown.code, shown.err) == (0, "")
    assert "1 added" in shown.out
    assert "added: 10.5555/owl3, “Owls Hunt at Night”" in shown.out
    assert "Nothing was taken in; “--yes” takes it in." in shown.out
    assert len(keys(tmp_path)) == 2
    assert run("watch", "--now", "--check", "--json").found[0]["state"] == "new"
    taken = run("watch", "default", "--now", "--yes")
    assert (taken.code, taken.err) == (0, "")
    assert "taken in: 1 added" in taken.out
    assert len(keys(tmp_path)) == 3
    assert "as it was when it was last taken in" in run("watch", "--now").out


def test_a_person_at_a_terminal_is_asked(
    run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", site.address)
    site.show(*TWO, Owl(3))
    monkeypatch.setattr(sys, "stdin", Person("n\nyes\n"))
    assert "Nothing was taken in" in run("watch", "--now").out
    assert len(keys(tmp_path)) == 2
    assert "taken in: 1 added" in run("watch", "--now").out
    assert len(keys(tmp_path)) == 3


def test_a_page_in_trouble_is_one_sentence_and_the_others_are_looked_at(
    run: Run, site: Site, tmp_path: Path
) -> None:
    run("import", site.address)
    site.pages["/two"] = site.pages[PATH]
    run("import", f"{site.base}/two", "--library", "other")
    site.show()
    site.pages["/two"] = {"status": 500}
    done = run("watch", "--now", "--yes")
    assert done.code == 1
    assert f"default, {site.address}: The page shows no paper any more where it had 2" in done.err
    assert f"other, {site.base}/two: 127.0.0.1 could not be asked: it answers 500" in done.err
    assert "2 pages of 2 could not be looked at" in done.err
    assert keys(tmp_path) == keys(tmp_path, "other") == [one.key for one in TWO]
    (tmp_path / "data" / "libraries" / "other" / FILE).write_text("{")
    site.show(*TWO)
    done = run("watch", "--now", "--json")
    assert [(one["library"], one["state"]) for one in done.found] == [
        ("other", "failed"),
        ("default", "unchanged"),
    ]
    assert FILE in done.found[0]["says"]
    lock = (
        tmp_path / "data" / "libraries" / "default" / LOCK
    )  # the first of them, of which nothing can be noted now
    lock.unlink(missing_ok=True)
    lock.mkdir()
    site.pages["/two"] = site.pages[PATH]
    run("import", f"{site.base}/two", "--library", "third")
    site.pages["/two"] = {"status": 500}
    done = run("watch", "--now", "--json")
    assert [(one["library"], one["state"]) for one in done.found] == [
        ("other", "failed"),
        ("default", "failed"),
        ("third", "failed"),
    ]


def test_a_host_that_is_not_allowed_any_more_is_not_asked(run: Run, site: Site, tmp_path: Path) -> None:
    run("import", site.address)
    config = tmp_path / "config.toml"
    config.write_text(config.read_text().replace(site.host, "www.mdpi.com"))
    done = run("watch", "--now")
    assert done.code == 1
    assert "pages.hosts" in done.err
    assert len(site.asked) == 2


def test_a_page_is_let_go_by_its_address(run: Run, site: Site) -> None:
    assert "No library comes from a page" in run("watch").out
    run("import", site.address)
    assert "is not kept up with that page any more" in run("watch", "--forget", site.address).out
    assert run("watch", "--forget", site.address).code == 1
    assert "No library comes from a page" in run("watch").out


def test_a_library_begun_anew_from_a_page_comes_from_that_page_alone(run: Run, site: Site, tmp_path: Path) -> None:
    run("import", site.address)
    site.pages["/two"] = issue(Owl(3))
    assert run("import", f"{site.base}/two", "--replace").code == 0
    assert keys(tmp_path) == [Owl(3).key]
    assert [one["address"] for one in run("watch", "--json").found] == [f"{site.base}/two"]


def test_yes_and_check_are_a_wrong_usage(run: Run) -> None:
    assert run("watch", "--yes", "--check").code == 2


def test_the_doctor_says_what_is_looked_at_and_what_is_wrong_with_it(
    run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pages() -> tuple[str, str]:
        found = [one for one in run("doctor", "--json").found if one["name"] == "pages"]
        return (found[0]["state"], found[0]["says"]) if found else ("", "")

    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    assert pages() == ("", "")
    run("import", site.address)
    state, says = pages()
    assert state == "ok"
    assert f"default, {site.address}: last read 20" in says
    assert "2 papers" in says
    site.show(*TWO, Owl(3))
    run("watch", "--now")
    assert "1 added wait to be taken in" in pages()[1]
    site.pages[PATH] = {"status": 404}
    run("watch", "--now")
    assert pages()[0] == "warn"
    assert "answers 404" in pages()[1]

"""Papers by their DOI from a Crossref on loopback: busy, unknowing, broken; and folders with strangers in them."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

import pytest

from tests.bot.terminal.running import marrow

RECORD = {
    "DOI": "10.1234/bees",
    "title": ["Bees &amp; <i>sugar</i>"],
    "author": [{"family": "Li", "given": "Kun"}, {"name": "Bee Study Group"}],
    "container-title": ["Apis"],
    "issued": {"date-parts": [[2023, 5]]},
    "type": "journal-article",
    "abstract": "<jats:sec><jats:title>Background</jats:title><jats:p>We fed bees.</jats:p></jats:sec>"
    "<jats:sec><jats:title>Results</jats:title><jats:p>Honey rose by 12%.</jats:p></jats:sec>",
}


class Crossref(BaseHTTPRequestHandler):
    """Knows one DOI, is busy the first time, and says who asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer as Crossref does."""
        Crossref.asked.append(self.headers["User-Agent"])
        doi = unquote(self.path).removeprefix("/works/")
        if len(Crossref.asked) == 1:
            self._send(429, "", {"Retry-After": "0"})
        elif doi == RECORD["DOI"]:
            self._send(200, json.dumps({"status": "ok", "message-type": "work", "message": RECORD}))
        else:
            self._send(404 if doi == "10.1234/ants" else 403, "Resource not found.")

    def _send(self, code: int, text: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def crossref() -> Iterator[str]:
    Crossref.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Crossref)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def add(folder: Path, api: str, *dois: str) -> subprocess.CompletedProcess[str]:
    """``marrow corpus add``, of a Crossref that need not be spared."""
    crossref = {
        "MAILTO": "me@example.org",
        "API": api,
        "REQUESTS_PER_SECOND": "50",
        "LONGEST_WAIT_SECONDS": "0.01",
    }
    further = {f"MARROW__CROSSREF__{name}": value for name, value in crossref.items()}
    return marrow(folder, "corpus", "add", *dois, "--json", further=further)


def test_a_record_is_fetched_after_a_while_and_others_are_refused(tmp_path: Path, crossref: str) -> None:
    done = add(tmp_path, crossref, "https://doi.org/10.1234/BEES", "10.1234/ants", "10.1234/wasps", "nonsense")
    (report,) = json.loads(done.stdout)
    assert (report["read"], report["kept"]) == (4, 1)
    reasons = [one["reason"] for one in report["rejected"]]
    assert ["does not know" in reasons[0], "answers 403" in reasons[1], "is not a DOI" in reasons[2]] == [True] * 3
    assert Crossref.asked[0] == "Marrow (mailto:me@example.org)"
    (paper,) = json.loads(marrow(tmp_path, "corpus", "list", "--json").stdout)
    assert (paper["title"], paper["year"], paper["journal"]) == ("Bees & sugar", 2023, "Apis")
    assert paper["abstract"] == "Background: We fed bees.\nResults: Honey rose by 12%."
    assert [one["name"] for one in paper["authors"]] == ["Kun Li", "Bee Study Group"]


def test_the_dois_of_a_file_are_fetched_each_once(tmp_path: Path, crossref: str) -> None:
    named = tmp_path / "dois.txt"
    named.write_text("doi\n10.1234/ants\nhttps://doi.org/10.1234/BEES\n“10.1234/bees”,\n")
    (report,) = json.loads(add(tmp_path, crossref, str(named)).stdout)
    assert (report["read"], report["kept"], len(report["rejected"])) == (2, 1, 1)
    named.write_text("bees\n")
    done = add(tmp_path, crossref, str(named))
    assert (done.returncode, done.stderr) == (
        1,
        f"{named} holds no DOI; they look like 10.1000/182.\n",
    )


def test_it_is_off_until_it_is_wanted(tmp_path: Path) -> None:
    done = marrow(tmp_path, "corpus", "add", "10.1234/x")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "crossref.mailto" in done.stderr


def test_nobody_there_is_one_sentence(tmp_path: Path) -> None:
    done = add(tmp_path, "http://127.0.0.1:9", "10.1234/x")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_what_is_no_file_is_said_and_never_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "two\nlines.ris").write_text("TY  - JOUR\nTI  - Owls by ear\nDO  - 10.5555/owl.1\nER  - \n")
    (folder / "gone.ris").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.ris")
    done = marrow(tmp_path, "corpus", "check", str(folder))
    assert done.returncode == 1
    assert "two lines.ris: 1 record read = 1 kept" in done.stdout
    assert "pipe.ris is a pipe or a device" in done.stderr
    assert "gone.ris could not be read: No such file or directory" in done.stderr
    for command in (("verify",), ("ask", "--batch")):
        endless = marrow(tmp_path, *command, "/dev/zero")
        assert (endless.returncode, endless.stdout) == (1, "")
        assert "is longer than" in endless.stderr


def test_a_strangers_file_in_a_folder_is_refused_alone(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.ris").write_text("TY  - JOUR\nTI  - Bees\nDO  - 10.1234/bees\nAB  - They fly.\nER  - \n")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04 no papers")
    (folder / ".hidden").write_text("nothing")
    done = marrow(tmp_path, "corpus", "import", str(folder), "--json")
    assert done.returncode == 0
    reports = {report["source"]: report for report in json.loads(done.stdout)}
    assert reports["a.ris"]["kept"] == 1
    assert len(reports["notes.docx"]["rejected"]) == 1
    assert len(reports) == 2

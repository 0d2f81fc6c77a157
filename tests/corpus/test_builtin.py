"""The shipped library: its files are what the manifest says, and what its page says."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

from corpus.joining import DATA, NAME, builtin
from corpus.page import page_text, parse_page
from corpus.snapshots import digest

MANIFEST = json.loads((DATA / "manifest.json").read_text("utf-8"))


def test_every_data_file_is_in_the_manifest_with_its_hash_and_size() -> None:
    here = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for path in DATA.iterdir()
        if path.name != "manifest.json"
    }
    assert here == MANIFEST["files"]


def test_the_manifest_says_whose_work_it_is() -> None:
    assert MANIFEST["licence"] == "CC BY 4.0"
    assert MANIFEST["title"] in MANIFEST["source"]
    assert "authors" in MANIFEST["attribution"]
    assert "Cancers" in MANIFEST["attribution"]


def test_the_json_is_what_the_page_says() -> None:
    page = DATA / f"{NAME}.txt"
    parsed = parse_page(page_text(page.read_bytes(), page.name), page.name)
    assert (builtin().papers, builtin().issue) == (parsed.papers, parsed.issue)


def test_the_digest_is_the_corpus_s_own() -> None:
    corpus = builtin()
    assert corpus.name == NAME
    assert corpus.digest == digest(corpus.issue, corpus.papers) == MANIFEST["digest"], (
        "the same papers have another digest, and so has every library kept on disk: a new field of Paper or Issue is None "
        "where it is unknown (a list too), which the digest leaves out"
    )
    assert len(corpus.papers) == MANIFEST["papers"] == 9


def test_loading_it_reads_no_page() -> None:
    """The reader of pages is not even imported: the first answer should not wait for it."""
    code = "import sys, corpus.joining; corpus.joining.builtin(); print('corpus.page' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

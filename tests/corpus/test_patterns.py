"""A pattern that is made late does what one made at once does, and is made when it is first asked for something."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]  # what the parser of re speaks
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.patients.signs import signs
from corpus.patterns import Sieve, late, needed
from index.weights import weights_digest
from tests.conftest import some
from tests.meta.patterns import used
from tests.packaging import ROOT


@given(st.text(alphabet="aAbB 12", max_size=30))
def test_it_finds_what_a_pattern_finds(text: str) -> None:
    made, given_late = re.compile(r"(a+)(?P<n>\d)?", re.IGNORECASE), late(r"(a+)(?P<n>\d)?", re.IGNORECASE)
    assert [found.span() for found in given_late.finditer(text)] == [found.span() for found in made.finditer(text)]
    assert given_late.sub(r"<\1>", text) == made.sub(r"<\1>", text)
    assert (given_late.pattern, given_late.flags) == (made.pattern, made.flags)


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("anything")


def test_it_reads_as_what_it_finds_and_not_as_where_it_lies() -> None:
    """Among the constants that name what an answer was made by: another name in every process replays nothing."""
    assert repr(late("a+", re.IGNORECASE)) == repr(late("a+", re.IGNORECASE)) != repr(late("a+"))


def test_one_that_is_asked_for_again_is_not_read_again() -> None:
    """Patterns are made of a question's own words, too: as with ``re.compile``, each is kept for the next time."""
    assert late("a+", re.IGNORECASE) is late("a+", re.IGNORECASE) is not late("a+")
    assert late.cache_info().maxsize is not None


def test_the_name_of_what_shapes_answers_is_the_same_in_another_process() -> None:
    command = [sys.executable, "-c", "from index.weights import weights_digest; print(weights_digest())"]
    there = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    assert there.stdout.strip() == weights_digest()


USES = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
PIECES = st.sampled_from(
    [
        "a",
        "b",
        "K",
        "s",
        "s\u017f",
        "\u212a",
        "\u0130",
        "\u03a3",
        "ab",
        "aK b",
        r"\d",
        r"\w",
        r"\.",
        ".",
        "[ab]",
        "[^a]",
        "^",
        "$",
        r"\b",
        r"\x61",
        r"\u0062",
    ]
)
TEXTS = st.text("abkKsS\u017f\u212a\u0130i\u03a3\u03c3\u03c2 1.\u0663", max_size=12)


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    opened = st.sampled_from(["(?:", "(", "(?i:", "(?=", "(?!", "(?<!", "(?>", "(?P<n>"])
    repeated = st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,2}?", "{}", "??"])
    return (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map("|".join)
        | st.builds(lambda opens, own: f"{opens}{own})", opened, inner)
        | st.builds(lambda own, more: f"(?:{own}){more}", inner, repeated)
        | st.builds(lambda own, more: f"{own}{more}", PIECES, repeated)
        | st.builds(lambda own, then: f"({own})?(?(1){then})b", inner, inner)
    )


@given(st.recursive(PIECES, _wider, max_leaves=8), st.sampled_from([0, re.IGNORECASE]), TEXTS)
def test_what_waits_for_the_words_it_needs_finds_what_is_found_at_once(
    pattern: str, flags: int, text: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sets that may be read otherwise one day
        try:
            made = re.compile(pattern, flags)
        except (re.error, OverflowError):
            assume(False)
    late.cache_clear()  # each example begins with a pattern that is not made yet
    for use in USES:
        given_to = ("x", text) if use in ("sub", "subn") else (text,)
        at_once, waited = (getattr(one, use)(*given_to) for one in (made, late(pattern, flags)))
        if use == "finditer":
            at_once, waited = list(at_once), list(waited)
        assert _told(waited) == _told(at_once), use


def _told(found: Any) -> Any:
    if isinstance(found, list):
        return [_told(one) for one in found]
    return (found.span(), found.groups()) if isinstance(found, re.Match) else found


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:published|written) by\b", ("published", "written")),
        (r"reviews?\b", ("review",)),
        (r"(?:the )?(?:papers?|articles)", ("paper", "articles")),
        (r"cited(?: twice)? by", ("cited",)),
        (r"MRN ?#?\d{4}", ("mrn",)),
        (r"x|[yz]", ()),
        (r"(?=ab)\w+", ()),
        (r"(?:ab){0,2}|cd", ()),
        (r"no\. of", ("no. of",)),
        (r"\x1b\[a|\u0061b", ("[a", "b")),
        (r"(?:aa)?\12b", ("b",)),
        (r"(x)?(?(1)a)b", ()),
        (r"\(?(ab)", ("ab",)),
    ],
)
def test_what_a_text_needs_is_read_off_a_pattern(pattern: str, words: tuple[str, ...]) -> None:
    assert needed(pattern).words == words


@pytest.mark.parametrize(
    ("pattern", "met", "unmet"),
    [
        (r"how many\b.*\b(?:died|lived)", "how many died", "how many fell"),
        (r"(?:who|which) (?P<verb>wrote|cites?)\b", "who wrote it", "who reads it"),
        (r"(?:aims? (?:of|to)|goal)\b", "the aim of it", "so fine"),
        (r"a(?: b)?c{0,2}(?:de)+", "ade", "abc"),
        (r"(?:red|blue) hat|green (?:coat|shoe)s?", "a green coat", "a green hat"),
        (r"(?:page )?no\. \d", "no. 5", "page five"),
    ],
)
def test_a_text_needs_something_of_each_part_that_must_stand_there(pattern: str, met: str, unmet: str) -> None:
    need = needed(pattern)
    assert (need.is_met(met), need.is_met(unmet)) == (True, False)


@pytest.mark.sweep
def test_every_pattern_of_the_house_needs_what_it_is_thought_to_need() -> None:
    """Held against the parse tree of ``re`` itself, which is read in another way."""
    patterns = [one.pattern for one in used("bot", "corpus", "index")]
    patterns += [sign.pattern for sign in signs()]
    tried, known = some(patterns, 0), 0
    for one in tried:
        need = needed(one.pattern, one.flags & ~re.UNICODE)
        known += bool(need.words)
        tree = parser.parse(one.pattern, one.flags)
        for words in (need.words, *(need.ways[0] if len(need.ways) == 1 else ())):
            assert not words or has_one_of(tree, words), (one.pattern, words)
    assert known > len(tried) / 2


def test_a_sign_of_patient_data_that_is_not_looked_for_in_a_text_without_digits_needs_one() -> None:
    numbered = [sign.pattern for sign in signs() if sign.numbered]
    assert len(numbered) > 25
    for one in numbered:
        assert has_one_of(parser.parse(one.pattern, one.flags), tuple("0123456789")), one.pattern


def has_one_of(tree: Iterable[tuple[Any, Any]], words: tuple[str, ...], run: str = "") -> bool:
    """True if whatever the parse tree of a pattern matches has one of some words; ``run``: the letters before."""
    for op, of in tree:
        if op is c.LITERAL:
            run += chr(of).lower()
            if any(word in run for word in words):
                return True
            continue
        inner = of[-1] if op in (c.SUBPATTERN, c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT) else of
        if op is c.BRANCH:
            held = all(has_one_of(branch, words, run) for branch in of[1])
        elif op is c.IN:
            held = all(_is_one_of(one, words, run) for one in of)
        elif op in (c.SUBPATTERN, c.ATOMIC_GROUP):
            held = has_one_of(inner, words, run)
        else:
            repeated = op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
            held = repeated and of[0] > 0 and has_one_of(inner, words, run)
        if held:
            return True
        run = ""
    return False


def _is_one_of(one: tuple[Any, Any], words: tuple[str, ...], run: str) -> bool:
    op, of = one
    if op is c.LITERAL:
        return any(word in run + chr(of).lower() for word in words)
    return op is c.CATEGORY and of is c.CATEGORY_DIGIT and set("0123456789") <= set(words)


FIRST = """
import os, sys, re, threading, time, re._compiler as compiler
before = set(sys.modules)  # what counts lines may have imported some
made, compile = [], compiler.compile
def counted(pattern, flags=0):
    frame = sys._getframe(1)
    while "/re/" in frame.f_code.co_filename:
        frame = frame.f_back
    if frame.f_globals.get("__name__", "").partition(".")[0] in ("bot", "corpus", "index"):
        made.append(pattern)
    return compile(pattern, flags)
compiler.compile = counted
import importlib.metadata as metadata
passed, distributions = [], metadata.distributions
metadata.distributions = lambda **kept: passed.append(1) or distributions(**kept)
sys.argv = ["marrow", "ask", "--json", "What dose is used in SBRT for spinal metastases?"]
def kinds(of):
    return {of}.union(*map(kinds, of.__subclasses__()))
from bot.__main__ import main
try:
    main()
finally:
    from corpus.models import Model
    tasks = lambda: len(os.listdir("/proc/self/task"))
    for _ in range(100):  # a thread that has ended is listed for a moment more
        if tasks() > threading.active_count():
            time.sleep(0.05)
    ready = [kind for kind in kinds(Model) if kind.__pydantic_complete__]
    print(len(made), len(passed), len(ready), tasks() - threading.active_count(), *sys.modules.keys() - before)
"""
OTHERS_WORK = {
    "matplotlib", "opensearchpy", "discord", "aiohttp", "citeproc", "datasette", "httpx", "rich", "tantivy", "bs4", "bibtexparser",
    "prometheus_client", "xlsxwriter", "defusedxml", "xml",
}  # fmt: skip


def test_a_first_answer_makes_few_patterns_and_imports_nothing_that_others_work_with(tmp_path: Path) -> None:
    environment = os.environ | {"MARROW__STORAGE__DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", FIRST], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=120
    )  # fmt: skip
    made, passed, ready, theirs, *modules = done.stdout.splitlines()[-1].split()
    assert 0 < int(made) <= 220
    assert passed == "0"  # no pass over all packages that are installed
    assert 0 < int(ready) <= 30  # models whose reading was prepared
    assert theirs == "0"  # threads that numpy would start for itself
    assert "bot.assistant.assistant" in modules
    assert OTHERS_WORK & set(modules) == set()


@given(
    st.lists(st.lists(st.lists(PIECES, max_size=4).map("".join), min_size=1, max_size=2), max_size=5),
    st.sampled_from((0, re.IGNORECASE)),
    st.text(alphabet="aAbBcsſK1٣ é", max_size=20),
)
def test_none_of_many_patterns_that_finds_something_is_sifted_out(
    written: list[list[str]], flags: int, text: str
) -> None:
    groups = [group for group in written if all(map(is_right, group))]
    left = Sieve([late(one, flags) for one in group] for group in groups).left(text)
    assert set(left) >= {
        at for at, group in enumerate(groups) if all(re.search(one, text, flags) for one in group)
    }


@pytest.mark.parametrize("text", ["ab", "how long", "xhow lo", "b", "", "CAB how", "ſhow"])
def test_a_sieve_looks_for_words_of_any_length(text: str) -> None:
    written = ["b", "ab", "how", "how long", "ow lo"]
    assert Sieve([[late(one)] for one in written]).left(text) == [
        at for at, one in enumerate(written) if one in text.lower()
    ]


def is_right(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True

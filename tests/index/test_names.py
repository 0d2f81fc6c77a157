"""Other names at large: the table, looked up where it lies, and when it is used."""

from __future__ import annotations

import string
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from index.library import LibraryIndex
from index.questions.ranked import NAME_ALONE
from index.terms import names
from index.terms.names import CREDITS, FOLDER, NAME, SOURCES, Names, OtherName, Phrase, everyday, is_with, written
from index.weights import _sources
from tests.libraries import indexed

WORDS = st.text(string.ascii_lowercase, min_size=2, max_size=6)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(tuple)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(CREDITS)), st.lists(PHRASES, min_size=2, max_size=4, unique=True)),
        max_size=8,
    )
)
def test_every_phrase_of_a_group_finds_the_others(groups: list[tuple[str, list[tuple[str, ...]]]]) -> None:
    table = Names(written(groups))
    for kind, phrases in groups:
        for one in phrases:
            found = {other.phrase: other.credit for other in table.beginning(one[0]).get(one, ())}
            for other in phrases:
                if not set(one) & set(other) and not is_with(one, other, kind):
                    assert found[other] >= CREDITS[kind]
    assert table.beginning("zz0") == {}


def test_no_letter_alone_is_a_name() -> None:
    table = Names(written([("a", [("puls",), ("p",)]), ("a", [("puls",), ("hr",)])]))
    assert [one.phrase for one in table.beginning("puls")[("puls",)]] == [("hr",)]
    assert table.beginning("p") == {}
    table = Names(written([("a", [("gram",), ("g",)])]))
    assert [one.phrase for one in table.beginning("gram")[("gram",)]] == [("g",)]
    lines = (FOLDER / NAME).read_text("utf-8").splitlines()
    letters = [line.split("\t")[0] for line in lines for other in line.split("\t")[1:] if len(other) == 2]
    assert letters == ["gram"]


def test_the_rest_of_an_everyday_phrase_is_no_name() -> None:
    lines = ["water works\turethra", "kneecap\tpatella", "baby on the way\tgravid", "broken arm\tx, humerus"]
    assert [one for one, _ in everyday(lines)] == [("kneecap",), ("break", "arm")]


def test_the_table_is_written_from_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "FOLDER", tmp_path)
    for name, line in zip(SOURCES, ("kneecap\tpatella", "europe\tnorway", "worm\tearthworm"), strict=True):
        (tmp_path / name).write_text(line + "\n", "utf-8")
    sources = {
        "a": "HPV\\tpapillomavirus",
        "m": "D1\\tC\\tKidney Stones\\tRenal Calculi",
        "d": "cervical\\tcervix",
    }
    for name, line in sources.items():
        (tmp_path / name).write_text(line.replace("\\t", "\t") + "\n", "utf-8")
    names.main([str(tmp_path / name) for name in sources])
    content = (tmp_path / names.NAME).read_bytes()
    table = Names(content)
    (other,) = table.beginning("hpv")[("hpv",)]
    assert (other.phrase, other.credit) == (("papillomavirus",), CREDITS["a"])
    assert [one.credit for one in table.beginning("kidney")[("kidney", "stone")]] == [CREDITS["m"]]
    assert table.beginning("kneecap")[("kneecap",)] == (OtherName(("patell",), CREDITS["e"]),)
    assert table.beginning("europ")[("europ",)] == (OtherName(("norway",), CREDITS["e"]),)
    assert table.beginning("worm")[("worm",)] == (OtherName(("earthworm",), CREDITS["e"]),)
    names.main([])
    assert (tmp_path / names.NAME).read_bytes() == content


@pytest.mark.parametrize("pair", [("burn", "burnout"), ("regul", "upregul"), ("toler", "intoler")])
def test_a_word_is_no_name_of_what_it_is_joined_to(pair: tuple[str, str]) -> None:
    """A burn-out is no burn: such names came of phrases that were read without their small words."""
    table = names.load()
    for one, other in (pair, pair[::-1]):
        assert (other,) not in [found.phrase for found in table.beginning(one).get((one,), ())]


def test_the_shipped_table_has_the_everyday_names_of_its_source_in_one_direction() -> None:
    table = names.load()
    for source, least in SOURCES.items():
        lines = (FOLDER / source).read_text("utf-8").splitlines()
        for one, other in everyday(lines[::9], least):
            assert other in [found.phrase for found in table.beginning(one[0])[one]]
        assert lines == sorted(lines, key=lambda line: line.split("\t")[0].casefold())
    assert ("kneecap",) not in [found.phrase for found in table.beginning("patell").get(("patell",), ())]
    assert ("afric",) not in [found.phrase for found in table.beginning("kenya")[("kenya",)]]


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("kneecap, knee cap\tpatella", [(("kneecap",), ("patell",)), (("knee", "cap"), ("patell",))]),
        ("what if nothing\tsynthetic control", []),  # nothing is left but light words
        ("make people\tdriver", []),
        ("surgery\tarthroplasty", []),  # a single word that abstracts use often
        ("shin bone\tbone fracture", []),  # what both have is no name
        ("killer of mothers\tdeath", []),  # a word too common to name anything
        (
            "broken wrist\twhat is it, wrist of a radius, distal radius",
            [(("break", "wrist"), ("distal", "radius"))],
        ),
        ("one two three four five six seven\tpatella", []),
    ],
)
def test_an_everyday_phrase_that_says_too_little_is_left_out(
    line: str, pairs: list[tuple[Phrase, Phrase]]
) -> None:
    assert list(everyday([line.replace("\\t", "\t")])) == pairs


def read(text: str, question: str) -> LibraryIndex:
    paper = Paper(source_id="one", abstract=text)
    return indexed(paper)


@pytest.mark.parametrize(
    ("text", "question", "shown"),
    [
        ("The thrombocytes were counted twice a day in all adults.", "platelets in adults", "thrombocytes"),
        ("The patella was resurfaced in all adults.", "kneecap of adults", "patella"),
        ("Every kneecap was seen in all adults.", "patella of adults", None),
        ("Mathematics was taught to all adults.", "maths for adults", "mathematics"),
        ("Television was watched by all adults.", "telly for adults", "television"),
        ("A grandmother was interviewed in all homes.", "nan in homes", "grandmother"),
        ("Staff turnover was counted in all homes.", "who quit in homes", "staff turnover"),
        # a word of one's own that papers use for another thing is no everyday word
        ("Cannabis was smoked in all fields.", "weed cover of fields", None),
        ("Police were called to all fields.", "copper in fields", None),
        ("Flatworms were counted in all ponds.", "worms in ponds", "flatworms"),
        ("Greenhouses were counted in all villages.", "houses in villages", None),
        ("Worms were counted in all ponds.", "flatworms in ponds", None),
        ("Swimming was banned in the lake after the flood.", "thrombocytes in adults", None),
        # those who do a thing, however they are called, and forms that make a word a kind of it
        ("Fishers were asked in all ponds.", "fishermen of ponds", "fishers"),
        ("Fishermen were asked in all ponds.", "fishers of ponds", "fishermen"),
        ("Herders were asked in all valleys.", "herdswomen of valleys", "herders"),
        ("Police were called to all fields.", "policemen in fields", "police"),
        ("Craftspeople were asked in all towns.", "craftsmen of towns", "craftspeople"),
        ("Chairs were counted in all halls.", "chairmen of halls", None),
        ("Microbeads were counted in all ponds.", "beads in ponds", "microbeads"),
        ("Cyberbullying was frequent in all schools.", "bullying in schools", "cyberbullying"),
        ("Beads were counted in all ponds.", "microbeads in ponds", None),
        ("Microwaves were used in all homes.", "waves in homes", None),
        ("Photographs were taken in all homes.", "graphs in homes", None),
        ("Chemotaxis was measured in all towns.", "taxis in towns", None),
    ],
)
def test_a_name_stands_for_a_word_that_is_not_held(text: str, question: str, shown: str | None) -> None:
    query = read(text, question).reader.read(question)
    assert shown in query.searched_also if shown else not query.searched_also


def test_a_word_that_is_held_needs_no_other_name() -> None:
    query = read("Platelets and thrombocytes were counted.", "platelets").reader.read("platelets")
    assert query.concepts[0].others == ()


def test_what_only_a_name_can_find_is_ranked_by_it() -> None:
    text = "The patella was resurfaced. The tibial plateau broke."
    ranked = {q: read(text, q).reader.read(q).ranked for q in ("kneecap", "patella", "broken shin bone")}
    assert ranked["kneecap"]["patell"] == NAME_ALONE
    assert ranked["patella"] == {"patell": 1.0}
    assert max(ranked["broken shin bone"].values()) <= 1.0


def test_an_everyday_phrase_hides_no_word_that_finds_more_by_itself() -> None:
    """Mothers stand in the library, and so do the obese: "obese mums" is not maternal obesity alone."""
    text = "Half of the mothers considered themselves obese. Maternal obesity was common among the overweight."
    paper = Paper(source_id="1", title="Weight", abstract=text)
    index = indexed(paper)
    assert [one.words for one in index.reader.read("do obese mums know").concepts][:2] == ["obese", "mums"]


def test_the_name_of_what_shapes_answers_covers_the_table_and_not_its_source() -> None:
    """The source is not installed: a checkout and what is released from it answer alike, and say so."""
    covered = {name for name, _ in _sources(files("index"), "index")}
    assert f"index/data/{NAME}" in covered
    for source in SOURCES:
        assert (FOLDER / source).is_file()
        assert f"index/data/{source}" not in covered

"""PubMed's “Abstract (text)” and “Summary (text)”: every numbered record is a paper, or is refused with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Author, Parsed
from tests.conftest import examples

# As PubMed writes them, with the spaces at which it broke the lines; the papers are invented.
WHOLE = """\
1. J Goat Sci. 2020 Mar 1;3(2 Suppl 1):S10-S19. doi: 10.5555/goat.1. Epub 2020 \n\
Jan 2.

Goat bells at night: a randomised, double-blind trial of bells in alpine herds \n\
(RING-1).

Hay NP(1), Pen O(2)(3), van der Berg J Jr(1); GOAT Study Group.

Author information:
(1)Department of Goats, University of Chur, Chur, Switzerland. Electronic \n\
address: hay@example.org.
(2)Institute of Bells, Bern, Switzerland.

Erratum in
    J Goat Sci. 2020 Apr;3(3):99. doi: 10.5555/goat.9.

Comment in
    Alp J. 2020 May;12(5):1-2. doi: 10.5555/alp.7.

BACKGROUND: Goats ring. We asked whether long-
term ringing matters to pre- and \n\
postpartum goats.
METHODS: We listened to 40 goats, of which some had \n\
COVID-19: all were quiet, and so were the sheep that we kept beside them.
RESULTS: 12 rang (p = 0.03). There were two aims.

2. The second aim was to count.

CONCLUSION: Bells ring.

Copyright © 2020 Georg Goat Verlag. All rights reserved.

DOI: 10.5555/goat.1
PMCID: PMC9900001
PMID: 99000001 [Indexed for MEDLINE]

Conflict of interest statement: The authors declare none.


2. Alp J. 2021;12:5. doi: 10.5555/goat.2. Online ahead of print.

RETRACTED: Dawn bells?

[Article in German]

GOAT Study Group.

Retraction in
    Alp J. 2022;13:1. doi: 10.5555/goat.8.

We heard 3 goats.

PMID: 99000002


3. bioRxiv [Preprint]. 2021 Jan 1:2021.01.01.425001. doi: 10.1101/2021.01.01.425001.

The "little" bells.

Ünal Ş, El Ahmadieh TY.

DOI: 10.1101/2021.01.01.425001
PMID: 99000003


4. In: GoatPearls [Internet]. Treasure Island (FL): GoatPearls Publishing; 2023 \n\
Jan–. 2023 Jul 17.

Hooves.

Pen O(1).

Author information:
(1)Alp

Hooves are hard.

Copyright © 2023, GoatPearls Publishing LLC.

PMID: 99000004


5. Proc Natl Acad Goat U S A. 2019 Dec;1(1):e5.

No authors, and one abstract.

Goats, sheep, bells were seen.

PMID: 99000005
"""
SUMMARY = """\
1: Hay NP, Pen O, van der Berg J Jr; GOAT Study Group. Goat bells at night: a \n\
randomised, double-
blind trial. Does it ring? Yes. J Goat Sci (Basel). 2020 Mar 1;3(2):10-19. doi: \n\
10.5555/goat.1. Epub 2020 Jan 2. PMID: 99000001; PMCID: PMC9900001.

2: Pen O. Is dawn loud? Alp J. 2021;12:5. doi: 10.5555/goat.2. PMID: 99000002.

3: Bells without authors. Alp J. 2021 May-Jun:7-9. PMID: 99000003.
"""


def read(folder: Path, text: str) -> Parsed:
    file = folder / "abstract-goats-set.txt"
    file.write_text(text, "utf-8")
    return read_papers(file)


def names(authors: tuple[Author, ...]) -> list[str]:
    return [one.short if one.family else one.name for one in authors]


def test_records_with_abstracts_are_read_as_they_are_printed(tmp_path: Path) -> None:
    parsed = read(tmp_path, WHOLE)
    trial = parsed.papers[0]
    begin = tuple(at for at, line in enumerate(WHOLE.splitlines(), 1) if re.match(r"\d\. (?!The)", line))
    assert (parsed.report.read, parsed.report.kept, parsed.lines) == (5, 5, begin)
    assert (trial.doi, trial.pmid, trial.journal, trial.year) == ("10.5555/goat.1", "99000001", "J Goat Sci", 2020)
    assert (trial.volume, trial.issue, trial.page, str(trial.published)) == (
        "3",
        "2 Suppl 1",
        "S10-S19",
        "2020-03-01",
    )
    assert trial.title == "Goat bells at night: a randomised, double-blind trial of bells in alpine herds (RING-1)"
    assert [(one.family, one.given, one.suffix) for one in trial.authors] == [
        ("Hay", "NP", None),
        ("Pen", "O", None),
        ("van der Berg", "J", "Jr"),
        (None, None, None),
    ]
    assert trial.authors[3].name == "GOAT Study Group"
    assert trial.abstract == (
        "BACKGROUND: Goats ring. We asked whether long-term ringing matters to pre- and postpartum goats.\n"
        "METHODS: We listened to 40 goats, of which some had COVID-19: all were quiet, and so were the sheep that we kept beside them.\n"
        "RESULTS: 12 rang (p = 0.03). There were two aims.\n2. The second aim was to count.\nCONCLUSION: Bells ring."
    )
    assert trial.rights == "Copyright © 2020 Georg Goat Verlag. All rights reserved."
    assert trial.status is not None
    assert trial.status.kind == "corrected"


def test_what_is_odd_about_a_record_is_read_too(tmp_path: Path) -> None:
    _, dawn, preprint, chapter, nobody = read(tmp_path, WHOLE).papers
    assert (dawn.title, dawn.abstract, names(dawn.authors)) == (
        "RETRACTED: Dawn bells?",
        "We heard 3 goats.",
        ["GOAT Study Group"],
    )
    assert (dawn.volume, dawn.issue, dawn.page or dawn.article_number) == ("12", None, "5")
    assert dawn.status is not None
    assert dawn.status.kind == "retracted"
    assert (preprint.journal, preprint.title, preprint.abstract) == (
        "bioRxiv [Preprint]",
        'The "little" bells',
        None,
    )
    assert [(one.family, one.given) for one in preprint.authors] == [("Ünal", "Ş"), ("El Ahmadieh", "TY")]
    assert (chapter.kind, chapter.journal, chapter.year) == ("chapter", "GoatPearls [Internet]", 2023)
    assert (chapter.publisher, chapter.abstract) == ("GoatPearls Publishing", "Hooves are hard.")
    assert (nobody.authors, nobody.abstract) == ((), "Goats, sheep, bells were seen.")
    assert (nobody.journal, nobody.doi) == ("Proc Natl Acad Goat U S A", None)


@pytest.mark.parametrize("change", [str.rstrip, lambda line: line.rstrip() + "\r"])
def test_an_editor_that_trims_lines_costs_nothing(tmp_path: Path, change: object) -> None:
    trimmed = "\n".join(change(line) for line in WHOLE.split("\n"))  # type: ignore[operator]
    assert read(tmp_path, trimmed).papers == read(tmp_path, WHOLE).papers


def test_two_files_put_together_are_all_their_records(tmp_path: Path) -> None:
    again = WHOLE.replace("990000", "880000").replace("10.5555/goat", "10.5555/kid").replace("oat", "id")
    assert read(tmp_path, f"{WHOLE}\n\n{again}").report.read == 10


def test_one_empty_line_between_records_is_enough(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE.replace("\n\n\n", "\n\n")).papers == read(tmp_path, WHOLE).papers


def test_records_that_run_into_each_other_are_refused_and_not_made_one(tmp_path: Path) -> None:
    report = read(tmp_path, WHOLE.replace("none.\n\n\n2. Alp", "none.\n2. Alp")).report
    assert (report.read, report.kept) == (4, 3)
    assert "several PMIDs" in report.rejected[0].reason


def test_numbers_that_do_not_go_on_stand_in_the_abstract(tmp_path: Path) -> None:
    """However many empty lines stand before them: the next record has the next number, and the same mark behind it."""
    aims = "\n\n\n9. The last aim was to sing.\n\n\n2: one was the ratio.\n\n2. The"
    parsed = read(tmp_path, WHOLE.replace("\n\n2. The", aims))
    assert parsed.report.kept == 5
    assert "9. The last aim was to sing.\n2: one was the ratio.\n2. The second" in (
        parsed.papers[0].abstract or ""
    )


def test_what_stands_before_the_first_record_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"My search\n\n\n{WHOLE}", "utf-8")
    report = read_papers(file, "pubmed-text").report
    assert report.kept == 5
    assert any("line 1 on, was left out" in note for note in report.notes)


def test_a_summary_has_no_abstracts_and_says_so(tmp_path: Path) -> None:
    parsed = read(tmp_path, SUMMARY)
    trial, dawn, nobody = parsed.papers
    assert trial.title == "Goat bells at night: a randomised, double-blind trial. Does it ring? Yes"
    assert names(trial.authors) == ["Hay", "Pen", "van der Berg", "GOAT Study Group"]
    assert (trial.journal, trial.volume, trial.issue, trial.page) == ("J Goat Sci (Basel)", "3", "2", "10-19")
    assert (trial.doi, trial.pmid, trial.abstract) == ("10.5555/goat.1", "99000001", None)
    assert (dawn.title, dawn.journal, dawn.year) == ("Is dawn loud?", "Alp J", 2021)
    assert (nobody.title, nobody.authors, nobody.page) == ("Bells without authors", (), "7-9")
    assert any("holds no abstracts" in note for note in parsed.report.notes)


_LINES = st.lists(
    st.sampled_from([*WHOLE.splitlines(), *SUMMARY.splitlines(), "", "", "PMID: 7", "1. A. 2020", "2: B. 2021"])
    | st.text(max_size=30),
    max_size=40,
)


@given(lines=_LINES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150))
def test_whatever_its_lines_are_the_report_balances(tmp_path: Path, lines: list[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("1. J. 2020.\n\nOwls.\n\nPMID: 1\n\n\n" + "\n".join(lines), "utf-8")
    try:
        report = read_papers(file, "pubmed-text").report
    except CorpusError:
        return
    assert report.read == report.kept + report.merged + len(report.rejected) >= 1

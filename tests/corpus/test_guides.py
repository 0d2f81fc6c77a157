"""Examples that the guides print themselves, and papers of every kind: as each style's guide has them, written by hand.

Vancouver: ICMJE/NLM, Samples of Formatted References; AMA Manual of Style, 11th edition, chapter 3; APA Publication
Manual, 7th edition, chapter 10; MDPI's instructions for references. Page ranges are written in full.
"""

from __future__ import annotations

import pytest

from corpus.citing import STYLES, cite
from corpus.citing.csl import sentence_case
from corpus.citing.references import dotted
from corpus.models import Author, Kind, Paper, Status


def people(*names: str) -> tuple[Author, ...]:
    """Authors from "Family, Given"; without a comma, a group."""
    made = []
    for name in names:
        family, comma, given = name.partition(", ")
        made.append(Author(name=f"{given} {family}", family=family, given=given) if comma else Author(name=name))
    return tuple(made)


ARTICLE = Paper(
    source_id="a", title="Solid-organ transplantation in HIV-infected patients", year=2002, volume="347", issue="4",
    page="284-287", journal="The New England journal of medicine", short_journal="N Engl J Med",
    authors=people("Halpern, Scott D.", "Ubel, Peter A.", "Caplan, Arthur L."),
)  # fmt: skip
GROUP = Paper(
    source_id="g", title="Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance",
    authors=people("Diabetes Prevention Program Research Group"), journal="Hypertension", year=2002, volume="40",
    issue="5", page="679-686",
)  # fmt: skip
NOBODY = Paper(
    source_id="n", title="21st century heart solution may have a sting in the tail", journal="BMJ", year=2002,
    volume="325", issue="7357", page="184",
)  # fmt: skip
CHAPTER = Paper(
    source_id="c", title="Chromosome alterations in human solid tumors", kind="chapter", year=2002, page="93-113",
    authors=people("Meltzer, Paul S.", "Kallioniemi, Anne", "Trent, Jeffrey M."), publisher="McGraw-Hill",
    editors=people("Vogelstein, Bert", "Kinzler, Kenneth W."), journal="The genetic basis of human cancer",
    publisher_place="New York",
)  # fmt: skip
TALENT = Paper(
    doi="10.1037/0000120-016", title="Culinary arts: Talent and their development", kind="chapter", year=2019,
    authors=people("Aron, Lionel", "Botella, Marion", "Lubart, Todd"), page="345-359",
    editors=people("Subotnik, Rena F.", "Olszewski-Kubilius, Paula", "Worrell, Frank C."),
    journal="The psychology of high performance: Developing human potential into domain-specific talent",
    publisher="American Psychological Association",
)  # fmt: skip
MEETING = CHAPTER.model_copy(
    update={"kind": "paper-conference", "editors": CHAPTER.editors and CHAPTER.editors[:1]}
)
BOOK = Paper(
    source_id="b", title="Medical microbiology", kind="book", authors=people("Murray, Patrick R.", "Rosenthal, Ken S."),
    publisher="Mosby", publisher_place="St. Louis", year=2002,
)  # fmt: skip
THESIS = Paper(
    source_id="t", title="Infant sleep and feeding: a telephone survey of Hispanic Americans", kind="thesis",
    authors=people("Borkowski, Mary M."), publisher="Central Michigan University", publisher_place="Mount Pleasant",
    year=2002,
)  # fmt: skip
REPORT = BOOK.model_copy(update={"kind": "report", "authors": people("National Cancer Institute")})
PREPRINT = Paper(
    doi="10.31234/osf.io/9p7cb", title="When money talks: Judging risk and coercion in high-paying clinical trials",
    kind="preprint", authors=people("Leuker, Christina", "Samartzidis, Lasare"), journal="PsyArXiv", year=2018,
)  # fmt: skip

# Further examples of the guides: what they say of supplements, missing volumes, numbers of articles, groups and several kinds.
SUPPLEMENT = Paper(
    source_id="s", title="Tolerability and safety of frovatriptan with short- and long-term use for treatment of migraine", year=2002,
    authors=people("Geraud, Gilles", "Spierings, Egilius L.", "Keywood, Charlotte"), journal="Headache", volume="42 Suppl 2", page="S93-S99",
)  # fmt: skip
NO_VOLUME = Paper(
    source_id="v", title="Intraoperative frozen section analysis in revision total joint arthroplasty", year=2002, issue="401",
    authors=people("Banit, Daxes M.", "Kaufer, Herbert", "Hartford, James M."), short_journal="Clin Orthop", page="230-238",
    journal="Clinical orthopaedics and related research",
)  # fmt: skip
NEITHER = Paper(
    source_id="o", title="Outreach: bringing HIV-positive individuals into care", journal="HRSA Careaction", year=2002, page="1-6"
)  # fmt: skip
ROMAN = Paper(
    source_id="r", title="The politics of ethical consensus finding", authors=people("Chadwick, Ruth", "Schuklenk, Udo"),
    journal="Bioethics", year=2002, volume="16", issue="2", page="iii-v",
)  # fmt: skip
THIRD = Paper(
    source_id="3", title="Operative obstetrics", kind="book", year=2002, publisher="McGraw-Hill", publisher_place="New York",
    authors=(Author(name="Larry C. Gilstrap 3rd", family="Gilstrap", given="Larry C.", suffix="3rd"), *people("Cunningham, F. Gary")),
)  # fmt: skip
SEVEN = Paper(
    source_id="7", title="Regulation of interstitial excitatory amino acid concentrations after cortical contusion injury", year=2002,
    authors=people("Rose, M. E.", "Huerbin, M. B.", "Melick, J.", "Marion, D. W.", "Palmer, A. M.", "Schiding, J. K.", "Kochanek, P. M."),
    journal="Brain research", short_journal="Brain Res", volume="935", issue="1-2", page="40-46",
)  # fmt: skip
STORYBOOKS = Paper(
    doi="10.1037/ppm0000185", year=2019, journal="Psychology of Popular Media Culture", volume="8", issue="3", page="207-217",
    title="Emotions in storybooks: A comparison of storybooks that represent ethnic and racial groups in the United States",
    authors=people("Grady, Jessica S.", "Her, Mina", "Moreno, Geena", "Perez, Carmen", "Yelinek, Jordan"),
)  # fmt: skip
HOUSE = Paper(
    doi="10.1371/journal.pone.0193972", title="Teaching medicine with the help of “Dr. House”", journal="PLoS ONE", year=2018,
    authors=people("Jerrentrup, Andreas", "Mueller, Tobias"), volume="13", issue="3", article_number="e0193972",
)  # fmt: skip
SILENCE = Paper(
    doi="10.1177/0146167208318401", title="Silence and table manners: When environments activate norms", year=2008, volume="34", issue="8",
    authors=people("Joly, Janneke F.", "Stapel, Diederik A.", "Lindenberg, Siegwart M."), page="1047-1056",
    journal="Personality and Social Psychology Bulletin", status=Status(kind="retracted", source="https://doi.org/10.1177/0146167212464545"),
)  # fmt: skip
SPACING = Paper(
    url="https://psyarxiv.com/kzy7u/", kind="preprint", journal="PsyArXiv", year=2020,
    authors=people("Latimier, Alice", "Peyre, Hugo", "Ramus, Franck"),
    title="A meta-analytic review of the benefit of spacing out retrieval practice episodes on retention",
)  # fmt: skip

PRINTED = {
    "vancouver": [
        (SUPPLEMENT, "Geraud G, Spierings EL, Keywood C. Tolerability and safety of frovatriptan with short- and long-term use for treatment of "
                     "migraine. Headache. 2002;42 Suppl 2:S93–S99."),
        (NO_VOLUME, "Banit DM, Kaufer H, Hartford JM. Intraoperative frozen section analysis in revision total joint arthroplasty. Clin "
                    "Orthop. 2002;(401):230–238."),
        (NEITHER, "Outreach: bringing HIV-positive individuals into care. HRSA Careaction. 2002:1–6."),
        (ROMAN, "Chadwick R, Schuklenk U. The politics of ethical consensus finding. Bioethics. 2002;16(2):iii–v."),
        (THIRD, "Gilstrap LC 3rd, Cunningham FG. Operative obstetrics. New York: McGraw-Hill; 2002."),
        (SEVEN, "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of interstitial excitatory amino acid "
                "concentrations after cortical contusion injury. Brain Res. 2002;935(1-2):40–46."),
        (ARTICLE, "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. N Engl J Med. 2002;347(4):284–287."),
        (GROUP, "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with impaired glucose "
                "tolerance. Hypertension. 2002;40(5):679–686."),
        (NOBODY, "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184."),
        (CHAPTER, "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, Kinzler KW, "
                  "editors. The genetic basis of human cancer. New York: McGraw-Hill; 2002. p. 93–113."),
        (MEETING, "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, editor. The genetic "
                  "basis of human cancer. New York: McGraw-Hill; 2002. p. 93–113."),
        (BOOK, "Murray PR, Rosenthal KS. Medical microbiology. St. Louis: Mosby; 2002."),
        (THESIS, "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans [dissertation]. Mount Pleasant: Central "
                 "Michigan University; 2002."),
        (REPORT, "National Cancer Institute. Medical microbiology. St. Louis: Mosby; 2002."),
        (PREPRINT, "Leuker C, Samartzidis L. When money talks: Judging risk and coercion in high-paying clinical trials. PsyArXiv [Preprint]. "
                   "2018. https://doi.org/10.31234/osf.io/9p7cb"),
    ],
    "ama": [
        (GROUP, "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with impaired glucose "
                "tolerance. Hypertension. 2002;40(5):679–686."),
        (NOBODY, "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184."),
        (SEVEN, "Rose ME, Huerbin MB, Melick J, et al. Regulation of interstitial excitatory amino acid concentrations after cortical "
                "contusion injury. Brain Res. 2002;935(1-2):40–46."),
        (NEITHER, "Outreach: bringing HIV-positive individuals into care. HRSA Careaction. 2002:1–6."),
        (ARTICLE, "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. N Engl J Med. 2002;347(4):284–287."),
        (CHAPTER, "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, Kinzler KW, eds. The "
                  "genetic basis of human cancer. McGraw-Hill; 2002:93–113."),
        (MEETING, "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, ed. The genetic basis "
                  "of human cancer. McGraw-Hill; 2002:93–113."),
        (BOOK, "Murray PR, Rosenthal KS. Medical microbiology. Mosby; 2002."),
        (THESIS, "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans. Dissertation. Central Michigan "
                 "University; 2002."),
        (PREPRINT, "Leuker C, Samartzidis L. When money talks: Judging risk and coercion in high-paying clinical trials. PsyArXiv. Preprint "
                   "posted online 2018. https://doi.org/10.31234/osf.io/9p7cb"),
    ],
    "apa": [
        (STORYBOOKS, "Grady, J. S., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in storybooks: A comparison of storybooks "
                     "that represent ethnic and racial groups in the United States. Psychology of Popular Media Culture, 8(3), 207–217. "
                     "https://doi.org/10.1037/ppm0000185"),
        (HOUSE, "Jerrentrup, A., & Mueller, T. (2018). Teaching medicine with the help of “Dr. House.” PLoS ONE, 13(3), Article e0193972. "
                "https://doi.org/10.1371/journal.pone.0193972"),
        (SILENCE, "Joly, J. F., Stapel, D. A., & Lindenberg, S. M. (2008). Silence and table manners: When environments activate norms. "
                  "Personality and Social Psychology Bulletin, 34(8), 1047–1056. https://doi.org/10.1177/0146167208318401 [Retracted: "
                  "https://doi.org/10.1177/0146167212464545]"),
        (SPACING, "Latimier, A., Peyre, H., & Ramus, F. (2020). A meta-analytic review of the benefit of spacing out retrieval practice "
                  "episodes on retention. PsyArXiv. https://psyarxiv.com/kzy7u/"),
        (GROUP, "Diabetes Prevention Program Research Group. (2002). Hypertension, insulin, and proinsulin in participants with impaired "
                "glucose tolerance. Hypertension, 40(5), 679–686."),
        (ARTICLE, "Halpern, S. D., Ubel, P. A., & Caplan, A. L. (2002). Solid-organ transplantation in HIV-infected patients. The New England "
                  "journal of medicine, 347(4), 284–287."),
        (NOBODY, "21st century heart solution may have a sting in the tail. (2002). BMJ, 325(7357), 184."),
        (TALENT, "Aron, L., Botella, M., & Lubart, T. (2019). Culinary arts: Talent and their development. In R. F. Subotnik, P. "
                 "Olszewski-Kubilius, & F. C. Worrell (Eds.), The psychology of high performance: Developing human potential into "
                 "domain-specific talent (pp. 345–359). American Psychological Association. https://doi.org/10.1037/0000120-016"),
        (MEETING, "Meltzer, P. S., Kallioniemi, A., & Trent, J. M. (2002). Chromosome alterations in human solid tumors. In B. Vogelstein "
                  "(Ed.), The genetic basis of human cancer (pp. 93–113). McGraw-Hill."),
        (BOOK, "Murray, P. R., & Rosenthal, K. S. (2002). Medical microbiology. Mosby."),
        (THESIS, "Borkowski, M. M. (2002). Infant sleep and feeding: A telephone survey of Hispanic Americans [Thesis, Central Michigan "
                 "University]."),
        (REPORT, "National Cancer Institute. (2002). Medical microbiology. Mosby."),
        (PREPRINT, "Leuker, C., & Samartzidis, L. (2018). When money talks: Judging risk and coercion in high-paying clinical trials. "
                   "PsyArXiv. https://doi.org/10.31234/osf.io/9p7cb"),
    ],
    "mdpi": [
        (GROUP, "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with impaired glucose "
                "tolerance. Hypertension 2002, 40, 679–686."),
        (NOBODY, "21st century heart solution may have a sting in the tail. BMJ 2002, 325, 184."),
        (HOUSE, "Jerrentrup, A.; Mueller, T. Teaching medicine with the help of “Dr. House”. PLoS ONE 2018, 13, e0193972. "
                "https://doi.org/10.1371/journal.pone.0193972."),
        (ARTICLE, "Halpern, S.D.; Ubel, P.A.; Caplan, A.L. Solid-organ transplantation in HIV-infected patients. N. Engl. J. Med. 2002, 347, "
                  "284–287."),
        (CHAPTER, "Meltzer, P.S.; Kallioniemi, A.; Trent, J.M. Chromosome alterations in human solid tumors. In The genetic basis of human "
                  "cancer; Vogelstein, B., Kinzler, K.W., Eds.; McGraw-Hill: New York, 2002; pp. 93–113."),
        (BOOK, "Murray, P.R.; Rosenthal, K.S. Medical microbiology; Mosby: St. Louis, 2002."),
        (THESIS, "Borkowski, M.M. Infant sleep and feeding: a telephone survey of Hispanic Americans. Thesis, Central Michigan University, "
                 "Mount Pleasant, 2002."),
        (PREPRINT, "Leuker, C.; Samartzidis, L. When money talks: Judging risk and coercion in high-paying clinical trials. PsyArXiv 2018, "
                   "preprint. https://doi.org/10.31234/osf.io/9p7cb."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "paper", "printed"),
    [
        pytest.param(style, *one, id=f"{style}-{one[0].key}-{one[0].kind}")
        for style, all_of in PRINTED.items()
        for one in all_of
    ],
)
def test_a_reference_is_as_its_guide_prints_it(style: str, paper: Paper, printed: str) -> None:
    shown = cite([paper], style).removeprefix("1. ")
    assert shown == (printed if paper.link else f"{printed} [{paper.key}]")


@pytest.mark.parametrize("style", PRINTED)
def test_a_retraction_stands_in_the_reference(style: str) -> None:
    status = Status(kind="retracted", source="https://doi.org/10.9999/notice")
    shown = cite([ARTICLE.model_copy(update={"status": status})], style)
    said = "Retraction in: {}" if style == "vancouver" else "[Retracted: {}]"
    assert shown.endswith(f" {said.format('https://doi.org/10.9999/notice')}")
    assert "etract" not in cite([ARTICLE], style)


@pytest.mark.parametrize("style", PRINTED)
@pytest.mark.parametrize(
    "kind", ["chapter", "book", "paper-conference", "thesis", "report", "preprint", "webpage"]
)
def test_a_kind_with_nothing_but_a_title_is_cited_by_it(style: str, kind: Kind) -> None:
    (line,) = cite([Paper(source_id="k", title="Owls", kind=kind)], style).split("\n")
    assert line.removeprefix("1. ").startswith("Owls")
    assert not any(odd in line for odd in (" .", "..", ";;", ", .", ": ;", "()", "[]", " ,", "In "))
    assert STYLES[style]


@pytest.mark.parametrize(
    ("title", "abstract", "shown"),
    [
        ("Bells and Straying in Alpine Goats: A Randomised Trial", "Goats of the Alpine farms stray.", "Bells and straying in Alpine goats: A randomised trial"),
        ("The Role of DNA and mRNA in Parkinson’s Disease", "We asked.", "The role of DNA and mRNA in Parkinson’s disease"),
        ("Vitamin D and COVID-19 Among Older Adults in Japan", "Adults living in Japan took vitamin D.", "Vitamin D and COVID-19 among older adults in Japan"),
        ("Follow-Up of Children’s Long-Term Outcomes", "Many came.", "Follow-up of children’s long-term outcomes"),
        ("Does It Help? Results From a Large Survey", "It may.", "Does it help? Results from a large survey"),
        ("Bells and straying in Alpine goats", "Goats stray.", "Bells and straying in Alpine goats"),
        ("Bells and Straying in Alpine Goats", None, "Bells and Straying in Alpine Goats"),
    ],
)  # fmt: skip
def test_title_case_becomes_sentence_case_for_apa(title: str, abstract: str | None, shown: str) -> None:
    assert sentence_case(title, abstract) == shown
    paper = Paper(source_id="s", title=title, abstract=abstract, year=2020, journal="Goat Letters")
    assert cite([paper], "apa").startswith(f"{shown}{'' if shown[-1] == '?' else '.'} (2020). Goat Letters.")
    assert title in cite([paper], "vancouver")


@pytest.mark.parametrize(
    ("short", "full", "shown"),
    [
        ("N Engl J Med", "The New England journal of medicine", "N. Engl. J. Med."),
        ("Cancers", "Cancers", "Cancers"),
        ("J. Clin. Med.", "Journal of Clinical Medicine", "J. Clin. Med."),
        ("BMJ", "British medical journal (Clinical research ed.)", "BMJ"),
    ],
)
def test_a_short_journal_has_its_full_stops_where_mdpi_wants_them(short: str, full: str, shown: str) -> None:
    assert dotted(short, full) == shown

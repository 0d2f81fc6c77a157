"""References as the four guides print them, written by hand: hard names, hard titles, and what a record may lack.

ICMJE/NLM "Citing Medicine"; AMA Manual of Style, 11th edition; APA Publication Manual, 7th edition; MDPI's instructions.
"""

from __future__ import annotations

import pytest

from corpus.citing import cite
from corpus.doi import Doi
from corpus.models import Author, Paper


def person(family: str, given: str) -> Author:
    return Author(name=f"{given} {family}", family=family, given=given)


WHOLE = Paper(
    doi=Doi("10.3390/x15235518"),
    title="Dose × response – Álvaro's trial.",
    authors=(
        person("El Ahmadieh", "Tarek Y."),
        person("García-Muñoz", "Álvaro"),
        person("Kang", "Dong-Ho"),
        Author(name="Korean Society of Spinal Tumor"),
    ),
    journal="Cancers",
    year=2023,
    volume="15",
    issue="23",
    article_number="5518",
)
PAGES = Paper(
    pmid="123", title="Does it help?", authors=(Author(name="WHO Study Group"),), journal="Spine", year=2021, volume="3", article_number="10–19"
)  # fmt: skip
BARE = Paper(source_id="W-7", title="Nothing else is known")

EXPECTED = {
    ("vancouver", "whole"): "1. El Ahmadieh TY, García-Muñoz Á, Kang DH; Korean Society of Spinal Tumor. Dose × response – Álvaro's trial. "
    "Cancers. 2023;15(23):5518. https://doi.org/10.3390/x15235518",
    ("ama", "whole"): "1. El Ahmadieh TY, García-Muñoz Á, Kang DH; Korean Society of Spinal Tumor. Dose × response – Álvaro's trial. "
    "Cancers. 2023;15(23):5518. https://doi.org/10.3390/x15235518",
    ("apa", "whole"): "El Ahmadieh, T. Y., García-Muñoz, Á., Kang, D.-H., & Korean Society of Spinal Tumor. (2023). Dose × response – Álvaro's trial. "
    "Cancers, 15(23), Article 5518. https://doi.org/10.3390/x15235518",
    ("mdpi", "whole"): "1. El Ahmadieh, T.Y.; García-Muñoz, Á.; Kang, D.-H.; Korean Society of Spinal Tumor. Dose × response – Álvaro's trial. "
    "Cancers 2023, 15, 5518. https://doi.org/10.3390/x15235518.",
    ("vancouver", "pages"): "1. WHO Study Group. Does it help? Spine. 2021;3:10–19. https://pubmed.ncbi.nlm.nih.gov/123/",
    ("ama", "pages"): "1. WHO Study Group. Does it help? Spine. 2021;3:10–19. https://pubmed.ncbi.nlm.nih.gov/123/",
    ("apa", "pages"): "WHO Study Group. (2021). Does it help? Spine, 3, 10–19. https://pubmed.ncbi.nlm.nih.gov/123/",
    ("mdpi", "pages"): "1. WHO Study Group. Does it help? Spine 2021, 3, 10–19. https://pubmed.ncbi.nlm.nih.gov/123/.",
    ("vancouver", "bare"): "1. Nothing else is known. [W-7]",
    ("ama", "bare"): "1. Nothing else is known. [W-7]",
    ("apa", "bare"): "Nothing else is known. (n.d.). [W-7]",
    ("mdpi", "bare"): "1. Nothing else is known. [W-7]",
}  # fmt: skip


@pytest.mark.parametrize(("style", "name"), EXPECTED)
def test_a_reference_is_as_its_guide_prints_it(style: str, name: str) -> None:
    assert cite([{"whole": WHOLE, "pages": PAGES, "bare": BARE}[name]], style) == EXPECTED[style, name]


@pytest.mark.parametrize(
    ("style", "count", "shown"),
    [
        ("vancouver", 6, "F0 A, F1 A, F2 A, F3 A, F4 A, F5 A. T."),
        ("vancouver", 7, "F0 A, F1 A, F2 A, F3 A, F4 A, F5 A, et al. T."),
        ("ama", 6, "F0 A, F1 A, F2 A, F3 A, F4 A, F5 A. T."),
        ("ama", 7, "F0 A, F1 A, F2 A, et al. T."),
        ("apa", 2, "F0, A., & F1, A. (n.d.). T."),
        ("apa", 21, "F18, A., … F20, A. (n.d.). T."),
        ("mdpi", 3, "F0, A.; F1, A.; F2, A. T."),
    ],
)
def test_many_authors_are_cut_where_the_guide_cuts(style: str, count: int, shown: str) -> None:
    paper = Paper(source_id="1", title="T", authors=tuple(person(f"F{n}", "Ann") for n in range(count)))
    assert shown in cite([paper], style)


def test_a_list_is_numbered_in_its_order_and_loses_none() -> None:
    lines = cite([BARE, WHOLE, PAGES] * 5, "vancouver").split("\n")
    assert [line.partition(".")[0] for line in lines] == [str(number) for number in range(1, 16)]


@pytest.mark.parametrize("style", ["vancouver", "apa"])
def test_what_is_written_as_an_entity_does_not_act_in_a_reference(style: str) -> None:
    """A name that would be nothing without its entities is kept as the record has it."""
    paper = Paper(source_id="W-7", title="Nothing else is known", authors=(person("&#x202e;&#27;[31mLee", "A."),))
    said = cite([paper], style)
    assert "Lee" in said
    assert said.isprintable()

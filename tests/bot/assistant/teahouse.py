"""A small library written for these tests: four invented papers on tea, coffee and sleep, no two cited in one way.

Its first DOI is the beginning of its second; the third paper has a PMID, the fourth a link and no abstract.
"""

from __future__ import annotations

from functools import cache

from corpus.joining import builtin
from corpus.models import Author, Corpus, Paper
from index.library import LibraryIndex

TEA, COFFEE, MINT, KETTLE = "10.5555/tea.1", "10.5555/tea.12", "991", "kettle"

TEA_TEXT = (
    "Background: Shift work disturbs sleep, and green tea is often blamed for it. "
    "Methods: We randomized 64 porters to green tea or hot water for 12 weeks. "
    "Results: Sleep lasted 6.1 h with green tea and 6.4 h with hot water (p = 0.31). "
    "Waking at night was reported by 25% of porters in both arms. "
    "Conclusions: Green tea did not shorten the sleep of porters."
)
COFFEE_TEXT = (
    "Nurses on night duty drink coffee to stay alert. We measured reaction time with the psychomotor vigilance task (PVT) "
    "in 40 nurses. Reaction time fell from 310 ms to 285 ms after coffee (p < 0.01). Tremor was noted in three nurses. "
    "These data suggest that coffee helps nurses stay alert."
)
MINT_TEXT = (
    "Peppermint leaves were steeped for 5, 10 or 20 min. Menthol was measured by gas chromatography (GC). "
    "The yield of menthol was highest after 10 min. Gastric comfort (GC) was not assessed."
)


def teahouse() -> Corpus:
    papers = (
        Paper(
            doi=TEA,
            title="Green Tea and Sleep in Hospital Porters: A Randomized Trial",
            authors=tuple(_author(name) for name in ("Ngozi Okafor", "Elsa Lindqvist", "Paul Moreau")),
            type="Article",
            journal="Beverages",
            year=2021,
            cited_by=12,
            abstract=TEA_TEXT,
        ),
        Paper(
            doi=COFFEE,
            title="Coffee and Reaction Time in Night Nurses",
            authors=tuple(_author(name) for name in ("Ada Quill", "Ben Stroud")),
            journal="Beverages",
            year=2023,
            abstract=COFFEE_TEXT,
        ),
        Paper(
            pmid=MINT, title="Menthol in Steeped Peppermint", authors=(_author("Ida Vance"),), abstract=MINT_TEXT
        ),
        Paper(source_id=KETTLE, url="https://example.org/kettle", title="A History of the Kettle"),
    )
    return Corpus(name="teahouse", digest="0" * 64, papers=papers)


def _author(name: str) -> Author:
    given, family = name.split()
    return Author(name=name, family=family, given=given)


@cache
def teas() -> LibraryIndex:
    """The index of the tea house: made once for all tests, since an index knows nothing of who asked."""
    return LibraryIndex.build(teahouse())


@cache
def nine() -> LibraryIndex:
    """The index of the shipped library, made once too."""
    return LibraryIndex.build(builtin())

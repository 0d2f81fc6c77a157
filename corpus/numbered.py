"""Words that are named by the letter, number or numeral behind them: "vitamin K", "type II", "alloy 7075"."""

from __future__ import annotations

# In any field; a word of a list that takes no name of its own ("patients", "years") is not among them.
NAMED = frozenset(
    """
    type types grade grades stage stages phase phases class classes group groups level levels factor factors category version series
    model mark method algorithm appendix arm chapter cluster cohort company equation example figure hypothesis lemma part
    scenario section site size step study table task theorem zone release protocol
    serotype genotype haplotype lineage strain variant subtype clade region chromosome exon intron nerve layer lobe segment
    omega alpha beta gamma delta kappa lambda sigma interleukin interferon vitamin hepatitis protein influenza covid sars apolipoprotein
    haemoglobin hemoglobin complement cytochrome immunoglobulin collagen caspase cyclin kinase antigen receptor phospholipase topoisomerase
    mach alloy steel bolt standard ward
    """.split()
)

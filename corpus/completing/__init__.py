"""Kept records completed from Crossref: asked, planned, and only then changed.

    answers = await asked(papers, crossref, kept, …)      what Crossref says, kept on disk answer by answer
    plan = planned(corpus, notices, answers)              every change, every question, and the counts
    store.revise(library, plan.of, plan.revised)          one new state of the library, or none

Only what a record lacks is filled in, and a status that is graver than the one it has; where both say something else,
that is told and left as it is.
"""

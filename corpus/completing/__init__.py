"""Kept records completed from Crossref: asked, planned, and only then changed.

    await ask(questions_of(papers), crossref, kept, …)    what Crossref says, kept on disk answer by answer
    plan = planned(source.digest, papers, kept)           one outcome for each record, and every change, before any is made
    store.revise(library, plan.of, plan.revised())        one new state of the library, or none

Only what a record lacks is filled in, and a status that is graver, or says more, than the one it has; where both say
something else, that is told and left as it is.
"""

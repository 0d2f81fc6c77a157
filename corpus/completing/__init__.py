"""Complete the records of a library from Crossref: ask, plan, and only then change.

Other packages use `questions`, `plans` and `planning`.

    await ask(questions_of(papers), crossref, kept, …)    what Crossref says, kept on disk answer by answer
    plan = planned(source.digest, papers, kept)           one outcome for each record, and every change, before any is made
    store.revise(library, plan.of, plan.revised())        one new state of the library, or none

Only missing fields are filled in, and a status that is graver or more detailed than the present one. Where
record and Crossref differ, the curator is told and the record stays.
"""

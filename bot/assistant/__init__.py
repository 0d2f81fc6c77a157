"""Answers questions: recognises what kind of question it is, reads follow-ups, composes the answer and proves
its quotes. No Discord and no SQL here.

Other packages use `assistant` to ask; `citing`, `compose`, `summaries`, `tables` and `wording` to write about papers;
`reading.which` and `reading.filters` to find those that a member names; `comparing`, `gate`, `pinning`, `smalltalk` and `verdicts`.
"""

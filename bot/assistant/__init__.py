"""Answers questions: recognises what kind of question it is, reads follow-ups, composes the answer and proves
its quotes. No Discord and no SQL here.

A message's way: ``message`` (its questions), ``reading`` (what each asks: a frame), ``turns`` (what it means
after the turns before), then the first room that has a reply: ``telling`` (from records), ``studies`` (what every
abstract tells of its study), ``papers`` (their own words), ``content`` (what was found). ``replying`` tries them in
turn, ``compose`` writes, ``gate`` proves.

Other packages use `assistant` to ask; `citing`, `compose`, `papers.summaries`, `papers.tables` and `wording` to write
about papers; `reading.filters` and `reading.which` to find those that a member names, `reading.words` to compare words; `gate`,
`message.smalltalk`, `papers.verdicts`, `pinning` and `studies.comparing`.
"""

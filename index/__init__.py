"""Finds the sentences that are evidence for a question, in five steps: texts become terms (``analyzer``), the
question becomes concepts (``reader``), BM25 ranks papers (``engines``), the best papers are read (``evidence``),
and the outcome is decided (``outcome``).

Words used in this package: a *term* is the stem by which a word is compared; *folded* is lower case without
accents; a *concept* is one thing that a question names; a *credit* (0..1) is how much of a concept a text
contains; a *word of asking* ("how", "show") names no topic; a *topic word* is any word that is neither that nor
an everyday word; *the field* is biomedical abstracts in general, whatever the library."""

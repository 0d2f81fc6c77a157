"""Finds the sentences that are evidence for a question, in five steps: texts become terms (``terms``), the question
becomes a query (``questions``), BM25 ranks papers (``ranking``), the best papers are read, sentence by sentence
(``sentences``), and the outcome is decided (``finding``). ``library`` joins them; ``kept`` has a large library's index
on disk, ``cluster`` libraries in OpenSearch.

Words used in this package: a *term* is the stem by which a word is compared; *folded* is lower case without
accents; a *concept* is one thing that a question names; a *credit* (0..1) is how much of a concept a text
contains; a *word of asking* ("how", "show") names no topic; a *topic word* is any word that is neither that nor
an everyday word; *the field* is biomedical abstracts in general, whatever the library."""

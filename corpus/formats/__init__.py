"""File formats, one module each; every parser returns a ``Parsed`` whose counts balance.

``opening``: a file's bytes → text, and which format it is in. ``text``, ``xml``, ``json``, ``tables``: the parsers.
Beside them stands what all of them use.

``corpus.files`` knows them all. Other packages use `collecting`, `making`, `remarks`, `opening.packed`, `json.csljson`, `json.jsonlists` and `json.jsonrecords`.
"""

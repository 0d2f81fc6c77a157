"""File formats, one module each; every parser returns a ``Parsed`` whose counts balance.

``corpus.files`` knows them all. Other packages use `collecting`, `making`, `remarks`, `packed`, `csljson`, `jsonlists` and `jsonrecords`.
"""

"""What formats call a record's type, and what it is: in words, and as a kind of work where it is no article."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.models import Kind

Types = Mapping[str, tuple[str, Kind | None]]
OF_BIBTEX: Types = {
    "article": ("Article", None), "inproceedings": ("Conference paper", "paper-conference"),
    "conference": ("Conference paper", "paper-conference"), "book": ("Book", "book"), "incollection": ("Chapter", "chapter"),
    "inbook": ("Chapter", "chapter"), "phdthesis": ("PhD thesis", "thesis"), "mastersthesis": ("Master's thesis", "thesis"),
    "thesis": ("Thesis", "thesis"), "techreport": ("Report", "report"), "report": ("Report", "report"),
    "online": ("Web page", "webpage"), "magazine_article": ("Article", None), "unpublished": ("Preprint", "preprint"),
}  # fmt: skip
OF_RIS: Types = {
    "JOUR": ("Article", None), "EJOUR": ("Article", None), "MGZN": ("Article", None), "INPR": ("Article", None),
    "CHAP": ("Chapter", "chapter"), "ECHAP": ("Chapter", "chapter"), "BOOK": ("Book", "book"), "EBOOK": ("Book", "book"),
    "EDBOOK": ("Book", "book"), "CONF": ("Conference paper", "paper-conference"), "CPAPER": ("Conference paper", "paper-conference"),
    "THES": ("Thesis", "thesis"), "RPRT": ("Report", "report"), "ABST": ("Abstract", None), "NEWS": ("News", None),
    "UNPB": ("Preprint", "preprint"), "WEB": ("Web page", "webpage"), "ELEC": ("Web page", "webpage"),
}  # fmt: skip
OF_CSL: Types = {
    "article-journal": ("Article", None), "journal-article": ("Article", None), "article-magazine": ("Article", None),
    "chapter": ("Chapter", "chapter"), "book-chapter": ("Chapter", "chapter"), "book": ("Book", "book"),
    "monograph": ("Book", "book"), "edited-book": ("Book", "book"), "paper-conference": ("Conference paper", "paper-conference"),
    "proceedings-article": ("Conference paper", "paper-conference"), "report": ("Report", "report"), "thesis": ("Thesis", "thesis"),
    "dissertation": ("Thesis", "thesis"), "posted-content": ("Preprint", "preprint"), "article": ("Preprint", "preprint"),
    "webpage": ("Web page", "webpage"),
}  # fmt: skip
# What a table may have of these: no words that people would write, as "book" and CSL's "article" are.
CODES = {
    name: called
    for types in (OF_BIBTEX, OF_RIS, OF_CSL)
    for name, (called, _) in types.items()
    if name.isupper() or "-" in name or name in OF_BIBTEX.keys() - OF_CSL.keys()
}

"""The corpus's frozen types: the content of pages and files, and reports on what could not be read.

Fields of a paper carry CSL's names as aliases (``container-title``, ``issued``), so that records travel to and
from reference managers; the aliases appear nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, WrapValidator, model_validator

from corpus.characters import address, one_line, pubmed
from corpus.doi import Doi


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    # Each is made ready for reading when it is first used: a process uses few of them.
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, defer_build=True, hide_input_in_errors=True
    )


class Author(Model):
    """One author as printed. A group ("Korean Society of Spinal Tumor") has no family name.

    ``family`` holds the particles before it ("van der Berg"); ``suffix`` is a Jr. or III.
    """

    name: str
    family: str | None = None
    given: str | None = None
    suffix: str | None = None

    @property
    def is_group(self) -> bool:
        """True for a society or study group."""
        return self.family is None

    @property
    def short(self) -> str:
        """The name used in a citation: the family name, or a group's whole name."""
        return self.family or self.name


def _as_text(value: object) -> object:
    """Accept a number in place of text: JSON files write volumes and PMIDs either way."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class Status(Model):
    """A paper's status after publication (retracted, corrected …), its source and date."""

    kind: Literal["retracted", "corrected", "concern"] = Field(validation_alias=AliasChoices("kind", "is"))
    source: str | None = None
    on: date | None = Field(None, validation_alias=AliasChoices("on", "date"))


_GRAVITY = ("corrected", "concern", "retracted")


def graver(one: Status | None, other: Status | None) -> Status | None:
    """The graver of two statuses; the first if they are equal."""
    said = [status for status in (one, other) if status is not None]
    return max(said, key=lambda status: _GRAVITY.index(status.kind), default=None)


class Filled(Model):
    """Where a paper's ``field`` was filled in from, if not from its own source, and when."""

    field: str
    source: str
    on: date


# The kinds of records that are no articles, by CSL's names (except preprints).
Kind = Literal["chapter", "book", "paper-conference", "thesis", "report", "preprint", "webpage"]
IN_BOOKS: tuple[Kind, ...] = ("chapter", "paper-conference")  # what stands there is cited with its editors
DERIVED = "record:"  # begins the key of a record that its source gives no identifier


class Paper(Model):
    """One paper's record. Unknown values are None, never 0 or "".

    ``page``: its pages ("101-109"); ``article_number``: the number used instead online. ``rights``: the
    copyright line of its abstract, never quoted. ``month``: of its year, if no day is ``published``. ``filled``: fields that do not come from its own source.
    """

    doi: Doi | None = Field(None, validation_alias=AliasChoices("doi", "DOI"))
    source_id: Text | None = Field(None, validation_alias=AliasChoices("source_id", "_id", "id"))
    pmid: Text | None = Field(None, validation_alias=AliasChoices("pmid", "PMID"))
    url: str | None = Field(None, validation_alias=AliasChoices("url", "URL"))
    title: str = ""
    authors: tuple[Author, ...] = Field((), validation_alias=AliasChoices("authors", "author"))
    type: str | None = None
    heading: str | None = None
    labels: tuple[str, ...] = ()
    journal: str | None = Field(None, validation_alias=AliasChoices("journal", "container-title"))
    issn: str | None = Field(None, validation_alias=AliasChoices("issn", "ISSN"))
    year: int | None = None
    month: int | None = Field(None, ge=1, le=12)
    volume: Text | None = None
    issue: Text | None = None
    article_number: Text | None = Field(None, validation_alias=AliasChoices("article_number", "number"))
    page: Text | None = None
    published: date | None = Field(None, validation_alias=AliasChoices("published", "issued"))
    pages: int | None = Field(None, validation_alias=AliasChoices("pages", "number-of-pages"))
    size: str | None = None
    cited_by: int | None = None
    views: int | None = None
    keywords: tuple[str, ...] = ()
    licence: str | None = Field(None, validation_alias=AliasChoices("licence", "license"))
    source: str | None = None
    status: Status | None = None
    abstract: str | None = Field(None, validation_alias=AliasChoices("abstract", "text"))
    kind: Kind | None = None
    editors: tuple[Author, ...] | None = None
    publisher: str | None = None
    publisher_place: str | None = Field(None, validation_alias=AliasChoices("publisher_place", "publisher-place"))
    short_journal: str | None = Field(
        None, validation_alias=AliasChoices("short_journal", "container-title-short")
    )
    rights: str | None = None
    filled: tuple[Filled, ...] | None = None

    @model_validator(mode="after")
    def _has_a_key(self) -> Paper:
        if not (self.doi or self.pmid or self.source_id or self.url):
            raise ValueError("a paper needs a DOI, a PMID, an _id or a URL to be cited by")
        return self

    @property
    def key(self) -> str:
        """The paper's name everywhere: its DOI, or its source's identifier."""
        return str(self.doi or self.source_id or self.pmid or self.url)

    @property
    def headline(self) -> str:
        """The title on one line, for sentences and lists; "" if there is none."""
        return one_line(self.title)

    @property
    def has_identifier(self) -> bool:
        """False for a record without any identifier; its key, made from its content, means nothing to a reader."""
        return self.doi is not None or not self.key.startswith(DERIVED)

    @property
    def place(self) -> str | None:
        """Its place in the volume: article number or pages."""
        return self.article_number or self.page

    @property
    def link(self) -> str | None:
        """The link for readers: the DOI's, the source's, or None."""
        if self.doi:
            return self.doi.url
        return (address(self.url) if self.url else None) or (pubmed(self.pmid) if self.pmid else None)


# Of a list, a tuple; papers on disk stay there.
Papers = Annotated[Sequence[Paper], WrapValidator(lambda one, to: tuple(to(one)) if type(one) is list else one)]


class Editor(Model):
    """A guest editor. Pages print names in the signature and everything else in a block."""

    name: str | None = None
    affiliation: str | None = None
    interests: tuple[str, ...] = ()


class Issue(Model):
    """A special issue, as its page describes it. ``passages``: other text of the page (how to submit, costs)."""

    title: str
    journal: str | None = None
    issn: str | None = None
    section: str | None = None
    deadline: date | None = None
    closed: bool = False
    views: int | None = None
    editors: tuple[Editor, ...] = ()
    description: str | None = None
    keywords: tuple[str, ...] = ()
    companion: str | None = None
    url: str | None = None
    passages: tuple[str, ...] | None = None

    @property
    def link(self) -> str | None:
        """The address of its page; None if there is none that may be a link."""
        return address(self.url) if self.url else None


class Notice(Model):
    """A record's statement about another paper, named by DOI or PMID (``of``)."""

    of: str
    status: Status


class Rejection(Model):
    """A record that could not be kept: its first line (from 1), the reason, and its raw text."""

    line: int
    reason: str
    raw: str


class Merge(Model):
    """A record (first line ``line``) of a paper that was there already, under ``key``."""

    line: int
    key: str


class Conflict(Model):
    """A record whose title or abstract (``field``) differs from that held under ``key``; both, and the difference."""

    line: int
    key: str
    field: str
    held: str
    new: str
    difference: str


class ImportReport(Model):
    """The outcome of every record of one file; if the counts do not balance, the whole import is refused."""

    source: str
    read: int
    kept: int
    merged: int = 0
    rejected: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    merges: tuple[Merge, ...] = ()

    @model_validator(mode="after")
    def _balances(self) -> ImportReport:
        if self.read != self.kept + self.merged + len(self.rejected) or self.merged != len(self.merges):
            raise ValueError(
                f"{self.source}: {self.read} records read, but {self.kept} kept + {self.merged} merged"
                f" + {len(self.rejected)} refused"
            )
        return self


class Parsed(Model):
    """A parser's result: papers in the file's order, the issue if there is one, and the report.

    ``lines``: the first lines of the papers' records, if known; ``notices``: statements about papers that may be elsewhere.
    """

    papers: Papers
    report: ImportReport
    issue: Issue | None = None
    lines: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()

    def noted(self, *notes: str) -> Parsed:
        """The same, with some notes before those of its report."""
        report = self.report.model_copy(update={"notes": (*notes, *self.report.notes)})
        return self.model_copy(update={"report": report})


class Terms(Model):
    """A curator's terms for a library: groups of synonyms, and abbreviations with their meanings."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()


class Corpus(Model):
    """A loaded library: its name, its papers in their order, its digest (the snapshot's id, sha256 hex)."""

    name: str
    digest: str
    papers: Papers
    issue: Issue | None = None
    terms: Terms | None = None


class Abbreviation(Model):
    """A short form and its long form as one paper's sentence defines them, with the slice of the long form."""

    short: str
    long: str
    key: str
    sentence: int
    start: int
    end: int

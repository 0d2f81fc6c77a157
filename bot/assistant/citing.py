"""How a paper is cited beside its words: "Kang et al. 2023, Cancers" and its link, all of it from the paper's record.
And the reverse: which paper a pasted reference is of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from rapidfuzz.distance import OSA

from bot.assistant.reading.catalogue import catalogue_of
from bot.assistant.reading.kinds import is_protocol
from bot.assistant.reading.words import fold, words_of_title
from bot.ownership import called
from corpus import retractions
from corpus.characters import one_line
from corpus.citing import STYLES
from corpus.models import Corpus, Paper
from corpus.patterns import late


def cite(paper: Paper) -> str:
    """The first author, year and journal, as far as the record gives them. If it gives none of these: the title,
    else the source's identifier.
    """
    when = " ".join(part for part in (_who(paper), str(paper.year) if paper.year else "") if part)
    named = one_line(", ".join(part for part in (when, paper.journal or "") if part))
    return named or paper.headline or f"record {one_line(paper.key)}"


def entitled(paper: Paper) -> str:
    """The citation and the title; only the title if nothing else is known."""
    named = cite(paper)
    return named if named == paper.headline else f"{named}: {paper.headline or '(no title)'}"


def _who(paper: Paper) -> str:
    names = [author.short for author in paper.authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


PLANS = "⚠ Protocol: what is planned, and no results"


def reference(paper: Paper) -> str:
    """The line below a quote: the citation and a link; then a second line if the paper was retracted, corrected or
    doubted. A notice of that has a second line, too, because it repeats the paper's claims, and so has a protocol,
    which only says what is planned.
    """
    line, warning = f"— {cite(paper)} · {address(paper)}", banner(paper) or _of_notice(paper)
    warning = warning or (PLANS if is_protocol(paper) else "")
    return f"{line}\n{warning}" if warning else line


def _of_notice(paper: Paper) -> str:
    """The warning that a record is the notice by which another paper was retracted or doubted; "" for any other."""
    kinds = (paper.type or "", *paper.labels)
    became = retractions.became(paper) if retractions.is_notice(paper.title, kinds) else "corrected"
    return {"retracted": "⚠ Retraction notice", "concern": "⚠ Expression of concern"}.get(became, "")


def banner(paper: Paper) -> str:
    """The warning that a paper was retracted, corrected or doubted, with the day and the source of that notice;
    "" if it was not.
    """
    if paper.status is None:
        return ""
    said = {"retracted": "Retracted", "corrected": "Corrected", "concern": "Expression of concern"}[
        paper.status.kind
    ]
    since = f" on {paper.status.on.isoformat()}" if paper.status.on else ""
    return f"⚠ {said}{since}" + (f": {one_line(paper.status.source)}" if paper.status.source else "")


def mark(paper: Paper, said: str = "") -> str:
    """What stands behind a paper in a list if it was retracted or is doubted, unless that is ``said`` of it already."""
    state = {"retracted": "Retracted", "concern": "Expression of concern"}.get(
        paper.status.kind if paper.status else "", ""
    )
    return f" ⚠ {state}" if state and state.casefold() not in said.casefold() else ""


def address(paper: Paper) -> str:
    """The paper's link; if it has none, its source's identifier in square brackets."""
    return paper.link or f"[{one_line(paper.key)}]"


def issue_page(corpus: Corpus) -> str:
    """The citation of a fact about the issue: its title, journal and the address of its page; the library's name
    if it holds no issue.
    """
    issue = corpus.issue
    if issue is None:
        return f"the library “{called(corpus.name)}”"
    journal = f", {issue.journal}" if issue.journal else ""
    where = f" · {issue.link}" if issue.link else ""
    return f"the issue's page, “{issue.title}”{journal}{where}"


_LINKED = late(r"https?://\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
OF_REFERENCES = frozenset(
    "and et al pp doi epub ahead print pmid pmcid vol issue pages article available from jan feb mar apr may jun jul aug sep oct nov dec".split()
)
SHORTEST = 7  # different words of a title that stands for its paper in a text; shorter ones may be questions
WHOLE = 0.85  # of a title's words: the others are slips
LONG = 5  # letters of a word that may have a slip
STRANGE = 1  # words more that belong to nothing of the record


_ENTRIES = (
    "article book bookinbook booklet collection conference dataset electronic inbook incollection inproceedings inreference manual "
    "mastersthesis misc mvbook online patent periodical phdthesis proceedings reference report software suppbook techreport thesis "
    "unpublished www"
).split()  # what BibTeX and BibLaTeX call their entries
_BIBTEX = late(
    rf"\s*@(?:{'|'.join(_ENTRIES)})\s*(?:\{{|\((?=\s*[^\s,()]+\s*,))\s*(?:[^,{{}}=\s]*\s*,)?", re.IGNORECASE
)
_LATEX = late(r"\\(?:[a-zA-Z]+\s?|[^a-zA-Z\s])")  # an accent or a command before a letter
_RIS = "TY TI T[1-3] A[1-4U] [EKI]D AB N[12] KW PY Y[12] DA JO J[AF12] VL IS [SEL]P SN UR DO DB ER C[1-8] ST LA PB CY ET M[1-3] L[1-4]"
_MEDLINE = "PMID OWN STAT DCOM LR VI IP DP TT LID AID PG F?AU AUID AD PT DEP PL TA JT JID SB MH OTO? EDAT MHDA CRDT PHST PMC SO"
_TAG = rf"(?:{'|'.join((*_RIS.split(), *_MEDLINE.split()))}) {{0,2}}- ?"
_TAGS = late(rf"(?:^|\n)\s*(?:%[0-9A-Z] |{_TAG})")
# How a whole record begins, perhaps with its blanks lost; or a title or author in its column, in a piece of one. Without
# either, lines that begin with capitals are somebody's own.
_OPENS = late(r"\s*(?:TY {0,2}- ?[A-Z]{3,8}\s|PMID ?- ?\d)")
_TELLING = late(r"(?m)^\s*(?:(?:TI|T1|AU|A1)  - |FAU - |PMID- \d|%[0AT] )")
# tags whose lines name nothing
_OF_TEXT = "TY ER ID AB N2 KW UR DB LA SN DA Y2 L1 PT OWN STAT DCOM LR IS-".split()
_IDLE_TAGS = late(rf"(?m)^\s*(?:(?:{'|'.join(_OF_TEXT)}) {{0,2}}-|%[0XKU@] ).*$")
_CSL = late(r'\s*[\[{]\s*\{?\s*"[\w-]+"\s*:')
_TITLED = late(r'"(?:[a-z]+-)?title"\s*:')
_IDLE_KEYS = late(r'"(?:type|id|abstract|language|source|publisher|ISSN|URL|note)"\s*:\s*"(?:[^"\\]|\\.)*"')


def unfielded(text: str) -> str:
    """The values of a pasted record from a reference manager (BibTeX, RIS, EndNote, PubMed, CSL), without the names of
    its fields and its citation key; any other text unchanged.
    """
    if began := _BIBTEX.match(text):
        values = re.sub(r"(?:^|(?<=[\s,{(]))\w[\w-]*\s*=\s*", " ", text[began.end() :])
        return " ".join(re.sub(r"[{}\"]", "", _LATEX.sub("", values.replace("--", "–"))).split())
    if _CSL.match(text) and _TITLED.search(text):
        values = re.sub(r'"[\w-]+"\s*:', " ", _IDLE_KEYS.sub(" ", text))
        return " ".join(re.sub(r"[{}\[\]\",]+", " ", values).split())
    if (_OPENS.match(text) or _TELLING.search(text)) and len(_TAGS.findall(text)) > 1:
        return " ".join(_TAGS.sub("\n", _IDLE_TAGS.sub("", text)).split())
    return text


def pasted(text: str, papers: Sequence[Paper]) -> Paper | None:
    """The one paper that a text is a reference to, else None. The text has the paper's title, perhaps misspelt, and
    otherwise only names, journal, numbers and links; or no title, but author, journal, year, volume and issue or page.
    """
    words = fold(_LINKED.sub(" ", unfielded(text))).split()
    if len(words) < SHORTEST:
        return None
    said = frozenset(words)
    near = catalogue_of(papers).referred(said, WHOLE * SHORTEST)
    found = [paper for paper in near if _refers(words, said, paper) or _places(words, said, paper)]
    found = found or [paper for paper in near if _signs(words, said, paper)]
    return found[0] if len(found) == 1 else None


def _signs(words: Sequence[str], said: frozenset[str], paper: Paper) -> bool:
    """True for an author's name with much of a paper's title, perhaps without its end and with slips, and with next to nothing else."""
    if not any(said.issuperset(fold(author.family).split()) for author in paper.authors if author.family):
        return False
    known = _own_words(paper)
    title = words_of_title(paper.title)
    typed = {word for word in words if word in title or _near(word, title)}
    return len(typed) >= SHORTEST and len([one for one in _beside(words, known) if one not in typed]) <= STRANGE


def _near(word: str, others: Set[str]) -> bool:
    """True if a long word is one of some others but for a letter."""
    close = (one for one in others if len(word) >= LONG and abs(len(one) - len(word)) < 2)
    return any(OSA.distance(word, one, score_cutoff=1) < 2 for one in close)


def _own_words(paper: Paper) -> frozenset[str]:
    """The words that a reference to a paper may hold: its title, authors and journal, and what stands in any reference."""
    signed = (name for author in paper.authors for name in fold(f"{author.name} {author.short}").split())
    journal = fold(f"{paper.journal or ''} {paper.short_journal or ''}").split()
    return frozenset((*words_of_title(paper.title), *signed, *journal, *OF_REFERENCES))


def _beside(words: Sequence[str], known: Set[str]) -> list[str]:
    """The words of a text that a reference need not hold: those of a journal's name may be cut."""
    said = (word for word in words if len(word) > 2 and word.isalpha() and word not in known)
    return [word for word in said if not any(one.startswith(word) for one in known)]


def _places(words: Sequence[str], said: frozenset[str], paper: Paper) -> bool:
    """True if words without a title are enough to find a paper: an author, the journal, year and volume, and its issue, first
    page or number. ``said``: the words as a set.
    """
    if not (paper.volume in said and str(paper.year) in said and paper.authors):
        return False
    page = re.split(r"[-–]", paper.article_number or paper.page or "")[0]
    if not (page in said or paper.issue in said):
        return False
    own = (set(fold(paper.journal or "").split()), set(fold(paper.short_journal or "").split()))
    journal = any(names and sum(word in words for word in names) * 2 >= len(names) for names in own)
    return journal and any(set(fold(author.short).split()) <= set(words) for author in paper.authors)


def _refers(words: Sequence[str], said: frozenset[str], paper: Paper) -> bool:
    title = words_of_title(paper.title)
    if len(title) < SHORTEST or len(title & said) < WHOLE * len(title):
        return False
    return len(_beside(words, _own_words(paper))) <= (len(title) - len(title & said)) + STRANGE


_SIGNED = late(
    r"\W*(?:\d{1,3}[.)\]]? )?(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2},? (?:[A-Z]{1,3}\b|(?:[A-Z]\.[ -]?){1,3})|(?:[A-Z]\.[ -]?){1,3}[A-Z][\w'’-]+,)"
)
_PRINTED = late(
    r"\b(?:19|20)\d\d[a-z]?\b.*?\b\d{1,4} ?(?:\(\w[\w -]{0,12}\))? ?[:,] ?(?:pp?\. ?)?[A-Za-z]?\d+|\bvol\. ?\d+.*\b(?:19|20)\d\d\b",
    re.DOTALL,
)
_RECORD = late(r"\s*(?:TY  - |PMID ?- ?\d)")
_ALIKE = 0.6  # of a title's words: the reference may be that of this paper


# "Banda, K., & Osei, T. J. (2015). …"
_DATED = late(
    r"\W*(?:(?:[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?), (?:[^\W\d_]\.[ -]?){1,4},? ?(?:(?:&|and|\.\.\.|…) ?)?){1,30}\((?:19|20)\d\d[a-z]?\)\.\s"
)


def is_dated(text: str) -> bool:
    """True for a text that begins as a reference in APA's style does: names with initials, and the year in brackets."""
    return _DATED.match(text) is not None


def is_reference(text: str) -> bool:
    """True for a pasted reference, by its look alone: authors, year, volume and page, or a record of a reference
    manager.
    """
    printed = _SIGNED.match(text) and (_has_authors(text) or _PRINTED.search(text))
    return bool(_RECORD.match(text) or unfielded(text) != text or printed or is_dated(text))


def _has_authors(text: str) -> bool:
    """True if semicolons stand between three authors or more, and a year behind them: no volume is needed then."""
    return text.count(";") > 1 and any(len(word) == 4 and word.isdigit() for word in fold(text).split())


def of_another_paper(text: str, papers: Sequence[Paper]) -> bool:
    """True if a text is a pasted reference (authors, year, volume and page, or a record of a reference manager), and
    none of these papers is the one it names.
    """
    if not is_reference(text):
        return False
    words = set(fold(text).split())
    return not any(_may_be(words, text, paper) for paper in papers)


def _may_be(words: set[str], text: str, paper: Paper) -> bool:
    title = words_of_title(paper.title)
    if title and len(title & words) >= _ALIKE * len(title):
        return True
    if paper.doi and str(paper.doi).casefold() in text.casefold():
        return True
    if not paper.authors or str(paper.year) not in words:
        return False
    return set(fold(paper.authors[0].family or paper.authors[0].name).split()) <= words


_OTHER_STYLES = ("mla", "harvard", "chicago", "ieee", "acs", "nlm", "turabian", "endnote")
_CALLED = {"bib tex": "bibtex", "bib": "bibtex", "csl json": "csl-json"}
_STYLE = rf"(?P<style>{'|'.join((*(fold(name) for name in STYLES), *_CALLED, *_OTHER_STYLES))})"
_IN_STYLE = late(rf"\b{_STYLE}\b")
_STYLE_ALONE = late(
    rf"(?:(?:and|now|then|ok|please|so|also|same|as|in|or|all|all of|what about|how about|that|it|both|them|these|those|the|a|an) )*{_STYLE}"
    r"(?: (?:style|format|form|entry|record|version|please|then|too|instead|now))*"
)


def style_in(text: str) -> str | None:
    """The reference style that a text in plain form names: one of ``STYLES``, or one that Marrow does not have
    ("harvard"); None if it names none.
    """
    found = _IN_STYLE.search(text)
    return _CALLED.get(found["style"], found["style"]) if found else None


def style_alone(text: str, shown: Sequence[str]) -> bool:
    """True if after papers were ``shown`` a text in plain form says nothing but a style ("and in apa?"); "all as ris" after several."""
    return len(shown) > ("all" in text.split()) and bool(_STYLE_ALONE.fullmatch(text))

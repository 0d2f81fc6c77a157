"""The fields of a paper's record: one entry each, with the words that ask for it and how it is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.assistant.records import values
from bot.assistant.records.text import PAPER, PAPERS
from corpus.models import Paper


class Field(NamedTuple):
    """One field. ``asks`` finds the question for it, ``value`` reads it (None: the record does not give it),
    ``says`` puts paper and value into a sentence, ``words`` are the words of asking, which are no topic.

    A ``weak`` field is asked with everyday words ("link", "volume") and counts only where a paper is named.
    """

    name: str
    asks: re.Pattern[str]
    value: Callable[[Paper], str | None]
    says: str
    words: frozenset[str]
    weak: bool = False


IT = rf"(?:it|this|that|they|{PAPER}|{PAPERS})"
_MANY = r"how (?:many|much)"
_OFTEN = r"how (?:many times|often|much|well|frequently|heavily|highly|widely)"


def _bare(nouns: str) -> str:
    """A pattern for a bare noun before "of …", after a paper, in a list of nouns, or alone."""
    before = rf"\b(?:{nouns})\b(?= (?:of|for|from|to|does|has|and|plus)\b)"
    after = rf"\b(?:{IT}|etal|and|one|(?:19|20)\d\d)(?: the)? (?:{nouns})$"
    alone = rf"^(?:(?:and|what is|what are|tell me|give me|show me|show|list|its|their|the|all|every|full) )*(?:{nouns})$"
    return rf"{before}|{after}|{alone}"


def _field(
    name: str, asks: str, value: Callable[[Paper], str | None], says: str, words: str, weak: bool = False
) -> Field:
    return Field(name, re.compile(asks), value, says, frozenset(words.split()), weak)


_DONE = r"(?:publish(?:ed|es)?|print(?:ed)?|released?|c[oa]me out|c[oa]me online|out)"
_AUTHORS = (
    r"\bwho (?:all |else |has |have |actually )*(?:co )?(?:wrote|written|authored|published|penned|signed)\b"
    rf"|\bwho (?:did|made|ran|conducted|performed|carried out|led) (?:the|this|that) .*{PAPER}\b"
    r"|\bwho (?:is|are|was|were) (?:all |the |behind )*(?:co )?(?:authors?|writers?|behind)\b|\bby whom\b"
    r"|\b(?:written|authored|published|signed|made) by (?:who|whom)\b|\bwho (?:is|was|are) \w+ written by\b"
    r"|\bwhose (?:paper|article|work|study|name)|\b(?:people|team|researchers|scientists|names?) behind\b|\bnames? of (?:the |all )*authors?\b|\bauthors? names?\b"
    r"|\b(?:who is it by|who is (?:the|this|that) .* by$)"
)
FIELDS: tuple[Field, ...] = (
    _field(
        "number of authors",
        rf"\b(?:{_MANY}|number of|count of) (?:co |different |named )*(?:authors?|writers|coauthors)\b"
        rf"|\b{_MANY} (?:people|researchers|names) (?:wrote|authored|signed|are on|worked on|co)\b|\bauthor count\b",
        values.number_of_authors,
        "{paper} has {value}.",
        "number count author authors writers coauthors people researchers names wrote authored signed worked co different",
    ),
    _field(
        "last author",
        r"\b(?:last|senior|final) (?:named )?authors?\b",
        values.last_author,
        "The last author of {paper} is {value}.",
        "last senior final author authors named",
    ),
    _field(
        "authors",
        rf"{_AUTHORS}|{_bare('authors?|authorship|writers?|author list|coauthors')}|\bauthors? (?:on|in|behind)\b",
        lambda paper: values.people(paper.authors),
        "{paper} was written by {value}.",
        "wrote written authored published penned signed made ran conducted performed carried led people team researchers scientists author authors"
        " writer writers authorship behind names co coauthors names",
    ),
    _field(
        "date of publication",
        rf"\bwhen (?:was|were|is|are|did|has|have|does)?\b.*\b{_DONE}\b|\b{_DONE} when\b"
        rf"|\b(?:publication|publishing|release) (?:date|year|month|day)|\b(?:date|year|month|day) of (?:publication|issue)\b"
        rf"|\b(?:what|which) (?:year|date|month|day)\b.*\b{_DONE}\b|\b{_DONE} in (?:what|which) (?:year|month)\b"
        rf"|\b(?:what|which) (?:year|date|month) (?:is|was|are|were) .*\b{IT}(?: (?:from|of))?$"
        rf"|\b(?:what|which) (?:year|date|month) (?:is|was) .*\bfrom$"
        rf"|\bhow (?:old|recent|new) (?:is|are) .*\b{IT}$|\bwhen (?:is|was|are|were) .*\b{PAPER} from$"
        rf"|\bwhen did .*\b{PAPER} appear\b|\b(?:was|is|were) .*\b{_DONE} (?:in|before|after) (?:\w+ )?(?:19|20)\d\d\b"
        rf"|\b(?:is|was) .*\b{IT} (?:from|of) (?:\w+ )?(?:19|20)\d\d\b|^(?:and |so )*(?:when|what year|which year|in what year|in which year|since when)$|{_bare('date|year|pub date')}",
        values.published,
        "{paper} was published on {value}.",
        "published publish publishes printed print released release come came out online publication publishing date"
        " year month day appear old recent new pub since",
    ),
    _field(
        "journal",
        rf"\b(?:what|which) (?:scientific |medical )?journals?\b(?! club)|\bjournal (?:name|title)\b|\bname of the journal\b"
        rf"|\bwhere (?:was|were|is|are|did|has) .*\b(?:{_DONE}|appear(?:ed)?)\b|{_bare('journals?')}"
        r"|\b(?:published|publish) (?:it )?(?:where|in which|in what)$",
        values.text_of("journal"),
        "{paper} is in the journal {value}.",
        "journal journals name title published publish appear appeared print printed out come came scientific medical"
        " online",
    ),
    _field(
        "volume",
        rf"\b(?:what|which) volumes?\b(?! of\b| was\b| were\b| did\b)|\bvolume (?:number|and (?:issue|number))\b|{_bare('volume')}",
        values.text_of("volume"),
        "{paper} is in volume {value}.",
        "volume volumes number published appear appeared come came out",
        weak=True,
    ),
    _field(
        "issue number",
        rf"(?<!special )\bissue (?:number|and volume)\b|\bvolume (?:and|or) (?:issue|number)\b|\bnumber of the issue\b"
        rf"|\b(?:what|which) (?:journal )?(?:issue|number) (?:of|is|was|number|did|it|the)\b|\bissue and (?:article|page|doi)"
        rf"|\bin (?:which|what) issue\b|(?<!special )(?<!this )(?<!the ){_bare('issue')}",
        values.text_of("issue"),
        "{paper} is in issue {value}.",
        "issue number volume published appear appeared come came out journal cancers",
        weak=True,
    ),
    _field(
        "article number",
        r"\barticle (?:number|id|identifier)\b|\bpage (?:number|range)s?\b|\be ?locator\b|\b(?:what|which) pages?(?= (?:is|are|does|do|of (?:the|this|that))\b|$)"
        r"|\bnumber of the article\b",
        values.text_of("article_number"),
        "{paper} is article number {value}.",
        "article number id identifier page pages range numbers ranges elocator e locator",
    ),
    _field(
        "DOI",
        r"\bdois?\b|\bdigital object identifiers?\b",
        lambda paper: str(paper.doi) if paper.doi else None,
        "The DOI of {paper} is {value}.",
        "doi dois digital object identifier identifiers number",
    ),
    _field(
        "PMID",
        r"\bpmids?\b|\bpubmed (?:id|number|identifier)s?\b",
        values.text_of("pmid"),
        "The PMID of {paper} is {value}.",
        "pmid pmids pubmed id number identifier",
    ),
    _field(
        "link",
        r"^(?:and |can i |can you |could you |could i )*(?:the |a |an )?(?:links?|urls?)(?: (?:to|for|of|there))?\b(?! between)"
        rf"|\b(?:give|send|share|have|get|post|need|want|drop|got|show|is|find) (?:\w+ ){{0,3}}?(?:links?|urls?)\b(?! between)"
        rf"|\b{PAPER} (?:links?|urls?)$|\burls?\b|\bweb ?(?:site|page|address)\b|\bfull ?text\b|\bpdfs?\b(?! size)"
        r"|\bwhere (?:can|could|do|would) (?:i|we|you|one) (?:\w+ )?(?:read|find|get|download|access|open|see)\b"
        rf"|\bhow (?:can|do) (?:i|we) (?:read|get|access|download|open) .*{IT}\b",
        lambda paper: paper.link,
        "{paper} can be read here:",
        "link links url urls website webpage web site page address full fulltext text pdf pdfs download access open"
        " send share post drop download where",
        weak=True,
    ),
    _field(
        "type",
        rf"\b(?:what|which) (?:type|kind|sort|types|kinds) of (?:a |an )?(?:paper|article|publication|manuscript|document)s?\b"
        rf"|\b(?:article|paper|publication|document|manuscript) types?\b|{_bare('type of (?:the )?(?:paper|article)')}"
        rf"|\b(?:is|was) .*\b(?:{IT}|etal) (?:also |really )?an? (?:\w+ )?(?:review|article|original research|case report|editorial"
        rf"|communication|letter|meta analysis|research article)$"
        r"|\b(?:is|was) .*\ban? (?:\w+ )?(?:review|article) or an? (?:\w+ )?(?:review|article)\b",
        values.text_of("type"),
        "{paper} is of type {value}.",
        "type kind sort types kinds document systematic original research case editorial communication letter",
        weak=True,
    ),
    _field(
        "heading",
        rf"\b(?:what|which) (?:heading|section|part|category)\b.*(?:\b{IT}\b|\betal\b).*|\blisted under$|{_bare('heading')}",
        values.text_of("heading"),
        "{paper} stands under the heading {value}.",
        "heading section part category listed under filed",
        weak=True,
    ),
    _field(
        "number of pages",
        rf"\b{_MANY} pages?\b|\bpage count\b|\bnumber of pages\b|\blength of (?:the|this|that) .*\b{IT}$|{_bare('pages')}"
        r"|\bhow long is (?:the|this|that) .*\b(?:paper|article|review|manuscript|publication|one|pdf)$"
        r"|\bhow long is (?:this|that|the) (?:paper|article|review|manuscript|publication|one|pdf)$",
        values.number_of("pages", "page"),
        "{paper} has {value}.",
        "pages page count number length long",
    ),
    _field(
        "file size",
        r"\b(?:file|pdf) size\b|\bsize of (?:the |its )*(?:file|pdf)\b|\bhow (?:big|large|heavy) is (?:the |its )*(?:file|pdf)\b"
        rf"|\b{_MANY} (?:kb|kib|mb|mib|kilobytes|megabytes)\b",
        values.text_of("size"),
        "The file of {paper} is {value} in size.",
        "file pdf size big large heavy kb kib mb mib kilobytes megabytes",
    ),
    _field(
        "number of citations",
        rf"\b{_MANY} (?:\w+ )?(?:citations?|cites)\b|\b{_OFTEN} .*\b(?:cited|citations?)\b(?! (?:as|in the abstract))"
        rf"|\bcitations? (?:count|number|numbers|counts)\b|\bnumber of (?:\w+ )?citations?\b|\btimes cited\b|\bhow cited\b"
        rf"|\bcited by (?:how|what)\b|\b{_MANY} (?:\w+ )?(?:papers?|articles?|people|others|times|studies) (?:have |has )?cite[ds]?\b"
        rf"|{_bare('citations|cited by|cites')}|\bcitations\b.*\b{IT}$|\bbeen cited$|\b{IT} (?:been )?cited (?:yet|already|much|a lot|at all|often)",
        values.number_of("cited_by", "time"),
        "{paper} has been cited {value}.",
        "citation citations cites cite cited count counts number numbers times often well frequently heavily highly widely"
        " people others new yet lot",
    ),
    _field(
        "views",
        rf"\b{_MANY} (?:\w+ )?(?:views?|reads|readers|hits)\b|\b{_OFTEN} .*\b(?:viewed|read|seen|accessed|looked at|opened)\b"
        rf"|\b(?:views?|page view) (?:count|number|counts)\b|\bnumber of (?:views?|reads|readers|hits)\b|\bhow popular (?:is|was)\b"
        rf"|\b{_MANY} (?:people|times) (?:\w+ )?(?:viewed|read|saw|opened|looked|seen)\b|{_bare('views|viewed by')}"
        rf"|\bviews (?:does|has|did)\b|\b{IT} views\b",
        values.number_of("views", "time"),
        "{paper} has been viewed {value}.",
        "view views viewed read reads readers hits seen saw accessed looked opened count counts number popular people"
        " times often page",
        weak=True,
    ),
    _field(
        "licence",
        r"\blicen[cs]e[ds]?\b|\bopen ?access\b|\bcreative commons\b|\bcc ?by\b|\bcopyright(?:ed)?\b|\bpay ?wall(?:ed)?\b"
        rf"|\bfor free\b|\bfreely (?:available|accessible)\b|\bfree to (?:read|use|share|download|access)\b|\b(?:is|are) .*\b{IT} free$|\bcan (?:i|we) (?:reuse|republish|reproduce)\b",
        values.licence,
        "The record gives the licence of {paper} as {value}.",
        "everybody everyone anyone freely available accessible licence license licensed licenced licences open access openaccess creative commons cc ccby copyright copyrighted"
        " paywall paywalled pay wall behind free use share download reuse republish reproduce under",
        weak=True,
    ),
    _field(
        "title",
        rf"\b(?:full |exact |whole |complete )?titles? (?:of|for)\b|\b{IT} titles?$|\bwhat is .*\b{IT} (?:called|titled|named)$"
        rf"|\b(?:what|which) (?:is|are) the titles?(?= of\b|$)|{_bare('titles?')}|\bname of (?:the|this|that|it) .*\b{PAPER}\b"
        rf"|\bwhat is (?:it|this|that) (?:called|titled)$|\b(?:list|show|give) (?:\w+ )?(?:\w+ )?titles?\b",
        lambda paper: paper.headline or None,
        "{paper} is the title.",
        "title titles called titled named name full exact complete",
    ),
    _field(
        "keywords",
        rf"\bkeywords?\b.*\b(?:{PAPER}|al|it)$|\b{IT} keywords?$|\bkeywords? (?:does|has|of) .*\b{IT}\b",
        values.text_of("keywords"),
        "The keywords of {paper} are {value}.",
        "keyword keywords",
        weak=True,
    ),
    _field(
        "labels",
        r"\bfeature paper\b|\beditors? choice\b|\blabels? (?:of|does|on)\b",
        values.text_of("labels"),
        "{paper} carries the label {value}.",
        "feature editor editors choice label labels",
    ),
    _field(
        "reference",
        rf"\bhow (?:do|should|can|would|to) (?:i |we |you )?(?:properly )?cite\b|\bcite (?:the|this|that|it)\b"
        rf"|\b(?:give|full|a|the|formatted|proper) citation (?:of|for|to)\b|\breference (?:of|for|to) (?:the|this|that) .*{PAPER}\b"
        r"|\bbibliographic\b|\bmetadata\b|\b(?:full|all the|all) (?:record|details)\b|\brecord (?:of|for)\b",
        values.reference,
        "The reference of {paper} is: {value}.",
        "cite citation reference formatted proper properly bibliographic metadata details data record full",
    ),
    _field(
        "source",
        r"\bwhere (?:do|does|did|is|are) (?:the|this|that|these|your) .*(?:record|records|papers) come from\b"
        r"|\bsource of (?:the|this|that|these|your) .*(?:record|records|papers?)\b",
        values.text_of("source"),
        "The record of {paper} comes from {value}.",
        "source come record records data",
    ),
)

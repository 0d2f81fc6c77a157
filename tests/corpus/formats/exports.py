"""Small exports as programs write them, a file of each; the papers are invented."""

from __future__ import annotations

from tests.corpus.formats import directories, publishers, records, wrapped
from tests.corpus.formats.exports_xml import MODS, RDF, TEI_LIST

COCHRANE = """\
Record #1 of 2
ID: CN-09900001
AU: Hay NP
AU: van der Berg J
TI: Goat bells at night
SO: Journal of goat science
YR: 2020
VL: 3
NO: 2
PG: 10-19
PM: PUBMED 99000001
XR: EMBASE 2000000001
PT: Journal article
KY: *bell; *goat /therapy; Night
DOI: 10.5555/goat.1
AB: BACKGROUND: Goats ring. RESULTS: 12 rang.
US: https://www.cochranelibrary.com/central/doi/10.1002/central/CN-09900001/full


Record #2 of 2
ID: CD009999
AU: Pen O
TI: Bells for goats
SO: Cochrane Database of Systematic Reviews
YR: 2021
NO: 3
PB: John Wiley & Sons, Ltd
DOI: 10.1002/14651858.CD009999.pub2
AB: - Background

Goats ring.

- Main results

OR: 2.0 was seen.
US: http://dx.doi.org/10.1002/14651858.CD009999.pub2
"""
REFWORKS = """\
RT Journal Article
SR Electronic
ID 12
A1 Hay,Nora P.
A1 Berg,Jan van der
A2 Doe,Ed
T2 Nights
T1 Goat bells at night
JF Journal of Goat Science
JO J Goat Sci
YR 2020
FD 2020/03/01
VO 3
IS 2
SP 10
OP 19
AB Bells rang in 12 of 40 goats.
CT showed 3 of them.
K1 bells
K1 goats
DO 10.5555/goat.1
LK https://example.org/1

RT Book, Section
A1 Pen,Otto
A2 Doe,Ed
T1 Brass
T2 Bells of the Alps
PB Barn Press
YR 2011
SP 5
"""
SENT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ArticleSet PUBLIC "-//NLM//DTD PubMed 2.0//EN" "PubMed.dtd">
<ArticleSet>
<Article><Journal><PublisherName>Barn</PublisherName><JournalTitle>Goat Letters</JournalTitle><Issn>1234-5678</Issn><Volume>7</Volume><Issue>2</Issue>
<PubDate PubStatus="epublish"><Year>2019</Year><Month>12</Month><Day>30</Day></PubDate><PubDate PubStatus="ppublish"><Year>2020</Year><Month>03</Month></PubDate></Journal>
<ArticleTitle>Goat bells.</ArticleTitle><FirstPage>101</FirstPage><LastPage>109</LastPage><ELocationID EIdType="doi">10.5555/goat.1</ELocationID>
<AuthorList><Author><FirstName>Ada</FirstName><MiddleName>B</MiddleName><LastName>Hay</LastName></Author><Author><CollectiveName>Goat Team</CollectiveName></Author></AuthorList>
<PublicationType>Journal Article</PublicationType><Abstract><AbstractText Label="Aim">To hear.</AbstractText><AbstractText Label="Result">Goats ring at 10<sup>5</sup> Hz.</AbstractText></Abstract></Article>
<Article><Journal><JournalTitle>Goat Letters</JournalTitle><PubDate><Year>2011</Year></PubDate></Journal><ArticleTitle>Kid bells</ArticleTitle>
<ArticleIdList><ArticleId IdType="doi">10.5555/kid.1</ArticleId></ArticleIdList><Abstract>Kids ring.</Abstract></Article>
</ArticleSet>
"""
PAGE = """<!DOCTYPE html>
<html><head><meta name="citation_title" content="Goat bells"><meta name="citation_author" content="Hay, Ada">
<meta name="citation_publication_date" content="2020/03/05"><meta name="citation_doi" content="10.5555/goat.1">
<meta name="citation_abstract" content="Goats ring."></head><body><div id="abstract"><h2>Abstract</h2><p>Goats ring.</p></div></body></html>
"""
YAML = """references:
- id: hay2020
  type: article-journal
  title: Goat bells
  author:
    - family: Hay
      given: Ada
  issued: {date-parts: [[2020, 3, 5]]}
  DOI: 10.5555/goat.1
  abstract: Goats ring.
"""
SHOW_ALL = """

Reference Type:  Journal Article
Record Number: 12
Author: Hay, Ada B. and Pen, Otto
Year: 2020
Title: Goat bells
Journal: Goat Letters
Volume: 12
Issue: 3
Pages: 45-67
Date: Mar 5
ISSN: 1234-5679
DOI: 10.5555/goat.1
Keywords: goats
bells
Abstract: Goats ring bells at night: all of them.
Notes: A note
URL: https://example.org/goats


Reference Type:  Book Section
Record Number: 13
Author: Kid, K., Pen, O. and Hay, A. B.
Year: 2016
Title: Kids in towns
Editor: Herd, Hanna
Book Title: Handbook of kids
City: Oxford
Publisher: Barn
Pages: 33-51


"""
FILES = {
    "yaml": YAML,
    "tei-list": TEI_LIST,
    "article-html": PAGE,
    "zotero-rdf": RDF,
    "mods": MODS,
    "trials-xml": publishers.TRIALS,
    "scopus-text": directories.SCOPUS,
    "doaj-xml": directories.DOAJ,
    "jstor-xml": directories.JSTOR,
    "cochrane": COCHRANE,
    "refworks": REFWORKS,
    "endnote-text": SHOW_ALL,
    "pubmed-sent": SENT,
    **records.FILES,
    **publishers.FILES,
    **wrapped.FILES,
}

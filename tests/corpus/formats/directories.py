"""Invented records in XML as DOAJ and JSTOR have it, and in Scopus' text."""

DOAJ = """<?xml version="1.0" encoding="UTF-8"?>
<records>
  <record>
    <language>eng</language>
    <publisher>Barn Press</publisher>
    <journalTitle>Goat Letters</journalTitle>
    <issn>1234-5679</issn>
    <eissn>2345-6789</eissn>
    <publicationDate>2020-03-05</publicationDate>
    <volume>7</volume>
    <issue>2</issue>
    <startPage>1</startPage>
    <endPage>9</endPage>
    <doi>10.5555/goat.1</doi>
    <documentType>article</documentType>
    <title language="eng">Goat bells</title>
    <title language="fre">Cloches de chèvres</title>
    <authors><author><name>Ada Hay</name><affiliationId>1</affiliationId></author><author><name>Pen, Otto</name><orcid_id>https://orcid.org/0000-0002-1825-0097</orcid_id></author></authors>
    <affiliationsList><affiliationName affiliationId="1">Barn University</affiliationName></affiliationsList>
    <abstract language="fre">Les chèvres sonnent.</abstract>
    <abstract language="eng">Goats ring.</abstract>
    <fullTextUrl format="html">https://goats.example.org/1</fullTextUrl>
    <keywords language="eng"><keyword>goats</keyword><keyword>bells</keyword><keyword>goats</keyword></keywords>
  </record>
  <!-- without a DOI, and with the month alone -->
  <record>
    <journalTitle>Goat Letters</journalTitle>
    <publicationDate>2019-04</publicationDate>
    <volume/>
    <publisherRecordId>oai:2</publisherRecordId>
    <title language="fre">Cloches</title>
    <abstract language="fre">Les chèvres sonnent.</abstract>
  </record>
  <record>
    <journalTitle>Goat Letters</journalTitle>
    <title/>
  </record>
</records>
"""
JSTOR = """<?xml version="1.0" encoding="UTF-8"?>
<citations>
    <article id="10.5555/1000001">
        <doi>10.5555/1000001</doi>
        <title>Goats of the northern barns</title>
        <author>Ada Hay</author>
        <author>Otto Pen</author>
        <journaltitle>Goat Naturalist</journaltitle>
        <volume>52</volume>
        <issue>1</issue>
        <pubdate>1954-07-01T00:00:00Z</pubdate>
        <pagerange>pp. 88-105</pagerange>
        <publisher>Barn University</publisher>
        <type>fla</type>
        <reviewed-work></reviewed-work>
    </article>
    <article>
      <doi>10.5555/1000002</doi>
      <title></title>
      <author>H. Ox</author>
      <journaltitle>Goat Naturalist</journaltitle>
      <pubdate>1951-03-01T00:00:00Z</pubdate>
      <type>brv</type>
      <reviewed-work>Wild bells of chalk|Al Ox</reviewed-work>
    </article>
    <article id="10.5555/1000003">
      <title></title>
    </article>
</citations>
"""
SCOPUS = """Scopus
EXPORT DATE:29 Nov 2026

Hay, A.B., Pen, O.
AUTHOR FULL NAMES: Hay, Ada B. (57000000001); Pen, Otto (57000000002)
57000000001; 57000000002
Goat bells, and what they tell
(2021) Letters on Goats, Section B: Bells, 24 (3), art. no. 033403, . Cited 5 times.
DOI: 10.5555/goat.1
https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000001&doi=10.5555%2fgoat.1&partnerID=40&md5=0

AFFILIATIONS: Barn University, Chur, Switzerland
ABSTRACT: Goats ring.
METHODS: We heard them.
AUTHOR KEYWORDS: bells; goats
REFERENCES: Ox, A., Owls (2001) Owl Lett., 1, p. 1;
Ox, A., Hens (2002) Hen Lett., 2, p. 2
PUBLISHER: Barn Press
ISSN: 12345679
PUBMED ID: 30000001
LANGUAGE OF ORIGINAL DOCUMENT: English
ABBREVIATED SOURCE TITLE: Lett. Goats
DOCUMENT TYPE: Article
SOURCE: Scopus

Hay, A., Pen, O., Ox, A.
57000000001;57000000002;57000000003;
KIDS in FOG
(2020) Lecture Notes on Goats, 12345 LNG, pp. 375-380.
https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000002&partnerID=40&md5=0


ABBREVIATED SOURCE TITLE: Lect. Notes Goats
DOCUMENT TYPE: Conference Paper
SOURCE: Scopus

[No author name available]
[No author id available]
Proceedings of the goat days
(2019) Goat Days, .
https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000003&partnerID=40&md5=0

DOCUMENT TYPE: Conference Review
SOURCE: Scopus

"""

"""ORCID's XML, NoteExpress' text, HAL's TEI, PICA+, a feed, ProQuest's text, RefWorks' and EBSCOhost's XML as they are written; the papers are invented."""

from __future__ import annotations

from tests.corpus.formats import named_lines

ORCID = """\
<?xml version="1.0" encoding="UTF-8"?>
<bulk:bulk xmlns:bulk="http://www.orcid.org/ns/bulk" xmlns:common="http://www.orcid.org/ns/common" xmlns:work="http://www.orcid.org/ns/work">
<work:work put-code="7"><work:title><common:title>Goat bells</common:title><common:subtitle>a study</common:subtitle></work:title>
<work:journal-title>Goat Letters</work:journal-title><work:short-description>Goats ring.</work:short-description>
<work:citation><work:citation-type>bibtex</work:citation-type><work:citation-value>
@article {ORCID2012,
 title = "Goat bells"
}</work:citation-value></work:citation><work:type>journal-article</work:type>
<common:publication-date><common:year>2020</common:year><common:month>03</common:month></common:publication-date>
<common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type><common:external-id-value>10.5555/goat.1</common:external-id-value>
<common:external-id-relationship>self</common:external-id-relationship></common:external-id></common:external-ids>
<common:url>https://example.org/goat</common:url>
<work:contributors><work:contributor><work:credit-name>Ada Hay</work:credit-name></work:contributor>
<work:contributor><work:credit-name>Pen, Otto</work:credit-name></work:contributor></work:contributors>
</work:work>
</bulk:bulk>
"""
CNKI = """\
{Reference Type}: Journal Article
{Title}: 山羊铃声的夜间观察
{Author}: 王小明;李四;
{Author Address}: 山羊大学;
{Journal}: 山羊学报
{Year}: 2021
{Issue}: 11
{Pages}: 2184-2188
{Keywords}: 山羊;铃声
{Abstract}: 目的观察山羊。
结果{铃声}: 12只。
{ISBN/ISSN}: 1006-2084
{Notes}: 11-3553/R
{URL}: https://link.cnki.net/doi/10.5555/goat.1
{Database Provider}: CNKI

"""
WANFANG = """\
{Reference Type}: Thesis
{Title}: 山羊与蜜蜂
{Translated Title}: Goats and bees
{Author}: 王小明
{Author}: 李四
{Translated Author}: WANG Xiao-ming
{Type of Work}: 硕士
{Publisher}: 山羊大学
{Year} : 2020
{Keywords}: 山羊
{Keywords}:  蜜蜂
{DOI}: 10.5555/goat.2
"""
HAL = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:hal="http://hal.archives-ouvertes.fr/">
<teiHeader><fileDesc><titleStmt><title>HAL TEI export of 2 documents</title></titleStmt></fileDesc></teiHeader>
<text><body><listBibl>
<biblFull><titleStmt><title xml:lang="en">Goat bells</title></titleStmt>
<editionStmt><edition n="v1" type="current"><date type="whenSubmitted">2021-02-03 10:00:00</date><date type="whenProduced">2020-03-05</date></edition></editionStmt>
<publicationStmt><distributor>CCSD</distributor><idno type="halId">hal-01</idno><idno type="halUri">https://hal.example.org/hal-01</idno></publicationStmt>
<sourceDesc><biblStruct><analytic><title xml:lang="fr">Cloches de chèvres</title><title xml:lang="en">Goat bells</title><title xml:lang="en" type="sub">a study</title>
<author role="aut"><persName><forename type="first">Ada</forename><surname>Hay</surname></persName><email type="md5">0</email><affiliation ref="#struct-1"/></author>
<author role="aut"><persName><forename type="first">Otto</forename><forename type="middle">B.</forename><surname>Pen</surname></persName></author></analytic>
<monogr><idno type="issn">1234-5678</idno><title level="j">Goat Letters</title><imprint><publisher>Barn</publisher><biblScope unit="volume">7</biblScope>
<biblScope unit="issue">2</biblScope><biblScope unit="pp">1-9</biblScope><date type="datePub">2020-03-05</date></imprint></monogr><idno type="doi">10.5555/goat.1</idno></biblStruct></sourceDesc>
<profileDesc><langUsage><language ident="en">English</language></langUsage><textClass><keywords scheme="author"><term xml:lang="en">goat</term><term xml:lang="en">bell</term></keywords>
<classCode scheme="halDomain" n="sdv">Life</classCode><classCode scheme="halTypology" n="ART">Journal articles</classCode></textClass>
<abstract xml:lang="fr"><p>Les chèvres sonnent.</p></abstract><abstract xml:lang="en"><p>Goats ring.</p></abstract></profileDesc></biblFull>
<biblFull><publicationStmt><idno type="halId">tel-02</idno></publicationStmt><sourceDesc><biblStruct><analytic><title xml:lang="fr">Thèse de cloches</title>
<author role="aut"><persName><forename type="first">Ada</forename><surname>Hay</surname></persName></author></analytic><monogr><imprint><date type="dateDefended">2019-07</date></imprint></monogr></biblStruct></sourceDesc>
<profileDesc><textClass><classCode scheme="halTypology" n="THESE">Theses</classCode></textClass></profileDesc></biblFull>
</listBibl></body></text></TEI>
"""
PICA = """\
002@ $0Osx
003@ $0123
004V $010.5555/goat.1
011@ $a2020
021A $aDie @Glocken der Ziegen$deine Studie$hAda Hay und Otto Pen
028A $dAda$aHay$4aut
028B/01 $8Pen, Otto *1950-*
028C $aSty$dEva$B[Hrsg.]
031A $d7$e2$j2020$h1-9
033A $pUlm$nStall
039B $iIn$tZeitschrift für @Ziegen$C1234-5678
044N $aZiege
044N $aGlocke zu 5 $$
047I $aZiegen läuten.
101@ $a120
209A/01 $aSignatur

002@ $0Aau
003@ $0124
021A $aKitze
028A $aHay$dAda$cvon der
037C $b@Ulm$aUniv., Diss., 2019
"""
PICA_XML = """\
<?xml version="1.0"?>
<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>1</numberOfRecords><records><record>
<recordSchema>picaxml</recordSchema><recordPacking>xml</recordPacking><recordData><record xmlns="info:srw/schema/5/picaXML-v1.0">
<datafield tag="002@"><subfield code="0">Osx</subfield></datafield><datafield tag="003@"><subfield code="0">123</subfield></datafield>
<datafield tag="021A"><subfield code="a">Die @Glocken</subfield></datafield>
<datafield tag="028A"><subfield code="A">Hay</subfield><subfield code="D">Ada</subfield></datafield>
<datafield tag="028B" occurrence="01"><subfield code="A">Pen</subfield><subfield code="D">Otto</subfield></datafield>
<datafield tag="039B"><subfield code="t">Ziegen</subfield></datafield></record></recordData></record></records></searchRetrieveResponse>
"""
FEED = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://purl.org/rss/1.0/modules/prism/">
<channel rdf:about="https://example.org"><title>Goats</title><items><rdf:Seq><rdf:li rdf:resource="x"/></rdf:Seq></items></channel>
<item rdf:about="http://example.org/857789v1?rss=1"><title><![CDATA[Goat bells in 10<sup>5</sup> nights]]></title><link>http://example.org/857789v1?rss=1</link>
<description><![CDATA[Goats ring.
]]></description><dc:creator><![CDATA[ Hay, A., Pen, O. ]]></dc:creator><dc:date>2019-11-29</dc:date><dc:identifier>doi:10.1101/857789</dc:identifier>
<dc:publisher>bioRxiv</dc:publisher><prism:publicationDate>2019-11-29</prism:publicationDate></item>
</rdf:RDF>
"""
PROQUEST = """\
____________________________________________________________

Report Information from ProQuest
March 01 2021 10:00
____________________________________________________________

Table of contents

1. Goat bells: Their use at night

2. Kid bells

____________________________________________________________

Document 1 of 2

Goat bells: Their use at night

Author: Hay, Ada; Pen, Otto B.

http://search.proquest.com.proxy.example.org/docview/7700000001?accountid=1

Abstract: Goats ring. Results: 12 rang.

They rang again.

Document type: Journal Article

DOI: http://dx.doi.org/10.5555/goat.1

ISSN: 12345678

Identifier / keyword: goat, bell

Issue: 2

Pages: 101-109

ProQuest document ID: 7700000001

Publication date: Mar 1, 2020

Publication title: Goat Letters; Owlham

Publication year: 2020

Title: Goat bells: Their use at night

Volume: 7

____________________________________________________________

Document 2 of 2

Kid bells

Author: Sty, Eva

Abstract: Kids ring.

Degree: Ph.D.

Document type: Dissertation/Thesis

Publication year: 2014

Title: Kid bells

University/institution: University of Owlham

____________________________________________________________

Bibliography

@misc{
author={Sty,Eva}, year={2014},
        title={Kid bells}, journal={ProQuest Dissertations and Theses} }

____________________________________________________________

Contact us at: http://www.example.org/support
"""
REFWORKS_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<refworks><reference><rt>Journal Article</rt><sr>Print(0)</sr><id>1</id><a1>Hay,Ada</a1><a1>Pen,Otto</a1><t1>Goat bells</t1><jf>Goat Letters</jf><yr>2020</yr>
<fd>March</fd><vo>7</vo><is>2</is><sp>101</sp><op>109</op><k1>goat</k1><k1>bell</k1><ab>Goats ring.</ab><do>10.5555/goat.1</do><sn>1234-5678</sn></reference>
<reference><rt>Book, Whole</rt><a1>Sty,Eva</a1><t1>Kids &amp; bells</t1><yr>2011</yr></reference>
</refworks>
"""
EBSCO = """\
<?xml version="1.0" encoding="UTF-8"?>
<records><rec resultID="1"><header shortDbName="rzh" longDbName="CINAHL" uiTerm="140000001"><controlInfo><bkinfo/><jinfo><jtl>Goat Letters</jtl><issn>12345678</issn></jinfo>
<pubinfo><dt year="2020" month="03" day="15">3/15/2020</dt><vid>7</vid><iid>2</iid><pub>Barn</pub></pubinfo><artinfo><ui>140000001</ui><ui type="doi">10.5555/goat.1</ui><ui type="pmid">99000001</ui>
<ppf>101</ppf><ppct>9</ppct><tig><atl>Goat bells</atl><stl>a study</stl></tig><aug><au>Hay, Ada</au><au>Pen, Otto B.</au><affil>Barn</affil></aug><sug><subj type="thes">Goats</subj></sug>
<ab>Goats ring at 10<sup>5</sup> Hz.</ab><pubtype>Academic Journal</pubtype><doctype>Article</doctype></artinfo><language>English</language></controlInfo></header></rec>
<rec resultID="2"><plink>https://search.ebscohost.com/login.aspx?AN=2</plink><header uiTerm="140000002"><controlInfo><bkinfo><btl>Bells at large</btl></bkinfo><pubinfo><dt year="2012" month="01" day="01">2012</dt></pubinfo>
<artinfo><tig><atl>Kid bells</atl></tig><aug><au>Sty, Eva</au></aug></artinfo></controlInfo></header></rec>
</records>
"""
PRIMO = """\
<?xml version="1.0" encoding="UTF-8"?>
<sear:SEGMENTS xmlns:sear="http://www.exlibrisgroup.com/xsd/jaguar/search"><sear:JAGROOT><sear:RESULT><sear:DOCSET TOTALHITS="2">
<sear:DOC NO="1"><PrimoNMBib xmlns="http://www.exlibrisgroup.com/xsd/primo/primo_nm_bib"><record><control><recordid>TN_goat1</recordid></control>
<display><type>article</type><title>Goat bells : a study</title><creator>Hay, Ada ; Pen, Otto</creator><ispartof>Goat Letters, 2020-03, Vol.7 (2), p.101-109</ispartof>
<identifier>ISSN: 1234-5678;DOI: 10.5555/goat.1</identifier><subject>goat ; bell</subject><description>Goats ring.</description></display>
<addata><au>Hay, Ada</au><au>Pen, Otto</au><atitle>Goat bells: a study</atitle><jtitle>Goat Letters</jtitle><date>2020-03-05</date><risdate>2020</risdate><volume>7</volume>
<issue>2</issue><spage>101</spage><epage>109</epage><issn>1234-5678</issn><genre>article</genre><doi>10.5555/goat.1</doi><pmid>32000001</pmid><abstract>Goats ring.</abstract></addata></record></PrimoNMBib></sear:DOC>
<sear:DOC NO="2"><PrimoNMBib xmlns="http://www.exlibrisgroup.com/xsd/primo/primo_nm_bib"><record><control><recordid>LIB_kid2</recordid></control>
<display><type>pbooks</type><title>Kid bells / Eva Sty.</title><creator>Sty, Eva, 1950- &lt;Author&gt;$$QSty, Eva</creator><publisher>Barn</publisher><creationdate>c2011</creationdate></display>
<addata><ristype>BOOK</ristype></addata></record></PrimoNMBib></sear:DOC></sear:DOCSET></sear:RESULT></sear:JAGROOT></sear:SEGMENTS>
"""
CFF = """\
# of the barn
cff-version: 1.2.0
message: "Please cite the paper."
title: 'Goat''s ear'
version: 2.0.4
date-released: 2020-03-05
license: MIT
abstract: >-
  A program that
  hears goats.
keywords: [goat, "bell, brass"]
authors:
  - family-names: Hay
    given-names: Ada  # who began it
  - name: "Goat Team"
identifiers:
  - type: doi
    value: 10.5555/goat.soft
preferred-citation:
  type: article
  title: "Goat bells: a \\"ringing\\" study
    of hay"
  authors:
  - family-names: Berg
    name-particle: van der
    given-names: Otto
    name-suffix: Jr.
  doi: 10.5555/goat.1
  journal: Goat Letters
  year: 2020
  month: 3
  volume: 7
  issue: 2
  start: 101
  end: 109
references:
  - type: conference-paper
    title: Kid bells
    conference:
      name: Bells at large
    year: 2011
    authors:
      - family-names: Sty
        given-names: Eva
"""
FILES = {
    "primo": PRIMO,
    "cff": CFF,
    "proquest": PROQUEST,
    "refworks-xml": REFWORKS_XML,
    "ebsco-xml": EBSCO,
    "feed": FEED,
    "hal-tei": HAL,
    "pica": PICA,
    "pica-xml": PICA_XML,
    "orcid": ORCID,
    "noteexpress": CNKI + WANFANG,
    "labelled": named_lines.STUDY,
}

"""Invented records in XML as Web of Science, Wiley, IEEE and Copernicus write it."""

WOS = """<?xml version="1.0" encoding="UTF-8"?>
<records xmlns="http://clarivate.com/schema/wok5.30/public/FullRecord">
<REC r_id_disclaimer="none"><UID>WOS:000000000000001</UID><static_data><summary>
<pub_info coverdate="MAR 5 2020" issue="2" pubmonth="MAR 5" pubtype="Journal" pubyear="2020" vol="3"><page begin="101" end="109" page_count="9">101-109</page></pub_info>
<titles count="3"><title type="source">Goat Letters</title><title type="abbrev_iso">Goat Lett.</title><title type="item">Goat bells in CO<sub>2</sub></title></titles>
<names count="3"><name role="author" seq_no="1"><display_name>Hay, Ada</display_name><full_name>Hay, Ada</full_name><first_name>Ada</first_name><last_name>Hay</last_name><suffix>Jr</suffix></name>
<name role="author" seq_no="2"><display_name>Pen, Otto</display_name><full_name>Pen, Otto</full_name></name>
<name role="corp" seq_no="3"><display_name>Goat Study Group</display_name><full_name>Goat Study Group</full_name></name>
<name role="book_editor" seq_no="4"><full_name>Ox, Al</full_name><first_name>Al</first_name><last_name>Ox</last_name></name></names>
<doctypes count="2"><doctype>Article</doctype><doctype>Proceedings Paper</doctype></doctypes>
<publishers><publisher><address_spec addr_no="1"><full_address>Bern, Switzerland</full_address><city>BERN</city></address_spec>
<names count="1"><name role="publisher"><full_name>Hay Press</full_name></name></names></publisher></publishers></summary>
<fullrecord_metadata><abstracts count="1"><abstract><abstract_text count="2"><p>Goats ring.</p><p>Kids do not.</p></abstract_text></abstract></abstracts>
<addresses><address_name><names><name role="author"><full_name>Nobody, Else</full_name></name></names></address_name></addresses>
<keywords count="2"><keyword>goat</keyword><keyword>bell</keyword></keywords></fullrecord_metadata></static_data>
<dynamic_data><citation_related><tc_list><silo_tc coll_id="WOS" local_count="7"/></tc_list></citation_related>
<cluster_related><identifiers><identifier type="issn" value="1234-5679"/><identifier type="doi" value="10.5555/goat.1"/>
<identifier type="pmid" value="MEDLINE:31234567"/></identifiers></cluster_related></dynamic_data></REC>
<REC><UID>MEDLINE:31234568</UID><static_data><summary><pub_info pubtype="Journal" pubyear="2019" vol="2"/>
<titles><title type="item">Kid bells.</title><title type="source">Kid Letters</title></titles><names><name role="anon"><full_name>[Anonymous]</full_name></name></names>
<doctypes><doctype>Journal Article</doctype></doctypes></summary></static_data><dynamic_data><cluster_related><identifiers>
<identifier type="art_no" value="ARTN e93"/><identifier type="pmid" value="MEDLINE:31234568"/></identifiers></cluster_related></dynamic_data></REC>
</records>
"""
WILEY = """<?xml version="1.0" encoding="UTF-8"?><component xmlns="http://www.wiley.com/namespaces/wiley" version="2.0" type="serialArticle" xml:lang="en">
<header><publicationMeta level="product"><doi>10.5555/(ISSN)1234-5679</doi><issn type="print">1234-5679</issn>
<titleGroup><title type="main">Goat Letters</title><title type="short">Goat Lett.</title></titleGroup></publicationMeta>
<publicationMeta level="part"><numberingGroup><numbering type="journalVolume" number="3">3</numbering><numbering type="journalIssue">2</numbering></numberingGroup>
<coverDate startDate="2020-03">March 2020</coverDate></publicationMeta>
<publicationMeta level="unit" type="article"><doi>10.5555/goat.2</doi><idGroup><id type="unit" value="GOAT2"/><id type="eLocator" value="e2020GL0002"/></idGroup>
<titleGroup><title type="articleCategory">Research Article</title></titleGroup><eventGroup><event type="firstOnline" date="2019-12-24"/></eventGroup>
<numberingGroup><numbering type="pageFirst">n/a</numbering><numbering type="pageLast">n/a</numbering></numberingGroup></publicationMeta>
<contentMeta><titleGroup><title type="main">Bells of <math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mi>β</mi><annotation encoding="application/x-tex">$$ \\beta $$</annotation></semantics></math> goats</title>
<title type="shortAuthors">Hay et al.</title></titleGroup>
<creators><creator creatorRole="author"><personName><givenNames>Ada</givenNames><familyName>Hay</familyName></personName></creator>
<creator creatorRole="author"><personName><givenNames>Otto</givenNames><familyNamePrefix>van der</familyNamePrefix><familyName>Pen</familyName></personName></creator>
<creator creatorRole="author"><groupName>Goat Study Group</groupName></creator><creator creatorRole="editor"><personName><familyName>Ox</familyName></personName></creator></creators>
<keywordGroup><keyword>goat</keyword><keyword>bell</keyword></keywordGroup>
<abstractGroup><abstract type="main" xml:lang="en"><title type="main">Abstract</title><section><title type="main">Aims</title><p>Goats ring at 10<sup>5</sup> Hz.</p></section></abstract>
<abstract type="short" xml:lang="en"><title type="main">Key Points</title><p>Bells.</p></abstract></abstractGroup></contentMeta></header>
<body><section><p>Text that is no part of a record.</p></section></body></component>
"""
IEEE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE publication PUBLIC "-//IEEE//IDAMS Exchange V2.0.0//EN" "ieee_idams_exchange.dtd">
<publication><title><![CDATA[Goat Letters]]></title><publicationinfo><publicationdoi>10.5555/GOAT.0</publicationdoi><publicationtype>Periodical</publicationtype>
<issn mediatype="Electronic">1234-5679</issn><publisher><publishername>Hay Press</publishername></publisher></publicationinfo>
<volume><volumeinfo><year>2020</year><volumenum>3</volumenum><issue><issuenum>2</issuenum></issue></volumeinfo>
<article><title><![CDATA[Goat Bells]]></title><articleinfo><articledoi>10.5555/goat.3</articledoi><abstract abstracttype="Regular"><![CDATA[Goats ring &#x2264; 5 times.]]></abstract>
<authorgroup><author role="primary"><normname><![CDATA[Hay, A.]]></normname><firstname><![CDATA[Ada]]></firstname><surname><![CDATA[Hay]]></surname><unicodesurname><![CDATA[H&#x00E1;y]]></unicodesurname></author></authorgroup>
<date datetype="OriginalPub"><year>2020</year><month>March</month></date><date datetype="ePub"><year>2019</year><month>1</month><day>4</day></date>
<artpagenums endpage="109" startpage="101">101-109</artpagenums><keywordset keywordtype="IEEE"><keyword><keywordterm><![CDATA[Goats]]></keywordterm></keyword></keywordset></articleinfo></article>
<article><title><![CDATA[Kid Bells]]></title><articleinfo><articledoi>10.5555/kid.3</articledoi></articleinfo></article></volume></publication>
"""
COPERNICUS = """<?xml version="1.0" encoding="utf-8"?>
<article language="en"><journal><journal_title>Goat Letters</journal_title><issn>1234-5679</issn><volume_number>3</volume_number><issue_number>2</issue_number>
<publication_year>2020</publication_year></journal><doi>10.5555/goat.4</doi><article_url>https://goats.example.org/articles/3/101/2020/</article_url>
<article_number>83</article_number><start_page>101</start_page><end_page>109</end_page><publication_date>2020-03-05</publication_date>
<article_title content_type="html">Goat bells</article_title><authors><author numeration="1"><name>Ada Hay</name><email>hay@example.org</email></author>
<author><name>Otto Pen</name></author></authors><abstract content_type="html">&lt;p&gt;Goats ring at 10&lt;sup&gt;5&lt;/sup&gt;&amp;thinsp;Hz.&lt;/p&gt;</abstract>
<references><reference numeration="1">Ox, A.: Owls, 2001.</reference></references></article>
"""
TRIALS = """<?xml version='1.0' encoding='UTF-8' ?>
<Trials_downloaded_from_ICTRP>
  <Trial><Export_date>11/29/2026 10:00:00</Export_date>
    <Internal_Number>1
    </Internal_Number>
    <TrialID>NCT00000001
    </TrialID>
    <Public_title>Straw &amp; hay in stalls
    </Public_title>
    <Scientific_title>A randomised trial of straw
    </Scientific_title>
    <Acronym/>
    <Primary_sponsor>Barn University
    </Primary_sponsor>
    <web_address>https://clinicaltrials.gov/study/NCT00000001
    </web_address>
    <Date_registration3>20200305
    </Date_registration3>
    <Date_registration>2020-03-05
    </Date_registration>
    <Condition>Goats
    </Condition>
  </Trial>
  <Trial><TrialID>JPRN-UMIN000000001
    </TrialID>
    <Public_title/>
    <Scientific_title>Bells for kids
    </Scientific_title>
    <Date_registration>05/03/2021
    </Date_registration>
  </Trial>
  <Trial><TrialID>ACTRN1
    </TrialID>
  </Trial>
</Trials_downloaded_from_ICTRP>
"""
FILES = {"wos-xml": WOS, "wiley-xml": WILEY, "ieee-xml": IEEE, "copernicus-xml": COPERNICUS}

"""Zotero's RDF, MODS and other exports in XML as programs write them; the papers are invented."""

from __future__ import annotations

RDF = """\
<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
    <bib:Article rdf:about="https://example.org/goat?a=1&amp;b=2">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
        <bib:authors>
            <rdf:Seq>
                <rdf:li>
                    <foaf:Person>
                        <foaf:surname>van der Berg</foaf:surname>
                        <foaf:givenName>Jan</foaf:givenName>
                    </foaf:Person>
                </rdf:li>
                <rdf:li>
                    <foaf:Person>
                        <foaf:surname>GOAT Study Group</foaf:surname>
                    </foaf:Person>
                </rdf:li>
            </rdf:Seq>
        </bib:authors>
        <bib:editors><rdf:Seq><rdf:li><foaf:Person>
            <foaf:surname>Pen</foaf:surname><foaf:givenName>Ed</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:editors>
        <link:link rdf:resource="#item_5"/>
        <dcterms:isReferencedBy rdf:resource="#item_6"/>
        <dc:subject>bells; brass</dc:subject>
        <dc:subject><z:AutomaticTag><rdf:value>goats</rdf:value></z:AutomaticTag></dc:subject>
        <dc:title>Goat bells &amp; <i xmlns="">in vivo</i> nights</dc:title>
        <dcterms:abstract>BACKGROUND: Goats ring at 10&lt;sup&gt;5&lt;/sup&gt; Hz.
RESULTS: 12 rang.</dcterms:abstract>
        <dc:date>2020-03-01</dc:date>
        <bib:pages>10-19</bib:pages>
        <dc:description>PMID: 99000001</dc:description>
        <dc:identifier>
            <dcterms:URI><rdf:value>https://example.org/goat?a=1&amp;b=2</rdf:value></dcterms:URI>
        </dc:identifier>
    </bib:Article>
    <bib:Journal rdf:about="urn:issn:1234-5678">
        <prism:volume>3</prism:volume>
        <dc:title>Journal of Goat Science</dc:title>
        <dc:identifier>DOI 10.5555/goat.1</dc:identifier>
        <prism:number>2</prism:number>
        <dcterms:alternative>J Goat Sci</dcterms:alternative>
        <dc:identifier>ISSN 1234-5678</dc:identifier>
    </bib:Journal>
    <z:Attachment rdf:about="#item_5">
        <z:itemType>attachment</z:itemType>
        <dc:title>Full Text PDF</dc:title>
    </z:Attachment>
    <bib:Memo rdf:about="#item_6"><rdf:value>&lt;p&gt;My note&lt;/p&gt;</rdf:value></bib:Memo>
    <bib:BookSection rdf:about="#item_7">
        <z:itemType>bookSection</z:itemType>
        <dcterms:isPartOf>
            <bib:Book><dc:title>Bells of the Alps</dc:title><dc:identifier>ISBN 978-0-00-000000-0</dc:identifier></bib:Book>
        </dcterms:isPartOf>
        <dc:publisher><foaf:Organization>
            <vcard:adr><vcard:Address><vcard:locality>Chur</vcard:locality></vcard:Address></vcard:adr>
            <foaf:name>Barn Press</foaf:name>
        </foaf:Organization></dc:publisher>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person>
            <foaf:surname>Hay</foaf:surname><foaf:givenName>Nora</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <bib:editors><rdf:Seq><rdf:li><foaf:Person>
            <foaf:surname>Pen</foaf:surname><foaf:givenName>Ed</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:editors>
        <dc:title>Brass</dc:title>
        <dc:date>May 2011</dc:date>
    </bib:BookSection>
    <rdf:Description rdf:about="#item_8"><z:itemType>preprint</z:itemType></rdf:Description>
    <z:Collection rdf:about="#collection_1"><dc:title>Goats</dc:title></z:Collection>
</rdf:RDF>
"""
MODS = """\
<?xml version="1.0"?>
<modsCollection xmlns="http://www.loc.gov/mods/v3">
<mods>
  <titleInfo><nonSort>The</nonSort><title>goat bells</title><subTitle>a trial</subTitle></titleInfo>
  <titleInfo type="abbreviated"><title>Bells</title></titleInfo>
  <typeOfResource>text</typeOfResource>
  <genre authority="local">journalArticle</genre>
  <name type="personal"><namePart type="family">van der Berg</namePart><namePart type="given">Jan</namePart>
    <role><roleTerm type="code" authority="marcrelator">aut</roleTerm></role></name>
  <name type="corporate"><namePart>GOAT Bells Board</namePart>
    <role><roleTerm type="code" authority="marcrelator">aut</roleTerm></role></name>
  <name type="personal"><namePart>Pen, Otto</namePart></name>
  <name type="personal"><namePart>Doe, Ed</namePart><role><roleTerm type="text">editor</roleTerm></role></name>
  <abstract>Bells rang in 12 of 40 goats.</abstract>
  <identifier type="doi">10.5555/goat.1</identifier>
  <location><url>https://example.org/goat</url></location>
  <subject><topic>bells; brass</topic></subject>
  <relatedItem type="host">
    <titleInfo><title>Journal of Goat Science</title></titleInfo>
    <originInfo><dateIssued>2020-03-01</dateIssued></originInfo>
    <part><detail type="volume"><number>3</number></detail><detail type="issue"><number>2</number></detail>
      <extent unit="pages"><start>10</start><end>19</end></extent></part>
    <identifier type="issn">1234-5678</identifier>
  </relatedItem>
</mods>
<mods>
  <titleInfo><title>Brass</title></titleInfo><genre>bookSection</genre><genre>book section</genre>
  <relatedItem type="host"><titleInfo><title>Bells of the Alps</title></titleInfo>
    <name><namePart>Doe, Ed</namePart><role><roleTerm>edt</roleTerm></role></name></relatedItem>
  <originInfo><publisher>Barn Press</publisher><copyrightDate>2011</copyrightDate></originInfo>
</mods>
</modsCollection>
"""
BIBLIONTOLOGY = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:res="http://purl.org/vocab/resourcelist/schema#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bibo="http://purl.org/ontology/bibo/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:address="http://schemas.talis.com/2005/address/schema#" xmlns:ctag="http://commontag.org/ns#">
<z:UserItem rdf:about="http://zotero.org/users/1/items/A"><res:resource rdf:resource="https://example.org/goat"/>
 <ctag:tagged><ctag:UserTag><ctag:label>goats</ctag:label></ctag:UserTag></ctag:tagged></z:UserItem>
<z:UserItem rdf:about="http://zotero.org/users/1/items/B"><res:resource rdf:nodeID="n5"/></z:UserItem>
<z:UserItem rdf:about="http://zotero.org/users/1/items/C"><res:resource><bibo:Note><dcterms:title>Mine</dcterms:title></bibo:Note></res:resource></z:UserItem>
<bibo:AcademicArticle rdf:about="https://example.org/goat"><dcterms:isPartOf rdf:nodeID="n1"/><bibo:uri>https://example.org/goat</bibo:uri>
 <bibo:pages>101-109</bibo:pages><bibo:doi>10.5555/g.1</bibo:doi><z:extra>PMID: 99000001</z:extra>
 <dcterms:abstract>Goats ring at p &lt; 0.05.</dcterms:abstract><dcterms:title>Goat bells</dcterms:title>
 <dcterms:creator rdf:nodeID="n3"/><dcterms:creator rdf:nodeID="n2"/>
 <bibo:authorList><rdf:Seq><rdf:li rdf:nodeID="n2"/><rdf:li rdf:nodeID="n3"/></rdf:Seq></bibo:authorList></bibo:AcademicArticle>
<bibo:Issue rdf:nodeID="n1"><dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/><bibo:volume>12</bibo:volume><bibo:issue>3</bibo:issue>
 <dcterms:date>2020-03-05</dcterms:date></bibo:Issue>
<bibo:Journal rdf:about="urn:issn:1234-5678"><dcterms:title>Goat Letters</dcterms:title><bibo:issn>1234-5678</bibo:issn>
 <bibo:shortTitle>Goat Lett</bibo:shortTitle></bibo:Journal>
<foaf:Person rdf:nodeID="n2"><foaf:givenname>Ada</foaf:givenname><foaf:surname>van der Hay</foaf:surname></foaf:Person>
<foaf:Person rdf:nodeID="n3"><foaf:surname>GOAT Study Group</foaf:surname></foaf:Person>
<bibo:BookSection rdf:nodeID="n5"><dcterms:title>Brass</dcterms:title><bibo:pages>7-9</bibo:pages>
 <bibo:authorList><rdf:Seq><rdf:li><foaf:Person><foaf:givenName>Ada</foaf:givenName><foaf:surname>Hay</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bibo:authorList>
 <dcterms:isPartOf><bibo:EditedBook><dcterms:title>Bells of the Alps</dcterms:title><dcterms:date>2011</dcterms:date>
 <bibo:editorList><rdf:Seq><rdf:li rdf:nodeID="n6"/></rdf:Seq></bibo:editorList>
 <dcterms:publisher><foaf:Organization><foaf:name>Barn Press</foaf:name></foaf:Organization></dcterms:publisher></bibo:EditedBook></dcterms:isPartOf></bibo:BookSection>
<foaf:Person rdf:nodeID="n6"><foaf:givenname>Otto</foaf:givenname><foaf:surname>Pen</foaf:surname></foaf:Person>
<bibo:Book rdf:about="urn:isbn:1"><dcterms:title>Kids</dcterms:title><dcterms:creator rdf:nodeID="n6"/>
 <dcterms:publisher><foaf:Organization><address:localityName>Chur</address:localityName></foaf:Organization></dcterms:publisher></bibo:Book>
</rdf:RDF>
"""
TEI_LIST = """<?xml version="1.0" encoding="UTF-8"?>
<listBibl xmlns="http://www.tei-c.org/ns/1.0"><biblStruct type="journalArticle"><analytic><title level="a">Goat bells</title>
<author><forename>Ada</forename><surname>Hay</surname></author></analytic><monogr><title level="j">Goat Letters</title>
<imprint><biblScope unit="page">101-109</biblScope><date>2020-03-05</date></imprint></monogr><idno type="DOI">10.5555/goat.1</idno></biblStruct></listBibl>
"""

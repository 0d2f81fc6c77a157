"""One invented paper in each format that can stand behind another in one file, as its program writes it, with the paper's title."""

from __future__ import annotations

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
PARTS = {
    "ris": ("Owls by ear", "TY  - JOUR\nTI  - Owls by ear\nAU  - Hay, Ada\nPY  - 2020\nDO  - 10.5555/ris.1\nAB  - Owls hear.\nER  - \n"),
    "nbib": (
        "Bees by night",
        "PMID- 30000001\nOWN - NLM\nTI  - Bees by night.\nAB  - Bees hum.\nFAU - Hay, Ada\nDP  - 2019\nSO  - Bees. 2019;1:1-9.\n",
    ),
    "bibtex": ("Goat bells", "@article{hay2019,\n  title = {Goat bells},\n  author = {Hay, Ada},\n  year = {2019},\n  doi = {10.5555/bib.1}\n}\n"),
    "enw": ("Hens that fly", "%0 Journal Article\n%A Hay, Ada\n%T Hens that fly\n%D 2018\n%R 10.5555/enw.1\n"),
    "wos": (
        "Cows in fog",
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Hay, A\nTI Cows in fog\nPY 2017\nDI 10.5555/wos.1\nER\n\nEF\n",
    ),
    "ovid": (
        "Pigs that count",
        "<1>\nUnique Identifier\n  30000002\nTitle\n  Pigs that count.\nAuthors\n  Hay A.\nSource\n  Pigs. 3(2):1-9, 2016.\nYear of Publication\n  2016\n\n",
    ),
    "cochrane": (
        "Mules at rest",
        "Record #1 of 1\nID: CN-01000001\nAU: Hay A\nTI: Mules at rest\nSO: Journal of mules\nYR: 2015\nDOI: 10.5555/coch.1\nAB: Mules rest.\n",
    ),
    "refworks": (
        "Ducks on ice",
        "RT Journal Article\nSR Electronic\nA1 Hay,Ada\nT1 Ducks on ice\nJF Ducks\nYR 2014\nDO 10.5555/refw.1\nAB Ducks slip.\n",
    ),
    "proquest": (
        "Rams in rain",
        "____________________________________________________________\n\nReport Information from ProQuest\n29 November 2026 08:00\n"
        "____________________________________________________________\n\nDocument 1 of 1\n\nRams in rain\n\nAuthor: Hay, Ada.\n\n"
        "Publication title: Rams\n\nPublication year: 2013\n\nDOI: http://dx.doi.org/10.5555/proq.1\n\nDocument type: Journal Article\n\n"
        "ProQuest document ID: 1000000001\n\nDatabase: Barn Premium\n",
    ),
    "noteexpress": (
        "Oxen in line",
        "{Reference Type}: Journal Article\n{Title}: Oxen in line\n{Author}: Hay, Ada\n{Journal}: Oxen\n{Year}: 2012\n{DOI}: 10.5555/note.1\n\n",
    ),
    "redif": (
        "Prices of wool",
        "Template-Type: ReDIF-Article 1.0\nTitle: Prices of wool\nAuthor-Name: Ada Hay\nJournal: Wool\nYear: 2011\nDOI: 10.5555/redif.1\nHandle: RePEc:abc:wool:1\n\n",
    ),
    "cff": (
        "Shears that hum",
        "cff-version: 1.2.0\nmessage: Please cite it.\ntitle: Shears that hum\nauthors:\n  - family-names: Hay\n    given-names: Ada\ndate-released: 2010-05-01\ndoi: 10.5555/cff.1\n",
    ),
    "yaml": (
        "Wool in wind",
        "references:\n- id: hay2009\n  type: article-journal\n  title: Wool in wind\n  author:\n  - family: Hay\n    given: Ada\n  issued:\n    year: 2009\n  DOI: 10.5555/yaml.1\n",
    ),
    "pubmed-text": (
        "Foals that wait",
        "1. Foals. 2008 Mar;3(2):1-9. doi: 10.5555/pmt.1.\n\nFoals that wait.\n\nHay A(1), Pen O(1).\n\nAuthor information:\n(1)Barn, Chur.\n\n"
        "Foals wait for their mares in all weathers, as was seen.\n\nDOI: 10.5555/pmt.1\nPMID: 30000003 [Indexed for MEDLINE]\n",
    ),
    "csv": (
        "Geese that read",
        'Authors,Title,Year,Source title,DOI,Abstract\n"Hay A., Pen O.",Geese that read,2007,Geese,10.5555/csv.1,"Geese read, and sing."\n',
    ),
    "tsv": (
        "Turkeys in snow",
        "Key\tItem Type\tPublication Year\tAuthor\tTitle\tDOI\nAB12CD34\tjournalArticle\t2006\tHay, Ada\tTurkeys in snow\t10.5555/tsv.1\n",
    ),
    "json": (
        "Mice in hats",
        '[\n  {\n    "id": "hay2005",\n    "type": "article-journal",\n    "title": "Mice in hats",\n    "DOI": "10.5555/csl.1",\n'
        '    "issued": {"date-parts": [[2005]]}\n  }\n]\n',
    ),
    "jsonl": ("Kids at play", '{"title": "Kids at play", "authors": ["Ada Hay"], "year": 2016, "doi": "10.5555/jsonl.1"}\n'),
    "pubmed-xml": (
        "Ewes that sing",
        f"{_XML}<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><PMID>30000009</PMID><Article><Journal><Title>Ewes</Title><JournalIssue>"
        "<PubDate><Year>2004</Year></PubDate></JournalIssue></Journal>\n<ArticleTitle>Ewes that sing</ArticleTitle></Article></MedlineCitation>"
        "</PubmedArticle>\n</PubmedArticleSet>\n",
    ),
    "endnote-xml": (
        "Cats on roofs",
        f'{_XML}<xml><records><record><database name="a.enl">a.enl</database><ref-type name="Journal Article">17</ref-type><titles><title>Cats on roofs</title>'
        "</titles><dates><year>2003</year></dates><electronic-resource-num>10.5555/en.1</electronic-resource-num></record></records></xml>\n",
    ),
    "mods": (
        "Dogs in boats",
        f'{_XML}<modsCollection xmlns="http://www.loc.gov/mods/v3">\n<mods><titleInfo><title>Dogs in boats</title></titleInfo>'
        '<identifier type="doi">10.5555/mods.1</identifier></mods>\n</modsCollection>\n',
    ),
    "jats": (
        "Bats at noon",
        f'{_XML}<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS-journalpublishing1.dtd">\n<article><front><article-meta>'
        '<article-id pub-id-type="doi">10.5555/jats.1</article-id><title-group><article-title>Bats at noon</article-title></title-group>'
        "</article-meta></front></article>\n",
    ),
    "dblp": (
        "Graphs of goats",
        '<?xml version="1.0" encoding="US-ASCII"?>\n<dblp>\n<article key="journals/goat/Hay02" mdate="2020-01-01">\n<author>Ada Hay</author>'
        "\n<title>Graphs of goats.</title>\n<year>2002</year>\n<journal>Goats</journal>\n<ee>https://doi.org/10.5555/dblp.1</ee>\n</article>\n</dblp>\n",
    ),
    "marcxml": (
        "Yaks of Tibet",
        f'{_XML}<collection xmlns="http://www.loc.gov/MARC21/slim">\n<record><leader>00000nab a2200000 a 4500</leader><controlfield tag="001">900000001</controlfield>'
        '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Yaks of Tibet /</subfield></datafield></record>\n</collection>\n',
    ),
    "dublin-core": (
        "Swans in mist",
        f'{_XML}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header><identifier>oai:barn.example:1</identifier></header><metadata>'
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Swans in mist</dc:title>'
        "<dc:creator>Hay, Ada</dc:creator><dc:date>2001</dc:date><dc:identifier>https://doi.org/10.5555/dc.1</dc:identifier></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>\n",
    ),
    "arxiv": (
        "Larks in arrays",
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>\n<entry><id>http://arxiv.org/abs/2001.00001v1</id><published>2020-01-01T00:00:00Z</published>'
        "<title>Larks in arrays</title><summary>Larks stand in arrays.</summary><author><name>Ada Hay</name></author></entry>\n</feed>\n",
    ),
    "article-html": (
        "Toads in wells",
        '<!DOCTYPE html>\n<html><head><meta name="citation_title" content="Toads in wells"><meta name="citation_author" content="Hay, Ada">\n'
        '<meta name="citation_publication_date" content="2000/03/05"><meta name="citation_doi" content="10.5555/html.1"></head>\n'
        "<body><p>Toads.</p></body></html>\n",
    ),
    "endnote-text": (
        "Gnats in rows",
        "Reference Type:  Journal Article\nRecord Number: 1\nAuthor: Hay, Ada\nYear: 2000\nTitle: Gnats in rows\nDOI: 10.5555/show.1\nAbstract: Gnats stand in rows.\n\n\n",
    ),
    "bibtexml": (
        "Moths on lamps",
        f'{_XML}<bibtex:file xmlns:bibtex="http://bibtexml.sf.net/">\n<bibtex:entry id="a"><bibtex:article><bibtex:author>Hay, Ada</bibtex:author>'
        "<bibtex:title>Moths on lamps</bibtex:title><bibtex:year>2000</bibtex:year><bibtex:doi>10.5555/bml.1</bibtex:doi></bibtex:article></bibtex:entry>\n</bibtex:file>\n",
    ),
    "scopus-text": (
        "Hedges in heat",
        "Scopus\nEXPORT DATE:29 Nov 2026\n\nHay, A., Pen, O.\n57000000001;57000000002;\nHedges in heat\n(2006) Hedges, 3 (2), pp. 1-9. \n"
        "https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000001&doi=10.5555%2fscopus.1\n\nDOI: 10.5555/scopus.1\n\nDOCUMENT TYPE: Article\nSOURCE: Scopus\n\n",
    ),
    "doaj-xml": (
        "Straw in doors",
        f"{_XML}<records>\n  <record>\n    <journalTitle>Straw</journalTitle>\n    <publicationDate>2004</publicationDate>\n    <doi>10.5555/doaj.1</doi>\n"
        '    <title language="eng">Straw in doors</title>\n  </record>\n</records>\n',
    ),
    "jstor-xml": (
        "Lambs on hills",
        f'{_XML}<citations>\n  <article id="10.5555/jst.1">\n    <doi>10.5555/jst.1</doi>\n    <title>Lambs on hills</title>\n    <journaltitle>Lambs</journaltitle>\n  </article>\n</citations>\n',
    ),
    "trials-xml": (
        "Stalls with straw",
        f"{_XML}<Trials_downloaded_from_ICTRP>\n<Trial><Internal_Number>1\n    </Internal_Number>\n    <TrialID>NCT00000001\n    </TrialID>\n"
        "    <Public_title>Stalls with straw\n    </Public_title>\n    <Date_registration3>20200305\n    </Date_registration3>\n  </Trial>\n</Trials_downloaded_from_ICTRP>\n",
    ),
    "pica": (
        "Storks in rows",
        "001@ $01\n003@ $0900000002\n011@ $a1999\n021A $aStorks in rows\n028A $dAda$aHay\n\n",
    ),
    "marc": ("Hares in hay", ""),
}  # fmt: skip


def _marc(title: str) -> str:
    """A record of MARC 21 with a number and a title."""
    fields = [("001", "900000003"), ("245", f"10\x1fa{title}")]
    entries, held, at = "", "", 0
    for tag, value in fields:
        entries += f"{tag}{len(value) + 1:04}{at:05}"
        held += f"{value}\x1e"
        at += len(value) + 1
    base = 24 + len(entries) + 1
    return f"{base + len(held) + 1:05}nab a22{base:05} a 4500{entries}\x1e{held}\x1d"


PARTS["marc"] = ("Hares in hay", _marc("Hares in hay"))

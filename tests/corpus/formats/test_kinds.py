"""Kinds of trouble that users of reference managers meet, in inputs of our own: (kind, file, text, right).

``right``: for each paper that is kept, in order, some of its fields; a text in front of them must stand in the report's notes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.files import read_papers
from corpus.models import Paper

END = "\nER  - \n"
KINDS: list[tuple[str, str, str, list[str | dict[str, Any]]]] = [
    ("RIS: type in words", "a.ris", f"TY  - Journal Article\nTI  - Owls by ear\nDO  - 10.5555/o.1{END}", [{"doi": "10.5555/o.1", "title": "Owls by ear"}]),
    ("RIS: DOI with the prefix twice", "a.ris", f"TY  - JOUR\nTI  - Owls\nDO  - doi:https://doi.org/10.5555/O.2{END}", [{"doi": "10.5555/o.2"}]),
    ("RIS: DOI in L3", "a.ris", f"TY  - JOUR\nTI  - Owls\nL3  - 10.5555/o.3{END}", [{"doi": "10.5555/o.3"}]),
    ("RIS: DOI in M3", "a.ris", f"TY  - JOUR\nTI  - Owls\nM3  - 10.5555/o.4{END}", [{"doi": "10.5555/o.4", "type": "Article"}]),
    ("RIS: encoded link", "a.ris", f"TY  - JOUR\nTI  - Owls\nUR  - https://doi.org/10.5555%2Fo.5{END}", [{"doi": "10.5555/o.5"}]),
    ("RIS: year with slashes", "a.ris", f"TY  - JOUR\nTI  - Owls\nPY  - 2014//{END}", [{"year": 2014}]),
    ("RIS: whole date in PY", "a.ris", f"TY  - JOUR\nTI  - Owls\nPY  - 2019/03/01{END}", [{"year": 2019, "published": "2019-03-01"}]),
    ("RIS: in press", "a.ris", f"TY  - JOUR\nTI  - Owls\nPY  - in press{END}", ["in press", {"title": "Owls", "year": None}]),
    ("RIS: no ER at the end", "a.ris", "TY  - JOUR\nTI  - Owls\n\nTY  - JOUR\nTI  - Bees\n", [{"title": "Owls"}, {"title": "Bees"}]),
    ("RIS: BOM", "a.ris", f"\ufeffTY  - JOUR\nTI  - Owls{END}", [{"title": "Owls"}]),
    ("RIS: an ID is no identity", "a.ris", f"TY  - JOUR\nID  - 1\nTI  - Owls by ear{END}TY  - JOUR\nID  - 1\nTI  - Bees by eye{END}", [{"title": "Owls by ear"}, {"title": "Bees by eye"}]),
    ("RIS: given names with a suffix", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - Hay, Ada B., III{END}", [{"family": ["Hay"], "suffix": ["III"]}]),
    ("RIS: all authors in one tag", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - Smith J, Jones PQ, van den Berg H, Pen O., Jr.{END}", [{"family": ["Smith", "Jones", "van den Berg", "Pen"], "suffix": [None, None, None, "Jr."]}]),
    ("RIS: a group taken for a person", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - Collaborators, GBD 2019\nAU  - Society, American Owl\nAU  - Hay, Ada{END}", [{"family": [None, None, "Hay"], "name": ["GBD 2019 Collaborators", "American Owl Society", "Ada Hay"]}]),
    ("CSV: a suffix behind a comma", "a.csv", "title,authors,abstract\nOwls,\"Hay N., Pen O., Jr.\",Owls hunt.\n", [{"family": ["Hay", "Pen"], "suffix": [None, "Jr."]}]),
    ("BibTeX: particles far from the last name", "a.bib", "@article{k, title={Owls}, author={Charles Louis Joseph de la Vall{\\'e}e Poussin and Ludwig van Beethoven and Ana Mar{\\'i}a L{\\'o}pez}, doi={10.5555/b.8}}", [{"family": ["de la Vallée Poussin", "van Beethoven", "López"]}]),
    ("Web of Science: a group", "a.txt", "FN Clarivate\nVR 1.0\nPT J\nAU Hay, A\nCA Owl Grp\nTI Owls\nSO BIRDS\nPY 2011\nER\n\nEF\n", [{"family": ["Hay", None]}]),
    ("RIS: et al. as an author", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - Hay, Ada\nAU  - et al.{END}", [{"family": ["Hay"]}]),
    ("RIS: pages in SP alone", "a.ris", f"TY  - JOUR\nTI  - Owls\nSP  - 12-19{END}", [{"page": "12-19"}]),
    ("RIS: tags in the abstract", "a.ris", f"TY  - JOUR\nTI  - Owls\nAB  - <p>At 10<sup>-3</sup> M, CO<sub>2</sub> rose.</p>{END}", [{"abstract": "At 10⁻³ M, CO₂ rose."}]),
    ("RIS: encoded twice", "a.ris", f"TY  - JOUR\nTI  - Owls &amp;amp; bees\nAB  - p &amp;lt; 0.01{END}", [{"title": "Owls & bees", "abstract": "p < 0.01"}]),
    ("RIS: withdrawn", "a.ris", f"TY  - JOUR\nTI  - WITHDRAWN: Owls by ear{END}", [{"status": "retracted"}]),
    ("RIS: copyright tail", "a.ris", f"TY  - JOUR\nTI  - Owls\nAB  - Owls hunt. © 2020 The Authors. Published by Elsevier Ltd. All rights reserved.{END}", [{"abstract": "Owls hunt.", "rights": "© 2020 The Authors. Published by Elsevier Ltd. All rights reserved."}]),
    ("BibTeX: braces, accents, a percent sign", "a.bib", "@article{k, title={{DNA} of 5\\% of G{\\\"u}ne{\\c s} owls}, year={2018}, doi={10.5555/b.1}}", [{"title": "DNA of 5% of Güneş owls"}]),
    ("BibTeX: DOI with escaped underscore", "a.bib", "@article{k, title={Owls}, doi={10.5555/b\\_2}}", [{"doi": "10.5555/b_2"}]),
    ("BibTeX: two hyphens", "a.bib", "@article{k, title={Owls}, pages={12--19}, doi={10.5555/b.3}}", [{"page": "12-19"}]),
    ("BibTeX: a chapter", "a.bib", "@incollection{k, title={Owls}, booktitle={Birds}, editor={Pen, Otto}, publisher={Barn}, doi={10.5555/b.4}}", [{"kind": "chapter", "journal": "Birds", "publisher": "Barn"}]),
    ("NBIB: retracted", "a.nbib", "PMID- 1\nTI  - Owls.\nPT  - Journal Article\nPT  - Retracted Publication\nRIN - Owl Lett. 2020;1:1. PMID: 2\n", [{"status": "retracted", "title": "Owls"}]),
    ("NBIB: partial retraction and erratum", "a.nbib", "PMID- 1\nTI  - Owls.\nEIN - Owl Lett. 2020;1:1. PMID: 2\nPRIN- Owl Lett. 2021;1:1. PMID: 3\n", [{"status": "concern"}]),
    ("NBIB: erratum", "a.nbib", "PMID- 1\nTI  - Owls.\nEIN - Owl Lett. 2020;1:1. PMID: 2\n\nPMID- 2\nTI  - Erratum.\nEFR - Owl Lett. 2019;1:1. PMID: 1\n", [{"status": "corrected"}, {"status": None}]),
    ("NBIB: abstract in another language", "a.nbib", "PMID- 1\nTI  - Owls.\nAB  - Owls hunt.\nOAB - Publisher: Eulen jagen.\nOABL- ger\n", [{"abstract": "Owls hunt."}]),
    ("NBIB: another abstract elsewhere", "a.nbib", "PMID- 1\nTI  - Owls.\nAB  - Owls hunt.\nOAB - Publisher: Abstract available from the publisher.\nOABL- ger\n", [{"abstract": "Owls hunt."}]),
    ("RIS: retracted behind the title", "a.ris", f"TY  - JOUR\nTI  - Owls by ear (Retracted article. See vol. 8, pg. 12, 2021)\nDO  - 10.5555/w.1{END}TY  - JOUR\nTI  - A list of papers (retracted papers of a decade)\nDO  - 10.5555/w.2{END}", [{"status": "retracted"}, {"status": None}]),
    ("Crossref: corrected, and retracted by its title", "a.json", '[{"type": "journal-article", "title": ["RETRACTED: Owls"], "DOI": "10.5555/c.1", "updated-by": [{"type": "correction", "DOI": "10.5555/c.2"}]}]', [{"status": "retracted"}]),
    ("BibTeX: a span of time is no day", "a.bib", "@article{k, title={Owls}, date={2019-11/2020-01}, doi={10.5555/b.5}}", [{"year": 2019, "published": None}]),
    ("BibTeX: a conference paper that is on arXiv too", "a.bib", "@inproceedings{k, title={Owls}, booktitle={Proc. Birds}, eprint={2001.1}, archivePrefix={arXiv}, doi={10.5555/b.6}}", [{"kind": "paper-conference", "journal": "Proc. Birds"}]),
    ("BibTeX: a preprint server", "a.bib", "@misc{k, title={Owls}, howpublished={medRxiv}, doi={10.5555/b.7}}", [{"kind": "preprint", "type": "Preprint", "journal": "medRxiv"}]),
    ("NBIB: DOI in AID", "a.nbib", "PMID- 1\nTI  - Owls.\nAID - 10.5555/n.1 [doi]\n", [{"doi": "10.5555/n.1", "pmid": "1"}]),
    ("CSL: particles", "a.json", '[{"type": "article-journal", "title": "Owls", "author": [{"family": "Berg", "given": "Jo", "non-dropping-particle": "van den"}]}]', [{"family": ["van den Berg"]}]),
    ("CSL: year as text", "a.json", '[{"type": "article-journal", "title": "Owls", "issued": {"raw": "Spring 2011"}}]', [{"year": 2011}]),
    ("Crossref: update", "a.json", '[{"type": "journal-article", "title": ["Owls"], "DOI": "10.5555/c.1", "updated-by": [{"type": "retraction", "DOI": "10.5555/c.2"}]}]', [{"status": "retracted"}]),
    ("Crossref: JATS", "a.json", '[{"type": "journal-article", "title": ["Owls"], "DOI": "10.5555/c.3", "abstract": "<jats:title>Abstract</jats:title><jats:p>Owls hunt.</jats:p>"}]', [{"abstract": "Owls hunt."}]),
    ("Lens: JSON Lines", "a.jsonl", '{"lens_id": "000-1", "title": "Owls", "year_published": 2020, "publication_type": "journal article", "authors": [{"first_name": "Ada", "last_name": "Hay"}, {"collective_name": "Owl Group"}], "external_ids": [{"type": "doi", "value": "10.5555/l.1"}, {"type": "pmid", "value": "77"}], "source": {"title": "Owl Letters", "publisher": "Barn"}, "start_page": "3", "end_page": "9"}',
     [{"doi": "10.5555/l.1", "pmid": "77", "source_id": "000-1", "family": ["Hay", None], "journal": "Owl Letters", "publisher": "Barn", "page": "3-9", "type": "Article"}]),
    ("Lens: CSV", "a.csv", "Lens ID,Title,Date Published,Publication Year,Publication Type,Source Title,ISSNs,Author/s,Abstract,Start Page,End Page,External URL,PMID,DOI\n000-2,Owls,2020-05-01,2020,book chapter,Birds,1234-5678,Ada Hay; Otto Pen,Owls hunt.,3,9,https://a.b/1,78,10.5555/l.2\n",
     [{"doi": "10.5555/l.2", "kind": "chapter", "journal": "Birds", "page": "3-9", "family": ["Hay", "Pen"]}]),
    ("Embase: CSV", "a.csv", "Title,Author Names,Source title,Publication Year,Volume,Issue,First Page,Last Page,Abstract,Embase Accession ID,Medline PMID,DOI\nOwls,\"Hay N., Pen O.\",Owl Letters,2020,3,2,10,19,Owls hunt.,L200,79,10.5555/e.1\n",
     [{"pmid": "79", "source_id": "L200", "page": "10-19", "family": ["Hay", "Pen"]}]),
    ("CINAHL: CSV", "a.csv", "Article Title,Author,Journal Title,ISSN,Publication Date,Volume,Issue,First Page,Page Count,Accession Number,DOI,Publisher,Doctype,Abstract,PLink\nOwls,\"Hay, Ada; Pen, Otto\",Owl Letters,12345678,20200501,3,2,10,9,14500,10.5555/e.2,Barn,Article,Owls hunt.,https://a.b/2\n",
     [{"publisher": "Barn", "type": "Article", "pages": 9, "page": "10", "family": ["Hay", "Pen"]}]),
    ("Covidence: CSV", "a.csv", "Title,Authors,Abstract,Published Year,Published Month,Journal,Volume,Issue,Pages,DOI,Covidence #,Study,Notes,Tags\nOwls,\"Hay, A.; Pen, O.\",Owls hunt.,2020,May,Owl Letters,3,2,10-19,10.5555/e.3,#12,Hay 2020,,\n",
     ["Covidence #", {"year": 2020, "page": "10-19", "source_id": None}]),
    ("ASReview: CSV", "a.csv", "record_id,title,authors,abstract,keywords,doi,asreview_label\n0,Owls by ear,\"Hay, A.\",Owls hunt.,owls,,1\n1,Bees by eye,\"Pen, O.\",Bees see.,bees,,0\n",
     ["asreview_label", {"title": "Owls by ear"}, {"title": "Bees by eye"}]),
    ("CSV: a year that is a date, a DOI that is none", "a.csv", "title,abstract,year,doi\nOwls,Owls hunt.,2019-03-01,n/a\n", ["DOI", {"year": 2019, "doi": None}]),
    ("EndNote: keywords, one a line", "a.enw", "%0 Journal Article\n%T Owls\n%K owls\nnight birds\n%D 2011\n", [{"keywords": ("owls", "night birds")}]),
    ("EndNote's XML: another title of the journal", "a.xml", "<xml><records><record><ref-type name=\"Journal Article\">17</ref-type><titles><title>Owls</title><secondary-title>Owl Letters</secondary-title><alt-title>Owl Lett</alt-title></titles></record></records></xml>", [{"journal": "Owl Letters", "short_journal": "Owl Lett"}]),
    ("Web of Science: proceedings in a series and in a journal", "a.txt", "FN Clarivate\nVR 1.0\nPT S\nAU Hay, A\nTI Owls in series\nSO BIRDS\nDT Proceedings Paper\nPY 2011\nER\n\nPT J\nAU Hay, A\nTI Owls in journals\nSO BIRDS\nDT Article; Proceedings Paper\nPY 2011\nER\n\nEF\n", [{"kind": "paper-conference"}, {"kind": None}]),
    ("Crossref: a preprint's server", "a.json", '[{"type": "posted-content", "subtype": "preprint", "title": ["Owls"], "DOI": "10.1101/1", "institution": [{"name": "bioRxiv"}]}]', [{"journal": "bioRxiv", "kind": "preprint"}]),
    ("EndNote: thesis", "a.enw", "%0 Thesis\n%A Hay, Ada\n%T Owls\n%I Barn University\n%D 2011\n", [{"kind": "thesis", "publisher": "Barn University"}]),
    ("BibLaTeX: names in parts, as Better BibTeX writes them", "a.bib", "@article{k, title={Owls}, author={family=Berg, given=Jan, prefix=van der, useprefix=true and family=King, given=Martin, given-i={{M}}, suffix=Jr}, doi={10.5555/m.1}}", [{"family": ["van der Berg", "King"], "suffix": [None, "Jr"]}]),
    ("BibTeX: a thin space by its name", "a.bib", "@article{k, title={Owls}, abstract={Of 200{\\thinspace}owls, 9\\enspace hunted.}, doi={10.5555/m.2}}", [{"abstract": "Of 200 owls, 9 hunted."}]),
    ("BibTeX: Scopus's count and authors' keywords", "a.bib", "@ARTICLE{k, title={Owls}, author_keywords={owl; barn}, keywords={Animal; Aves}, note={Cited by: 5; All Open Access, Gold Open Access}, doi={10.5555/m.3}}", [{"cited_by": 5, "keywords": ("owl", "barn")}]),
    ("BibTeX: ACM's number and pages", "a.bib", "@article{k, title={Owls}, articleno={55}, numpages={20}, doi={10.5555/m.4}}", [{"article_number": "55", "pages": 20}]),
    ("CSV: ReadCube's full journal", "a.csv", 'title,authors,journal,full journal,doi\nOwls,"Hay, Ada",Owl Lett,Owl Letters,10.5555/m.5\n', [{"journal": "Owl Letters"}]),
    ("RIS: a last page that is none", "a.ris", f"TY  - JOUR\nTI  - Owls\nSP  - 1\nEP  - n/a{END}", [{"page": "1"}]),
    ("RIS: Cochrane's number at PubMed", "a.ris", f"TY  - JOUR\nTI  - Owls\nPM  - PUBMED 33123459{END}", [{"pmid": "33123459"}]),
    ("RIS: a group in braces", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - {{Owl Observers}}\nAU  - Hay, Ada{END}", [{"family": [None, "Hay"], "name": ["Owl Observers", "Ada Hay"]}]),
    ("CSV: IEEE's formulas", "a.csv", 'Document Title,Authors,Abstract,DOI\nOwls at <formula formulatype="inline"><tex Notation="TeX">$\\alpha$</tex></formula>-waves,A. Hay,Owls hunt.,10.5555/m.6\n', [{"title": "Owls at α-waves"}]),
    ("CSV: pages and an issue that Excel took for days", "a.csv", "Title,Authors,Pages,Issue,Volume,DOI\nOwls,Hay N,12-Jan,Feb-03,Jan-20,10.5555/m.7\n", ["its page (“12-Jan”)", "its issue (“Feb-03”)", "its volume (“Jan-20”)", {"page": None, "issue": None, "volume": None}]),
    ("CSV: a PMID that Excel rounded", "a.csv", "Title,Authors,PMID,DOI\nOwls,Hay N,3.3E+07,10.5555/m.8\n", ["its pmid (“3.3E+07”)", {"pmid": None}]),
    ("Europe PMC: short names and a group in one line", "a.json", '{"resultList": {"result": [{"id": "7", "source": "MED", "pmid": "7", "title": "Owls.", "authorString": "van der Berg J, Public JQ, Owl Group.", "pubYear": "2021"}]}}', [{"family": ["van der Berg", "Public", None], "name": ["J van der Berg", "JQ Public", "Owl Group"]}]),
    ("RIS: signs of the Symbol font", "a.ris", f"TY  - JOUR\nTI  - Owls\nAB  - Owls \uf0b3 5, 3 \uf0b1 2 \uf06dg, p \uf03c 0.05.{END}", ["Symbol", {"abstract": "Owls ≥ 5, 3 ± 2 μg, p < 0.05."}]),
    ("RIS: a character that only one font has", "a.ris", f"TY  - JOUR\nTI  - Owls\nAB  - Owls \uf8ff hunt.{END}", ["left as they are", {"abstract": "Owls \uf8ff hunt."}]),
    ("RIS: an abstract that is elsewhere", "a.ris", f"TY  - JOUR\nTI  - Owls\nAB  - [ABSTRACT FROM AUTHOR]{END}", [{"abstract": None}]),
    ("Zotero: as Better BibTeX writes it", "a.json", '{"config": {}, "collections": {}, "items": [{"itemType": "journalArticle", "title": "Owls by <i>ear</i>", "creators": [{"creatorType": "author", "firstName": "Jan", "lastName": "van der Berg"}, {"creatorType": "author", "name": "Owl Group"}, {"creatorType": "editor", "firstName": "Ed", "lastName": "Pen"}], "abstractNote": "Owls hunt.", "publicationTitle": "Owl Letters", "journalAbbreviation": "Owl Lett", "volume": "3", "issue": "2", "pages": "10-19", "date": "2021-03-04", "DOI": "10.5555/m.9", "ISSN": "1234-5678", "extra": "PMID: 77", "tags": [{"tag": "owl"}], "citationKey": "berg2021"}]}',
     [{"title": "Owls by ear", "family": ["van der Berg", None], "abstract": "Owls hunt.", "journal": "Owl Letters", "short_journal": "Owl Lett", "page": "10-19", "year": 2021, "published": "2021-03-04", "pmid": "77", "keywords": ("owl",), "type": "Article"}]),
    ("Zotero: as its API answers", "a.json", '[{"key": "ABC", "version": 1, "data": {"key": "ABC", "itemType": "bookSection", "title": "Owls in books", "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Hay"}, {"creatorType": "editor", "firstName": "Ed", "lastName": "Pen"}], "bookTitle": "Birds", "publisher": "Barn", "place": "Bern", "date": "May 2011"}}]', [{"kind": "chapter", "journal": "Birds", "year": 2011, "publisher": "Barn", "family": ["Hay"]}]),
    ("DataCite: as its API answers", "a.json", '{"data": [{"id": "10.5555/m.10", "type": "dois", "attributes": {"doi": "10.5555/m.10", "creators": [{"name": "van der Berg, Jan", "nameType": "Personal", "givenName": "Jan", "familyName": "van der Berg"}, {"name": "Owl Group", "nameType": "Organizational"}], "titles": [{"title": "Owls in data"}, {"title": "Eulen", "titleType": "TranslatedTitle"}], "publisher": "Zenodo", "publicationYear": 2021, "subjects": [{"subject": "owl"}], "dates": [{"date": "2021-03-04", "dateType": "Issued"}], "types": {"resourceTypeGeneral": "Preprint"}, "descriptions": [{"description": "Notes.", "descriptionType": "Other"}, {"description": "<p>Owls &amp; data.</p>", "descriptionType": "Abstract"}]}}]}',
     [{"doi": "10.5555/m.10", "title": "Owls in data", "family": ["van der Berg", None], "abstract": "Owls & data.", "kind": "preprint", "year": 2021, "published": "2021-03-04", "keywords": ("owl",), "publisher": "Zenodo"}]),
    ("DOAJ: as its API answers", "a.json", '{"total": 1, "results": [{"id": "abc", "bibjson": {"identifier": [{"type": "doi", "id": "10.5555/m.11"}, {"type": "eissn", "id": "1234-5678"}], "journal": {"volume": "3", "number": "2", "title": "Owl Letters", "publisher": "Barn"}, "year": "2021", "month": "3", "start_page": "10", "end_page": "19", "title": "Owls in the open", "author": [{"name": "Jan van der Berg"}], "keywords": ["owl"], "abstract": "Owls hunt.", "link": [{"type": "fulltext", "url": "https://a.b/1"}]}}]}',
     [{"doi": "10.5555/m.11", "title": "Owls in the open", "family": ["van der Berg"], "abstract": "Owls hunt.", "journal": "Owl Letters", "volume": "3", "issue": "2", "page": "10-19", "year": 2021, "keywords": ("owl",), "issn": "1234-5678"}]),
    ("CSV: initials with accents", "a.csv", 'Title,Authors,DOI\nOwls,"Ünal Ş, Özgür Ö, Šimić ŽA.",10.5555/m.12\n', [{"family": ["Ünal", "Özgür", "Šimić"], "name": ["Ş Ünal", "Ö Özgür", "ŽA Šimić"]}]),
    ("NBIB: initials with accents", "a.nbib", "PMID- 1\nTI  - Owls.\nAU  - Ünal Ş\nAU  - Hay N\n", [{"family": ["Ünal", "Hay"]}]),
    ("BibLaTeX: fields and sets of others are no papers", "a.bib", "@xdata{x, publisher={Barn}}\n@article{k, title={Owls}, doi={10.5555/m.13}}\n@set{s, entryset={k}}\n", [{"title": "Owls"}]),
    ("Ovid: all names on one line", "a.txt", "<1>\nUnique Identifier\n  77\nTitle\n  Owls.\nAuthors\n  van der Berg J. Public JQ.\nAuthors Full Name\n  van der Berg, Jan. Public, John Q.\n", [{"family": ["van der Berg", "Public"], "name": ["Jan van der Berg", "John Q Public"]}]),
    ("CSV: a cell that quotes a RIS record", "a.csv", 'Title,Abstract,Year,DOI\nOwls,"We print\nTY  - JOUR\nTI  - Inner\nER  - \nas it is.",2020,10.5555/m.14\n', [{"title": "Owls", "doi": "10.5555/m.14", "abstract": "We print\nTY - JOUR\nTI - Inner\nER -\nas it is."}]),
    ("CSV: a cell that quotes BibTeX", "a.csv", 'Title,Abstract,Year,DOI\nOwls,"Cite as\n@article{hay, title={Inner}}\nplease",2020,10.5555/m.15\n', [{"title": "Owls", "doi": "10.5555/m.15"}]),
    ("RIS: a semicolon within one of many keywords", "a.ris", f"TY  - JOUR\nTI  - Owls\nKW  - owl\nKW  - night; dusk\nKW  - barn{END}", [{"keywords": ("owl", "night; dusk", "barn")}]),
    ("RIS: all keywords in one line", "a.ris", f"TY  - JOUR\nTI  - Owls\nKW  - owl; night; barn{END}", [{"keywords": ("owl", "night", "barn")}]),
    ("BibTeX: keywords between semicolons, with commas", "a.bib", "@article{k, title={Owls}, keywords={owl; Night, Dark; barn}, doi={10.5555/m.16}}", [{"keywords": ("owl", "Night, Dark", "barn")}]),
    ("RIS: all authors in one line", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - Hay, Ada; Pen, Otto; Mu&ntilde;oz, Eva{END}", [{"family": ["Hay", "Pen", "Muñoz"]}]),
    ("RIS: nobody, and a degree", "a.ris", f"TY  - JOUR\nTI  - Owls\nAU  - Anonymous\nAU  - Hay, Ada, MD, PhD\nAU  - Pen, MD{END}", [{"name": ["Ada Hay", "MD Pen"]}]),
    ("CSV: inverted short names and others", "a.csv", 'Title,Authors,DOI\nOwls,"Hay, N.P., Pen, O.T., et al.",10.5555/m.17\n', [{"family": ["Hay", "Pen"], "name": ["N.P. Hay", "O.T. Pen"]}]),
    ("CSV: counts with marks, and those that are none", "a.csv", 'Title,Cited by,DOI\nOwls,"1,234",10.5555/m.18\nBees,-1,10.5555/m.19\nAnts,12 times,10.5555/m.20\n', ["its cited by (“-1”)", "so it was in 2 records", {"cited_by": 1234}, {"cited_by": None}, {"cited_by": None}]),
    ("RIS: what a link hands on is no part of its DOI", "a.ris", f"TY  - JOUR\nTI  - Owls\nUR  - https://doi.org/10.5555/m.21?nosfx=y#top{END}", [{"doi": "10.5555/m.21"}]),
    ("RIS: labels stuck to the sentence before", "a.ris", f"TY  - JOUR\nTI  - Owls\nAB  - Background: Owls hunt.Methods: We saw 9 (90%).RESULTS: Nine.Conclusions: Owls hunt.{END}", ["labels", {"abstract": "Background: Owls hunt.\nMethods: We saw 9 (90%).\nRESULTS: Nine.\nConclusions: Owls hunt."}]),
    ("RIS: a year in full width", "a.ris", f"TY  - JOUR\nTI  - Owls\nPY  - ２０１９{END}", [{"year": 2019}]),
    ("CSV: Embase's source is a journal and a place in it", "a.csv", '"Title","Author names","Source","Publication year","DOI"\n"Owls","Hay N.P.,Pen O.","J. Owl Sci. (2020) 3:2 SUPPL. 1 (10-19). Date of Publication: 1 Mar 2020","2020","10.5555/m.22"\n"Bees","Hay N.P.","Owl Lett. (2021) 12 (S5)","2021","10.5555/m.23"\n',
     [{"journal": "J. Owl Sci.", "volume": "3", "issue": "2 SUPPL. 1", "page": "10-19", "year": 2020}, {"journal": "Owl Lett.", "volume": "12", "issue": None, "article_number": "S5"}]),
    ("JSON: an array of a table's rows", "a.json", '[{"title": "Owls", "authors": ["Ada Hay"], "journal": "Owl Lett", "year": 2020, "doi": "10.5555/m.24", "abstract": "Owls hunt."}]', [{"doi": "10.5555/m.24", "family": ["Hay"], "journal": "Owl Lett", "year": 2020}]),
    ("JSON: a year that a table made a decimal, and a count that is none", "a.jsonl", '{"title": "Owls", "year": 2020.0, "cited_by": -5, "doi": "10.5555/m.25"}\n', ["its cited by (“-5”)", {"year": 2020, "cited_by": None}]),
    ("Zotero: a DOI among what is extra", "a.json", '[{"itemType": "bookSection", "title": "Owls", "extra": "Citation Key: hay\\nDOI: 10.5555/m.26\\nPMID: 78"}, {"itemType": "webpage", "title": "Bees", "url": "https://doi.org/10.5555/m.27"}]', [{"doi": "10.5555/m.26", "pmid": "78"}, {"doi": "10.5555/m.27"}]),
    ("CSV: Zotero's DOI among what is extra", "a.csv", 'Item Type,Title,DOI,Extra\nbookSection,Owls,,"PMID: 78\nDOI: 10.5555/m.28"\n', [{"doi": "10.5555/m.28", "pmid": "78"}]),
    ("RefWorks: a line that begins like a record", "a.txt", "RT Journal Article\nT1 Owls\nAB We used PCR.\nRT was given to nine.\nYR 2020\n", [{"abstract": "We used PCR.\nRT was given to nine.", "year": 2020}]),
    ("RefWorks: lines of an abstract that begin like tags the record has", "a.txt", "RT Journal Article\nT1 Owls\nVO 3\nAB Owls hear.\nT1 weighted images showed nine.\nVO 2 max rose.\nYR 2020\n", [{"title": "Owls", "volume": "3", "year": 2020, "abstract": "Owls hear.\nT1 weighted images showed nine.\nVO 2 max rose."}]),
    ("RefWorks: capitals that are tags begin lines of an abstract", "a.txt", "RT Journal Article\nT1 Owls\nAB Owls hear.\nDO not wake them.\nAN owl is loud.\nDO 10.5555/owl.1\nAN 77\nYR 2020\n", [{"abstract": "Owls hear.\nDO not wake them.\nAN owl is loud.", "doi": "10.5555/owl.1", "source_id": "77", "year": 2020}]),
    ("Ovid: short names on one line", "a.txt", "<1>\nUnique Identifier\n  77\nTitle\n  Owls.\nAuthors\n  van der Berg J. Public JQ.\n", [{"family": ["van der Berg", "Public"]}]),
]  # fmt: skip


def shown(paper: Paper, field: str) -> object:
    if field in ("family", "suffix", "name"):
        return [getattr(author, field) for author in paper.authors]
    if field == "status":
        return paper.status.kind if paper.status else None
    value = getattr(paper, field)
    return value.isoformat() if field == "published" and value else value


@pytest.mark.parametrize(("name", "text", "right"), [one[1:] for one in KINDS], ids=[one[0] for one in KINDS])
def test_a_kind_of_trouble_costs_no_record(tmp_path: Path, name: str, text: str, right: list[Any]) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    parsed = read_papers(file)
    notes = [one for one in right if isinstance(one, str)]
    papers = [one for one in right if isinstance(one, dict)]
    found = [
        {field: shown(paper, field) for field in wanted}
        for paper, wanted in zip(parsed.papers, papers, strict=True)
    ]
    assert found == papers
    assert parsed.report.rejected == ()
    assert all(note in " ".join(parsed.report.notes) for note in notes)


@pytest.mark.parametrize("kind", ["attachment", "note", "annotation"])
def test_what_zotero_keeps_beside_papers_is_refused_as_such(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "z.json"
    owls = {
        "itemType": "journalArticle",
        "title": "Owls by ear",
        "DOI": "10.5555/z.1",
        "abstractNote": "They hear.",
    }
    file.write_text(
        json.dumps([owls, {"itemType": kind, "title": "Full text", "url": "https://example.org/z.pdf"}])
    )
    parsed = read_papers(file)
    assert [paper.key for paper in parsed.papers] == ["10.5555/z.1"]
    assert [one.reason for one in parsed.report.rejected] == [f"it is Zotero's {kind}, and no paper"]


@pytest.mark.parametrize("framed", [True, False])
def test_what_scielo_numbers_is_refused_as_that(tmp_path: Path, framed: bool) -> None:
    article = {"v12": [{"l": "en", "_": "Owls by ear"}], "v237": [{"_": "10.5555/z.1"}], "doi": "10.5555/z.1"}
    record = {"code": "S1", "article": article, "title": {"v100": [{"_": "Owls"}]}} if framed else article
    file = tmp_path / "owls.json"
    file.write_text(json.dumps([record]))
    (refused,) = read_papers(file).report.rejected
    assert (
        refused.reason
        == "it is SciELO's record with numbers for its fields; export the paper there as RIS or BibTeX"
    )

"""What tables call the fields of a paper: names of columns in a normal form (small letters and figures alone), in many languages."""

from __future__ import annotations

import re
import unicodedata

from corpus.patterns import late

# In the order of preference where a table has several columns for one field.
NAMES = {
    "title": "title titles dctitle articletitle titel titre título titolo タイトル 標題 題名 论文题名 题名 标题 篇名 documenttitle papertitle chaptertitle titleofarticle titleofpaper titleofthearticle titleofthepaper articlename studytitle referencetitle brieftitle primarytitle titleprimary itemtitle ti displayname 文献标题 文獻標題 書名 論文タイトル 論題 название названиедокумента titeldesartikels titredelarticle títulodelartículo titolodellarticolo títulodoartigo publictitle 논문명 논문제목 제목 서명 논제 記事タイトル 論文名 文献題名 文献名 论文标题 论文名称 başlık tytuł titulo tituloprincipal název názevčlánku názov naslov cím otsikko nimeke titlu titlularticolului tittel judul judulartikel tiêuđề tênbàibáo назва назвастатті названиестатьи заглавие العنوان عنوان عنوانالبحث عنوانمقاله τίτλος כותרת 和文標題 和文タイトル 中文标题 中文题名",
    "abstract": "abstract abstracts briefsummary abstractsummary summaryabstract dcdescriptionabstract abstractnote abstracttext ab text zusammenfassung kurzfassung résumé resumen riassunto resumo abstrakt 抄録 要旨 要約 摘要 краткоеописание аннотация 초록 요약 国文抄録 和文抄録 内容摘要 中文摘要 özet streszczenie résumés souhrn sammanfattning sammendrag samenvatting tiivistelmä absztrakt összefoglalás sažetak rezumat abstrak tómtắt анотація резюме реферат الملخص ملخص المستخلص چکیده περίληψη תקציר",
    "authors": "authorfullnames authorsfullnames af fa authors author au creators authornames authorsprimary authorshipsauthordisplayname authorshipsrawauthorname authorships autoren autor auteurs auteur autores autori autore 著者 著者名 作者 авторы authorsfullname authorfullname authorname nameofauthors authorlist contributors dccontributorauthor dccreator authorstring authfullname 저자 저자명 저자들 著者氏名 著者リスト 作者姓名 yazar yazarlar autorzy autorinnen autorenundautorinnen verfasser creator autoři szerzők szerző tekijät tekijä kirjoittajat forfatter forfattere författare penulis pengarang tácgiả автори المؤلفون المؤلف المؤلفين نویسندگان نویسنده συγγραφείς συγγραφέας מחברים",
    "external_id": "externalid ui",
    "database": "db",
    "groups": "ca groupauthors groupauthor collectivename corporateauthors",
    "extra": "extra",
    "resolved": "openurllink openurl",
    "doi": "doi dois dcidentifierdoi di articledoi itemdoi doilink digitalobjectidentifier do doinumber doiurl doiid externalidsdoi digitalobjectidentifierdoi",
    "pmid": "pmid pmids pubmedid pm medlinepmid idspmid externalidspubmed pubmednummer iddepubmed idpubmed идентификаторpubmed",
    "source_id": "eid centralid utuniquewosid utuniqueid ut accessionnumber embaseaccessionid lensid sourceid an nctnumber nctid trialid",
    "url": "url studyurl dcidentifieruri link articleurl sourceurl urls externalurl plink fulltextlink permalink ur documenturl リンク 链接 連結 ссылка linktopaper linktoarticle paperlink paperurl articlelink webaddress entryid fulltexturl urldeltextocompleto urldotextocompleto lien enlace 링크",
    "year": "year jahr année año anno ano 年 出版年 発行年 年份 publicationyear yearpubli py yr pubyear yearpublished publishedyear yearofpublication yearpublication publyear publicationyr yearpub dateyear firstpublishyear pubyr год produceddatey publicationdatey erscheinungsjahr publikationsjahr annéedepublication añodepublicación anodepublicação annodipubblicazione publicationdateyear 발행년 발행년도 발행연도 출판년도 출판연도 연도 年度 発表年 rok yıl yayınyılı év godina vuosi julkaisuvuosi år udgivelsesår utgivelsesår utgivningsår jaar publicatiejaar tahun tahunterbit năm nămxuấtbản рік рікпублікації годпубликации السنة سنةالنشر سال سالانتشار έτος שנה",
    "month": "month publishedmonth publicationmonth",
    "published": "published coverdate publicationdate datepublished publisheddate publishedat dateofpublication publishdate date issued pubdate firstpublicationdate dp dateissued dcdateissued publishtime firstposted dateregistration3 dateregistration issuedate onlinedate 발행일 발행일자 出版日期 发表时间 發表時間 発行日 発行年月日 erscheinungsdatum datum datedepublication fechadepublicación datadepublicação 発行年月 出版年月 出版时间 发布时间 발행년월 발행연월",
    "journal": "fulljournalname journalfull fulljournal journal zeitschrift zeitschriftzeitung revue revista rivista periódico 雑誌 雑誌名 誌名 刊名 期刊 文献来源 publicationtitle sourcetitle journalbook journaltitle containertitle publicationname journalname nj titleofjournal nameofjournal nameofthejournal journalsource journalconference periodicalfull periodical publication 出典タイトル 掲載誌名 収載誌名 来源出版物名称 來源出版物名稱 названиеисточника 학술지명 학술지 저널명 저널 수록지 수록지명 간행물명 자료명 資料名 刊行物名 掲載誌 来源 来源期刊 dergi czasopismo zeitschriftentitel ispartof 出版物名 títulodelafuente títulodafonte quellentitel titredelasource 출처제목"
    " primarylocationsourcedisplayname dcrelationispartof dcsource jn so jo jf pubtitle venue secondarytitle sourcedisplayname booktitle proceedingstitle anthologytitle časopis folyóirat lehti tidsskrift tidskrift tijdschrift jurnal namajurnal tạpchí журнал المجلة اسمالمجلة مجله نشریه περιοδικό כתבעת ジャーナル名 간행물 t2",
    "issn": "issn dcidentifierissn eissn sn ei issns issnisbn isbnissn primarylocationsourceissnl journalissn",
    "volume": "volume vl oairecitationvolume journalvolume bibliovolume band volumen 巻 卷 том jahrgang vol volumenumber 권 tom cilt ročník kötet évfolyam svezak volum volumul vuosikerta bind årgang volym årgång jaargang tập المجلد دوره τόμος númerodelvolumen númerodovolume",
    "issue": "issue is oairecitationissue journalissue issueidentifier number issuenumber biblioissue heft numéro número numero 号 期 выпуск nummer heftnr núm 호 heftnummer ausgabe zeszyt sayı číslo broj szám număr numărul nomor номер випуск số العدد شماره τεύχος fascicolo numer númerodeedición númerodaedição edição",
    "article_number": "articlenumber artno elocationid ar 論文番号 论文编号 論文編號 статья artnº artnr ndart",
    "page_range": "pages page pagerange pagination seiten páginas pagine ページ 页码 pageinfo seitenvonbis journalpages pp pagenumbers págs 페이지 쪽 수록면 掲載ページ strony sayfa seite strany stránky stranice oldalak oldal oldalszám pagini sivut sider sidor paginas bladzijden halaman trang сторінки страницы الصفحات صفحات σελίδες 頁",
    "first_page": "oairecitationstartpage pagestart startpage firstpage bp beginningpage bibliofirstpage 開始ページ 起始页码 起始頁碼 страницаначала 시작페이지 시작쪽 startingpage páginainicial páginadeinicio seiteanfang anfangsseite startseite ersteseite pagededébut premièrepage",
    "last_page": "oairecitationendpage pageend endpage lastpage ep endingpage bibliolastpage otherpages 終了ページ 结束页码 結束頁碼 страницаокончания 끝페이지 종료페이지 마지막페이지 páginafinal páginadefinalización seiteende endseite letzteseite pagedefin dernièrepage",
    "pages": "numpages numberofpages noofpages pagecount pg",
    "type": "documenttype itemtype articletype publicationtype referencetype reftype typeofreference entrytype doctype dt type pubtype contenttype doctypes subtypedescription dctype 文献タイプ 文献类型 文獻類型 типдокумента dokumententyp documentidentifier 자료유형 文献種別 tipodedocumento tipodepublicación typededocument publikationstyp",
    "supplement": "supplement su",
    "citation": "dcidentifiercitation 巻号頁 巻号ページ 권호 권호명 권호사항 出处",
    "subtitle": "subtitle untertitel soustitre sottotitolo subtítulo",
    "day": "day",
    "signed": "authoryear authorsyear authoryearofpublication authordate yearauthor",
    "heading": "heading",
    "labels": "labels",
    "size": "size",
    "cited_by": "citedby cites timescitedwoscore timescitedalldatabases timescited citations citationcount tc z9 citingworkscount citedbycount articlecitationcount totalcitations 施引文献 施引文獻 被引用数 цитирования 被引用回数 citadopor citadapor zitiertvon citépar 인용횟수 피인용횟수",
    "views": "views viewedby",
    "keywords": "keywords dcsubject authorkeywords authkeywords keywordsauthor keyword de manualtags automatictags tags schlagwörter motsclés palabrasclave palavraschave parolechiave キーワード 关键词 著者キーワード 作者关键字 作者關鍵字 ключевыесловаавтора keywordsdisplayname 키워드 주제어 저자키워드 schlagworte stichwörter słowakluczowe anahtarkelimeler kw klíčováslova kľúčovéslová kulcsszavak ključneriječi ključnereči cuvintecheie avainsanat asiasanat nøgleord nøkkelord emneord nyckelord ämnesord trefwoorden sleutelwoorden katakunci từkhóa ключовіслова ключевыеслова الكلماتالمفتاحية کلیدواژهها واژگانکلیدی λέξειςκλειδιά descriptors descriptores descritores autorenschlüsselwörter palabrasclavedeautor palavraschavedoautor motsclésdauteur",
    "licence": "licence license openaccesslicense",
    "publisher": "publisher dcpublisher pu bookpublisher 발행기관 출판사 出版社 出版者 発行元 verlag editora maisondédition",
    "publisher_place": "place placepublished placeofpublication publisherplace publishercity verlagsort erscheinungsort lugardepublicación 出版地",
    "editors": "editors editor bookeditors authorssecondary herausgeber herausgeberinnen hrsg secondaryauthor secondaryauthors 編集者 编者",
    "short_journal": "abbreviatedsourcetitle journalisoabbreviation journalabbreviation journalabbreviatedtitle periodicalabbrev ji j9 alternatetitle1",
    "source": "source quelle quellenangabe fuente fonte",
    "rights": "copyright rights",
    "retracted": "isretracted retracted",
}
_SHORT = 3  # letters of which other names are made without their accents: "år" is no "ar"


def without_accents(name: str) -> str:
    """A name in Latin letters as people write it who leave out its accents; any other, and a short one, as it is."""
    letters = unicodedata.normalize("NFD", name) if max(name) < "\u0250" and len(name) > _SHORT else name
    return "".join(c for c in letters if not unicodedata.combining(c))


def _each() -> dict[str, tuple[str, int]]:
    """Of each name its field and its rank; without its accents, where it is no other's."""
    told = {
        name: (field, at)
        for field, names in NAMES.items()
        for at, name in enumerate(map(str.casefold, names.split()))  # of which a final sigma is none
    }
    return {without_accents(name): one for name, one in told.items()} | told


_EACH = _each()
FIELDS = {name: field for name, (field, _) in _EACH.items()}
RANK = {name: rank for name, (_, rank) in _EACH.items()}
_PLAINLY = frozenset(
    "title authors abstract doi pmid journal keywords".split()
)  # which name nothing else, with a remark or not
NUMBERED = late(r"\A\s{0,3}\d{1,2}[.)]\s{1,3}")
_REMARK = late(r"\([^()]{1,60}\)|\[[^\[\]]{1,60}\]")
_BOTH = late(r"[-/|_(（]")
_OF_TWO = re.compile(r"(?:(?<=\w)(?:\.[xy]|_[si])|(?<=\w)\[[A-Za-z_*-]{0,8}\])\s*\Z")


def bare(name: str) -> str:
    """A column's name in a normal form: "Art. No." → "artno". What programs add goes: "title.y" (R, of two tables joined), "title_s" (HAL) and "title[en]" (DSpace) → "title"."""
    return "".join(c for c in _OF_TWO.sub("", name.casefold()) if c.isalnum())


def named(name: str) -> str:
    """A column's name as it is known here, also behind a number or with a remark: "1. Title", "DOI (if any)"; a "Volume (ml)" is another thing."""
    known, short = bare(NUMBERED.sub("", name)), bare(_REMARK.sub("", NUMBERED.sub("", name)))
    if known not in FIELDS and FIELDS.get(short) in _PLAINLY:
        return short
    return known if known in FIELDS or not known else _twice(name) or without_accents(known)


def _twice(name: str) -> str | None:
    """The name of a column that stands in two languages, "Title-题名": the one in other letters than Latin's, if that is known, or the same twice."""
    parts = [bare(part) for part in _BOTH.split(name)]
    if len(parts) != 2 or (parts[0] != parts[1] and parts[0].isascii() == parts[1].isascii()):
        return None
    return next((part for part in sorted(parts, key=str.isascii) if part in FIELDS), None)

"""Tables whose header people wrote in their language, saved by a spreadsheet in the encoding of their country; and columns of searches there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.authors import people
from corpus.files import read_papers
from corpus.formats.tables.table import fields_in
from corpus.models import Paper
from tests.corpus.formats.reading import told

ROW = "Hay, Ada; Pen, Otto;Goat bells in the hills;2020;Goat Letters;3;2;101-109;10.5555/goat.1;Forty goats wore bells."
RIGHT: dict[str, Any] = {
    "title": "Goat bells in the hills", "year": 2020, "journal": "Goat Letters", "volume": "3", "issue": "2", "page": "101-109", "abstract": "Forty goats wore bells.",
}  # fmt: skip
HEADERS = {
    "Czech": ("cp1250", "Autoři;Název;Rok;Časopis;Ročník;Číslo;Strany;DOI;Abstrakt"),
    "Polish": ("cp1250", "Autorzy;Tytuł;Rok;Czasopismo;Tom;Numer;Strony;DOI;Streszczenie"),
    "Hungarian": ("cp1250", "Szerzők;Cím;Év;Folyóirat;Kötet;Szám;Oldalak;DOI;Absztrakt"),
    "Turkish": ("cp1254", "Yazarlar;Başlık;Yıl;Dergi;Cilt;Sayı;Sayfa;DOI;Özet"),
    "Russian": ("cp1251", "Авторы;Название;Год;Журнал;Том;Номер;Страницы;DOI;Аннотация"),
    "Ukrainian": ("cp1251", "Автори;Назва;Рік;Журнал;Том;Номер;Сторінки;DOI;Анотація"),
    "Greek": ("cp1253", "Συγγραφείς;Τίτλος;Έτος;Περιοδικό;Τόμος;Τεύχος;Σελίδες;DOI;Περίληψη"),
    "Swedish": ("cp1252", "Författare;Titel;År;Tidskrift;Volym;Nummer;Sidor;DOI;Sammanfattning"),
    "Danish": ("cp1252", "Forfattere;Titel;År;Tidsskrift;Bind;Nummer;Sider;DOI;Resumé"),
    "Dutch": ("utf-8", "Auteurs;Titel;Jaar;Tijdschrift;Jaargang;Nummer;Pagina's;DOI;Samenvatting"),
    "Finnish": ("utf-8", "Tekijät;Otsikko;Vuosi;Lehti;Vuosikerta;Numero;Sivut;DOI;Tiivistelmä"),
    "Croatian": ("utf-8", "Autori;Naslov;Godina;Časopis;Volumen;Broj;Stranice;DOI;Sažetak"),
    "Indonesian": ("utf-8", "Penulis;Judul;Tahun;Jurnal;Volume;Nomor;Halaman;DOI;Abstrak"),
    "Vietnamese": ("utf-8", "Tác giả;Tiêu đề;Năm;Tạp chí;Tập;Số;Trang;DOI;Tóm tắt"),
    "Arabic": ("cp1256", "المؤلفون;العنوان;السنة;المجلة;المجلد;العدد;الصفحات;DOI;الملخص"),
    "Persian": ("utf-8", "نویسندگان;عنوان;سال;مجله;دوره;شماره;صفحات;DOI;چکیده"),
    "Spanish without accents": ("utf-8", "Autores;Titulo;Ano;Periodico;Volumen;Numero;Paginas;DOI;Resumen"),
    "Japanese": ("cp932", "著者;タイトル;発行年;ジャーナル名;巻;号;頁;DOI;抄録"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_a_header_in_a_language_and_its_encoding(language: str, tmp_path: Path) -> None:
    encoding, header = HEADERS[language]
    paper = _read(tmp_path, f"{header}\n{ROW}\n", encoding)
    assert told(paper, RIGHT) == RIGHT
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]
    assert str(paper.doi) == "10.5555/goat.1"


def test_a_cell_of_a_small_table_is_read_as_its_header_is(tmp_path: Path) -> None:
    paper = _read(tmp_path, "Autorzy;Tytuł;Rok\nŁąka, Żaneta;Goat bells;2020\n", "cp1250")
    assert paper.authors[0].name == "Żaneta Łąka"


SEARCHES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "RISS": (
        "번호,제목,저자,발행기관,학술지명,권호사항,발행연도,수록면,초록",
        "1,염소,김철수 ; 박영희,한국염소학회,염소학회지,Vol.3 No.2,2020,101-109(9쪽),염소 마흔 마리",
        {"journal": "염소학회지", "volume": "3", "issue": "2", "page": "101-109", "year": 2020},
    ),
    "DBpia": (
        "번호,논문명,저자,발행기관,간행물명,권호,발행년월,페이지",
        '1,염소,"김철수, 박영희",한국염소학회,염소학회지,제3권 제2호,2020.05,101-109',
        {"journal": "염소학회지", "volume": "3", "issue": "2", "page": "101-109", "year": 2020},
    ),
    "JDream": (
        "整理番号,和文標題,著者名,資料名,巻号ページ,発行年",
        "1,ヤギの鈴,干草野良; 囲乙,ヤギ学会誌,Vol.3 No.2 Page.101-109,2020",
        {"title": "ヤギの鈴", "volume": "3", "issue": "2", "page": "101-109"},
    ),
    "BVS": (
        "ID,Título,Autores,Fonte,Revista,Ano de publicação,Descritor(es),URL do texto completo,Número do volume,Número da edição",
        'lil-1,Goat bells,"Hay, Ada; Pen, Otto",x,Goat Letters,2020,Goats; Bells,https://example.org/1,3,2',
        {"volume": "3", "issue": "2", "keywords": ("Goats", "Bells"), "url": "https://example.org/1"},
    ),
    "DiVA": (
        "PID,Name,Title,PublicationType,Journal,Year",
        'diva2:1,"Hay, Ada [0000-0001-2345-6789] [abc] (Barn, Chur);Pen, Otto (Inn)",Goat bells,article,Goat Letters,2020',
        {"title": "Goat bells", "journal": "Goat Letters"},
    ),
}


@pytest.mark.parametrize("search", SEARCHES)
def test_columns_of_a_search(search: str, tmp_path: Path) -> None:
    header, row, right = SEARCHES[search]
    paper = _read(tmp_path, f"{header}\n{row}\n", "utf-8")
    assert told(paper, right) == right
    assert len(paper.authors) == 2
    assert all(mark not in one.name for one in paper.authors for mark in "[(")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("김철수, 박영희", ["김철수", "박영희"]),
        ("김철, 박영희", ["김철", "박영희"]),
        ("남궁, 철수", ["남궁 철수"]),
        ("김, 철수", ["김 철수"]),
        ("山田太郎, 鈴木花子", ["山田太郎", "鈴木花子"]),
        ("山田, 太郎", ["山田 太郎"]),
    ],
)
def test_two_names_in_the_letters_of_east_asia(cell: str, names: list[str]) -> None:
    assert [one.name for one in people(cell)] == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Hay, Ada [0000-0001-2345-6789] [abc] (Barn, Chur);Pen, Otto (Inn)", ["Ada Hay", "Otto Pen"]),
        ("Hay, Ada (57194567300); Pen, Otto (57194567301)", ["Ada Hay", "Otto Pen"]),
        ("Hay, Ada (Barn)", ["Ada Hay"]),
        ("Hay A, Pen O (Eds)", ["A Hay", "O Pen"]),
        ("Hay A, Pen O, Ox B (Eds)", ["Hay A", "Pen O", "Ox B (Eds)"]),
        ("Hay A (Barn), Pen O (Inn), Ox B (Sty)", ["Hay A (Barn)", "Pen O (Inn)", "Ox B (Sty)"]),
    ],
)
def test_what_stands_in_brackets_behind_a_name_costs_no_other(cell: str, names: list[str]) -> None:
    assert [one.name for one in people(cell)] == names


def test_a_first_column_of_numbers_is_no_issue_where_there_are_no_volumes() -> None:
    assert "issue" not in fields_in(["Номер", "Название", "Авторы"])
    assert fields_in(["Номер", "Название", "Том"])["issue"] == [0]


@pytest.mark.parametrize(
    ("row", "journal", "year"),
    [
        ("Bells;Goat Letters (2012);2023", "Goat Letters (2012)", 2023),
        ("Bells;Goat Letters (2012);2012", "Goat Letters", 2012),
        ("Bells;Goat Letters (2012) 3:2 (10-19);2023", "Goat Letters", 2023),
    ],
)
def test_a_year_behind_a_journal_is_its_names_where_the_paper_is_of_another(
    row: str, journal: str, year: int, tmp_path: Path
) -> None:
    paper = _read(tmp_path, f"Title;Journal;Year\n{row}\n", "utf-8")
    assert (paper.journal, paper.year) == (journal, year)


def _read(folder: Path, text: str, encoding: str) -> Paper:
    (folder / "table.csv").write_bytes(text.encode(encoding))
    (paper,) = read_papers(folder / "table.csv").papers
    return paper


# volume to the PMID, as a database of searches calls them where its pages are in that language
OF_SEARCHES = {
    "Japanese": "著者,タイトル,出版年,出版物名,巻,号,開始ページ,終了ページ,被引用数,DOI,抄録,著者キーワード,PubMed ID",
    "Russian": "Авторы,Название,Год,Название источника,Том,Выпуск,Страница начала,Страница окончания,Цитирования,DOI,Краткое описание,Ключевые слова автора,Идентификатор PubMed",
    "Spanish": "Autores,Título,Año,Título de la fuente,Volumen,Número,Página inicial,Página final,Citado por,DOI,Resumen,Palabras clave de autor,ID de PubMed",
    "Portuguese": "Autores,Título,Ano,Título da fonte,Volume,Edição,Página inicial,Página final,Citado por,DOI,Resumo,Palavras-chave do autor,ID PubMed",
    "German": "Autoren,Titel,Jahr,Quellentitel,Band,Heft,Seite Anfang,Seite Ende,Zitiert von,DOI,Zusammenfassung,Autoren-Schlüsselwörter,PubMed-ID",
    "French": "Auteurs,Titre,Année,Titre de la source,Volume,Numéro,Page de début,Page de fin,Cité par,DOI,Résumé,Mots-clés d'auteur,ID PubMed",
    "Korean": "저자,제목,연도,출처 제목,권,호,시작 페이지,끝 페이지,인용 횟수,DOI,초록,저자 키워드,PubMed ID",
}


@pytest.mark.parametrize("language", OF_SEARCHES)
def test_a_table_of_a_search_whose_columns_are_in_a_language(language: str, tmp_path: Path) -> None:
    row = '"Hay, Ada; Pen, Otto",Goat bells in the hills,2020,Goat Letters,3,2,101,109,7,10.5555/goat.1,Forty goats wore bells.,bell; goat,99000001'
    paper = _read(tmp_path, f"{OF_SEARCHES[language]}\n{row}\n", "utf-8")
    right = RIGHT | {"pmid": "99000001", "cited_by": 7, "keywords": ("bell", "goat")}
    assert told(paper, right) == right

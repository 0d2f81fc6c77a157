"""Each kind of sign of a patient's data has its own example here, and what is nearest to it and no sign. All are invented."""

from __future__ import annotations

import pytest

from bot.patients import patient_data, without_patient_data

RECORDS = (
    "URN 44829", "aadhaar 4829 1123 5567", "fødselsnummer 12036112345",  # the label is enough
    "chart #4482", "id: 4482", "chart 44829", "pt 44829",  # a label that may mean other things
    "file no. 4482", "case number 44821", "folder #4482",
    "n° de dossier 4482", "numero de cartella 44821",
    "Fallnummer 4482", "Versichertennr. 44829", "Patienten-ID 4482",
    "カルテ番号 4482", "病历号 4482", "身份证 4482", "患者 44829", "환자번호 4482",
    "KG No. 448291",
    "subject 012-0345", "participant 12-34567",
    "078-05-1120", "QQ 12 34 56 C", "1EG4-TE5-MK73", "RSSMRA80A01H501U", "756.1234.5678.97", "801212-1234567", "123.456.789-09",
    "11010519900307123X", "1 80 12 75 115 005 42", "A123456(3)",
)  # fmt: skip
BIRTHS = ("生年月日 1961年3月12日", "nato il 12/03/1961", "DOB 19610312", "b. 12/03/1961", "*12.03.1961", "12/03/1961生まれ", "12 March 1961 (born)")  # fmt: skip
PHONES = ("tel: 4155550132", "携帯 09012345678", "+49 171 1234567", "(415) 555-0132", "415-555-0132", "0171/1234567", "03-1234-5678")  # fmt: skip
ADDRESSES = (
    "12 Elm St", "12b Elm Tree Rd", "12 long meadow lane", "12 rue Victor", "calle Mayor 12", "via Garibaldi, 12", "Lindenstraße 12",
    "postcode SW1A 1AA", "zip 90210", "P.O. Box 1234", "住所は東京", "東京都千代田区丸1-1",
)  # fmt: skip
NAMES = (
    "Mrs Smythe", "Mr. J. Smythe", "Mr K", "frau smythe, 64 jahre", "patient Peter Smythe", "M. Smythe, 64 ans",
    "Patient: Smythe, Zoltan", "pt called Smythe Zoltan", "PATIENT: Smythe, Zoltan", "nombre: Smythe, Zoltan", "named Smythe, Peter (64)",
    "Peter Smythe, 64 yo", "Smythe, Peter, 64 yo", "Zoltan Smythe 64M", "she is Zelda Smythe", "initials: Z.S.",
    "氏名：田中", "이름 김철수", "田中さん", "T.K.さん", "田中様", "田中一郎 64歳", "患者：田中", "김철수님",
)  # fmt: skip
BEDS = ("bed 12, Z.S.", "room 7: pt ZS", "ward 3B bed 12", "room 12, bed A", "305号室", "12号床")


@pytest.mark.parametrize(
    ("called", "texts"),
    [
        ("a record number", RECORDS),
        ("a birth date", BIRTHS),
        ("a phone number", PHONES),
        ("an e-mail address", ("z.smythe@example.org", "z.smythe [at] example.org")),
        ("an address", ADDRESSES),
        ("a name", NAMES),
        ("a bed or room", BEDS),
    ],
)
def test_each_kind_is_seen_and_said(called: str, texts: tuple[str, ...]) -> None:
    for text in (*texts, *(f"which dose ({one}) is best?" for one in texts)):
        assert (text, patient_data(text)) == (text, called)


@pytest.mark.parametrize(
    "text",
    [
        "chart 4482", "患者 4482", "KG No. 44829",  # too few digits where only a number of many settles it
        "MRN 2019", "MRN 2019-2021", "病历号 2019", "患者 2019-2021", "case number 2019", "subject 1990-2000", "chart 44829.25", "MRN 12",
        "IRB No. 448291", "id: NCT01234567", "trial ID 448291", "protocol file no. 448291", "id GSE448291", "sample id: P12345",
        "chart 44829 patients", "患者 44829例", "record 44829 women",  # so many of them
        "1234-1234567", "v078-05-1120", "801212-5234567",  # of no country
        "born 12/03/1961 to 14/05/1962", "12/03/1961生存", "1/2/12/03/1961 born",
        "call 1990, 2000, 2010, 2020", "+1990 2000 2010", "tel 12345", "p = 0.03-1234-5678",
        "12 of them on the street", "1.12 Elm St", "Elm St 12", "the zip code", "12 Dr", "住所",
        "Mr Prof. Smythe et al", "Patient Reported Outcomes", "Patient: Smythe, Zoltan et al", "she is Over Weight", "患者さん", "環境先生さん", "환자님", "선생님", "initials: none",
        "Patient: Lung Cancer", "Bone Marrow 64M cells", "patient: Health Smythe",
        "bed 12, CT", "bed 12, C.T.", "bed 12, M-R-I", "ward 3B bed rest", "room 12 at night", "305号",
    ],
)  # fmt: skip
def test_what_is_nearest_to_it_is_none(text: str) -> None:
    assert patient_data(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("SBRT for MRN 44829 and bed 12, ZS?", "SBRT for and ?"),
        ("Mrs Smythe, 078-05-1120, which dose", ", , which dose"),
        ("dose for 田中さん", "dose for"),
        ("dose at 12 Elm St, tel. +49 171 1234567.", "dose at , ."),
        ("which dose?", "which dose?"),
    ],
)
def test_all_of_it_is_taken_out_and_nothing_else(text: str, left: str) -> None:
    assert without_patient_data(text) == left

"""Characters that a program wrote by name, in capitals, or in another encoding, as they were meant."""

from __future__ import annotations

import pytest

from corpus.cleaning import clean_abstract, clean_line


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5.3 L & BULL;m and 20 & PLUSMN;3", "5.3 L •m and 20 ±3"),
        ("at 20 & DEG;C, & GE; 3 goats", "at 20 °C, ≥ 3 goats"),
        ("R & DEV; GOATS", "R & DEV; GOATS"),
        ("HEALTH & IT; GOATS", "HEALTH & IT; GOATS"),
        ("COW&APOS;S MILK", "COW'S MILK"),
        ("0.32 <euro>/goat", "0.32 €/goat"),
        ("late (<greater than or equal to>90 days)", "late (≥90 days)"),
        ("<less than or equal to>90 days", "≤90 days"),
        ("RV S<acute accent> (rho)", "RV S´ (rho)"),
        ("<black square> METHODS: goats", "■ METHODS: goats"),
        ("Inversio<prime>n", "Inversio′n"),
        ("a <small sample> of goats", "a <small sample> of goats"),
        ("34<degrees> N and 5 <mu>g", "34° N and 5 μg"),
        ("in <it>Capra hircus</it>", "in Capra hircus"),
    ],
)
def test_signs_by_their_names(written: str, meant: str) -> None:
    assert clean_line(written).text == meant


@pytest.mark.parametrize(
    "meant",
    ["Dolležal and Kovačić", "Цель исследования - козы", "Łukasz Wiśniewski", "Gürkan Yılmaz, Işık", "Dvořák", "Μελέτη για τις κατσίκες", "Țepeș", "山羊の鈴", "ярость"],
)  # fmt: skip
def test_utf8_read_as_windows_1252(meant: str) -> None:
    """Only Western accents were told so; the others went without a word."""
    broken = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in meant.encode())
    assert clean_line(f"Goats: {broken}").text == f"Goats: {meant}"


@pytest.mark.parametrize(
    "written",
    ["a cell of 35 Å³ and 5 Å²", "goats of 5 Å–7 Å", "“Ångström” and “Ärger”", "the «Él» of goats", "NIÑO", "10 Å”", "ÄÖÜ, ÅÄÖ", "LA ÉPOCA Ñ", "5·Å±0.2", "Ø 5 mm, Ð is eth", "3 × “×”", "√π and „‚Äpfel‘“, ¬a"],
)  # fmt: skip
def test_what_western_languages_write_stays(written: str) -> None:
    assert clean_line(written).text == written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Juvenile “idiopathicâ€ goats", "Juvenile “idiopathic” goats"),
        ("Juvenile â€œidiopathicâ€ goats", "Juvenile “idiopathic” goats"),
        ('goatâ€"owl relations', "goat–owl relations"),
        (
            "Knight‚Äôs goats‚Äìowls, F√∂v√©ny, Courr√©g√© ‚â• 3 ¬© 2016",
            "Knight’s goats–owls, Fövény, Courrégé ≥ 3 © 2016",
        ),
        ("goats. ï¿½ 2016 Hay, Pen", "goats. � 2016 Hay, Pen"),
    ],
)
def test_marks_that_lost_a_byte(written: str, meant: str) -> None:
    assert clean_line(written).text == meant


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © 2024 The Author(s)", "© International Owl Society 2023.", "© Wolters Kluwer Health, Inc.", "2003 © Whurr Publishers Ltd.", "Copyright & COPY; 2023 The Author(s).",
        "© 2025, Revista Horizonte. Publicado por la Universidad de las Cabras, Perú.", "ï¿½ 2016 Hay, Pen, Owl.", "Copyright:", "Copyright",
        "The copyright holder for this preprint is the author/funder, who has granted bioRxiv a license to display the preprint in perpetuity.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", [" ", ""])
def test_lines_of_owners_behind_an_abstract(line: str, gap: str) -> None:
    """Some stayed, or left the word “Copyright” behind."""
    if gap or line.startswith("Copyright"):
        told = clean_abstract(f"Goats wore bells on a hill for a year, and rang them at noon.{gap}{line}")
        assert told.text == "Goats wore bells on a hill for a year, and rang them at noon."
        assert told.rights is not None


def test_an_owner_behind_a_number_without_a_stop() -> None:
    told = clean_abstract(
        "Goats wore bells on a hill. Trial registration: NCT03700268 © Wolters Kluwer Health, Inc."
    )
    assert told.text == "Goats wore bells on a hill. Trial registration: NCT03700268"
    assert clean_abstract("Goats wore bells with the sign © Goat. It was theirs.").rights is None


def test_a_publishers_image_behind_an_abstract() -> None:
    assert clean_abstract("Goats wore bells on a hill. image").text == "Goats wore bells on a hill."
    assert clean_abstract("Goats wore bells on a hill.image").text == "Goats wore bells on a hill."
    assert clean_abstract("Goats wore a mirror image").text == "Goats wore a mirror image"

"""E-mails as programs keep them: a folder of them in one file (mbox), and one that Outlook saved (.msg)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Parsed
from tests.conftest import some
from tests.corpus.formats.compounding import Tree, compound
from tests.corpus.formats.test_old_workbook import stream
from tests.corpus.formats.wrapped import MAIL

RIS = "TY  - JOUR\nTI  - {0} ring\nPY  - 2020\nDO  - 10.5555/{0}.1\nAB  - They ring.\nER  - \n"
HEAD = "From: ada@example.org\nTo: otto@example.org\nSubject: papers\nDate: Sun, 29 Nov 2026 08:00:00 +0000\nMIME-Version: 1.0\n"
BEGINS = "From ada@example.org Sun Nov 29 08:00:00 2026\n"


def read(folder: Path, content: bytes | str, name: str) -> Parsed:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    parsed = read_papers(path)
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    return parsed


def titles(parsed: Parsed) -> list[str]:
    return [one.title for one in parsed.papers]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_e_mail_of_a_folder_is_read(tmp_path: Path, end: str) -> None:
    bare = "Dear Otto,\n\n>From here on I have none.\n\nFrom then on, none.\n"
    mails = (f"{HEAD}\n{RIS.format('Goats')}", f"{HEAD}\n{bare}", MAIL, f"{HEAD}\n{RIS.format('Hens')}")
    text = "".join(f"{BEGINS}{one}\n\n" for one in mails)
    parsed = read(tmp_path, text.replace("\n", end), "papers.mbox")
    assert titles(parsed) == ["Goats ring", "Owls on roofs", "Müll & Eulen", "Hens ring"]


@pytest.mark.parametrize("charset", ["no-such", "utf\0-8", "utf-8"])
def test_a_text_in_an_encoding_that_there_is_not(tmp_path: Path, charset: str) -> None:
    text = f'{HEAD}Content-Type: text/plain; charset="{charset}"\n\n{RIS.format("Goats")}'
    assert titles(read(tmp_path, text, "papers.eml")) == ["Goats ring"]


def test_what_is_refused_in_a_folder_is_told_with_the_number_of_its_e_mail(tmp_path: Path) -> None:
    pdf = MAIL.replace("owls.ris", "owls.pdf").replace("VFkg", "AAAA", 1)
    text = f"{BEGINS}{HEAD}\n{RIS.format('Goats')}TY  - JOUR\nPY  - 2020\nER  - \n\n{BEGINS}{pdf}\n"
    reasons = [one.reason for one in read(tmp_path, text, "papers.mbox").report.rejected]
    assert reasons[0] == "in its text (1): it has neither a title nor a text, so there is nothing to search"
    assert "owls.pdf" in reasons[1]


def outlook(*attached: tuple[str, bytes], text: str = "Dear Otto, they are attached.", **inside: Tree) -> Tree:
    """An e-mail as Outlook saves it, with other ones inside."""
    tree: dict[str, bytes | Tree] = {
        "__nameid_version1.0": {"__substg1.0_00020102": b"\0" * 16},
        "__properties_version1.0": bytes(200),
        "__substg1.0_0037001F": "papers".encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(40),
            "__substg1.0_3704001F": "PAPERS~1".encode("utf-16-le"),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": content,
        }
    for number, one in enumerate(inside.values(), 64):
        tree[f"__attach_version1.0_#{number:08X}"] = {"__substg1.0_3701000D": one}
    return tree


LONG = "".join(RIS.format(f"Goat{n}") for n in range(80)).encode()


@pytest.mark.parametrize("gap", [0, 200])
def test_an_e_mail_of_outlooks_is_read_with_what_is_attached_to_it(tmp_path: Path, gap: int) -> None:
    inner = outlook(text=RIS.format("Hens"))
    tree = outlook(
        ("Müll.ris", RIS.format("Owls").encode()), ("long.ris", LONG), ("a.pdf", b"%PDF-1.7\n"), inner=inner
    )
    parsed = read(tmp_path, compound(tree, gap=gap), "papers.msg")
    assert titles(parsed) == ["Owls ring", *(f"Goat{n} ring" for n in range(80)), "Hens ring"]
    assert [one.reason.partition(".")[0] for one in parsed.report.rejected] == ["a"]


def test_the_text_of_an_old_e_mail_of_outlooks(tmp_path: Path) -> None:
    tree = {
        "__properties_version1.0": bytes(40),
        "__substg1.0_1000001E": RIS.format("Käuze").encode("cp1252") + b"\0",
    }
    assert titles(read(tmp_path, compound(tree), "papers.msg")) == ["Käuze ring"]
    page = {
        "__properties_version1.0": bytes(40),
        "__substg1.0_10130102": f"<html><pre>{RIS.format('Owls')}</pre></html>".encode(),
    }
    assert titles(read(tmp_path, compound(page), "papers.msg")) == ["Owls ring"]


def test_an_old_workbook_with_an_e_mail_in_it_stays_a_workbook(tmp_path: Path) -> None:
    tree: Tree = {"MBD0001": outlook(text=RIS.format("Hens")), "Workbook": stream().ljust(4096, b"\0")}
    assert titles(read(tmp_path, compound(tree), "papers.xls")) == ["Owls hoot", "Mice squeak"]


def test_an_e_mail_of_outlooks_without_records_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"papers\.msg is an e-mail in which there are no records of papers"):
        read(tmp_path, compound(outlook()), "papers.msg")
    whole = compound(outlook(("long.ris", LONG)))
    with pytest.raises(CorpusError, match=r"papers\.msg is a damaged e-mail; save what is"):
        read(tmp_path, whole[:3000] + whole[-2048:], "papers.msg")


@pytest.mark.sweep
def test_damage_in_an_e_mail_of_outlooks_is_refused_or_read(tmp_path: Path) -> None:
    whole, chance = (
        compound(outlook(("owls.ris", RIS.format("Owls").encode()), ("long.ris", LONG))),
        random.Random(5),
    )
    for _ in some(range(300), 0):
        damaged = bytearray(whole[: chance.choice((len(whole), chance.randrange(1, len(whole))))])
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read(tmp_path, bytes(damaged), "papers.msg")
        except CorpusError as error:
            assert "\n" not in str(error)  # noqa: PT017

"""JMdict → ``bot/assistant/message/japanese.tsv``: Japanese words and what they mean in English, the commonest meanings first.

    python -m tests.quality.japanese jamdict.db > bot/assistant/message/japanese.tsv

``jamdict.db`` is the SQLite file of the PyPI package jamdict-data; ``bot/assistant/message/japanese.md`` says whose the words are. It stands
with the tests because nothing that is installed needs it.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

HAN = re.compile(r"[\u4e00-\u9fff]")
KATAKANA = re.compile(r"[ァ-ヺー]{3,12}")
LONG = 5  # katakana: so long a word is hardly ever part of another
LONGEST = 8  # characters of a word with kanji
MEANINGS, BORROWED = 4, 2  # of a word with kanji, of one in katakana
MEANING = re.compile(r"[a-z][a-z'-]*(?: [a-z'-]+){0,2}")
SCIENCES = frozenset(
    (
        "anatomy, architecture, biochemistry, biology, botany, building, chemistry, crystallography, ecology, elec. eng., electricity, "
        "electronics, engineering, entomology, genetics, geology, geometry, mathematics, mechanical engineering, medicine, "
        "ornithology, pharmacy, physics, physiology, psychiatry, psychology, statistics, zoology"
    ).split(", ")
)
LEFT_OUT = frozenset(
    (
        "archaism, obsolete term, vulgar expression or word, rare, slang, Internet slang, derogatory, obscure term, archaic, "
        "familiar language, yojijukugo, poetical term"
    ).split(", ")
)
# Everyday words of the body and of illness that are often written in kana, each with its kanji. Shorter ones, and those
# with which other words begin (うつ), would be found inside other words.
KANA = """
がん:癌 けが:怪我 やけど:火傷 せき:咳 かぜ:風邪 めまい:目眩 むくみ:浮腫 ぜんそく:喘息 こども:子供 くすり:薬 のど:喉 おなか:お腹 あたま:頭 ひざ:膝 ひじ:肘
かかと:踵 まぶた:瞼 つめ:爪 ひふ:皮膚 ほくろ:黒子 にきび:面皰 しみ:染み しわ:皺 あざ:痣 みずむし:水虫 げり:下痢 べんぴ:便秘 はきけ:吐き気 おうと:嘔吐
いびき:鼾 ほっさ:発作 まひ:麻痺 ねんざ:捻挫 だぼく:打撲 たばこ:煙草 めがね:眼鏡 しゅよう:腫瘍 こっせつ:骨折 きず:傷 いたみ:痛み はれ:腫れ ねむり:眠り
かんぞう:肝臓 じんぞう:腎臓 せなか:背中 こし:腰 てくび:手首 あしくび:足首 あかちゃん:赤ちゃん おんな:女性 しゅじゅつ:手術 ちりょう:治療 てんかん:癲癇
とうにょうびょう:糖尿病 ほうたい:包帯 むしば:虫歯 はくけつびょう:白血病 あくび:欠伸 はなぢ:鼻血 へそ:臍 ひげ:髭 かんじゃ:患者 びょういん:病院 ふくさよう:副作用
"""
KINDS = ("noun", "adjective", "suru", "verb")
Texts = dict[int, set[str]]


class Dictionary(NamedTuple):
    """The senses of each entry, in order, and what is said of each sense."""

    senses: dict[int, list[int]]
    kinds: Texts
    remarks: Texts
    fields: Texts
    meanings: dict[int, list[str]]

    def is_science(self, entry: int) -> bool:
        """Whether a sense of the entry belongs to a science."""
        return any(
            set(field.split(", ")) & SCIENCES for sense in self.senses[entry] for field in self.fields[sense]
        )

    def kind(self, entry: int) -> str:
        """What its first sense is: "noun", "Godan verb …"; several are joined."""
        return " ".join(self.kinds[self.senses[entry][0]]) if self.senses[entry] else ""

    def english(self, entry: int) -> list[str]:
        """Its meanings of up to three words, each once, without "to" and articles."""
        senses = [sense for sense in self.senses[entry] if not self.remarks[sense] & LEFT_OUT]
        senses = [sense for sense in senses if "Buddhism" not in self.fields[sense]]
        found = (_plain(meaning) for sense in senses for meaning in self.meanings[sense])
        return list(dict.fromkeys(meaning for meaning in found if MEANING.fullmatch(meaning)))


def read(base: sqlite3.Connection) -> Dictionary:
    """The dictionary of a jamdict database."""
    senses, meanings = defaultdict(list), defaultdict(list)
    for sense, entry in base.execute("select ID, idseq from Sense order by ID"):
        senses[entry].append(sense)
    for sense, text in base.execute("select sid, text from SenseGloss"):
        meanings[sense].append(text)
    return Dictionary(senses, _said(base, "pos"), _said(base, "misc"), _said(base, "field"), meanings)


def table(base: sqlite3.Connection) -> dict[str, list[str]]:
    """Word → meanings; the first entry that writes itself so gives them."""
    book, rows = read(base), dict[str, list[str]]()
    for word, entry, common in _written(base, "Kanji", "KJP"):
        wanted = common or (len(word) > 1 and book.is_science(entry))
        named = HAN.search(word) and len(word) <= LONGEST and any(kind in book.kind(entry) for kind in KINDS)
        if wanted and named:
            _keep(rows, word, book.english(entry)[:MEANINGS])
    for word, entry, common in _written(base, "Kana", "KNP"):
        if KATAKANA.fullmatch(word) and (common or len(word) >= LONG or book.is_science(entry)):
            _keep(rows, word, book.english(entry)[:BORROWED])
    for word, entry, common in _written(base, "Kanji", "KJP"):
        if common and (stem := _stem(word, book.kind(entry))):
            _keep(rows, stem, book.english(entry)[:MEANINGS])
    for kana, _, kanji in (pair.partition(":") for pair in KANA.split()):
        _keep(rows, kana, rows[kanji])
    return rows


def _keep(rows: dict[str, list[str]], word: str, meanings: list[str]) -> None:
    if meanings:
        rows.setdefault(word, meanings)


def _stem(word: str, kind: str) -> str:
    """What stays the same of a verb or an adjective in all its forms: 減 of 減る; "" for other words."""
    inflected = re.search(r"\bverb|keiyoushi", kind) and not kind.startswith("adverb")
    return word[:-1] if inflected and len(word) > 1 and HAN.match(word) and not HAN.match(word[-1]) else ""


def _written(base: sqlite3.Connection, table: str, priorities: str) -> Iterator[tuple[str, int, bool]]:
    """Each written form, its entry, and whether it is in common use."""
    common = {form for (form,) in base.execute(f"select kid from {priorities}")}  # noqa: S608  # names of ours
    for form, entry, text in base.execute(f"select ID, idseq, text from {table} order by ID"):  # noqa: S608
        yield text, entry, form in common


def _said(base: sqlite3.Connection, table: str) -> Texts:
    said: Texts = defaultdict(set)
    for sense, text in base.execute(f"select sid, text from {table}"):  # noqa: S608  # names of ours
        said[sense].add(text)
    return said


def _plain(meaning: str) -> str:
    bare = re.sub(r"\([^)]*\)", "", meaning).strip(" .,;").lower()
    return " ".join(re.sub(r"^(?:to|a|an|the) ", "", bare).split())


if __name__ == "__main__":
    with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as opened:
        for word, meanings in sorted(table(opened).items()):
            print(word, "/".join(meanings), sep="\t")

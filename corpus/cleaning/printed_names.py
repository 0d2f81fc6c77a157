"""Names as exports write them → names alone: what stands around one is taken off, several in one field are parted; and a journal's name in
capitals, as Web of Science prints it → as the journal writes it, as far as that can be known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.patterns import late

_ORCID = late(r"[(\[]?\s?(?:ORCID:? ?)?(?:https?://orcid\.org/)?(?:\d{4}-){3}\d{3}[\dX][)\]]?", re.IGNORECASE)
# every pattern below needs one of these signs; to try each would take longer
_DRESSED = late(r"[^\w\s,.'’-]|[\d¹²³⁴-⁹]|(?i:et\.? al)")
_MAIL = late(r"\s?[(\[<]\s?[^\s()\[\]<>@]{1,80}@[^\s()\[\]<>@]{1,120}\s?[)\]>]")  # "Hay, Ada (ada@example.org)"
_AND_OTHERS = late(r"[,;]? (?:and |& )?et\.? al(?:ii|ia|\.)?\Z", re.IGNORECASE)
_MARKS = late(r"(?<=\w)\.?\s?[*†‡§¶¹²³⁴-⁹]+\Z")
_NUMBERS = late(r"(, [^\W\d][^\d,]*[^\W\d]\.?)\d{1,2}(?:, ?\d{1,2})*\Z")  # of addresses: "Hay, Ada1,2"
# where Ichushi has an address
_ADDRESSED = late(r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])\s?[(（][^()（）]{1,80}[)）]\Z")
_RUNS_ON = late(r"\A(?:and|&)\s|\s(?:and|&)\Z")
_AND = late(r",? (?:and|&) ")
_JOINED = late(r"[^\W\d][\w'’. -]{1,40}(?:, [^\W\d][\w. -]{0,40}| [A-Z]{1,3})(?:, (?:Jr|Sr|II|III)\.?)?")
_FIRST_SIGN = "[王李张刘陈杨赵吴徐孙朱郭梁宋郑谢韩唐冯邓许沈苏卢蒋蔡贾魏薛阎潘汪姜姚谭廖邹陆孔崔邱顾侯孟龙钱汤尹贺赖龚]"  # no Japanese one begins so
_IN_CHINESE = late(
    rf"[\u3400-\u9fff·]{{2,12}}(?:[,，、][\u3400-\u9fff·]{{2,12}})+|{_FIRST_SIGN}[\u3400-\u9fff]{{2}}(?: {_FIRST_SIGN}[\u3400-\u9fff]{{1,2}})+"
)
_COMMA = late("[,，、 ]")
_ALONE = late(r"[^\W\d][\w'’-]{2,30}")  # who has one name
_NAMES = frozenset("De Di Du La Le Van".split())  # what a capital inside a name may follow, and names of their own
_OTHERS = late(
    r"(?:and |& )?(?:(?:\d{1,4} )?(?:others|more authors?)|et\.? al(?:ii|ia|\.)?)\.?|\.\.\.|…"
    r"|\[?(?:no authors?(?: name)?(?: available| listed| given)?)\.?\]?|\[?anonymous\]?|[-–—]+|#?n/a|nan|null|none|(?-i:NA)|&na;?",  # what databases write if there is no author
    re.IGNORECASE,
)
_FAMILY_FIRST = late(
    r"[\u3400-\u9fff々]{1,4} [\u3040-\u30ff\u3400-\u9fff々]{1,5}|[\uac00-\ud7a3]{1,2} [\uac00-\ud7a3]{1,3}"
)
# Two syllables are a short name in Korean, or a long family name; of three signs of Chinese or Japanese the family's are one or two.
_OF_KOREA, _OF_HAN = late("[\uac00-\ud7a3]{2,5}"), late("[\u3041-\u30fe\u3400-\u9fff]{3,6}")
_NUMBERED = late(r" \(\d{4,}\)$")  # Scopus: "Liu, Yun (57194567300)"
_HOMONYM = late(r"(?<=[^\W\d_]) 0\d{3}\Z")  # by which DBLP tells people of one name apart
_SEVERAL = 3  # names in natural order; two may be a family name of two words and its given names
_FAMILY = r"(?:(?:van|von|de|der|den|del|da|dos|di|la|le|el|al|bin) ){0,3}[^\W\d_a-z][\w'’-]*[^\W\d_A-Z][\w'’-]*"
_GIVEN_FIRST = late(rf"(?:[^\W\d_a-z][\w'’-]*\.? ){{1,3}}{_FAMILY}")
_INITIALS_FIRST = late(rf"(?:[^\W\d_a-z][a-z]?\.[ -]?){{1,4}}{_FAMILY}")
_STUCK = late(r"(?<=\w\.)(?=[^\W\d_a-z](?:[^\W\d_]|['’]))")
_SHORT = late(r"[^\W\d_][\w'’-]+(?: [\w'’-]+){0,3} (?:[^\W\d_a-z]\.[ -]?){1,4}")
_NEVER_GIVEN = frozenset("de del della der den dos da el los las von".split())
_BEFORE = _NAMES.union("Mc Mac Del Des El Fitz Al Von St".split())
_WORD = late(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    "a an and at by for from in into of on or the to with de del della der des di du e el en et für la las le les los und y zur".split()
)
# Short forms that are no words, of societies and subjects; any without a vowel stays too ("BMC", "PLC").
_SHORT_FORMS = frozenset(
    "aaps ace acm acs aiaa aip aiche aids aims ajob ama anz apl apmis asce asme astm bja bju bmc bmj ca caad cirp cns ct dna eeg ehp"
    " embo ems emu epj epl esa esaim esc eu eurasip febs fems gis gps gsa hiv iaea iahr iarc ices icu ieee iet ifac ifip ifla ii iii"
    " ima isa isij isme isprs issn itl iucr iv ix jacc jama jci jmir jom jove lc mis mit mri ms msw nano nasa nato nber nejm npg"
    " oecd pet plos rna rsc sae sar siam sigmod spe spie ssm tesol tls uk un unesco us usa usda vi vii viii who xi"
    " xii xiv xix xv xvi xvii xviii xx xxi xxii xxiii xxiv zamm".split()
)
_LEAST = 8  # letters; whether fewer are a short form is unknown


# The macros of the American Astronomical Society, which ADS writes (https://ui.adsabs.harvard.edu/help/actions/journal-macros).
_MACROS = dict(
    line.split(" ", 1)
    for line in """\
aap Astronomy & Astrophysics
aapr Astronomy and Astrophysics Reviews
aaps Astronomy and Astrophysics, Supplement
actaa Acta Astronomica
aj The Astronomical Journal
ao Applied Optics
apj The Astrophysical Journal
apjl The Astrophysical Journal Letters
apjs The Astrophysical Journal Supplement Series
aplett Astrophysics Letters
apss Astrophysics and Space Science
araa Annual Review of Astronomy and Astrophysics
azh Astronomicheskii Zhurnal
baas Bulletin of the American Astronomical Society
gca Geochimica et Cosmochimica Acta
grl Geophysical Research Letters
iaucirc International Astronomical Union Circulars
icarus Icarus
jcap Journal of Cosmology and Astroparticle Physics
jgr Journal of Geophysical Research
jqsrt Journal of Quantitative Spectroscopy and Radiative Transfer
maps Meteoritics and Planetary Science
memras Memoirs of the Royal Astronomical Society
memsai Memorie della Società Astronomica Italiana
mnras Monthly Notices of the Royal Astronomical Society
na New Astronomy
nar New Astronomy Reviews
nat Nature
nphysa Nuclear Physics A
pasa Publications of the Astronomical Society of Australia
pasj Publications of the Astronomical Society of Japan
pasp Publications of the Astronomical Society of the Pacific
physrep Physics Reports
physscr Physica Scripta
planss Planetary and Space Science
pra Physical Review A
prb Physical Review B
prc Physical Review C
prd Physical Review D
pre Physical Review E
prl Physical Review Letters
procspie Proceedings of the SPIE
psj The Planetary Science Journal
qjras Quarterly Journal of the Royal Astronomical Society
rmxaa Revista Mexicana de Astronomía y Astrofísica
skytel Sky and Telescope
solphys Solar Physics
sovast Soviet Astronomy
ssr Space Science Reviews
zap Zeitschrift für Astrophysik""".splitlines()
)
# a trial's number, which the Cochrane Library has in place of its authors
_REGISTERED = late(
    r"(?:NCT|ISRCTN|ACTRN|DRKS|KCT|TCTR|PACTR|UMIN|NTR|NL)\d{4,16}p?|CTRI/\d{4}/\d{2,3}/\d{4,6}|SLCTR/\d{4}/\d{3}|(?:ChiCTR|IRCT|JPRN-|RBR-)[\w-]{5,24}|EUCTR\d{4}-\d{6}-\d\d[A-Z-]{0,8}"
)
_MACRO = late(r"\{?\\([A-Za-z]+)\}?")


def is_nobody(name: str) -> bool:
    """True for "et al.", "others", a single sign, and what databases write if a paper names no author, such as a
    trial's number.
    """
    if " " not in name and _REGISTERED.fullmatch(name):
        return True
    if name[:1] == "…":  # what a search's list of names left of one
        return True
    return _OTHERS.fullmatch(name.strip(" ,;")) is not None or not any(map(str.isalnum, name))


def family_first(name: str) -> bool:
    """Whether a name is written as in Chinese, Japanese or Korean, with a gap behind the family name: "山田 花子"."""
    return not name.isascii() and _FAMILY_FIRST.fullmatch(name) is not None


def alone(name: str) -> str:
    """A name without marks of notes, addresses and their numbers, an ORCID iD and "et al." behind it."""
    if (
        name.isascii()
        and name.replace(" ", "").replace(",", "").replace(".", "").isalpha()
        and "et al" not in name
    ):
        return name
    if _DRESSED.search(name) is None:
        return name
    name = _MAIL.sub("", name) if "@" in name else name
    name = _HOMONYM.sub("", _MARKS.sub("", _AND_OTHERS.sub("", _ORCID.sub("", name).strip())))
    return _NUMBERS.sub(r"\1", name if name.isascii() else _ADDRESSED.sub("", name))


def without_address(name: str) -> str:
    """A Chinese, Japanese or Korean name without the address that stands in brackets behind it."""
    return name if name.isascii() else _ADDRESSED.sub("", name)


def is_family(words: str) -> bool:
    """Whether words begin as only a family name does, and no given name: "Del Castillo"; but "Al Hay" and "Van Hay" are people's."""
    return words.partition(" ")[0].casefold() in _NEVER_GIVEN or words.startswith(("van ", "von "))


def may_be_family(words: str) -> bool:
    """Whether two words that could be given and family name are a family name, as the text behind them shows: "Van
    Dyke, Jr.".
    """
    first, _, last = words.partition(" ")
    return is_family(words) or (first in _BEFORE and first != "Al" and " " not in last)


def by_line(cell: str) -> str:
    """Names that each have a line of the cell, joined by semicolons; if lines were broken within a list, the cell
    unchanged.
    """
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    whole = all(line.count(",") < 2 and line[-1] != "," and not _RUNS_ON.search(line) for line in lines)
    return "; ".join(lines) if len(lines) > 1 and whole and ";" not in cell else cell


def unstuck(cell: str) -> str:
    """Names with initials that stick to the next name ("Hay A.Pen O."), joined by semicolons; any other cell
    unchanged.
    """
    parts = _STUCK.split(cell) if cell.endswith(".") and ";" not in cell and "," not in cell else [cell]
    return "; ".join(parts) if len(parts) > 1 and all(map(_SHORT.fullmatch, parts)) else cell


def apart(name: str) -> list[str]:
    """The names in "Hay, A and Pen, O and Sty, B" if each is inverted or has initials; any other "and" belongs
    to a group. Those in "王小明,李四" and "王小明 李四" are several, too; "欧阳, 修" is one."""
    if not name.isascii() and _IN_CHINESE.fullmatch(name):
        return _COMMA.split(name)
    if names := natural(name):
        return names
    if " and " not in name and " & " not in name:
        return [name]
    parts = [part.strip(" ,") for part in _AND.split(name)]
    if len(parts) > 1 and all(_GIVEN_FIRST.fullmatch(part) or _INITIALS_FIRST.fullmatch(part) for part in parts):
        return parts  # "Ada Hay and Otto Pen"
    if len(parts) < 2 or not any(map(_JOINED.fullmatch, parts)):
        return [name]
    return parts if all(_JOINED.fullmatch(part) or _ALONE.fullmatch(part) for part in parts) else [name]


def natural(text: str) -> list[str]:
    """The names of a list in natural order, "Ada Hay, Otto Pen, and Al Ox", "A. Hay, O. Pen"; none if it may be another list."""
    if "," not in text or "{" in text:
        return []
    *before, last = _AND.split(text)
    if len(before) > 1 or "," in last:
        return [] if before else _in_order([part.strip() for part in text.split(",")], least=_SEVERAL)
    first = [part.strip() for part in before[0].strip(" ,").split(",")] if before else []
    return _in_order([*first, last.strip()], least=_SEVERAL) if len(first) > 1 else []


def _in_order(names: list[str], least: int) -> list[str]:
    """The names if each has its given names first: at least so many, or two if all of them have initials."""
    initials = all(map(_INITIALS_FIRST.fullmatch, names))
    whole = initials or (
        len(names) >= least and all(map(_GIVEN_FIRST.fullmatch, names)) and not is_family(names[0])
    )
    return names if whole and len(names) > 1 else []


def run_on(text: str) -> list[str]:
    """The names in a text without separators: "Ada HayOtto Pen"."""
    cuts = (at for at in range(1, len(text)) if text[at - 1].islower() and text[at].isupper())
    names: list[str] = []
    for one, other in pairwise((0, *cuts, len(text))):
        if names and _goes_on(names[-1], text[one:other]):
            names[-1] += text[one:other]
        else:
            names.append(text[one:other])
    return names


def _goes_on(name: str, part: str) -> bool:
    """True if a name goes on where a capital begins another part: "Jo" and "Ann Hay", "Rob Mc" and "Herd"; but "Anh
    Le" and "Otto Pen" are two names, because each has a given name.
    """
    *given, last = name.split()
    return not given or last.islower() or (last in _BEFORE and not (last in _NAMES and " " in part.strip()))


def of_macro(written: str) -> str | None:
    """The journal of such a macro; an unknown one's own name; None if it is no macro."""
    found = _MACRO.fullmatch(written.strip())
    return _MACROS.get(found[1], found[1]) if found else None


def is_shouted(journal: str, short: str = "") -> bool:
    """Whether a journal's name has several words, all in capitals, or one that its ``short`` name has in small letters."""
    if not journal.isupper():
        return False
    return (" " in journal and len(journal) >= _LEAST) or (short != journal and short.upper() == journal)


def titled(journal: str, short: str = "") -> str:
    """The name with a capital for each word; small words and short forms keep their usual form. ``short``: the
    journal's short name, which shows how some words are written ("PLoS One").
    """
    told = {word.casefold(): word for word in _WORD.findall(short) if not short.isupper()}
    return _WORD.sub(lambda found: _word(found, told), journal)


def _word(found: re.Match[str], told: dict[str, str]) -> str:
    word, low = found[0], found[0].casefold()
    if low in told:
        return told[low]
    inside = found.string[: found.start()].rstrip()[-1:] not in ("", ":", "-", "(", "=")
    if low in _SMALL and inside:
        return low
    before = found.string[: found.start()]
    if before[-1:].isdigit():  # 35TH
        return low
    bracketed = before.count("(") > before.count(")")
    if low in _SHORT_FORMS or bracketed or not re.search(r"[aeiouyäöüéèáíóúàâêô]", low):
        return word
    return word[0] + low[1:]


def undressed(name: str) -> str:
    """A name without the number or the places that a program put in brackets behind it, "Hay, Ada [0000-0001-…] (Barn, Chur)"."""
    bare = plain = _NUMBERED.sub("", name)
    while (end := bare[-1:]) in (")", "]") and (at := bare.rfind(" (" if end == ")" else " [")) > 0:
        bare = bare[:at]
    return bare if bare.count(",") == 1 and not ("(" in bare or "[" in bare) else plain


def are_whole(parts: Sequence[str]) -> bool:
    """Whether two parts in the letters of East Asia are two people, "김철수, 박영희", and not a family and a given name, "山田, 太郎"."""
    of_korea = all(map(_OF_KOREA.fullmatch, parts)) and max(map(len, parts)) > len("남궁")
    return of_korea or all(map(_OF_HAN.fullmatch, parts))

"""A journal's name in capitals, as Web of Science prints it → as the journal writes it, as far as that can be
known."""

from __future__ import annotations

import re

from corpus.patterns import late

_WORD = late(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(
    "a an and at by for from in into of on or the to with de del della der des di du e el en et für la las le les los und y zur".split()
)
# Short forms that are no words, of societies and subjects; any without a vowel stays too ("BMC", "PLC").
_SHORT = frozenset(
    "aaps ace acm acs aiaa aip aiche aids aims ajob ama anz apl apmis asce asme astm bja bju bmc bmj ca caad cirp cns ct dna eeg ehp"
    " embo ems emu epj epl esa esaim esc eu eurasip febs fems gis gps gsa hiv iaea iahr iarc ices icu ieee iet ifac ifip ifla ii iii"
    " ima isa isij isme isprs issn itl iucr iv ix jacc jama jci jmir jom jove lc mis mit mri ms msw nano nasa nato nber nejm npg"
    " oecd pet plos rna rsc sae sar siam sigmod spe spie ssm tesol tls uk un unesco us usa usda vi vii viii who xi"
    " xii xiv xix xv xvi xvii xviii xx xxi xxii xxiii xxiv zamm".split()
)
_LEAST = 8  # letters: of less, nobody knows whether it is a short form


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
_MACRO = late(r"\{?\\([A-Za-z]+)\}?")


def of_macro(written: str) -> str | None:
    """The journal of such a macro; an unknown one's own name; None if it is no macro."""
    found = _MACRO.fullmatch(written.strip())
    return _MACROS.get(found[1], found[1]) if found else None


def is_shouted(journal: str) -> bool:
    """Whether a journal's name has several words, all in capitals."""
    return journal.isupper() and " " in journal and len(journal) >= _LEAST


def titled(journal: str, short: str | None = None) -> str:
    """The name with a capital for each word; small words and short forms keep their usual form. ``short``: the
    journal's short name, which shows how some words are written ("PLoS One").
    """
    told = {word.casefold(): word for word in _WORD.findall(short or "") if not (short or "").isupper()}
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
    if low in _SHORT or bracketed or not re.search(r"[aeiouyäöüéèáíóúàâêô]", low):
        return word
    return word[0] + low[1:]

"""Rows that are no papers: totals, and notes that stand alone in their row, as people and programs write them below the papers or between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.patterns import late

# Totals, in the languages of headers; with how many, of what.
_SUMS = (
    "(?:grand |sub-?)?totals?|sums?|counts?|average|mean|median|min(?:imum)?|max(?:imum)?|s\\.?d\\.?|std|n|insgesamt|gesamt(?:summe|ergebnis)?|summe|zwischensumme|anzahl|mittelwert|durchschnitt"
    "|total g[eé]n[eé]ral|suma(?: total)?|promedio|recuento|somme|moyenne|totale|somma|soma|totaal|summa|totalt|yhteensä|i alt|razem|ogółem|celkem|součet|összesen|ukupno|(?:genel )?toplam|jumlah|tổng(?: cộng)?"
    "|(?:общий )?итог|итого|всего|сумма|среднее|разом|усього|합계|총계|평균|合計|総計|平均|小計|总计|總計|合计|共计|المجموع|الإجمالي|مجموع|جمع|σύνολο|סך הכל"
)
_THINGS = (
    "(?:rows?|records?|results?|articles?|papers?|stud(?:y|ies)|items?|references?|publications?|citations?|hits?)"
)
_FIGURES = r"[\s\d.,%()=:±nN-]{0,30}"
_TOTAL = late(
    rf"(?:{_SUMS}|total (?:number|no\.?) of {_THINGS}|total {_THINGS})(?: ?\((?:sd|range|n|%)\))?{_FIGURES}",
    re.IGNORECASE,
)
_LABEL = (
    "(?:notes?|n\\.?b\\.?|sources?|abbreviations?|legend|key|quer(?:y|ies)|search(?:ed)? ?(?:quer(?:y|ies)|terms?|strings?|date)|filters?|last (?:updated?|modified)"
    "|anmerkung(?:en)?|hinweise?|quellen?|legende|abkürzungen|suchanfrage|notas?|fuentes?|leyenda|abreviaturas|légende|abréviations|fontes?|fonti|legenda|skróty|źródło|uwagi?"
    "|注|注記|出典|凡例|备注|備考|来源|說明|说明|비고|출처|примечани[ея]|источники?)"
)
_NOTE = late(
    rf"{_LABEL} ?[:.：]|(?:export|download|generat|retriev|creat|print)ed (?:on|from|by|at|in|with)\b|pages? \d{{1,5}}(?: of \d{{1,5}})?\Z|last (?:updated?|modified)\b"
    rf"|\(?\d[\d,.]{{0,9}} {_THINGS}(?: (?:affected|found|returned|selected|in (?:set|total)|included|excluded))?\)?\.?\Z|(?:number|no\.?|count) of {_THINGS}\b.{{0,40}}\d"
    r"|©|copyright (?:©|\(c\)|\d{4})|[*†‡§¶]{1,3} ?(?-i:[a-zß-ÿ])|(?-i:[a-z])\) |[-=_~ ]{0,5}end(?: of (?:file|list|table|report|records|document|export))?[-=_~. ]{0,5}\Z"
    rf"|(?:(?:in|ex)cluded|eligible|screened|identified) (?:{_THINGS})?.{{0,30}}\(n ?= ?\d{{1,7}}\):?\Z|(?:(?:in|ex)cluded|eligible)(?: {_THINGS})?:?\Z"
    r"|n ?= ?\d{1,7}\Z|\(?(?:and )?\d{1,7} more\b.{0,20}\)?\Z|see (?:the )?(?:table|sheet|tab|appendix|supplement\w{0,5}|notes?)\b.{0,40}\Z",
    re.IGNORECASE,
)
_LETTER = late(r"[^\W\d_]")
_LONGEST = 300  # characters of a note
TOTAL, NOTE = "it is a total of the table, and no paper", "it is a note on the table, and no paper"


def aside(cells: Sequence[str], numbers: Sequence[int]) -> str:
    """Why a row is no paper, or "": a total of the table, or a note alone in its row. ``numbers``: the columns of DOIs and PMIDs, which no total has."""
    word = ""
    for cell in cells:
        if cell and _LETTER.search(cell):
            if word or len(cell) > _LONGEST:
                return ""
            word = cell.strip()
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    if len(filled) == 1:
        text = word or cells[filled[0]]
        if not any(map(str.isalnum, text)) or (_NOTE.match(text) and not (_TOTAL.fullmatch(text))):
            return NOTE
    is_total = word and _TOTAL.fullmatch(word) and not any(at in numbers for at in filled)
    return TOTAL if is_total else ""

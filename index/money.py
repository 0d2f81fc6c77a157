"""How sums of money are printed, with the currency before or behind: "€12,400", "US$ 1.2 million", "1,200 yen"."""

from __future__ import annotations

import re

from corpus.patterns import late
from index.asking import TIME

_N = r"(?:\d{1,3}(?:,\d{3})+(?:[.·]\d{1,6})?|\d{1,9}(?:[.·]\d{1,6})?)"
_SIGN = r"(?:(?:\b(?:US|AU|CA|NZ|HK|[ACRS]) ?)?\$|[€£¥₹₽]|\b(?:CHF|USD|EUR|GBP|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK)\b)"
_MONEY = rf"(?:{_SIGN}|(?:(?:US|Canadian|Australian|Swiss|French) )?(?:dollars?|euros?|pounds sterling|yen|francs?|rupees?|yuan|kronor)\b)"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion)\b|[km](?![\w/]))?"
_AND = r"\s?(?:-|–|to|and|or|vs\.?|versus)\s?"
_SPREAD = r"(?:\s?[(\[]\s?(?:9[059]\s?%\s?(?:CI|confidence)|CI|SD|SEM?|IQR|interquartile|range|±)[^()\[\]]{0,60}[)\]]|\s?±\s?[^\s()]{1,12})?"
COST = late(
    rf"(?P<value>{_SIGN}\s?{_N}{_SCALE}{_SPREAD}(?:{_AND}{_SIGN}?\s?{_N}{_SCALE}{_SPREAD}(?![\d%.,]\d|\d|\s?%|\s?{TIME}\b))?"
    rf"|(?<![\w.,·])(?:{_N}{_SCALE}(?:\s?{_MONEY})?{_AND})?{_N}{_SCALE}\s?{_MONEY}{_SPREAD})",
    re.IGNORECASE,
)

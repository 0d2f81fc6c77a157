"""The sentences of an abstract that tell what any study may be asked for, and the words of a title that do."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.sentences.cues import plain
from index.sentences.quantities import NUMBERS, PERSONS
from index.sentences.reporting import is_formality
from index.terms.attributes import table

_I = re.IGNORECASE


class Told(NamedTuple):
    """How an abstract tells something of its study: the ``headings`` that stand over it, and what a sentence says, the surest
    pattern first."""

    headings: str
    patterns: tuple[str, ...]


_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_SITES = r"(?:hospitals?|clinics?|cent(?:er|re)s?|practices|schools?|universit(?:y|ies)|laborator(?:y|ies)|departments?|prisons?|villages?|towns?|cities|counties|districts?|communities|farms?|orchards?|areas)"
_NAMED_SITE = r"(?-i:\b[A-Z][\w’'-]+(?: (?:of|and|the|[A-Z][\w’'.-]*)){0,5} (?:Hospitals?|University|Infirmary|Clinic|Medical (?:Center|Centre)|County|District|Province|Prefecture|Bay|areas?)\b|\bUniversity of [A-Z])(?!(?: \w+){0,3} (?i:scales?|scores?|criteria|questionnaires?|index|inventory|schedules?|tests?)\b)"
_REGISTER = r"(?-i:\bNCT ?\d{4,}|\bISRCTN ?\d+|\bPROSPERO\b|\bCRD ?\d{6,}|\bACTRN ?\d+|\bDRKS ?\d+|\bChiCTR\S*\d|\bCTRI/|\bUMIN\w*\d+|\bNTR ?\d+|\bEudraCT|\bAsPredicted\b)|\b(?:regist\w*|protocol|plan)\b.*\b(?:osf|open science framework)\b|\bclinicaltrials\.gov"
_WORK = r"(?:trial|study|review|protocol|analys[ie]s|hypothes[ie]s|design|plan|report|experiment)"
_TIME = rf"(?:\d+(?:\.\d+)?|{'|'.join(NUMBERS)})[ -](?:days?|weeks?|wks?|months?|mos?|years?|yrs?|seasons?|hours?|(?-i:[dy]))\b"
_NOT_IT = r"(?! (?:\w+ )?(?:courses?|training|sessions?|calls?|letters?|care)\b)"
_AGE = rf"(?:\d{{1,3}}(?:\.\d+)?|{'|'.join(NUMBERS)})"
_CONTROLS = r"(?:groups?|arms?|conditions?|plots?|sites?|schools?|wards?|villages?|districts?|areas?|clusters?|communities|counties|colonies|hives|animals|rats|mice|subjects|participants|patients|children|women|men|boots|trees|farms|fields|streets|class(?:es)?)"
_NOT_OTHERS = r"(?! (?:with |to )?(?:\w+ ){0,4}(?:literature|published|reported))"
_SHARE = rf"\b(?:\d[\d,.]*(?: ?%)?|{'|'.join(NUMBERS)})"
_SEXES = r"(?:(?:wo)?men|(?:fe)?males?|girls|boys)"
_TOLD = {
    "follow-up": Told(
        r"^follow-? ?up|^durations?",
        (
            rf"\bfollow-? ?up\b{_NOT_IT}[^;]{{0,60}}\b{_TIME}|\b{_TIME}[^;]{{0,30}}\bfollow-? ?up\b{_NOT_IT}",
            rf"\b(?:follow(?:ed)?|tracked|monitored|observed)\b(?! by\b)[^;]{{0,160}}?\b(?:for|over|during|until|from|to|between|after) (?:\w+ ){{0,4}}?(?:{_TIME}|(?:19|20)\d\d\b)",
        ),
    ),
    "age": Told(
        r"^ages?\b",
        (
            rf"\b(?:mean|median|average|modal)(?: \w+)? ages?\b[^.;]{{0,40}}?\b{_AGE}|\bages?\b(?: \w+){{0,4}} (?:was|were|is|of|from|between|ranged|range:?|=|:)[^.;]{{0,30}}?\b{_AGE}|\b{_AGE} years?(?: of age| old)? (?:on average|in the (?:mean|median))|\bage(?: range)?,? (?:\w+ )?\(?{_AGE}",
            rf"\baged? (?:\w+ ){{0,3}}?{_AGE}|\b{_AGE}(?:(?: to |[-–]){_AGE})?(?: |-)years?(?: |-)(?:old|of age)|\bages {_AGE}",
            rf"\b{PERSONS} (?:(?:over|above|older than|under|below|younger than|at least) |[<>≤≥] ?){_AGE}(?= (?:years?|yrs?|y|of age|old|or|and|at|in|on|who|with|from|to|for|were|was|are|had|\w+ed)\b|[,.;:)]|$)",
        ),
    ),
    "sex": Told(
        r"^(?:sex|gender)\b",
        (
            rf"{_SHARE} (?:of (?:them|whom|those) )?(?:(?:were|was|are) )?(?:(?:adult|older|young|elderly|healthy) )?{_SEXES}\b|\b{_SEXES} (?:made up|accounted for) (?:\w+ )?{_SHARE}",
            r"\b(?:all|mostly|mainly|predominantly|most of them|most were) (?:were )?(?:(?:fe)?male|(?:wo)?men|girls|boys)\b",
        ),
    ),
    "conflicts of interest": Told(
        r"conflict|compet|interest|disclos",
        (r"\b(?:conflicts? of|competing) interests?\b|\b(?:no|declared?) (?:\w+ ){0,2}(?:conflicts?|interests)\b",),
    ),
    "intervention": Told(
        r"^(?:main |study )?(?:interventions?|exposures?|treatments?)\b",
        (
            r"\b(?:randomi[sz]ed|(?:randomly )?(?:assigned|allocated))\b(?:[^.;]|\.(?=\d)){0,200}\bto\b|\bthe intervention (?:was|were|is|consisted|comprised|included|combined|lasted)\b|\b(?:control|comparison) (?:group|arm)s? (?:received|got|had|was given)\b",
            r"\bintervention (?:group|arm|schools?|wards?|villages?|plots?|sites?)\b|\b(?:were|was) (?:given|offered|treated with|exposed to|fed|trained)\b|\b(?:participants|patients|groups?|half|women|children|pupils|students|workers|animals|horses) (?:\w+ )?(?:received|used|took|wore)\b",
            r"\b[Ww]e (?:tested|tried|trialled|introduced|gave|offered|installed|applied|planted|evaluated|compared|exposed|treated)\b",
        ),
    ),
    "comparator": Told(
        r"^(?:comparators?|comparisons?|controls?)\b",
        (
            rf"\b(?:placebo|sham|control {_CONTROLS}|usual (?:care|practice|teaching|diet|\w+)|waiting[- ]list|matched controls?|as controls?|and (?:\d[\d,]* )?(?:\w+ )?controls|controls? per)\b",
            r"\b(?:randomi[sz]ed|(?:randomly )?(?:assigned|allocated))\b(?:[^.;]|\.(?=\d)){0,200}\bto\b.*\bor\b",
            rf"\b(?:[Ww]e|were|was) (?:\w+ly )?compared\b{_NOT_OTHERS}|\bcompar(?:ed|ing|ison) (?:\w+ ){{0,4}}(?:with|to|against)\b{_NOT_OTHERS}|\bversus\b|\bvs\.?\b|\bwith (?:and|or) (?:\w+ )?without\b",
            r"\b(?:arm|group) (?:B|II|2)\b",
        ),
    ),
    "primary outcome": Told(
        r"\b(?:outcomes?|end ?-?points?)\b",
        (
            r"\b(?:co-?primary|primary|main|principal) (?:[\w-]+ ){0,2}(?:outcomes?|end ?-?points?)\b",
            r"\boutcome measures?\b|\b(?:outcomes?|end ?-?points?) (?:was|were|included|of interest|assessed|measured|studied|evaluated)\b|\bprimary (?:\w+ )?(?:measure|variable)\b",
        ),
    ),
    "place": Told(
        r"^(?:study )?(?:settings?|locations?)\b",
        (
            rf"{_NAMED_SITE}|\b(?:in|at|near) (?-i:(?!{_MONTHS})[A-Z][a-z]+(?: upon [A-Z]\w+| [A-Z][a-z]+)?),? (?:between|from|during|in|since) (?:\w+ )?(?:19|20)\d\d\b",
            rf"\b(?:at|in|from|across|of) (?:an?|one|our|the|\d+|{'|'.join(NUMBERS)}) (?:[\w-]+ ){{0,5}}?{_SITES}\b",
        ),
    ),
    "randomised": Told(
        r"\brandomi[sz]ation\b",
        (
            r"\brandomi[sz](?:ed|ing|ation)\b(?! (?:studies|trials|controlled trials|evidence)\b.{0,60}\b(?:needed|required|warranted|lacking|should)\b)|\brandomly (?:assign|allocat|divid|split)\w*|\bat random to\b|\bby lot\b",
            r"\brandom (?:allocation|assignment|order)\b",
        ),
    ),
    "registration": Told(
        r"\bregist(?:ration|ered)\b",
        (
            _REGISTER,
            rf"\b{_WORK}(?: protocol)? (?:was|were|is|had been|has been) (?:\w+ )?(?:pre-?)?registered\b|\bpre-?regist(?:ered|ration)\b|\bregist(?:ration|ry) (?:number|no|id)\b|\bregistered (?:report|prospectively|retrospectively)\b|\bnot (?:pre-?)?registered\b",
        ),
    ),
    "ethics": Told(
        r"\bethic",
        (
            r"\bethic(?:s|al|ally)\b(?=.*\b(?:approv|committee|board|permission|clearance|waiv|review))|\binstitutional review board\b|\b(?:informed|written|oral|verbal) consent\b|\b(?:approved|allowed|waived) by\b.*\b(?:committee|board|IRB)\b",
        ),
    ),
    "availability of data": Told(
        r"\b(?:data|code) (?:availability|sharing|access)|availability of data",
        (
            r"\b(?:data|data ?sets?|code|scripts|materials|transcripts)\b[^.;]{0,80}\b(?:(?:openly|publicly|freely) (?:available|accessible|shared|archived)|available (?:from|at|on|in|upon|under|online|to)|published (?:with|alongside|at|in)|deposited|archived|repository)|\b(?:zenodo|figshare|dryad|github)\b",
            r"\b(?:data|datasets?|code) (?:are|is|were|was|will be|cannot be|can be) (?:not )?(?:\w+ )?(?:open|shared|public|available)\b",
        ),
    ),
}  # fmt: skip
_DESIGN = (
    r"(?:randomi[sz]ed|cohort|case[- ]control|case[- ]crossover|cross-?sectional|cross-?over|longitudinal|retrospective(?:ly)?|prospective(?:ly)?|quasi-?experiment\w*|natural experiment|(?:interrupted )?time[- ]series|before[- ]and[- ]after|pre-?post|stepped[- ]wedge"
    r"|(?:systematic|scoping|narrative|umbrella|cochrane|rapid|realist|literature) review|(?:network |individual \w+ data )?meta-?analy\w+|meta-?regression|qualitative|mixed[- ]methods?|ethnograph\w+|grounded theory|case (?:study|series|report)|(?:semi-?structured|in-?depth) interviews?|focus groups?"
    r"|difference[- ]in[- ]differences|regression discontinuity|feasibility|pilot|non-?inferiority|factorial|cluster|parallel[- ]group|double[- ]blind|open[- ]label|simulation|modelling study|life[- ]cycle assessment|cost[- ]effectiveness analysis|validation study|diagnostic accuracy|delphi|panel study|registry[- ]based|register[- ]based"
    r"|(?:household|postal|online|telephone|national|questionnaire|panel|field|web)[- ](?:based )?survey|field (?:trial|experiment|study)|laborator\w+ (?:trial|experiment|study)|controlled (?:trial|experiment|study)|observational|experimental (?:study|design)|chamber experiment|bench|finite element|secondary analysis|post hoc analysis)"
)
_NAMED = late(rf"\b{_DESIGN}\b", _I)
_SURELY = late(
    rf"\b(?:we|this|our|the present|study design|design) (?:\S+ ){{0,6}}?{_DESIGN}\b|\b(?:an?|in an?|in this|of an?) (?:[\w,-]+ ){{0,5}}?{_DESIGN}\b|\b(?:were|was) (?:\w+ )?(?:randomi[sz]ed|randomly|prospectively|retrospectively)\b|^{_DESIGN}\b",
    _I,
)
_OF_OTHERS = late(
    r"\b(?:needed|required|warranted|should|future|further|previous|earlier|prior|most (?:studies|research|evidence|of the)|lacking|few (?:studies|trials)|recommend\w*|could not|cannot|unclear|little is known|no (?:randomi[sz]ed|controlled|prospective))\b",
    _I,
)
_HEADED = late(r"\b(?:design|methods?|methodology|approach|procedures?)\b", _I)
_DID = late(
    r"\b(?:[Ww]e|[Ii]|[Tt]he authors)(?: \w+ly)? (?:studied|stud|compared|measured|analy[sz]ed|surveyed|interviewed|tested|followed|examined|used|linked|asked|recruited|reviewed|searched|modelled|estimated|collected|assessed|observed|evaluated|simulated|sampled|conducted|carried|ran|did|monitored|tracked|developed|invited|sent|enrolled|included|visited|trained|exposed)\b"
    r"|\b(?:were|was) (?:\w+ly )?(?:studied|compared|measured|analy[sz]ed|surveyed|interviewed|tested|followed|examined|recruited|reviewed|searched|collected|assessed|observed|sampled|conducted|monitored|enrolled|invited|recorded)\b"
)


def says(name: str, paper: Paper) -> list[Sentence]:
    """The sentences of an abstract that tell something of its study: under a heading for it, else by their words, the surest kind
    alone; [] if none does."""
    how, lines = _TOLD.get(name), sentences_of(paper)
    patterns = how.patterns if how else ()
    headed = [one for one in lines if how and one.section and re.search(how.headings, one.section, _I)]
    for among in (headed, lines):
        for pattern in patterns:
            if found := [one for one in among if late(pattern, _I).search(one.text) and _is_own(name, one)]:
                return found
        if headed:
            return headed
    return [one for one in lines if name not in _BY_WORDS and _stated(name, one.text) and _is_own(name, one)]


def surely(name: str, paper: Paper) -> list[Sentence]:
    """The sentences of an abstract that tell something of its study in the surest words alone, for papers that were not asked one by one."""
    how = _TOLD.get(name)
    if how is None:
        return says(name, paper)
    found = (
        [one for one in sentences_of(paper) if late(words, _I).search(one.text)] for words in how.patterns[:_SURE]
    )
    return next(filter(None, found), [])


def _is_own(name: str, one: Sentence) -> bool:
    """True if a sentence tells something of its own study: who paid for it says nothing of what was done to people, and the
    interests of other studies' authors are not its own."""
    if name == "intervention":
        return not is_formality(one.text, one.section)
    return name != "conflicts of interest" or is_formality(one.text, one.section) or not _WORKS.search(one.text)


_SURE = 2  # kinds of words that are no looser than a reader may take them for the thing itself
_BY_WORDS = ("follow-up", "age", "sex", "place")  # of which the attribute's own words say too little
_WORKS = late(r"\b(?:studies|trials|papers|reviews|articles)\b", _I)


def _stated(name: str, text: str) -> bool:
    """True if a sentence states the attribute of that name."""
    name = {"blinded": "blinding"}.get(name, name)
    return any(row.name == name and row.stands_in(plain(text)) for row in table())


def designed(paper: Paper) -> list[Sentence]:
    """The sentence of an abstract that names its own design; [] if none does."""
    lines = sentences_of(paper)
    headed = [one for one in lines if one.section and re.search(r"\bdesigns?\b", one.section, _I)]
    own = [one for one in lines if _NAMED.search(one.text) and not _OF_OTHERS.search(one.text)]
    return (headed or [one for one in own if _SURELY.search(one.text) or _is_headed(one)])[:1]


def done(paper: Paper) -> list[Sentence]:
    """The sentence of an abstract that says what was done, in its methods if it has a heading for them; [] if none does."""
    own = [one for one in sentences_of(paper) if _DID.search(one.text) and not _OF_OTHERS.search(one.text)]
    return ([one for one in own if _is_headed(one)] or own)[:1]


_NUMBER = rf"(?<![\d.,=−–-])(?:[1-9]\d{{0,2}}(?:,\d{{3}})+|(?!(?:19|20)\d\d\b)\d{{2,}}|{'|'.join(word for word, number in NUMBERS.items() if number > 3)})"
_COUNTS = late(
    rf"\b{_NUMBER}(?! ?(?:%|°|per ?cent|mm|cm|m|km|kg|mg|g|ml|L|MW|kWh|years?|months?|weeks?|days?|hours?|minutes?|seconds?|times|degrees|met(?:er|re)s|lit(?:er|re)s|grams|kilograms|hectares|acres|miles|percent\w*|euros?|points?)(?!\w))(?: (?!(?:to|of|and|or|per|on|in|at|with|for|by|the|a)\b)[\w'’-]+){{0,4}}? [a-z-]{{2,}}(?:s|men|children|people|staff|mice)\b",
    _I,
)
_AT_LARGE = late(  # how many there are, not how many were studied
    r"\b(?:it is|is|are|was|were) (?:\w+ )?estimated\b|\b(?:every|each|per|a) year\b|\b(?:annually|yearly|worldwide|globally)\b",
    _I,
)


def counted(paper: Paper) -> list[Sentence]:
    """The sentence that says what was done and counts some things, else the first that counts any that were studied; [] if none does."""
    own = [one for one in sentences_of(paper) if _COUNTS.search(one.text) and not _OF_OTHERS.search(one.text)]
    own = [one for one in own if not _AT_LARGE.search(one.text)]
    return ([one for one in own if _DID.search(one.text) or _is_headed(one)] or own)[:1]


def _is_headed(one: Sentence) -> bool:
    return bool(one.section and _HEADED.search(one.section))


_TITLED = {
    "design": late(rf"(?<=: )[^:?]*\b(?:{_DESIGN}|stud(?:y|ies)|trial|review|experiment|survey|analysis|protocol|interviews?)\b[^:?]*$|\b{_DESIGN}\b(?: (?:trial|study|review|analysis))?", _I),
    "randomised": late(r"\b(?:\w+-){0,4}randomi[sz]ed(?: [\w-]+){0,2}? (?:trial|study|experiment|evaluation)\b|\brandomi[sz]ed\b", _I),
    "blinded": late(r"\b(?:double|single|triple|observer|assessor)[- ]blind(?:ed)?\b|\bplacebo-controlled\b", _I),
}  # fmt: skip


def titled(name: str, paper: Paper) -> str:
    """The words of a title that tell something of its study ("a randomised crossover trial"); "" if none do."""
    found = _TITLED[name].search(paper.title) if name in _TITLED else None
    return found[0].strip() if found else ""

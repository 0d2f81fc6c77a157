"""Words of several languages, by kind, that stand before a patient's number, date, name or address; and the most common
names.

In an entry, a space matches a space, a hyphen or nothing, and a full stop may be missing. Entries have no accents,
because ``shapes.plain`` removes them from texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Short forms that name a number of one person by themselves.
SURE_NUMBERS = (
    "m.r.n.", "u.r.n.", "u.h.i.d.", "medical record", "med. rec.", "medical rec.", "health record", "patient id", "pat. id", "nhs", "kvnr", "svnr",
    "aadhaar", "ahv", "pesel", "personnummer", "personnr.", "hkid", "aktenzeichen", "geschaftszeichen", "fødselsnummer", "henkilotunnus", "codice fiscale", "tessera sanitaria",
    "historia clinica", "numero de securite sociale", "numero de secu",
)  # fmt: skip
# The same, but the letters mean other things too: only a longer number settles it.
LIKELY_NUMBERS = (
    "chi", "ssn", "nino", "empi", "emrn", "mbi", "mpi", "csn", "har", "fin", "hcn", "phn", "ohip", "ehr", "emr", "pid", "ipp", "nip",
    "nhc", "nir", "dni", "nie", "cpf", "sus", "bsn", "cpr", "abha", "nric", "mrd", "rrn", "rvnr", "ipd", "opd", "social security",
    "dossier", "prontuario", "nosologico", "cartella clinica", "expediente", "encounter", "requisition", "wristband", "patient", "pt",
    "chart", "medicare", "medicaid", "passport", "health card", "driving licence", "driver's license", "insurance", "id", "id nr.", "id no.", "identifier", "accession",
    "personalausweis",
)  # fmt: skip
# Nouns that name it together with a word such as "number" or "id".
NOUNS = (
    "record", "rec.", "medical record", "med. rec.", "medical", "patient", "pat.", "pt", "hosp.", "hospital", "case", "file", "chart", "folder",
    "ward", "unit", "clinic", "admission", "adm.", "encounter", "visit", "accession", "acc.", "registration", "reg.", "inpatient",
    "outpatient", "health", "health card", "health insurance", "insurance", "national insurance", "national", "policy", "member", "subject",
    "participant", "screening", "specimen", "sample", "path.", "pathology", "lab.", "biopsy", "requisition", "social security", "dossier",
    "sejour", "historia", "paciente", "prontuario", "cartella", "cartella clinica", "paziente", "tessera", "kimlik", "identity", "passport",
    "identity card", "licence", "wristband", "account", "securite sociale", "krankenkassen", "fall", "akten", "patienten", "versicherten",
)  # fmt: skip
# A number is not a patient's if one of these stands shortly before it: studies, sequences and grants have numbers too.
NOT_OF_A_PERSON = (
    "trial", "protocol", "prospero", "genbank", "geo", "ncbi", "sra", "ena", "array", "sequence", "gene", "entrez", "genome", "protein",
    "uniprot", "pdb", "eudract", "dataset", "data set", "ethic", "irb", "review board", "grant", "project", "approval", "clinicaltrials.gov", "pubmed",
    "nucleotide", "bioproject", "cluster", "study", "snp",
)  # fmt: skip
NUMBER_WORDS = ("number", "num.", "no.", "nr.", "n°", "no.:", "n.", "id", "#", "identifier", "nummer", "numero")
GERMANIC = (
    "fall", "pat.", "vers.", "patienten", "patient", "patienten ", "versicherten", "versicherungs", "krankenversicherten", "krankenversicherungs",
    "rentenversicherungs", "sozialversicherungs", "krankenkassen", "kranken", "krankenakten", "akten", "aufnahme", "behandlungs", "kassen",
)  # fmt: skip
EAST_ASIAN = (
    "患者", "カルテ", "診察券", "登録", "入院", "外来", "受付", "検査", "検体", "症例", "病歴", "保険証", "被保険者", "保険者", "個人", "病历",
    "住院", "门诊", "病案", "身份证", "社保", "就诊", "등록", "환자", "차트", "병록", "주민등록", "마이넘버",
)  # fmt: skip
EAST_ASIAN_NUMBERS = ("番号", "号码", "号", "번호", "no.", "id", "#", "ナンバー")

BIRTH = (
    "d.o.b.", "date of birth", "birth date", "birthday", "birth day", "geb.", "geb. dat.", "geburtsdatum", "geburtstag", "geboren",
    "born", "ne", "nee", "ne(e)", "date de naissance", "d.d.n.", "fecha de nacimiento", "f. nac.", "fec. nac.", "nacido", "nacida", "nato", "nata",
    "data di nascita", "data de nascimento", "nascido", "nascida", "fodt", "født", "fødselsdato", "fodd", "geboortedatum", "geb. datum",
    "urodzony", "urodzona", "生年月日", "誕生日", "生まれ", "出生日期", "出生年月日", "出生", "생년월일",
)  # fmt: skip
ON = ("on", "on the", "the", "am", "le", "el", "il", "op", "den", "em", "dia", "is", "was", "ist", "は")
MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "marz", "mai", "okt", "dez", "fev", "avr", "juin",
    "juil", "aout", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott", "out", "mei", "mrt", "maj",
)  # fmt: skip

PHONE = (
    "tel.", "telephone", "phone", "ph.", "mobile", "mob.", "cell", "call", "ring", "fax", "contact no.", "contact number", "contact",
    "whatsapp", "telefon", "telefonnr.", "telefonnummer", "handy", "handynr.", "telefono", "movil", "portable", "telefone", "電話",
    "電話番号", "携帯", "ファックス", "电话", "手机", "전화", "연락처",
)  # fmt: skip
STREETS = (
    "street",
    "avenue",
    "road",
    "lane",
    "drive",
    "boulevard",
    "crescent",
    "terrace",
    "close",
    "court",
    "square",
    "grove",
)
SHORT_STREETS = ("St", "Ave", "Rd", "Ln", "Dr", "Blvd", "Cres", "Ct", "Pl")  # only behind a capital: "Elm St"
STREETS_FIRST = (
    "rue",
    "avenue",
    "boulevard",
    "chemin",
    "impasse",
    "calle",
    "avenida",
    "plaza",
    "via",
    "viale",
    "piazza",
    "rua",
)
GERMANIC_STREETS = (
    "straße",
    "strasse",
    "str.",
    "weg",
    "allee",
    "platz",
    "gasse",
    "ring",
    "straat",
    "laan",
    "gatan",
    "vej",
)
POSTCODES = (
    "postcode",
    "post code",
    "postal code",
    "zip",
    "zip code",
    "plz",
    "code postal",
    "codigo postal",
    "cap",
    "〒",
    "郵便番号",
)

TITLES = (
    "Mr", "Mrs", "Ms", "Miss", "Mister", "Mme", "Mlle", "Madame", "Monsieur", "Herr", "Herrn", "Frau", "Sr", "Sra", "Srta", "Señor",
    "Senor", "Senora", "Sig", "Sig.ra", "Signor", "Signora", "dhr", "Dhr", "mevr", "Mevr", "mw", "Mw", "Pani",
)  # fmt: skip
LEARNED = ("Prof", "Professor", "Professorin", "Dr", "Doktor", "Doctor", "PD")
PATIENT = (
    "patient",
    "pt",
    "Pt",
    "pat.",
    "Pat.",
    "Patientin",
    "patiente",
    "paciente",
    "Paciente",
    "paziente",
    "Paziente",
)
NAME_LABELS = (
    "name",
    "named",
    "called",
    "patient name",
    "pt name",
    "patientenname",
    "nombre",
    "nom",
    "nome",
    "cognome",
    "apellido",
)
EAST_ASIAN_NAME_LABELS = ("患者氏名", "氏名", "患者名", "姓名", "患者姓名", "환자명", "성명", "이름")
# Capitalised words behind "patient" that are no name: instruments and bodies.
INSTRUMENTS = (
    "Health", "Reported", "Outcome", "Outcomes", "Global", "Short", "Questionnaire", "Activation", "Generated", "Specific", "Safety", "Care",
    "Satisfaction", "Scale", "Score", "Index", "Protection", "Centered", "Education", "Group", "Cohort", "Study", "Table", "Figure", "Fig",
    "Rated", "Assessment", "Experience", "Measure", "Measurement", "Information", "Determined", "Demographics", "Characteristics", "Data",
    "Functional", "Performance", "Status", "Symptom", "Quality", "Life", "Impression", "The", "In", "Of", "And", "With", "Advocacy",
)  # fmt: skip
BEDS = (
    "bed",
    "bett",
    "cama",
    "lit",
    "rm",
    "room",
    "zimmer",
    "chambre",
    "camera",
    "letto",
    "kamer",
    "bay",
    "cubicle",
    "side room",
)
WARDS = ("ward", "w", "bay", "station", "unit", "floor", "icu", "itu", "hdu")
# Two or three capitals that stand behind a bed and are no initials.
NO_INITIALS = (
    "CT", "MR", "MRI", "RT", "OP", "OR", "IV", "ICU", "PT", "US", "PET", "XR", "DVT", "PE", "UTI", "SRS", "ED", "NG", "GA", "BP", "HR", "ECG",
    "RCC", "BC", "ESCC", "SBRT",
)  # fmt: skip


def alternatives(words: Iterable[str]) -> str:
    """A regular-expression group that matches any of these entries, longer ones first."""
    return f"(?:{'|'.join(_pattern(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))})"


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\ ", "[ -]?").replace(r"\.", r"\.?")


GIVEN = """
James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew
Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott
Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry Peter Henry Arthur Walter Harold Albert Roger Simon
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley Kimberly Emily Donna
Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen Amy Angela Shirley Anna Ruth Brenda Pamela
Nicole Katherine Samantha Christine Catherine Virginia Helen Debra Rachel Janet Emma Carolyn Maria Heather Diane Julie Joyce Jane Alice
Hans Peter Klaus Wolfgang Jürgen Uwe Günter Werner Horst Manfred Dieter Heinz Helmut Gerhard Karl Heinrich Stefan Andreas Ursula Monika
Helga Renate Ingrid Karin Gisela Erika Sabine Petra Elke Jean Pierre Michel André Philippe Jacques Marie Nathalie Isabelle Sylvie Monique
José Antonio Manuel Francisco Juan Carlos Luis Miguel Jesús Carmen Josefa Dolores Isabel Pilar Teresa Rosa Ana João Pedro Giuseppe Giovanni
Mario Luigi Angelo Francesco Rosaria Lucia Giulia Mohammed Mohamed Muhammad Ahmed Ahmad Ali Hassan Hussein Omar Ibrahim Yusuf Fatima Aisha
Khadija Maryam Zainab Rajesh Suresh Ramesh Anil Sunil Sanjay Vijay Amit Ravi Arun Priya Sunita Anita Lakshmi Geeta Kavita Wei Ming Jing
Hiroshi Takashi Kenji Yuki Haruto Sakura Yoko Keiko Minh Nguyen Thanh Ivan Olga Elena Natalia Sergei Dmitri Andrzej Krzysztof Katarzyna
""".split()
JAPANESE = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 斉藤 清水 山崎 森 池田 橋本 阿部
石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川
松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山
""".split()
# Before さん they are people, but nobody in particular.
NOBODY = "患者 皆 医者 医師 看護師 母 父 奥 娘 息子 子 家族 業者 担当 先生 妊婦 お母 お父 赤ちゃん".split()

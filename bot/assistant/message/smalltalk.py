"""What asks nothing: signs in a message (mentions, smileys, markup left alone, "(please)", a bare link), and messages that are
answered without looking anything up: help, thanks, greetings, texts without a question, and advice on a person, never given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.assistant.compose import covered
from bot.assistant.message.advice import names_person
from bot.assistant.message.on_answers import asks_of_nothing, on_answer
from bot.assistant.message.on_upkeep import on_upkeep
from bot.assistant.message.work import DOES_NOT, is_to_be_done
from bot.assistant.message.wrapping import only_thanks, wants_help
from bot.assistant.wording import unlinked
from corpus.models import Corpus
from corpus.patterns import late
from index.terms.words import ASKING

_MENTION = r"@(?:everyone|here)|<(?:@[!&]?|#)\d+>"
_SMILEY = r"[:;=]['’]?-?[()\[\]DPpOo/|*]+|[xX]D+|\^_*\^|<?a?:[a-zA-Z]\w+:(?:\d+>)?"
_MARKUP = r"(?:\*\*|__|~~|\|\||`)+"  # a single star begins a line of a list
_SIGNS = late(
    rf"(?<!\S)(?:{_MENTION}|{_SMILEY}|{_MARKUP}"
    r"|\((?:please|pls|plz|thanks|thank you|thx|bitte|danke|merci|asap|urgent)\)"
    r")[?!.,]*(?!\S)[^\S\n]*"
)
_EMOJI = late("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*")
_LINK = late(r"<?https?://[^\s<>]+>?")


def without_signs(message: str) -> str:
    """A message without mentions, smileys and the like; unchanged if it has none, or nothing else."""
    bare = _EMOJI.sub("", _SIGNS.sub("", message)).strip()
    return bare if bare != message.strip() and any(map(str.isalnum, bare)) else message


def with_links(parts: Sequence[str]) -> list[str]:
    """The questions of a message, a bare link with the question beside it: the one before it, else the one after it."""
    found = list[str]()
    for part in parts:
        link = _LINK.fullmatch(part.rstrip("?"))
        if found and (link or _LINK.fullmatch(found[-1])):
            found[-1] = f"{found[-1]} {part.rstrip('?') if link else part}"
        else:
            found.append(part)
    return found


def _phrases(lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in lines.replace("\n", ",").split(",") if phrase.strip())


_GREETINGS = _phrases("""hi,hii,hiii,hey,heyy,heyyy,hello,helloo,yo,hiya,howdy,good morning,good afternoon,good evening,good day,greetings,sup,morning,evening
hallo,guten morgen,guten tag,guten abend,servus,moin,bonjour,hola,ciao,olá,ola,hej,hei,namaste,привет,你好,안녕하세요,こんにちは,こんばんは,おはよう,おはようございます,はじめまして""")
_SAID = (
    _GREETINGS
    | _phrases("""thanks,thank,thank you,thank u,thankyou,thx,thnx,tysm,tyvm,ty,cheers,much appreciated,appreciate it,appreciated,tnx,ta,many thanks,grateful
danke,danke dir,danke euch,dank dir,danke schön,danke sehr,vielen dank,besten dank,dankeschön,merci,merci beaucoup,gracias,grazie,grazie mille,obrigado,obrigada,muito obrigado,muito obrigada,tack,tack så mycket,tak,takk,bedankt,dank je,dank u,kiitos,dziękuję,děkuji,köszönöm,mulțumesc,teşekkürler,teşekkür ederim,спасибо,дякую,terima kasih,arigato,谢谢,謝謝,감사합니다,شكرا,धन्यवाद,ありがとう,ありがとうございます,ありがとうございました,どうも,感謝
good,great,nice,cool,perfect,awesome,excellent,lovely,brilliant,helpful,well done,good bot,good job,good one,good work,nice one,wonderful,fantastic,amazing,super,superb,neat,ace,brill,splendid,marvellous,marvelous,most kind,very kind,so kind,too kind,how kind
sweet,fab,fine,clever,impressive,interesting,fascinating,useful,love it,like it,loved it,i love it,i like it,makes sense,that makes sense,fair,fair enough,fair point,fair play,cheers mate,right on,good point,point taken,roger,roger that,will do,good to know,nice to know,helps,helped
typical,ouch,yikes,oh dear,oh no,oh well,no way,seriously,crazy,wild,sad,good grief,blimey,gosh,phew,damn,shame,what a shame,pity,what a pity,too bad,surprising,weird,strange,exciting,scary,shocking,funny,awful,terrible,horrible,horrifying,depressing,disappointing,unbelievable,incredible,insane,odd,unexpected,unfair,alarming,brutal,grim,so sad,very sad,of course,obviously,who knew,fancy that,makes me laugh,you dont say
klasse,prima,toll,sehr gut,gut,alles klar,verstanden,okay danke,passt,すごい,素晴らしい,なるほど,わかりました,了解,了解です,いいね,完璧
ok,okay,okey,oki,kk,k,ok then,alright,all right,right then,bye,byebye,bye bye,goodbye,see you,see ya,see you later,good night,goodnight,night,cu,later,lol,haha,hahaha,hehe,wow,oh,ah,aha,hm,hmm,hmmm,mhm,uh huh
never mind,nevermind,nvm,sorry,my bad,oops,got it,gotcha,i see,understood,noted,sure,yes,yep,yeah,yup,no,nope,nah,no thanks,no thank you,np,no problem,no worries,that is all,thats all,that will be all,that was all,all good
enough,done,i am done,im done,for now,for today,have a nice day,have a good day,take care,tschüss,bis bald,auf wiedersehen,さようなら,またね,はい,いいえ,welcome,you are welcome,please,please do not
typo,my typo,a typo,wrong channel,wrong window,wrong button,wrong chat,misclick,ignore that,ignore me,ignore this,stop,quit,exit,cancel,testing,just testing,one moment,one sec,wait,hang on,brb,afk,omg,xd,rofl,lmao,hmpf,meh,ups,huch,egal,vertippt,falscher kanal""")
)
_FILLER = _phrases("""there,all,everyone,guys,folks,bot,marrow,again,man,mate,friend,dear,so much,so,for that,for this,for the help,for the answer,for the info,for your help,for helping,that,thats,that is,that was,this is,it is,its,it was
sounds,looks,feels,was,is,very,really,much,you,youre,you are,u,are,a lot,help,it,i,am,now,then,and,but,just,too,also,me,to,very much,indeed,for,today,of you,your,ganz,sehr,und,mir,das,war""")
_POINTING = frozenset("this that it these those one question above das dies diese dazu frage".split())
_ANSWERING = frozenset(
    "answer check read true right correct take kannst du könntest bitte beantworten beantworte stimmt ist es hier".split()
)
_THANKS = late(
    r"(?:many |no )?than|thx|thnx|ty\b|tnx|ta\b|cheers|much appreciated|appreciate|grateful|danke|dank|vielen dank|besten dank|merci|gracias|grazie|(?:muito )?obrigad|tack|takk?\b|bedankt|kiitos|dziękuję|děkuji|köszönöm|mulțumesc|teşekkür|спасибо|дякую|terima kasih|arigato|谢谢|謝謝|감사합니다|شكرا|धन्यवाद|ありがとう|どうも|感謝"
    r"|good|great|nice|cool|perfect|awesome|excellent|lovely|brilliant|helpful|well done|wonderful|fantastic|amazing|super|love|useful|neat|sweet|klasse|prima|toll|すごい|素晴らしい|いいね|完璧"
)
# "No. of patients" and "K. pneumoniae" are abbreviations, and no sentence of talk.
_SENTENCE = late(r"(?!no\. (?:of\b|\d)|\w\. )[^.!?…]+[.!…]+(?=\s)", re.IGNORECASE)
_LONGEST_SAID = max(map(len, _SAID | _FILLER))
_TOKEN = late(r"[^\W_]+(?:['’][^\W_]+)?")
_STARTS_THANKING = late(
    r"^(?:ok(?:ay)?[\s,.!]*)?(?:(?:good|great|nice|cool|perfect|awesome|excellent|lovely|brilliant)[\s,.!]*)?(?:thanks?(?: ?you| u)?|thx|tysm|ty|cheers|tnx)\b",
    re.IGNORECASE,
)
_THEN_ASKS = late(
    r"[,;:!–-]\s*(?P<rest>(?:(?:and|but|so|now|und) )?(?:what|who|whose|how|when|where|which|why|does|did|do|is|are|was|were|can|show|list|tell|give|compare|summari[sz]e|the|in|for|wer|wie|wann|welche[rs]?)\b.+)",
    re.IGNORECASE,
)
_HELP = late(
    r"^(?:/?help(?: me)?(?: please| pls)?|commands?|usage|instructions|manual)\W*$"
    r"|\b(?:what|which things) (?:can|could|do) (?:you|u|i|this bot|marrow) (?:do(?! (?:with|about|for|if|when|against|after|in) (?!you\b|this\b|it\b|marrow\b))|ask|answer|know(?! (?:about|of|on)\b)|help)\b"
    r"|\bhow (?:do|can|should|does) (?:i|one|you|u|this|we|marrow|this (?:bot|thing)|it) "
    r"(?:ask\b|(?:use|work|function|help)(?: (?:me|us|it|you|u|marrow|(?:this|the)(?: (?:bot|thing))?))?\W*$)"
    r"|\bhow (?:to|do i) use (?:it|you|u|marrow|(?:this|the)(?: (?:bot|thing))?)\W*$"
    r"|\bhow (?:accurate|reliable|good|smart|clever|trustworthy|fast|old|big) (?:are|r) (?:you|u)\b|\bcan (?:i|we|one) (?:trust|rely on) (?:you|u|this bot|marrow|(?:your|the|these|its|marrow's) (?:answers?|replies|quotes))\b"
    r"|\b(?:are|how (?:accurate|reliable|good|trustworthy) are) (?:your|these|the) (?:answers|replies|quotes)(?: (?:correct|reliable|accurate|right|true|always))*\W*$"
    r"|\b(?:what|who) (?:are|r) (?:you|u)\b"
    r"|\bwhat(?:'s| is|s) (?:your name|marrow|this bot|this)\b\W*$|\byour name\b|\bwhat (?:kind of )?questions can\b"
    r"|\b(?:can (?:you|u)|(?:you|u) can) help(?: me)?\W*$|\bhow are (?:you|u)\b|\bhow(?:'s| is) it going\b|\btell me about yourself\b",
    re.IGNORECASE,
)

_ON_ITSELF = late(
    r"\bwho (?:made|built|wrote|created|runs|programmed|developed) (?:you|u|this (?:bot|thing|tool)|marrow)\b"
    r"|(?:\b(?:are|r) |^)(?:you|u) (?:a |an |some |really |just )*(?:bot|ai|human|real|robot|llm|chat ?gpt|gpt|person|chatbot|language model|machine)\b"
    r"|\b(?:do|does) (?:you|u|this bot|marrow) use (?:an? )?(?:ai|llm|chat ?gpt|gpt|language model)\b",
    re.IGNORECASE,
)
_OWN = r"(?:(?:my|our)\s(?:questions?|queries|data|messages?|names?|searches|chats?|words)\b|what\s(?:i|we)\s(?:ask|type|write|say|asked)\b)"
_KEEPING = r"(?:stor|keep|kept|sav|log|record|track|remember|shar|sell|sent|delet|forget|private|anonym|read\sby|seen\sby)\w*"
_ON_PRIVACY = late(
    rf"^(?:(?:and|so|but|hi|hey|ok)[\s,]+)*(?:do|does|are|is|will|can|could|where|how|who|what)\b(?: \w+){{0,5}} (?:{_KEEPING}(?: me\b|(?: \w+){{0,3}} {_OWN})|{_OWN}(?: \w+){{0,4}} {_KEEPING})(?: (?:anywhere|somewhere|here|with|on|a|the|server|database|by|anyone|anybody|you|kept))*\W*$"
    rf"|^(?:who|can (?:others|anyone|anybody|somebody|people))(?: \w+){{0,2}} (?:see|read|sees|reads) {_OWN}\W*$|^is (?:this|it) (?:private|anonymous)\W*$",
    re.IGNORECASE,
)
# "What is this about" after a paper asks about that paper.
_OVERVIEW = late(
    r"^(?:(?:so|and|ok|hi|hey|hello|well|please|there|overview|(?:i['’]?m|i am) new(?: here| to this)?)[\s,.:!]+)*(?:what(?:'s| is|s| are|re)? (?:this|it|(?:this|the|your) (?:library|collection|bot|issue|corpus|database))(?: all)? about"
    r"|(?:what|which) (?:topics?|subjects?|fields?|areas?|themes?) (?:do (?:you|u|we)|does (?:it|this|the library|this library)) (?:cover|know|have|hold|deal with)(?: here)?"
    r"|(?:what|which) (?:topics?|subjects?|fields?|areas?|themes?)(?: (?:are|is) (?:there|here|covered|included|in|it|this))+(?: (?:here|by (?:this|the)|in (?:this|the|your)|(?:this|the|your)|library|collection|corpus))*"
    r"|what(?:'s| is|s)? in (?:this|the|your|here)(?: (?:library|collection|corpus|database))?|what (?:do (?:you|u|we)|does (?:this|the) library) (?:hold|cover|contain|have)(?: here)?|(?:give me )?an? overview(?: of (?:the|this|your) (?:library|collection))?)(?: anyways?| then| exactly| please)?\W*$",
    re.IGNORECASE,
)

HELP = (
    "I answer with the papers' own sentences and the DOI beside each; I never make up a citation, and I say so when "
    "the abstracts do not tell. Ask about findings (“how long was follow-up after …?”), about the papers (“who wrote …?”, "
    "“list the reviews”, “most cited?”), what an abbreviation stands for, or “summarise the … paper”. "
    "You can follow up: “and the other arm?” And you can say which papers you mean: "
    '"a phrase", -word, author:Name, year:2021-2024, doi:…, type:review.'
)
WELCOME = "You're welcome. Nothing was looked up for this; ask me about the papers whenever you like."
NOTED = "All right. Nothing was looked up for this; ask me about the papers whenever you like."
ANEW = "We start afresh, and I look in all papers again. What would you like to know?"
GREETED = "Hello. I quote the papers' own sentences, with the DOI beside each. Ask me something about them."
NO_QUESTION = (
    "There was no question in that. Ask about the papers in a few words, and I will look in their abstracts."
)


ITSELF = (
    "I am Marrow, an open-source program, and no person. I use no language model, and look your words up in the abstracts. "
    "In the same conversation, over the same papers, the same question gets the same answer."
)


PRIVACY = (
    "What is kept of your questions is up to whoever runs this Marrow. In Discord `/privacy show` says it and shows what is kept of yours; "
    "there you can export or delete it, or opt out. On the machine `marrow log list` shows what was asked."
)


def talk(question: str, corpus: Corpus, talked: bool = False) -> str | None:
    """The reply to a call for help, a question about the bot or its library, thanks, greetings and other small talk; None if the
    text may be a question. ``talked``: a paper was talked about before, so that "this" is that paper.
    """
    line = " ".join(question.split())
    if _ON_ITSELF.search(line):
        return ITSELF
    of_paper = talked and _OF_IT.search(line)
    if _ON_PRIVACY.match(line) and not of_paper:
        return PRIVACY
    if kept := on_upkeep(line):
        return kept
    if _OVERVIEW.match(line) and not of_paper:
        return overview(corpus)
    if (_asks_for_help(line) or (not talked and asks_of_nothing(line))) and not names_person(line):
        return f"{HELP}\n\n{covered(corpus)}"
    short = len(line.split()) <= 8 and "?" not in line
    if (short and _STARTS_THANKING.match(line) and not _goes_on(line)) or only_thanks(line):
        return WELCOME
    said = [] if _ASKS_OF_IT.match(line) else _talked(line)
    if said:
        greeting = said[0] in _GREETINGS and "bye" not in line.lower()
        thanked = any(_THANKS.match(" ".join(run)) for run in said)
        return f"{GREETED} {covered(corpus)}" if greeting else WELCOME if thanked else NOTED
    return DOES_NOT if is_to_be_done(line) else on_answer(line, talked)


_ONLY_ASKS = late(r"^\?+\W*$")


def _asks_for_help(line: str) -> bool:
    return _HELP.search(line) is not None or _ONLY_ASKS.match(line) is not None or wants_help(line)


_ASKS_OF_IT = late(
    r"^(?:(?:and|so|but|now|then)[\s,]+)*(?:is|are|was|were) (?:it|this|that|they|these|those)\b", re.IGNORECASE
)
_OF_IT = late(r"\b(?:this|it) (?:all )?about\b|\bin (?:this|here)\W*$|^is it\b", re.IGNORECASE)
_TOPICS, _LOOKED_AT = 8, 5_000  # keywords that are told; papers whose keywords are counted


def overview(corpus: Corpus) -> str:
    """What a library holds: its number of papers, their years, and their most frequent keywords."""
    papers = corpus.papers[:_LOOKED_AT]
    years = sorted(paper.year for paper in papers if paper.year)
    counts = Counter(word.casefold() for paper in papers for word in dict.fromkeys(paper.keywords))
    topics = ", ".join(
        unlinked(word) for word, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_TOPICS]
    )
    said = [covered(corpus)]
    if years:
        said.append(
            f"They are of {years[0]}." if years[0] == years[-1] else f"They are of {years[0]} to {years[-1]}."
        )
    if topics:
        said.append(f"Their most frequent keywords: {topics}.")
    return " ".join(said)


def without_talk(question: str) -> str:
    """A question without the sentences of small talk before it ("Splendid. Does music help?")."""
    while (
        (first := _SENTENCE.match(question))
        and _talked(first[0])
        and any(map(str.isalnum, question[first.end() :]))
    ):
        question = question[first.end() :].lstrip()
    return question


def _goes_on(line: str) -> bool:
    """True if what comes after the thanks is about something else ("thx. dna next.", "thanks, and the cost?")."""
    _, _, rest = line.partition(". ")
    asked = _THEN_ASKS.search(line)
    rest = rest or (asked["rest"] if asked else "")
    return any(c.isalnum() for c in rest) and not _talked(rest) and not _STARTS_THANKING.match(rest)


def _talked(line: str) -> list[tuple[str, ...]]:
    """The phrases of small talk that make up a line, in order; [] if a word is none of them, or if all are only
    filler.
    """
    words = [word.casefold().replace("’", "").replace("'", "") for word in _TOKEN.findall(line)]
    found, at = list[tuple[str, ...]](), 0
    while at < len(words):
        runs = (tuple(words[at : at + n]) for n in range(_LONGEST_SAID, 0, -1))
        run = next((run for run in runs if run in _SAID or run in _FILLER), None)
        if run is None:
            return []
        found.append(run)
        at += len(run)
    return found if any(run in _SAID for run in found) else []


_OF_FILES = frozenset(
    "pdf file files document attachment attached picture image photo screenshot paper article read summarise summarize "
    "summary explain translate add import look see".split()
)


def points(words: str) -> bool:
    """True for words that only refer to a question asked elsewhere ("can you answer this one?")."""
    line = " ".join(words.split())
    if _asks_for_help(line) or _ON_ITSELF.search(line) or _STARTS_THANKING.match(line) or _talked(line):
        return False
    said = {word.casefold() for word in re.findall(r"[^\W_]+", line)}
    return not said or bool(said <= ASKING | _ANSWERING | _POINTING and said & _POINTING)


def asks_of_file(words: str) -> bool:
    """True for words that only ask about a file sent with them ("what does this say?", "summarise the attached pdf")."""
    rest = (word for word in re.findall(r"[^\W_]+", words) if word.casefold() not in _OF_FILES)
    return points(" ".join((*rest, "this")))


def too_long(length: int, most: int) -> str:
    """The reply to a question that is too long: its length and the limit, in characters."""
    return f"That is {length:,} characters; I read questions of up to {most:,}. Ask it in a sentence or two."

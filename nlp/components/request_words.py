"""The words by which somebody asks for what is not there, as patterns over the words of a sentence."""

import re

_OPENS = r"(?:^|(?<= and )|(?<= but )|(?<= so )|(?<= , )|(?<= : )|(?<= - ))"
_BIDS = _OPENS.replace("|(?<= and )", "")
"""Likewise, but not where something "gives me hips" and "lets me breathe"."""
_SOFTLY = r"(?:(?:just|please|pls|maybe|perhaps|at least|now|oh|then|kindly|well) (?:, )?)*"
_NEXT = r"(?:for )?(?:the |your )?next (?:time|one|run|batch|season|year|version|edition|collection|lot|drop|round)"
_MAKING = (
    "(?:make|add|give|use|put|include|show|print|sew|cut|have|line|choose|pick|let|build|spend|spring|invest|switch"
    "|allow|offer|bring|move|set|place)"
)
_MAKERS = "(?:you|they|we|i|someone|somebody|the makers?|the designers?|the company|the brand)"
_US = "(?:me|us|my|our|him|her|his|them|the|those|these)"
_SOMEBODY = "(?:person|maker|tailor|seamstress|designer)"
_LOVELY = (
    "(?:lovely|nice|nicer|great|good|wonderful|fantastic|brilliant|ideal|perfect|grand|better|best|bliss|heaven|handy"
    "|helpful|amazing|a treat|a dream|a relief|a bonus)"
)
_WOULD = r"(?:would|'d) (?:so |really |just |happily |gladly |dearly |have |rather )*"
_VERY = "(?:so |really |very |quite |just |even |such )?"
_NEEDLESS = "(?:not|n't|without) (?:to )?(?:have|having|need|needing|be|being|feel|feeling)"
_MOVE = "(?:breathe|move|sit|bend|lift|raise|walk|lean|reach|stand|kneel|run|eat|swallow|close|button|zip|tuck)"
_KEEP = "(?:keep|stay|hold|reach|cover|close|fit|last|survive|sit|stop|end)"
_OWN = "(?:the |my |its |these |this |only |those |their )?"
_PAST = r"(?:were|was|had|'d|could|would|let|fit|sat|came|hit|went|gave|held|hung|ran|\w{2,}ed)"

_GIVE = rf"{_BIDS}{_SOFTLY}(?:give|grant|gimme) {_US}\b(?! (?:this|that|another|one|{_SOMEBODY})\b)"
_LET = (
    rf"{_BIDS}{_SOFTLY}let {_US}\b"
    r"(?! (?:say|tell|know|just|add|start|begin|be|explain|assure|warn|praise|pray|go|down|face|see|not)\b)"
    r"(?!(?: \w+){1,3} (?:hang|dry|soak|steam|air|rest|cool|drip|be|down|out)\b)"
)
_LET_IT = rf"{_BIDS}{_SOFTLY}let (?:it|them) (?={_KEEP}\b)"
_NEXT_TIME = rf"{_OPENS}{_SOFTLY}{_NEXT}(?: ,)? {_SOFTLY}{_MAKING}\b"
_PLEASE_MAKE = (
    r"(?:please|pls) (?:just |kindly )?(?!let|add me|give (?:it|this)\b)"
    rf"(?:{_MAKING}|find|photograph|fix|hire|learn)\b"
)
_COULD_YOU = (
    rf"{_OPENS}{_SOFTLY}(?:could|can|would|will) {_MAKERS} (?:please |not |just |maybe )*"
    rf"{_MAKING}\b(?! (?:it|this|them) (?:on|to)\b)"
)
_WOULD_BE_LOVELY = (
    rf"(?:would|'d) (?:have )?be(?:en)? {_VERY}{_LOVELY} (?:{_NEEDLESS}|if|being able to"
    r"|to (?:be able to|have|see|get|find|feel|breathe|sit|move|lift|bend|reach))\b"
)
_WOULD_KILL_FOR = rf"{_WOULD}(?:kill|die|give [\w ]{{3,16}}|pay [\w ]{{3,16}}) for\b"
_WOULD_LOVE = (
    rf"{_WOULD}(?:love|like|loved|liked|prefer|preferred|welcome|appreciate) (?:a|an|one|some|{_NEEDLESS}"
    r"|to (?:be|feel|have|see my|get my|get it|get into|look like|wear (?:it|them) without"
    rf"|(?={_MOVE}\b)))\b"
)
_WANT = (
    r"(?:^|(?<=, )|(?<=but ))i (?:just |only |really |still )?(?:want|need) (?:the|my|an?|some) (?!second|third|size)"
)
_RATHER = r"(?:would|'d) rather (?:the|it|they|my|have|not|be able)\b"
_HOPED = r"(?:had|'d) (?:so |really |rather )?(?:hoped|been hoping) (?:to|for|it|they|the|that)\b"
_HOW_ABOUT = rf"{_OPENS}(?:how|what) about (?:a|an|some|adding|giving|making|using)\b"
_MY_IDEAL = r"(?<!where )(?:my|the) (?:ideal|dream|perfect) \w+ would\b"
_WISH = (
    rf"(?:{_OPENS}{_SOFTLY}|i |we )(?:just |only |so |really |do )*wish"
    r" (?!all |every |each |my other |other |more |i |it had come )"
)
_WISH_I_COULD = rf"wish i (?:could|was able to|were able to) (?=see |get|do |{_MOVE}\b)"
_OUGHT = r"(?<!i )(?<!you )(?<!we )ought to (?!last|wear|have|be )\w+"
_SHOULD = (
    r"should (?=(?:cover|reach|close|button|sit|stay|meet|end|stop|hide|hug|skim) )(?!\w+ (?:you|most|anyone|up) )"
)
_SHOULD_REALLY = r"(?:should (?:really|surely|at least|actually)|(?:really|surely) should)\b(?! have )"

ASKING = tuple((frozenset(hints.split()), re.compile(rf"(?:^|(?<= ))(?:{pattern})")) for hints, pattern in (
    ("give grant gimme", _GIVE), ("let", f"{_LET}|{_LET_IT}"), ("next", _NEXT_TIME), ("please pls", _PLEASE_MAKE),
    ("could can would will", _COULD_YOU),
    ("would 'd", "|".join((_WOULD_BE_LOVELY, _WOULD_KILL_FOR, _WOULD_LOVE, _RATHER, _MY_IDEAL))), ("want need", _WANT),
    ("hoped hoping", _HOPED), ("about", _HOW_ABOUT), ("wish", f"{_WISH}|{_WISH_I_COULD}"), ("ought", _OUGHT),
    ("should", f"{_SHOULD}|{_SHOULD_REALLY}"), ("only", r"if only\b"),
))  # fmt: skip
"""What leads to what is asked for, each behind the words of which it has one."""
ASKED_ABOUT = re.compile(
    r"(?:so |and |but |please |pls |, )*(?:could|can|would) (?:the|its|their|these|those|my|your) "
)
"""Begins a question that may be a request."""
OTHERWISE = re.compile(r"\b(?:please|pls|instead of|rather than)\b")
"""Tells such a request from a question."""
TOO_MUCH_TO_ASK = re.compile(r"\b(?:too much|a lot|unreasonable|so hard|so much) to ask\b")
IF = re.compile(
    "".join(
        rf"(?<!{asked} )"
        for asked in ("wondered", "wonder", "asked", "ask", "as", "even", "see", "know", "sure", "tell", "doubt")
    )
    + rf"\bif (?!i |you |your |someone |anyone |we |people |not ){_OWN}(?:\w+ ){{1,3}}?{_PAST}\b"
    r"|(?:^|(?<=, )|(?<=but ))(?:had|were) (?:the|they|it|its|my|these|this|those) "
)
"""Begins a condition that does not hold."""
WOULD_COME = re.compile(
    r" (?:(?:and|so|then|,|that) )*"
    r"(?:i|we|he|she|it|they|you|one|this|that|there|people|(?:the|my|these|its) (?:(?!i |it |they |we )\w+ ){1,3}?)"
    r" ?(?:would|'d|could|might)\b"
)
"""Begins what would come of it."""
A_LITTLE_MORE = re.compile(
    r"(?:just |maybe )?(?!a lot|lots|plenty)(?:(?:an?|one|two|three|four|five|half|some|any|\d+|more|extra|bit|touch"
    r"|tad|little|smidge|smidgen|couple|few|fraction|of|or|wee|finger|shade|tiny|further|breathing|elbow|good|slightly"
    r"|decent|the|other|another|proper) ){1,5}"
    r"(?:more|extra|inch|inches|cm|centimetres|room|space|ease|slack|give|stretch|length|width|cloth|fabric)\b"
    r"(?: (?!is|are|was|were|fit|fits|has|and)\w+){0,7}"
    r"(?P<result> and (?:then )?(?:i|we|he|she|it|they|this|people|(?:the|my) \w+) (?:could|would|'d|might)\b)"
)
"""What is asked for, and what would come of it ("a bit of room at the waist and I could breathe")."""
WOULD_PLEASE = re.compile(
    r"(?:just )?(?!it |they |this |these |that |those |the |my |i |we |he |she |you |which |who )(?:\w+ ){1,9}?"
    rf"(?:would|'d) (?:have )?(?:be(?:en)? {_VERY}(?:an? )?(?:{_LOVELY}|appreciated|welcome|sensible|change)"
    r"|do it|do nicely|help(?:ed)?)\b"
)
"""What would please, and its verdict behind it ("a collar that closes would be nice")."""
AS_HERE = re.compile(
    r"(?:wish|if only) (?:all|every\w*|each|more|other|the rest|my (?:\w+ )?(?:bras?|jeans|dress(?:es)?|things|clothes"
    r"|wardrobe|shirts?|coats?|shoes|trousers|tops?|jumpers?|walls|sofa|bed))\b.*\b(?:as|that|this|so|like these)\b"
)
"""Wishes that others were as this one is."""

"""The kinds of garment a comment can be about, and the shop words for them."""

from enum import StrEnum


class GarmentKind(StrEnum):
    """What kind of garment it is: it changes what words such as "too long" mean."""

    SHIRT = "shirt"
    BLOUSE = "blouse"
    KNIT = "knit"
    DRESS = "dress"
    SKIRT = "skirt"
    TROUSERS = "trousers"
    JEANS = "jeans"
    SHORTS = "shorts"
    JACKET = "jacket"
    COAT = "coat"
    JUMPSUIT = "jumpsuit"
    SWIM = "swim"
    UNDERWEAR = "underwear"
    SLEEPWEAR = "sleepwear"

    @property
    def has_legs(self) -> bool:
        """Whether its length is the length of its legs."""
        return self in _WITH_LEGS

    @property
    def is_pair(self) -> bool:
        """Whether people speak of it in the plural."""
        return self in _WITH_LEGS or self in (GarmentKind.UNDERWEAR, GarmentKind.SLEEPWEAR)

    @property
    def pom_group(self) -> str:
        """The group that shares customary points of measure: top, dress, skirt, legs, jumpsuit or swim."""
        return _POM_GROUPS.get(self, "top")


_WITH_LEGS = frozenset({GarmentKind.TROUSERS, GarmentKind.JEANS, GarmentKind.SHORTS, GarmentKind.JUMPSUIT})

_POM_GROUPS = {
    GarmentKind.DRESS: "dress",
    GarmentKind.SLEEPWEAR: "dress",
    GarmentKind.SKIRT: "skirt",
    GarmentKind.TROUSERS: "legs",
    GarmentKind.JEANS: "legs",
    GarmentKind.SHORTS: "legs",
    GarmentKind.JUMPSUIT: "jumpsuit",
    GarmentKind.SWIM: "swim",
    GarmentKind.UNDERWEAR: "swim",
}

_SHOP_WORDS = {
    GarmentKind.SHIRT: "shirt overshirt oxford button-down button-up polo flannel",
    GarmentKind.BLOUSE: "blouse top tunic camisole cami tank shell bodysuit corset",
    GarmentKind.KNIT: "knit knitwear sweater jumper cardigan pullover fine-gauge hoodie sweatshirt tee t-shirt tshirt "
    "turtleneck layering vest henley jersey",
    GarmentKind.DRESS: "dress gown trend sundress kaftan caftan frock shift maxi pinafore",
    GarmentKind.SKIRT: "skirt kilt sarong",
    GarmentKind.TROUSERS: "trouser trousers pant pants chino legging leggings legwear jogger sweatpant slack culotte "
    "bottoms casual-bottoms",
    GarmentKind.JEANS: "jean jeans denim",
    GarmentKind.SHORTS: "short shorts bermuda",
    GarmentKind.JACKET: "jacket blazer bomber gilet waistcoat fleece",
    GarmentKind.COAT: "coat outerwear parka trench overcoat raincoat anorak cape poncho",
    GarmentKind.JUMPSUIT: "jumpsuit playsuit romper overall overalls dungarees boilersuit catsuit onesie",
    GarmentKind.SWIM: "swim swimwear swimsuit bikini tankini trunks bathing-suit swimming-costume",
    GarmentKind.UNDERWEAR: "underwear intimate intimates lingerie bra bralette brief panty knickers boxer sock tights "
    "hosiery shapewear thong",
    GarmentKind.SLEEPWEAR: "sleepwear sleep lounge loungewear pyjama pajama nightgown nightdress "
    "nightshirt robe chemise",
}
_OTHER_LANGUAGES = {
    GarmentKind.SHIRT: "hemd hemden camisa",
    GarmentKind.BLOUSE: "bluse blusen chemisier blusa",
    GarmentKind.KNIT: "strick strickwaren strickjacke pulli maille tricot pull camiseta punto",
    GarmentKind.DRESS: "kleid kleider vestido",
    GarmentKind.SKIRT: "rock röcke jupe falda",
    GarmentKind.TROUSERS: "hose hosen pantalon pantalón pantalones",
    GarmentKind.JEANS: "vaquero",
    GarmentKind.JACKET: "jacke jacken weste westen veste chaqueta",
    GarmentKind.COAT: "mantel mäntel manteau manteaux abrigo",
    GarmentKind.JUMPSUIT: "combinaison combi-pantalon mono",
    GarmentKind.SWIM: "badeanzug badeanzüge bademode maillot bañador bañadores",
    GarmentKind.UNDERWEAR: "unterwäsche unterhose unterhosen strumpfhose strumpfhosen pantyhose lenceria lencería",
    GarmentKind.SLEEPWEAR: "nachthemd nachthemden schlafanzug pijama",
}
"""German, French and Spanish; what means something else in English stands below."""

_IN_FRENCH = {
    "robe": GarmentKind.DRESS, "robes": GarmentKind.DRESS, "chemise": GarmentKind.SHIRT, "chemises": GarmentKind.SHIRT,
}  # fmt: skip
"""By day in French, for the night in English, where the word stands last: a silk robe, une robe en soie."""

_FRENCH = (
    "d de du des en et à au aux la le les un une pour sans avec femme femmes homme hommes manche manches col taille "
    "longue longues courte courtes midi droite évasée portefeuille lin coton soie laine velours dentelle été hiver "
    "soirée blanche noire bleue rouge rayée fleurie imprimée"
)
_TELL_FRENCH = frozenset(_FRENCH.split())
_FOR_THE_NIGHT = frozenset({"nuit", "chambre"})
_ENGLISH_AFTER = frozenset({"&", "+", "and", "or", "set", "sets"})

_KIND_OF_WORD = {
    word: kind
    for all_words in (_OTHER_LANGUAGES, _SHOP_WORDS)
    for kind, words in all_words.items()
    for word in words.split()
}
_GERMAN_HEADS = (
    "strickjacke", "badeanzug", "pullover", "overall", "kleider", "shorts", "mäntel", "mantel", "blusen", "hemden",
    "kleid", "bluse", "hosen", "jacken", "westen", "röcke", "jacke", "weste", "pulli", "jeans", "hemd", "hose", "rock",
)  # fmt: skip
"""What German compounds end in, the longer ones first: a Leinenhose is trousers."""


def garment_kind(word: str | None, *, beside: str = "") -> GarmentKind | None:
    """The kind that a shop's word stands for, or None where it is unknown.

    Plurals and compounds are read ("Summer dresses", "Bathing suits"); the last known word of several wins. What stands
    `beside` it, such as the garment's name, tells whether it is French.
    """
    if not word:
        return None
    parts = _split(word)
    in_french = next((_IN_FRENCH[part] for part in parts if part in _IN_FRENCH), None)
    if in_french and (_is_french(parts) or _is_french(_split(beside))):
        return in_french
    for phrase in ("-".join(parts), *reversed(parts)):
        for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es"), phrase.removesuffix("ies") + "y"):
            if form in _KIND_OF_WORD:
                return _KIND_OF_WORD[form]
    heads = (_find_head(part) for part in reversed(parts))
    return next((_KIND_OF_WORD[head] for head in heads if head), None)


def _split(words: str) -> list[str]:
    return words.strip().casefold().replace("_", " ").replace("/", " ").replace("’", "'").replace("'", " ").split()


def _is_french(parts: list[str]) -> bool:
    """Whether words speak French of a robe or a chemise by day: they begin with it, or other words tell."""
    if not _FOR_THE_NIGHT.isdisjoint(parts):
        return False
    is_first = len(parts) > 1 and parts[0] in _IN_FRENCH and parts[1] not in _ENGLISH_AFTER
    return is_first or not _TELL_FRENCH.isdisjoint(parts)


def _find_head(word: str) -> str | None:
    """What a German compound is at last, or None: the front of it says only of what or for when it is."""
    return next((head for head in _GERMAN_HEADS if word.endswith(head) and len(word) >= len(head) + 3), None)

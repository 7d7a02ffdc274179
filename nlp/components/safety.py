"""Flags what can hurt somebody, by closed rules, apart from how strongly it was said."""

import re

from nlp.components.notes import Claim, Notes

_HAZARDS = re.compile(
    r"\b(?:"
    r"(?:sharp|pointy|jagged) (?:\w+ ){0,2}(?:edge|wire|underwire|pin|zip|zipper|end|point|metal|plastic|snap|tag|hook|bead|sequin|button)s?"
    r"|(?:underwire|wire|pin|needle|zipper|metal|hook|staple)s? (?:\w+ ){0,3}(?:poked?|pokes|poking|stabb?(?:ed|s|ing)?|cut|scratched|pierced|sticking|jab(?:bed|s|bing)?)"
    r"|(?:needle|pin|staple|nail|piece of glass)s? (?:was |were |left )?(?:still )?(?:in|inside|left in)"
    r"|(?:cut|sliced|stabbed|pricked|poked|jabbed|scratched) (?:me|myself|my|him|her)\b|drew blood|bleeding from|made me bleed"
    r"|rash(?:es)?|hives|allergic|allergy|eczema|skin reaction|broke out|breakout|welts?|blisters?|dermatitis|burn(?:ed|t|s)? my skin|red bumps"
    r"|chok(?:e|es|ed|ing)|strangl(?:e|es|ed|ing)|(?:can't|can not|cannot|couldn't|could not) (?:even )?breathe|suffocat\w+"
    r"|trapped|(?:got|get|was|been|am) stuck in (?:it|the|this)|(?:could|can)(?:n't| not) get (?:it |myself )?(?:back )?(?:off|out of it)|had to be cut out|cut (?:me|myself) out"
    r"|caught (?:my|his|her) (?:skin|finger|hair)|pinched my skin|tripp(?:ed|ing)|trip (?:over|on)|fell (?:down|over) because"
    r"|caught fire|flammable|melted|singed|scorched|went up in flames"
    r"|(?:button|bead|sequin|snap|stud|bow|toggle|pom pom|rhinestone|hook|eye|buckle|zipper pull|charm|applique)s? (?:\w+ ){0,3}(?:fell|falls|fall|came|come|comes|coming|falling|popped|pop|broke|fallen|pulled) (?:right |straight |clean )?off"
    r"|swallow(?:ed)? (?:a|the|it) (?:button|bead)|choking hazard"
    r")\b"
)


def is_unsafe(notes: Notes, claim: Claim) -> bool:
    """Whether the claim's clause tells of a sharp object, a skin reaction, choking, trapping, a lost part or fire."""
    if claim.silent or (claim.code and claim.code.is_ok):
        return False
    words = " ".join(notes.words[claim.clause.start : claim.clause.end]).replace(" n't", "n't")
    return _HAZARDS.search(words) is not None

"""What a judgement says of a part as a code, and what its denial says."""

from nlp.lexicon import Judgement, Part
from nlp.taxonomy import IssueCode, code_named, codes_of

_CODES = {code.value: code for code in IssueCode}
_ASKED = {
    ("rise.height", "short"): IssueCode.RISE_HEIGHT_LOW,
    ("rise.height", "long"): IssueCode.RISE_HEIGHT_HIGH,
    ("waist.position", "short"): IssueCode.WAIST_POSITION_HIGH,
    ("waist.position", "long"): IssueCode.WAIST_POSITION_LOW,
    ("neckline.depth", "short"): IssueCode.NECKLINE_DEPTH_LOW,
}
"""What is missing where more or less is asked for of a part that has only a height."""


def meaning(part: Part | None, judgement: Judgement) -> IssueCode | None:
    """What a judgement says of a part; None where it says nothing a pattern maker could use."""
    if part is None:
        return judgement.alone
    if part.garment and judgement.alone and judgement.name not in part.codes:
        return judgement.alone
    for name in (judgement.name, judgement.value) if judgement.value in ("good", "bad") else (judgement.name,):
        if name in part.codes:
            return part.codes[name]
    if judgement.axis and judgement.axis in part.axes:
        return _CODES[f"{part.axes[judgement.axis]}/{judgement.value}"]
    if judgement.asked and "width" in part.axes:
        return _CODES[f"{part.axes['width']}/{'small' if judgement.value == 'short' else 'large'}"]
    if judgement.asked and (code := _ASKED.get((part.axes.get("height", ""), judgement.value))):
        return code
    return (
        judgement.alone
        if part.garment or judgement.inherent or (judgement.value in ("good", "bad") and not part.codes)
        else None
    )


def denied(code: IssueCode) -> IssueCode | None:
    """What "not …" makes of a code; None where the direction stays open ("not true to size")."""
    if not code.is_ok:
        return ok_of(code)
    problems = [other for other in codes_of(code.aspect) if not other.is_ok]
    return problems[0] if len(problems) == 1 else _OF_TWO_FAULTS.get(code)


def denied_by(keys: list[str], code: IssueCode) -> IssueCode | None:
    """What "not …" makes of a code, by the keys of what tells it where praise could be wrong either way."""
    if code.is_ok:
        for value, ways in _DENIED_WAYS.items():
            if not ways.isdisjoint(keys) and (fault := code_named(f"{code.aspect}/{value}")) is not None:
                return fault
    return denied(code)


_DENIED_WAYS = {
    "short": frozenset({"cover", "reach", "com", "long", "tuck", "hit", "touch", "stretch", "get", "extend", "length"}),
    "low": frozenset({"cover", "hid", "modest", "decent", "com", "reach", "work", "high"}),
    "small": frozenset(
        {"room", "clos", "button", "zip", "mov", "lift", "breath", "eas", "bend", "meet", "fasten", "do", "get", "go",
         "slid", "slip", "space", "reach"}
    ),
    "large": frozenset({"stai", "hug", "hold", "snug", "gap", "grip", "stand", "put"}),
    "long": frozenset({"stai", "put", "end", "stop"}),
    "excess": frozenset({"spring", "bounc", "snap", "recov", "recover", "shap", "shape"}),
    "thin": frozenset({"warm", "thick", "substantial", "heavi", "cosi", "weight"}),
    "thick": frozenset({"cool", "light"}),
}  # fmt: skip
"""Keys of what praise tells, by what its denial says: what does not reach is short, what does not close small."""

_OF_TWO_FAULTS = {
    IssueCode.FABRIC_STRETCH_OK: IssueCode.FABRIC_STRETCH_NONE,
    IssueCode.FABRIC_FEEL_OK: IssueCode.FABRIC_FEEL_ROUGH,
    IssueCode.BODY_LENGTH_OK: IssueCode.BODY_LENGTH_SHORT,
    IssueCode.NECKLINE_DEPTH_OK: IssueCode.NECKLINE_DEPTH_LOW,
    IssueCode.LEG_LENGTH_OK: IssueCode.LEG_LENGTH_SHORT,
}


def ok_of(code: IssueCode) -> IssueCode:
    """The praise of the same aspect."""
    return _CODES[f"{code.aspect}/ok"]

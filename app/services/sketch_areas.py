"""Where the places of a flat lie: the left half of each as an SVG path, mirrored on a field of 100 by 106.

An area that reaches the middle is left open there; later ones lie over earlier ones. The ring marks a place to tap.
"""

from typing import NamedTuple


class Spot(NamedTuple):
    """A place on a flat: the middle of its ring and the left half of its area."""

    x: float
    y: float
    area: str


_WHOLE, _NARROW = "0 0 100 106", "20 0 60 106"

FIELDS = {
    **dict.fromkeys(("shirt", "jacket", "knit", "dress"), _WHOLE),
    **dict.fromkeys(("skirt", "trousers", "jumpsuit"), _NARROW),
    "shorts": "20 2 60 66",
    "swim": "25 2 50 98",
}
"""What of the field a flat needs: the narrower it is, the larger it is shown."""

_SHOULDER = Spot(33.5, 17, "M37.3 9.6L26 14C27.2 17 28.2 20.5 28.8 24H43L37 10.5Z")
_ARMHOLE = Spot(29.4, 38, "M24 38a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0Z")
_ARM = Spot(22.5, 34, "M26 14C19.8 19 17 35 13.6 52L25.4 54.5C28 48 29.5 43.5 31 39C31 30 29 22 26 14Z")
_SLEEVE = Spot(15, 69, "M13.6 52C11.5 61 10 69 8 77L6.2 85.5L16.2 88L18 79.5C20 72 22.5 63 25.4 54.5Z")

_TOP = {
    "neck": Spot(42.4, 14, "M42 7L50 15L43.5 22L37 10.5Z"),
    "shoulder": _SHOULDER,
    "bust": Spot(40, 33, "M50 24.5L28.8 24.5C30.4 30 31 35 31 43H50"),
    "arm": _ARM,
    "sleeve": _SLEEVE,
    "armhole": _ARMHOLE,
    "waist": Spot(40, 57, "M50 49L31.7 49C32 56 31.9 60 31.7 65H50"),
    "hip": Spot(40, 75.5, "M50 66L31.6 66C31.2 74 30.7 80 30.3 85H50"),
    "length": Spot(40, 92, "M50 86L30.2 86L30 90C33 97 42 98 50 98"),
}

_DRESS = {
    "neck": Spot(44.3, 18.5, "M50 24C43.5 24 39 16 37.5 9.4L41 8C42 15 45 17.7 50 17.7"),
    "shoulder": Spot(32.5, 17, "M37 9.7L26 14C27.2 17 28.2 20.5 28.8 24.5H45.5C41.5 21.5 38.5 15.5 37 9.7Z"),
    "bust": Spot(40, 33, "M50 25L28.8 25C30.4 30.5 31 35 31 41H50"),
    "arm": _ARM,
    "sleeve": _SLEEVE,
    "armhole": _ARMHOLE,
    "waist": Spot(41, 53.5, "M50 46L32.7 46C33.8 49 34.5 51.5 34.5 54L33 60H50"),
    "hip": Spot(40, 71, "M50 61L32.7 61C30.8 68 29 74 27.3 80H50"),
    "length": Spot(38, 98, "M50 92L23 92L20 102C30 105 42 105.5 50 105.5"),
}

_TROUSERS = {
    "waistband": Spot(41, 9, "M50 12.5H33.8L34.5 6H50"),
    "hip": Spot(37.5, 24, "M33.6 13C31.6 20 30.4 27 29.8 34L43 35V13Z"),
    "rise": Spot(47, 29, "M50 42L43.5 35L43.5 13H50"),
    "thigh": Spot(38.5, 51, "M29.7 35C28.8 44 28.4 52 28.3 62H46.6L50 42.5L43.2 35.7Z"),
    "leg": Spot(36, 95, "M28.1 86L28 103H43.7L45 86Z"),
}

_SHORTS = {
    **_TROUSERS,
    "thigh": Spot(38.5, 46, "M29.7 35C29.1 42 28.7 48 28.4 54H48.7L50 42.5L43.2 35.7Z"),
    "leg": Spot(38, 59.5, "M28.3 55L28 64H47.7L48.6 55Z"),
}

_SKIRT = {
    "waistband": Spot(43, 12, "M50 17H34.8L35.5 14L36 8H50"),
    "hip": Spot(40, 33, "M50 18L34.6 18C32.4 27 31 35 29.7 46H50"),
    "length": Spot(37, 90, "M50 82L24.6 82L23 95C33 98 42 98.5 50 98.5"),
}

_JUMPSUIT = {
    "straps": Spot(39.6, 9, "M38 4H41C41 9 42.3 12 44 13.8L36 16C37.3 12.5 38 8.5 38 4Z"),
    "neck": Spot(45.4, 18, "M50 21.5C44.5 21 40.5 18.5 38.5 15.5L44.3 14C46 15.4 48 16 50 16"),
    "bust": Spot(41.5, 26.5, "M50 22C44.5 21.5 40 19 37.8 15.9L35.8 16.5C35.2 18.5 34.4 20.3 33.5 22L35 32H50"),
    "waist": Spot(42, 40, "M50 33L35.2 33C35.8 37 36 40 36 43L34.8 47H50"),
    "hip": Spot(38.5, 55, "M34.6 48C33.2 53 32.1 57.5 31.3 62H43.3V48Z"),
    "rise": Spot(47, 56, "M50 62L48.9 67L43.7 62V48H50"),
    "thigh": Spot(38.5, 74, "M31.2 63C30.4 70 30 77 29.7 86H46.8L48.7 68L44 63Z"),
    "leg": Spot(37, 97, "M29.3 90L29 104H45L46.4 90Z"),
}

_SWIM = {
    "straps": Spot(38.6, 14, "M37 6H40C40 13 41 19 43 23.5L35.2 25.5C36.5 20 37 13 37 6Z"),
    "neck": Spot(45.5, 31.5, "M50 38C45 36.5 41 31.5 38.8 25.3L43.3 24C45 28.5 47.3 31 50 32"),
    "bust": Spot(40, 37, "M50 38.5C44.5 37 40.5 32 38.3 25.5L34.9 26.3C34.3 28.5 33.7 30 33 32L35.4 43H50"),
    "waist": Spot(43, 52.5, "M50 44L35.7 44C37.2 49 38 52.5 38 56L36.3 61H50"),
    "hip": Spot(40.5, 68, "M50 62L36 62C34.8 65 33.8 68 33 71C38 75 41.5 79.5 43.8 84H50"),
    "opening": Spot(38, 77.3, "M44.8 86.5C42 80 38 75.5 32.7 72L31.5 76C37 78.5 40.8 82.5 43.5 87.3Z"),
}


def _turn(front: dict[str, Spot], *unseen: str, **drawn: Spot) -> dict[str, Spot]:
    """The same places on the back, where some are not seen and some are drawn otherwise."""
    return {key: drawn.get(key, spot) for key, spot in front.items() if key not in unseen}


_BACK_NECK = Spot(45.5, 8.5, "M50 13.3C46 13.3 41.5 12.6 38.7 11L39.5 9.8C40 5.5 45 4 50 4")
_BACK_SHOULDER = Spot(36, 17.5, "M50 13.8C46 13.8 41.5 13 38.2 10.9L26 14C27.4 17.5 28.4 21 29 24.5H50")
_LOW_NECK = Spot(45.5, 13, "M50 17.3C45 17.3 39.5 14.5 36.8 9.7L41 8C43.5 10.5 46.5 11 50 11")
_LOW_SHOULDER = Spot(35, 19, "M50 17.8C45 17.8 39.2 15 36.3 9.9L26 14C27.4 17.5 28.4 21 29 24.5H50")

FRONT: dict[str, dict[str, Spot]] = {
    "shirt": _TOP,
    "jacket": _TOP | {"neck": Spot(40, 16, "M43.5 6L38 9.8L35.8 20L41.5 22.7L45.5 14Z")},
    "knit": _TOP | {key: _DRESS[key] for key in ("neck", "shoulder")},
    "dress": _DRESS,
    "skirt": _SKIRT,
    "trousers": _TROUSERS,
    "shorts": _SHORTS,
    "jumpsuit": _JUMPSUIT,
    "swim": _SWIM,
}

BACK: dict[str, dict[str, Spot]] = {
    "shirt": _turn(_TOP, "bust", neck=_BACK_NECK, shoulder=_BACK_SHOULDER),
    "jacket": _turn(_TOP, "bust", neck=_BACK_NECK, shoulder=_BACK_SHOULDER),
    "knit": _turn(_TOP, "bust", neck=_LOW_NECK, shoulder=_LOW_SHOULDER),
    "dress": _turn(_DRESS, "bust", neck=_LOW_NECK, shoulder=_LOW_SHOULDER),
    "skirt": _SKIRT,
    "trousers": _TROUSERS,
    "shorts": _SHORTS,
    "jumpsuit": _turn(
        _JUMPSUIT, "bust", "neck", straps=Spot(39.6, 11, "M38 4H41C41 10 42.5 15 44.5 18L34.6 20C37 15 38 9.5 38 4Z")
    ),
    "swim": _turn(
        _SWIM, "bust", "neck", straps=Spot(38.6, 18, "M37 6H40C40 18 41.5 27 44 33.5L33.4 33C36 25 37 16 37 6Z")
    ),
}

"""Atelier Nordlund: the label, its people and the garments it makes, as data."""

from app.services.demo.dress import SANNA
from app.services.demo.shirt import MARIT
from app.services.demo.trousers import INES

LABEL_NAME = "Atelier Nordlund"
RETURN_URL = "https://nordlund.example/returns"
DESIGNER_NAME = "Ida Nordlund"
DESIGNER_EMAIL = "ida@nordlund.example"
DESIGNER_PASSWORD = "linen-and-thread"  # noqa: S105 (printed for whoever tries the demo)
PATTERN_MAKER = "Tove Lindqvist"

COLLECTION = (MARIT, SANNA, INES)

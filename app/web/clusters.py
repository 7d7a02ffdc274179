"""The fit points of a garment."""

from flask import Blueprint

pages = Blueprint("clusters", __name__)

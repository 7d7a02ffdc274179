"""The names of paper in typst and in workbooks, and of units on it."""

from app.models import LengthUnit, Paper

IN_TYPST = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
IN_XLSX = {Paper.A4: 9, Paper.LETTER: 1}

UNITS = {LengthUnit.MM: "mm", LengthUnit.CM: "cm", LengthUnit.IN: "inches"}

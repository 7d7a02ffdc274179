"""The names of paper in typst and in workbooks."""

from app.models import Paper

IN_TYPST = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
IN_XLSX = {Paper.A4: 9, Paper.LETTER: 1}

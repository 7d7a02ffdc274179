"""The correction sheet as a file: one writer per format, all of one shape, `write(sheet) -> bytes`.

Writers know the sheet (`sheet.py`) and its one table (`table.py`), and neither the database nor each other. The same
sheet gives the same bytes: moments come from the sheet, nothing is drawn by chance. A new format gets a file here and
a line in `app/services/sheets.py`.
"""

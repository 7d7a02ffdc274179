"""Files that Toile writes and reads: one writer or reader per format, and what they write as plain data beside them.

A writer takes data (`sheet.py`, `chart.py`, `comparison.py`, `measuring.py`, `tables.py` …) and makes bytes of it, a
reader takes bytes; neither knows the database. The same data gives the same bytes: moments come from the data, nothing
is drawn by chance. A new format of the correction sheet gets a file here and a line in `app/services/sheets.py`.
"""

"""Exports hold what the desk shows, in three formats, safe to open, and no longer than they may."""

import csv
import io
import json
import os
import time
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from app.errors import NotFound, RuleError
from app.models import CorrectionKind, FeedbackSource, Heard, Issue, IssueOrigin, JobStatus, now
from app.services import amending, exports, feedback, inbox, issues, jobs, looking, ways
from app.services.formats import tables_xlsx
from app.services.inbox import Filters, Folder
from nlp.taxonomy import IssueCode
from tests.arranged import once
from tests.cast import make_feedback, make_round, make_shirt

LONG = IssueCode.SLEEVE_LENGTH_LONG
EVIL = '=HYPERLINK("http://evil.example";"sleeves too long")'


@pytest.fixture
@once
def answer(session):
    """An answer whose comment a spreadsheet would take for a formula."""
    shirt = make_shirt(session)
    stored = feedback.record_feedback(
        session, shirt, source=FeedbackSource.REVIEW, comment=EVIL, size="L",
        production_round=make_round(session, shirt), customer="ana@example.com", external_id="order 4711", rating=2.5,
        answered_at=datetime(2026, 3, 1, tzinfo=UTC),
    ).feedback  # fmt: skip
    start = EVIL.index("sleeves")
    stored.issues.append(
        Issue(code=LONG, standing_code=LONG, origin=IssueOrigin.COMMENT, severity=2, span_start=start,
              span_end=start + 16, confidence=0.9, tagger_version="rules 1")
    )  # fmt: skip
    session.flush()
    issues.correct_issue(session, stored.issues[0], kind=CorrectionKind.CONFIRMED)
    session.commit()
    return stored


def _write(session, tmp_path, file_format, **filters):
    path = tmp_path / f"out.{file_format}"
    exports.write_export(session, Filters(**filters), format=file_format, path=path)
    return path


def test_json_holds_both_tables_whole(session, tmp_path, answer):
    whole = json.loads(_write(session, tmp_path, "json").read_text())

    [given], [issue] = whole["feedback"], whole["issues"]
    assert whole["format"] == "toile-feedback/1"
    assert (given["comment"], given["run"], given["size"], given["said on"], given["rating"]) == (
        EVIL, 1, "L", "2026-03-01", 2.5,
    )  # fmt: skip
    assert (issue["answer"], issue["code"], issue["words"], issue["last correction"]) == (
        given["answer"], "sleeve.length/long", "sleeves too long", "confirmed",
    )  # fmt: skip


def test_csv_words_are_no_formulas(session, tmp_path, answer):
    with zipfile.ZipFile(_write(session, tmp_path, "csv")) as archive:
        tables = {name: archive.read(name) for name in archive.namelist()}
    [row] = csv.DictReader(io.StringIO(tables["feedback.csv"].decode("utf-8-sig")))

    assert set(tables) == {"feedback.csv", "issues.csv"}
    assert row["comment"] == f"'{EVIL}"
    assert (row["rating"], row["everything fits"], row["wear"]) == ("2.5", "no", "")


def test_xlsx_words_are_words_and_days_are_days(session, tmp_path, answer):
    book = CalamineWorkbook.from_path(_write(session, tmp_path, "xlsx"))

    head, row = book.get_sheet_by_name("Feedback").to_python()
    given = dict(zip(head, row, strict=True))
    assert (given["comment"], given["said on"], given["everything fits"]) == (EVIL, date(2026, 3, 1), False)
    assert len(book.get_sheet_by_name("Issues").to_python()) == 2


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_nothing_of_the_customer_leaves_but_what_the_desk_shows(session, tmp_path, answer, file_format):
    content = _write(session, tmp_path, file_format)
    if zipfile.is_zipfile(content):
        with zipfile.ZipFile(content) as archive:
            raw = b"".join(archive.read(name) for name in archive.namelist())
    else:
        raw = content.read_bytes()

    for secret in ("ana@example.com", "4711", answer.customer_key):
        assert secret.encode() not in raw


def test_all_chunks_are_written_and_told(session, tmp_path, monkeypatch):
    monkeypatch.setattr(looking, "FOUND_MAX", 1)
    shirt = make_shirt(session)
    for _ in range(5):
        make_feedback(session, shirt)
    told = []

    count = exports.write_export(session, Filters(), format="json", path=tmp_path / "out", tell=told.append)

    assert count == 5
    assert told[:3] == [2, 4, 5]


def test_what_is_looked_through_in_vain_is_told_too(session, tmp_path, monkeypatch):
    for name in ("READ_MAX", "NEIGHBOURS_MAX"):
        monkeypatch.setattr(ways, name, 2)
    shirt = make_shirt(session)
    for _ in range(5):
        make_feedback(session, shirt, source=FeedbackSource.NOTE).heard = Heard.FITTING
    told = []

    exports.write_export(session, Filters(heard=Heard.STOCKIST), format="json", path=tmp_path / "out", tell=told.append)

    assert told[:3] == [0, 0, 0]


def test_filters_hold_and_survive_the_job_s_row(session, tmp_path, answer):
    filters = Filters(
        words="sleeves", garment_id=answer.garment_id, round_number=1, size="L", source=FeedbackSource.REVIEW,
        folder=Folder.WAITING, from_on=date(2026, 3, 1), to_on=date(2026, 3, 1),
    )  # fmt: skip

    job = exports.request_export(session, filters, format="csv")

    assert inbox.read_filters(json.loads(json.dumps(job.arguments["filters"]))) == filters
    assert exports.write_export(session, filters, format="json", path=tmp_path / "out") == 1
    assert exports.write_export(session, Filters(size="S"), format="json", path=tmp_path / "out") == 0


def test_a_sheet_that_is_full_is_refused(session, tmp_path, monkeypatch, answer):
    monkeypatch.setattr(tables_xlsx, "ROWS_MAX", 1)

    with pytest.raises(RuleError, match="more than a sheet holds"):
        _write(session, tmp_path, "xlsx")


def test_an_unknown_format_is_refused(session):
    with pytest.raises(RuleError, match="no export as “doc”"):
        exports.request_export(session, Filters(), format="doc")


def test_a_file_is_refused_once_an_answer_in_it_was_erased(session, tmp_path, answer):
    job = _done(session, tmp_path)
    assert exports.find_file(session, job, tmp_path).is_file()

    feedback.erase_feedback(session, answer)

    with pytest.raises(NotFound, match="was erased since"):
        exports.find_file(session, job, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_refused_once_words_in_it_were_changed(session, tmp_path, answer):
    """Also one that was still being written then: nothing of it lay in the folder."""
    job = _done(session, tmp_path)

    amending.amend_feedback(session, answer, comment=EVIL, size="M")
    assert exports.find_file(session, job, tmp_path).is_file(), "its words stand"
    amending.amend_feedback(session, answer, comment="Fits.", size="M")

    with pytest.raises(NotFound, match="or its words changed"):
        exports.find_file(session, job, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_lives_a_day(session, tmp_path, answer):
    job = _done(session, tmp_path)
    path = exports.find_file(session, job, tmp_path)
    yesterday = time.time() - 25 * 3600
    os.utime(path, (yesterday, yesterday))
    newer = tmp_path / f"{job.id + 1}.json"
    newer.touch()

    exports.remove_old(tmp_path)

    assert list(tmp_path.iterdir()) == [newer]
    with pytest.raises(NotFound, match="not any more"):
        exports.find_file(session, job, tmp_path)


def test_another_job_is_no_export(session, answer):
    job = jobs.request_weighing(session, answer.garment)

    with pytest.raises(NotFound, match="no export"):
        exports.get_export(session, job.id)


def _done(session, folder):
    """An export that the worker has written."""
    job = exports.request_export(session, Filters(), format="json")
    job.status, job.finished_at = JobStatus.DONE, now()
    session.flush()
    exports.make_path(job.id, "json", folder).touch()
    return job

"""Everything about a revision in one ZIP."""

import io
import json
import zipfile

from app.models import AnswerKind, SamplePhoto
from app.services import bundles, files, packets, revisions
from tests import cast


def test_holds_sheet_chart_samples_history_and_files(session, tmp_path):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    packet = cast.send_and_receive(session, draft).packet
    packets.answer_line(session, packet, draft.lines[0], kind=AnswerKind.QUESTION, note="=1+1 from the cap?")
    cast.accept_sample(session, draft)
    for content in (b"old", b"new"):
        with files.keeping(tmp_path, io.BytesIO(content)) as kept:
            files.add_file(session, draft, kept, name="front.dxf", packet=packet)

    bundle = _read(_write(session, draft, tmp_path))

    assert sorted(bundle) == [
        "chart.pdf", "chart.xlsx", "comparison.pdf", "files/front-2.dxf", "files/front.dxf", "history.json",
        "pattern-labels.pdf", "samples.json", "sheet.csv", "sheet.json", "sheet.pdf", "sheet.xlsx",
    ]  # fmt: skip
    assert (bundle["files/front.dxf"], bundle["files/front-2.dxf"]) == (b"old", b"new")
    history, samples = json.loads(bundle["history.json"]), json.loads(bundle["samples.json"])
    assert [event["verb"] for event in history["events"]][:3] == ["drafted", "changed", "sent"]
    assert history["sheets"][0]["answers"][0]["note"] == "=1+1 from the cap?"
    assert history["files"][0]["from"] == "Ana"
    assert samples["samples"][0]["verdict"] == "accepted"


def test_what_was_never_sent_has_its_chart_and_no_sheet(session, tmp_path):
    shirt = cast.make_shirt(session)

    bundle = _read(_write(session, shirt.revisions[0], tmp_path))

    assert sorted(bundle) == ["chart.pdf", "chart.xlsx", "history.json", "samples.json"]


def test_what_is_lost_is_named_and_keeps_nobody_from_the_rest(session, tmp_path):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    packet = cast.send_and_receive(session, draft).packet
    cast.accept_sample(session, draft)
    draft.samples[0].photos.append(SamplePhoto(name="a" * 32, width=4, height=3))
    for name in ("front.dxf", "back.dxf"):
        with files.keeping(tmp_path, io.BytesIO(name.encode())) as kept:
            files.add_file(session, draft, kept, name=name, packet=packet)
    session.flush()
    files.find_path(tmp_path, draft.files[0]).unlink()

    bundle = _read(_write(session, draft, tmp_path))

    assert bundle["files/back.dxf"] == b"back.dxf"
    assert bundle["left-out.txt"].decode().splitlines() == [
        "These are no longer in the data folder, and not in here:", "", "samples/1-1.jpg", "files/front.dxf",
    ]  # fmt: skip


def test_the_same_revision_gives_the_same_bytes(session, tmp_path):
    draft = revisions.draft_revision(session, cast.make_shirt(session))

    assert _write(session, draft, tmp_path) == _write(session, draft, tmp_path)


def _write(session, revision, folder):
    target = io.BytesIO()
    bundles.write_bundle(session, revision, target, folder=folder)
    return target.getvalue()


def _read(written):
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

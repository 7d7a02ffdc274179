"""Where the routes of the application lead: a cast that has something behind every one of them."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.models import FeedbackSource, JobStatus, Role, SampleVerdict, now
from app.services import (
    addresses,
    chart_uploads,
    exports,
    feedback,
    files,
    inbox,
    invitations,
    jobs,
    label_rules,
    naming,
    overrides,
    packets,
    passwords,
    photos,
    pictures,
    public_address,
    samples,
    tokens,
    uploads,
    weighing,
)  # fmt: skip
from app.services.photos import Upload
from nlp.taxonomy import IssueCode
from tests import cast
from tests.arranged import once
from tests.services.pictures import jpeg


@dataclass(frozen=True)
class Places:
    """What the arguments of routes stand for; what is of one route alone goes by endpoint."""

    arguments: dict[str, object]
    by_prefix: dict[str, dict[str, object]]

    def fill(self, rule: Rule) -> dict[str, object]:
        own = {}
        for prefix, arguments in self.by_prefix.items():
            own |= arguments if rule.endpoint.startswith(prefix) else {}
        known = self.arguments | own
        assert rule.arguments <= known.keys(), f"{rule.endpoint}: say in `places` what its arguments stand for."
        return {name: known[name] for name in rule.arguments}

    def missing(self, *, number: int = 99_999) -> "Places":
        """The same with numbers and links that are nobody's."""
        by_prefix = {key: _nobodys(each, number) for key, each in self.by_prefix.items()}
        return Places(_nobodys(self.arguments, number), by_prefix)


def _nobodys(arguments: dict[str, object], number: int) -> dict[str, object]:
    return {
        name: number if isinstance(value, int) else "nobodys-link" if name == "token" else value
        for name, value in arguments.items()
    }


@once
def make_places(session: Session, folder: Path) -> Places:
    """Return a shirt in the middle of its loop, and what else the routes lead to; commits.

    Photos and files lie in the data folder.
    """
    mia, ana = cast.make_user(session), cast.make_user(session, name="Ana", role=Role.VIEWER)
    shirt = cast.make_shirt(session)
    cut = cast.make_round(session, shirt, locked=True)
    public_address.record_answer(session, "https://127.0.0.1:1")  # nobody listens there
    given = feedback.record_feedback(
        session, shirt, source=FeedbackSource.FORM, production_round=cut, size="M", idempotency_key="k" * 32,
        comment="The sleeves cover my thumbs.",
        zone_answers=[feedback.TappedZone(aspect="sleeve.length", answer="long")],
    )  # fmt: skip
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=12, production_round=cut)
    point = cast.get_point(session, shirt, "sleeve.length/long")
    cast.decide_to_fix(session, point)
    sent = packets.send_packet(session, cast.make_sleeves_shorter(session, shirt, clusters=(point,)), contact="Ana")
    in_it = photos.take_in([Upload("front.jpg", jpeg())], photos.find_folder(str(folder)))
    sample = samples.record_sample(session, shirt.revisions[1], verdict=SampleVerdict.WITH_CHANGES, photos=in_it)
    cast.make_round(session, shirt)
    override = overrides.ask(session, shirt.rounds[1], reason="The fabric is booked.", user=mia)
    rule = label_rules.add_rule(session, phrase="hits me funny", code=IssueCode("body.length/long"))
    run = uploads.keep_upload(session, b"rating,body\n5,Lovely\n", file_name="reviews.csv")
    with files.keeping(folder, BytesIO(b"AAMA")) as kept:
        file = files.add_file(session, shirt.revisions[1], kept, name="front.dxf", user=mia)
    export = exports.request_export(session, inbox.Filters(), format="csv")
    preview = jobs.request_preview(session, shirt)
    theme = cast.make_theme(session, given.feedback, start=0, end=11)
    tag = cast.make_tag(session)
    draft = naming.draft_tag(session, name="Odd", place="neck", is_ok=True)
    drafted = jobs.request_preview(session, tag=naming.pack(draft))
    picture = pictures.set_picture(session, shirt, pictures.draw_picture(jpeg()))
    chart = chart_uploads.keep_upload(session, shirt, b"code,M\nSL,60\n", file_name="chart.csv")
    token = tokens.add_token(session, name="The shop")
    invited = invitations.invite(session, email="bo@example.com", role=Role.VIEWER)
    reset = passwords.make_link(session, ana)
    weighing.weigh(session, shirt)
    stop = addresses.make_stop_token(session, "lena@example.com")
    broken_off = jobs.request_job(session, jobs.WEIGH, arguments={"garment": shirt.id})
    broken_off.status, broken_off.attempts, broken_off.error = JobStatus.FAILED, 1, "It broke off: ValueError."
    broken_off.finished_at = now()
    session.flush()
    arguments = {
        "garment_id": shirt.id, "cluster_id": point.id, "sub_theme_id": 1, "issue_id": given.feedback.issues[0].id,
        "feedback_id": given.feedback.id, "event_id": 1, "mark": 1, "run_id": run.id, "upload_id": chart.id,
        "rule_id": rule.id, "line": 1, "packet_id": sent.packet.id, "file_id": file.id, "user_id": ana.id,
        "override_id": override.id, "invitation_id": invited.invitation.id, "old": 1, "new": 2, "number": 2,
        "act": "read", "name": "no-photo", "size": "small", "code": cut.code, "question": "A" * 32,
        "filename": "css/toile.css", "extension": "xlsx", "look": "care", "token": sent.token, "job_id": preview.id,
        "moment": 1, "pom_id": shirt.points_of_measure[0].id,
    }  # fmt: skip
    by_prefix = {
        "receipts.": {"token": given.receipt}, "amending.": {"token": given.receipt},
        "customer_mail.": {"token": given.receipt},
        "customer_mail.ask_to_stop": {"token": stop}, "customer_mail.stop": {"token": stop},
        "photos.show_to_customer": {"token": given.receipt},
        "links.accept": {"token": invited.token}, "links.show_welcome": {"token": invited.token},
        "links.reset": {"token": reset}, "links.show_reset": {"token": reset},
        "api_imports.": {"import_id": run.id}, "pictures.": {"name": picture.name},
        "samples.": {"name": in_it[0].name, "sample_id": sample.id},
        "own_tags.": {"tag_id": tag.id, "sub_theme_id": theme.id, "job_id": drafted.id},
        "own_tags.settle": {"act": "retire"},
        "tokens.": {"token_id": token.token.id}, "api_docs.": {"name": "swagger-ui.css"},
        "exports.": {"job_id": export.id}, "mishaps.": {"job_id": broken_off.id},
        "care_labels.download": {"extension": "svg"}, "releases.unlock": {"number": 1},
        "piece_measures.": {"number": 1},
    }  # fmt: skip
    session.commit()
    return Places(arguments, by_prefix)

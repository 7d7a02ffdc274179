"""The label's own tags: named after a theme or by hand, previewed, kept, renamed, retired."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db
from app.errors import RuleError
from app.models import SENTENCE_MAX, TAG_NAME_MAX, JobStatus, OwnTag, SubTheme
from app.services import audit, jobs, naming, own_tags, previews, sub_themes
from app.services.label import get_label
from app.services.own_tags import PLACES
from app.web.forms import Form, choices_of
from app.web.security import get_actor, login_required, may_act_required
from app.work import commit_and_enqueue

pages = Blueprint("own_tags", __name__)

SAYINGS_SHOWN = 10


class TagForm(Form):
    """What it is called, where it belongs, whether it is a fault, and by which words it is told."""

    name = StringField(
        "Name",
        validators=[
            InputRequired("What is it called?"),
            Length(max=TAG_NAME_MAX, message=f"A tag has a short name: {TAG_NAME_MAX} letters at most."),
        ],
    )
    place = SelectField(
        "Where it belongs", choices=choices_of(PLACES, empty="Choose"), validators=[InputRequired("Where?")]
    )
    is_ok = RadioField("It is", choices=choices_of({"": "a fault", "ok": "praise"}), default="")
    phrases = TextAreaField("Told by", validators=[Length(max=SENTENCE_MAX)])


class NameForm(Form):
    """What a tag is called from now on."""

    name = StringField(
        "Another name", validators=[InputRequired("What is it called?"), Length(max=TAG_NAME_MAX)]
    )  # fmt: skip


@pages.get("/tags")
@login_required
def show_tags() -> str:
    """List the tags, those that hold first."""
    return _render()


@pages.get("/tags/<int:tag_id>")
@login_required
def show_tag(tag_id: int) -> str:
    """Show one tag: its points, its phrases, and what can be done with it."""
    return _render_one(own_tags.get_tag(db.session, tag_id))


@pages.post("/tags/<int:tag_id>/name")
@may_act_required
def rename(tag_id: int) -> Response | tuple[str, int]:
    """Call a tag something else."""
    begin_writing(db.session)
    tag, form = own_tags.get_tag(db.session, tag_id), NameForm()
    try:
        if form.validate_on_submit():
            naming.rename(db.session, tag, name=form.name.data or "", user=get_actor())
            db.session.commit()
            return redirect(url_for("own_tags.show_tag", tag_id=tag_id), 303)
    except RuleError as error:
        form.blame(error)
    return _render_one(tag, form), 422


@pages.post("/tags/<int:tag_id>/<any(retire, restore):act>")
@may_act_required
def settle(tag_id: int, act: str) -> Response:
    """Let a tag rest with its rules, or bring it back; what was read otherwise is read again."""
    begin_writing(db.session)
    change = naming.retire if act == "retire" else naming.bring_back
    change(db.session, own_tags.get_tag(db.session, tag_id), user=get_actor())
    job_id = jobs.request_reading(db.session, outdated=True, user=get_actor()).id if act == "retire" else None
    commit_and_enqueue(job_id)
    return redirect(url_for("own_tags.show_tag", tag_id=tag_id), 303)


@pages.get("/themes/<int:sub_theme_id>/tag")
@may_act_required
def ask_for_tag(sub_theme_id: int) -> str:
    """Ask what a theme is called, and propose by which phrases it is told."""
    theme = sub_themes.get_unnamed(db.session, sub_theme_id)
    proposed = sub_themes.propose(db.session, theme)
    return _render_theme(theme, TagForm(formdata=None, phrases="\n".join(proposed)))


@pages.post("/themes/<int:sub_theme_id>/tag")
@may_act_required
def preview_theme(sub_theme_id: int) -> Response | tuple[str, int]:
    """Ask the worker what naming a theme would change."""
    begin_writing(db.session)
    theme, form = sub_themes.get_unnamed(db.session, sub_theme_id), TagForm()
    return _preview(form, theme) or (_render_theme(theme, form), 422)


@pages.post("/tags/preview")
@may_act_required
def preview_tag() -> Response | tuple[str, int]:
    """Ask the worker what a tag that is told by these phrases would change."""
    begin_writing(db.session)
    form = TagForm()
    return _preview(form, None) or (_render(form), 422)


@pages.get("/tags/previews/<int:job_id>")
@login_required
def show_preview(job_id: int) -> str:
    """Show what a tag would change, as far as it is known."""
    job = previews.get_preview(db.session, job_id)
    return render_template(
        "own_tags/preview.html", job=job, preview=previews.view_preview(db.session, job), form=Form(),
        failed=job.status is JobStatus.FAILED, under_way=job.status in (JobStatus.QUEUED, JobStatus.RUNNING),
        PLACES=PLACES,
    )  # fmt: skip


@pages.post("/tags/previews/<int:job_id>")
@may_act_required
def keep_tag(job_id: int) -> Response:
    """Keep the tag that was previewed; what it means is read and weighed by the worker."""
    begin_writing(db.session)
    tag = naming.keep(db.session, previews.get_preview(db.session, job_id), user=get_actor())
    garments = naming.list_garments(db.session, tag)
    reading = jobs.request_reading(db.session, outdated=True, touched=garments, user=get_actor())
    tag_id, reading_id = tag.id, reading.id
    commit_and_enqueue(reading_id)
    return redirect(url_for("own_tags.show_tag", tag_id=tag_id, kept=1), 303)


def _preview(form: TagForm, theme: SubTheme | None) -> Response | None:
    """Lead to the preview that the worker makes; None where the form is refused."""
    if not form.validate_on_submit():
        return None
    try:
        draft = naming.draft_tag(
            db.session, name=form.name.data or "", place=form.place.data, is_ok=form.is_ok.data == "ok",
            phrases=(form.phrases.data or "").splitlines(), theme=theme,
        )  # fmt: skip
    except RuleError as error:
        form.blame(error)
        return None
    job_id = jobs.request_preview(db.session, tag=naming.pack(draft), user=get_actor()).id
    commit_and_enqueue(job_id)
    return redirect(url_for("own_tags.show_preview", job_id=job_id), 303)


def _render(form: TagForm | None = None) -> str:
    return render_template(
        "own_tags/list.html", tags=own_tags.list_tags(db.session), form=form or TagForm(formdata=None), PLACES=PLACES
    )


def _render_one(tag: OwnTag, form: NameForm | None = None) -> str:
    return render_template(
        "own_tags/show.html", tag=tag, form=form or NameForm(formdata=None, name=tag.name), PLACES=PLACES,
        points=naming.list_points(db.session, tag), rules=naming.list_rules(db.session, tag),
        events=audit.list_events(db.session, tag), kept="kept" in request.args,
    )  # fmt: skip


def _render_theme(theme: SubTheme, form: TagForm) -> str:
    return render_template(
        "own_tags/name.html", theme=theme, garment=theme.garment, form=form,
        unnamed=sub_themes.view_unnamed(db.session, theme, sayings=SAYINGS_SHOWN),
        run_word=get_label(db.session).run_word,
    )  # fmt: skip

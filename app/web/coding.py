"""One answer: all that is known of it, and what a person makes of its words beside the machine."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.db import begin_writing, db, empty_journal
from app.errors import NotFound, RuleError
from app.models import COMMENT_MAX, CorrectionKind, Feedback, Issue
from app.services import coding, correcting, inbox, issues, own_tags
from app.services.label import get_label
from app.web.answer_form import OVERALL
from app.web.forms import Form, choices_of, make_choice
from app.web.security import get_actor, login_required, may_act_required
from app.web.weighing import commit_and_weigh
from nlp.taxonomy import IssueCode, code_named

pages = Blueprint("coding", __name__)

GROUPS = {"fit": "Fit", "fabric": "Fabric", "construction": "Make", "experience": "Wear, photo, price"}
OWN = "Your own tags"

SEVERITIES = {1: "a little", 2: "clearly", 3: "badly"}

KINDS = {
    CorrectionKind.CONFIRMED: "says it is right",
    CorrectionKind.REJECTED: "says it is not said here",
    CorrectionKind.RECODED: "says it is something else",
    CorrectionKind.TAKEN_BACK: "took the last word back",
}


def list_codes() -> dict[str, list[tuple[str, str]]]:
    """Return all codes by their group, each group in the order of its words; own tags, where there are any, last."""
    groups: dict[str, list[tuple[str, str]]] = {words: [] for words in (*GROUPS.values(), OWN)}
    for code, title in own_tags.list_codes(db.session).items():
        groups[GROUPS[code.group] if isinstance(code, IssueCode) else OWN].append((code.value, title))
    return {words: pairs for words, pairs in groups.items() if pairs}


def _offer_codes() -> dict[str, list[Any]]:
    """Return them to choose from."""
    grouped = {words: [make_choice(*pair) for pair in pairs] for words, pairs in list_codes().items()}
    return {"": [make_choice("", "Choose")], **grouped}


class WordsForm(Form):
    """Words of the comment that say something, and what."""

    words = TextAreaField("The words", validators=[Length(max=COMMENT_MAX)])
    code = SelectField("That says", choices=_offer_codes, validators=[InputRequired("What do they say?")])
    severity = RadioField("How much", choices=choices_of(SEVERITIES), default=2, coerce=int)
    is_unsafe = BooleanField("It is unsafe")


@pages.get("/feedback/<int:feedback_id>")
@login_required
def show(feedback_id: int) -> str:
    """Show one answer."""
    return _render(coding.get_feedback(db.session, feedback_id))


@pages.post("/feedback/<int:feedback_id>/mark")
@may_act_required
def mark(feedback_id: int) -> Response | tuple[str, int]:
    """Keep what a person reads in the words."""
    begin_writing(db.session)
    feedback = coding.get_feedback(db.session, feedback_id)
    form = WordsForm()
    if not form.validate_on_submit():
        return _render(feedback, mark_form=form), 422
    try:
        coding.mark_words(
            db.session,
            feedback,
            words=form.words.data or "",
            code=own_tags.get_code(db.session, form.code.data),
            severity=form.severity.data,
            is_unsafe=form.is_unsafe.data,
            user=get_actor(),
        )
    except RuleError as error:
        form.blame(error)
        return _render(feedback, mark_form=form), 422
    return _weigh_and_return(feedback)


@pages.post("/feedback/<int:feedback_id>/issues/<int:issue_id>")
@may_act_required
def correct(feedback_id: int, issue_id: int) -> Response | tuple[str, int]:
    """Keep a person's word on what was read."""
    begin_writing(db.session)
    issue = issues.get_issue(db.session, issue_id)
    if issue.feedback_id != feedback_id:
        raise NotFound(f"There is no issue {issue_id} in this answer.")
    try:
        _act(issue, request.form.get("act", ""))
    except RuleError as error:
        db.session.rollback()
        return _render(issue.feedback, refusals={issue_id: error.message}), 422
    return _weigh_and_return(issue.feedback, f"issue-{issue_id}")


@pages.post("/feedback/<int:feedback_id>/<any(read, spam, unspam):act>")
@may_act_required
def settle(feedback_id: int, act: str) -> Response:
    """Keep that the words were read, that this is no customer's answer, or that it is one after all."""
    begin_writing(db.session)
    feedback = coding.get_feedback(db.session, feedback_id)
    acts: dict[str, Callable[..., None]] = {
        "read": coding.finish_reading, "spam": coding.mark_spam, "unspam": coding.unmark_spam,
    }  # fmt: skip
    acts[act](db.session, feedback, user=get_actor())
    done = _weigh_and_return(feedback)
    if act == "spam":
        empty_journal()  # the address of who wanted to hear of a fix went with it
    return done


def _act(issue: Issue, act: str) -> None:
    user = get_actor()
    match act:
        case "confirmed" | "rejected":
            issues.correct_issue(db.session, issue, kind=CorrectionKind(act), user=user)
        case "recoded":
            code = own_tags.find_code(db.session, request.form.get("instead", ""))
            issues.correct_issue(db.session, issue, kind=CorrectionKind.RECODED, code=code, user=user)
        case "turned":
            code = issue.standing_code.opposite if issue.standing_code else None
            issues.correct_issue(db.session, issue, kind=CorrectionKind.RECODED, code=code, user=user)
        case "taken_back":
            correcting.take_back(db.session, issue, user=user)
        case "unsafe" | "safe":
            coding.flag_safety(db.session, issue, is_unsafe=act == "unsafe", user=user)
        case _:
            raise RuleError("Choose what it is.")


def _weigh_and_return(feedback: Feedback, anchor: str | None = None) -> Response:
    feedback_id = feedback.id
    commit_and_weigh(feedback.garment)
    return redirect(url_for("coding.show", feedback_id=feedback_id, _anchor=anchor), 303)


def _render(feedback: Feedback, *, mark_form: WordsForm | None = None, refusals: dict[int, str] | None = None) -> str:
    return render_template(
        "inbox/show.html",
        feedback=feedback,
        garment=feedback.garment,
        moments=[each for each in feedback.moments if each is not feedback],
        is_second=feedback.first is not None,
        pieces=inbox.mark_pieces(feedback),
        history=coding.list_history(db.session, feedback),
        overall=OVERALL[feedback.overall_fit] if feedback.overall_fit else None,
        tapped=[(zone, code_named(f"{zone.aspect}/{zone.answer}")) for zone in feedback.zone_answers],
        run_word=get_label(db.session).run_word,
        mark_form=mark_form or WordsForm(formdata=None),
        refusals=refusals or {},
        codes=list_codes(),
        list_titles=partial(inbox.list_titles, db.session),
        KINDS=KINDS,
    )

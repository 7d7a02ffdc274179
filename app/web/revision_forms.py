"""The forms of a revision's page: a line, the sheet on its way, a reply, a sample."""

from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.models import ADDRESS_MAX, NAME_MAX, SENTENCE_MAX, SampleVerdict
from app.web.forms import Form, choices_of

VERDICTS = {
    SampleVerdict.ACCEPTED: "accepted",
    SampleVerdict.WITH_CHANGES: "with changes",
    SampleVerdict.REJECTED: "rejected",
    SampleVerdict.WAIVED: "no sample needed, because …",
}


class LineForm(Form):
    """A measured change, alike in all sizes or by size; or an instruction in words. Fields by size are read apart."""

    pom = SelectField("What changes", default="")
    delta = StringField("By how much in every size", validators=[Length(max=20)])
    text = TextAreaField("Or in words, what no measure can say", validators=[Length(max=SENTENCE_MAX)])
    piece = StringField("On which piece", validators=[Length(max=NAME_MAX)])
    points = SelectMultipleField("Drawn from", coerce=int)
    reason = StringField("Why, on the sheet", validators=[Length(max=SENTENCE_MAX)])


class SendForm(Form):
    """To whom the correction sheet goes."""

    contact = StringField("To whom", validators=[InputRequired("To whom does the sheet go?"), Length(max=NAME_MAX)])
    address = StringField("E-mail", validators=[Length(max=ADDRESS_MAX)])
    mail = BooleanField("Mail the link to them", default=True)
    days = IntegerField("The link works for so many days", default=60, validators=[NumberRange(1, 365)])


class ReplyForm(Form):
    """What the label says to an answer of the pattern maker."""

    reply = StringField("Your reply", validators=[Length(max=SENTENCE_MAX)])


class SampleForm(Form):
    """What came of a sample; its measures are fields of their own, one per changed point of measure."""

    verdict = RadioField("It is", choices=choices_of(VERDICTS), validators=[InputRequired("What came of it?")])
    size = SelectField("Size", validators=[Optional()])
    tried_on_by = StringField("Tried on by", validators=[Length(max=NAME_MAX)])
    notes = TextAreaField("Notes", validators=[Length(max=SENTENCE_MAX)])

"""The fields by which people get into their account, shared by the pages that have them."""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.models import NAME_MAX
from app.services.accounts import PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, hash_password
from app.web.forms import Form

PASSWORD_HINT = f"At least {PASSWORD_LENGTH_MIN} characters; three or four words do well."


class NewPasswordForm(Form):
    """A new password; it is shown to nobody, so a slip shows at the next sign-in and a new link helps."""

    password = PasswordField(
        "New password", validators=[InputRequired("Type a password."), Length(max=PASSWORD_LENGTH_MAX)]
    )

    def hash(self, email: str) -> str:
        """Return what is stored of the password of who has this address; refuses a weak one. Takes a while."""
        return hash_password(self.password.data or "", email=email)


class WelcomeForm(NewPasswordForm):
    """Who comes in, and their password."""

    name = StringField("Your name", validators=[InputRequired("What are you called?"), Length(max=NAME_MAX)])

"""Settings: defaults, the TOILE_* variables, and the sentence that stops an unsafe start."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from app.errors import RuleError

DEFAULTS: dict[str, str] = {
    "TOILE_DATA": "toile-data",
    "TOILE_DATABASE_URL": "",
    "TOILE_SECRET_KEY": "",
    "TOILE_PUBLIC_URL": "",
    "TOILE_HOST": "127.0.0.1",
    "TOILE_PORT": "8080",
    "TOILE_TRUSTED_PROXIES": "0",
    "TOILE_SMTP_HOST": "",
    "TOILE_SMTP_PORT": "587",
    "TOILE_SMTP_SECURITY": "starttls",
    "TOILE_SMTP_USER": "",
    "TOILE_SMTP_PASSWORD": "",
    "TOILE_SMTP_SENDER": "",
}
"""Every setting and what it is when nobody says otherwise; README explains each."""

SECRET_KEY_LENGTH_MIN = 32


def read_settings(overrides: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return all settings: defaults, then the environment, then overrides; the data folder then exists.

    Raises RuleError where a setting is unknown, unsafe or cannot be used.
    """
    given = {name: value for name, value in os.environ.items() if name in DEFAULTS} | dict(overrides or {})
    if unknown := sorted(set(given) - set(DEFAULTS)):
        raise RuleError(f"There is no setting called {unknown[0]}.")
    settings = DEFAULTS | given
    data = Path(settings["TOILE_DATA"]).resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RuleError(f"The data folder {data} cannot be made: {error.strerror}.") from error
    settings["TOILE_DATA"] = str(data)
    settings["TOILE_DATABASE_URL"] = _database_url(settings["TOILE_DATABASE_URL"], data)
    settings["TOILE_SECRET_KEY"] = settings["TOILE_SECRET_KEY"] or _kept_secret(data / "secret.key")
    if len(settings["TOILE_SECRET_KEY"]) < SECRET_KEY_LENGTH_MIN:
        raise RuleError(f"TOILE_SECRET_KEY needs at least {SECRET_KEY_LENGTH_MIN} characters.")
    for name in ("TOILE_PORT", "TOILE_TRUSTED_PROXIES", "TOILE_SMTP_PORT"):
        if not settings[name].isdecimal():
            raise RuleError(f"{name} has to be a whole number, not “{settings[name]}”.")
    _ensure_safe_mail(settings)
    return settings


def _ensure_safe_mail(settings: Mapping[str, str]) -> None:
    """A password for the mail server travels encrypted, or not at all."""
    security = settings["TOILE_SMTP_SECURITY"]
    if security not in ("starttls", "tls", "none"):
        raise RuleError(f"TOILE_SMTP_SECURITY is starttls, tls or none, not “{security}”.")
    if security == "none" and settings["TOILE_SMTP_PASSWORD"]:
        raise RuleError("TOILE_SMTP_SECURITY is none: the password of the mail server would be readable on its way.")


def _database_url(url: str, data: Path) -> str:
    """The embedded database lives in the data folder; a bare postgresql:// means our driver, psycopg."""
    if not url:
        return f"sqlite:///{data / 'toile.db'}"
    return url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url


def _kept_secret(path: Path) -> str:
    """Without TOILE_SECRET_KEY one is made on first start and kept beside the data, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret := secrets.token_hex(32))
    return secret

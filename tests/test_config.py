"""Settings: defaults, variables, and the sentence that stops an unsafe start."""

import stat

import pytest

from app.config import DEFAULTS, read_settings
from app.errors import RuleError


@pytest.fixture(autouse=True)
def no_variables(monkeypatch, tmp_path):
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "data"))


def test_the_embedded_database_lies_in_the_data_folder(tmp_path):
    assert read_settings()["TOILE_DATABASE_URL"] == f"sqlite:///{tmp_path / 'data' / 'toile.db'}"


def test_a_variable_wins_over_the_default_and_an_override_over_both(monkeypatch):
    monkeypatch.setenv("TOILE_PORT", "9000")

    assert read_settings()["TOILE_PORT"] == "9000"
    assert read_settings({"TOILE_PORT": "9001"})["TOILE_PORT"] == "9001"


def test_the_secret_is_made_once_and_is_its_owners_only(tmp_path):
    first = read_settings()["TOILE_SECRET_KEY"]

    assert read_settings()["TOILE_SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600


def test_postgresql_means_our_driver():
    url = read_settings({"TOILE_DATABASE_URL": "postgresql://toile@db/toile"})["TOILE_DATABASE_URL"]

    assert url == "postgresql+psycopg://toile@db/toile"


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("TOILE_SECRET_KEY", "short", "TOILE_SECRET_KEY needs at least 32 characters."),
        ("TOILE_PORT", "http", "TOILE_PORT has to be a whole number, not “http”."),
        ("TOILE_SMTP_PORT", "x", "TOILE_SMTP_PORT has to be a whole number, not “x”."),
        ("TOILE_SMTP_SECURITY", "ssl", "TOILE_SMTP_SECURITY is starttls, tls or none, not “ssl”."),
        ("TOILE_PROT", "1", "There is no setting called TOILE_PROT."),
    ],
)
def test_refuses_what_is_unsafe_or_unknown(name: str, value: str, sentence: str):
    with pytest.raises(RuleError) as refused:
        read_settings({name: value})

    assert refused.value.message == sentence


def test_a_password_for_the_mail_server_never_travels_in_the_clear():
    with pytest.raises(RuleError, match="TOILE_SMTP_SECURITY is none"):
        read_settings({"TOILE_SMTP_SECURITY": "none", "TOILE_SMTP_PASSWORD": "secret"})


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(RuleError, match=r"The data folder .* cannot be made"):
        read_settings({"TOILE_DATA": str(tmp_path / "file" / "data")})

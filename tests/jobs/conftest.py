"""What the worker is told before it works: the database, the data folder, for mail its server; and words to read."""

import pytest

LONG_SLEEVES = "The sleeves are too long."


@pytest.fixture
def settings(database_url, tmp_path) -> dict[str, str]:
    return {"TOILE_DATABASE_URL": database_url, "TOILE_DATA": str(tmp_path)}


@pytest.fixture
def mail_settings(settings) -> dict[str, str]:
    """The settings of a label that sends mail; a test sets the port of its own server."""
    return settings | {
        "TOILE_PUBLIC_URL": "https://fit.example.com", "TOILE_SMTP_HOST": "127.0.0.1", "TOILE_SMTP_PORT": "1",
        "TOILE_SMTP_SECURITY": "none", "TOILE_SMTP_USER": "", "TOILE_SMTP_PASSWORD": "",
        "TOILE_SMTP_SENDER": "atelier@example.com",
    }  # fmt: skip

"""`toile users`: people come, change, leave and come back by commands, and see what their digest would say."""

import json

from tests.cli.conftest import Toile


def _link(output: str) -> str:
    return output.split(": ", 1)[1].strip()


def test_people_are_added_invited_and_listed(toile: Toile):
    toile("users", "add", "mia@example.com", "--name", "Mia", "--role", "admin", "--password", "a long password")
    invited = toile("users", "invite", "ana@example.com", "--role", "viewer").output

    assert _link(invited).startswith("http://127.0.0.1:8080/welcome/")
    assert toile("users", "list").output.splitlines() == [
        "mia@example.com  admin  Mia",
        "ana@example.com  viewer  invited",
    ]
    assert "is the only admin" in toile("users", "deactivate", "mia@example.com", exits=1).output


def test_who_is_added_first_is_asked_for_all_and_is_an_admin(toile: Toile):
    typed = "mia@example.com\nMia\na long password\na long password\n"

    assert "Mia can sign in as mia@example.com, admin." in toile("users", "add", typed=typed).output
    second = toile("users", "add", "ana@example.com", "--name", "Ana", "--password", "a long password").output
    assert "Ana can sign in as ana@example.com, designer." in second


def test_a_password_is_reset_by_a_link_or_set_at_once(toile: Toile, monkeypatch):
    monkeypatch.setenv("TOILE_PUBLIC_URL", "https://fit.example.com")
    toile("users", "add", "mia@example.com", "--name", "Mia", "--password", "a long password")

    link = json.loads(toile("users", "reset", "mia@example.com", "--json").output)["link"]
    assert link.startswith("https://fit.example.com/reset/")
    done = toile("users", "reset", "mia@example.com", "--set", typed="another long one\nanother long one\n").output
    assert "Mia has a new password; every browser is signed out." in done
    assert "Nobody here has the address eve@example.com." in toile("users", "reset", "eve@example.com", exits=1).output


def test_roles_leaving_and_coming_back(toile: Toile):
    for name, role in (("Mia", "admin"), ("Ana", "designer")):
        toile("users", "add", f"{name}@example.com", "--name", name, "--role", role, "--password", "a long password")

    toile("users", "role", "ana@example.com", "viewer")
    toile("users", "deactivate", "ana@example.com")
    assert "ana@example.com  viewer  Ana  deactivated" in toile("users", "list").output
    toile("users", "reactivate", "ana@example.com")
    assert json.loads(toile("users", "list", "--json").output)["users"][0]["active"] is True


def test_a_digest_is_printed_and_not_kept(toile: Toile):
    toile("users", "add", "mia@example.com", "--name", "Mia", "--password", "a long password")
    toile("garments", "add", "Linen shirt", "--kind", "shirt", "--sizes", "S,M")

    assert "Hello Mia," in toile("users", "digest", "mia@example.com").output
    shown = json.loads(toile("users", "digest", "mia@example.com", "--html", "--json").output)
    assert shown["is_news"] is False
    assert shown["text"].startswith("<!DOCTYPE html>")

"""Tokens of programs by commands."""

import json


def test_a_token_is_made_listed_and_revoked(toile):
    assert toile("tokens", "list").output == "There are no tokens yet.\n"

    secret, told = toile("tokens", "add", "Shop", "--may-import").output.splitlines()
    assert told == "Give it to Shop now: it is not shown again."
    assert toile("tokens", "list").output == f"   1  {secret[:12]}…  Shop: feedback and files, never used\n"

    assert "Shop: feedback and files, revoked" in toile("tokens", "revoke", "1").output
    assert json.loads(toile("tokens", "list", "--json").output)[0]["revoked_at"]
    assert "There is no token 2." in toile("tokens", "revoke", "2", exits=1).output


def test_a_secret_is_in_the_answer_to_scripts(toile):
    assert json.loads(toile("tokens", "add", "Shop", "--json").output)["secret"].startswith("toile_")

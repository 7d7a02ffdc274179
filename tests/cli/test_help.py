"""Every command explains itself with an example, and answers scripts."""

import importlib
import subprocess
import sys
import tomllib

import click
import pytest

from app.cli import NOUNS
from tests.equipment import ROOT

SERVING = {"serve", "demo"}


def _commands() -> dict[str, click.Command]:
    """Return every command by the words it is called with."""
    found: dict[str, click.Command] = {}
    for noun in NOUNS:
        command = importlib.import_module(f"app.cli.{noun}").commands
        if isinstance(command, click.Group):
            found |= {f"{noun} {verb}": each for verb, each in command.commands.items()}
        else:
            found[noun] = command
    return found


COMMANDS = _commands()


@pytest.mark.parametrize("words", COMMANDS)
def test_help_has_an_example_and_a_way_for_scripts(toile, words: str):
    shown = toile(*words.split(), "--help").output

    assert f"toile {words}" in shown.split("Example:")[1]
    assert "--json" in shown or words in SERVING


def test_the_overview_names_every_noun(toile):
    shown = toile("--help").output

    assert [noun for noun in NOUNS if noun not in shown] == []


def test_an_unknown_noun_is_named(toile):
    assert "No such command 'trousers'" in toile("trousers", exits=2).output


def test_says_its_version(toile):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert version in toile("--version").output


def test_starts_without_what_reading_and_judging_need():
    program = (
        "import sys; from app.cli import main\n"
        "try: main(['garments', '--help'])\n"
        "except SystemExit: pass\n"
        "print({'spacy', 'sklearn', 'scipy', 'numpy', 'typst'} & sys.modules.keys())"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.endswith("set()\n")

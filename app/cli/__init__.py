"""COMMANDS: `toile <noun> <verb>`, one file with one click group per noun.

A command reads its words, opens a session, calls the services that the pages call too, commits once, last, and prints.
May import services, models, errors, db, queue and config; no SQL, no page, no job. A noun's file is imported when it
is called: `toile` answers at once and loads spaCy for nobody who does not need it.

To add a noun: its file with `commands`, a click group, and its line in NOUNS. Commands of a noun that are about another
one (the chart of a garment, the lines of a revision) stand in a file of that name, and the group adds them.
"""

import importlib

import click

from app.errors import Doubtful, RuleError

NOUNS = {
    "backups": "All that cannot be made anew, in one file, and back.",
    "clusters": "The fit points of a garment: look, decide, merge, split.",
    "demo": "Load the demo collection, serve it and print what to open.",
    "doctor": "Say what is wrong with this set-up and how to mend it.",
    "feedback": "What customers say, from files.",
    "garments": "The styles, their sizes and measures.",
    "issues": "Read the comments that wait into issues.",
    "label": "The label's own settings.",
    "nlp": "Measure the reader of comments.",
    "outcomes": "Whether the fixes worked.",
    "packets": "The correction sheets for the pattern maker.",
    "revisions": "The numbered versions of a pattern.",
    "rounds": "The production runs and their release to cut.",
    "rules": "What the label means by its own words.",
    "samples": "The fit samples.",
    "serve": "Serve the pages and work off what they ask for.",
    "tag": "Read comments of a file into tags, without a database.",
    "tags": "What customers say again and again, as tags of your own.",
    "tokens": "The programs that may call the API.",
    "users": "Who may sign in.",
}
"""Every noun with its line of help; the module has its name."""

OPTIONS = {"dates": " Here that is --dates day-first or --dates month-first."}
"""How a command is told what a refusal asks for, by the field that is to blame: pages have a field for it."""


class Refusal(click.ClickException):
    """A sentence for the person who typed the command; the exit code is 1."""

    def show(self, file: object = None) -> None:
        """Print the sentence alone."""
        click.echo(self.format_message(), err=True)


class Nouns(click.Group):
    """The nouns, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the nouns in alphabetical order."""
        return sorted(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a noun."""
        if cmd_name not in NOUNS:
            return None
        command: click.Command = importlib.import_module(f"app.cli.{cmd_name}").commands
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the nouns without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(NOUNS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what the services refuse is a sentence, not a traceback."""
        try:
            return super().invoke(ctx)
        except Doubtful as doubt:
            raise Refusal(f"{doubt.message} If it is so, say --sure.") from doubt
        except RuleError as refusal:
            raise Refusal(f"{refusal.message}{OPTIONS.get(refusal.field or '', '')}") from refusal


@click.group(cls=Nouns)
@click.version_option(package_name="toile", prog_name="toile")
def main() -> None:
    """Turn customers' words about fit into the next version of a pattern, and prove that it worked.

    Every command has --help with an example, and --json for scripts. Settings are TOILE_* variables; the data lies in
    the folder TOILE_DATA.
    """

"""`toile feedback erase`: what a customer said goes for good, where they ask the label for it."""

from typing import Any

import click

from app.cli.desk import (
    NUMBER,
    answer,
    data_folder,
    do_now,
    empty_journal,
    example,
    json_option,
    note,
    reading,
    writing,
)
from app.errors import NotFound, RuleError
from app.services import coding, erasing, exports, photos
from app.services.wording import amount_of


@click.command("erase", epilog=example("toile feedback erase --customer lena@example.com"))
@click.argument("answers", type=NUMBER, nargs=-1, metavar="[ANSWER]...")
@click.option("--customer", help="All that came with this e-mail or order number, or waits for a mail to it.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@json_option
def erase(answers: tuple[int, ...], customer: str | None, yes: bool, as_json: bool) -> None:
    """Erase answers for good, with their second moments, their photos and all that was read in them.

    An answer by the form knows no e-mail, unless its customer waits for word of a fix: find it by its words with
    `toile feedback list`, and name its number.
    """
    if not answers and customer is None:
        raise RuleError("Name answers by their numbers, or --customer.")
    with reading() as session:
        lines = [_say(each) for each in _find(session, answers, customer)]
    for line in lines:
        note(line)
    if not yes:
        click.confirm(f"Erase {amount_of(len(lines), 'answer')} for good?", abort=True, err=True)
    with writing() as session:
        found = _find(session, answers, customer)
        if [_say(each) for each in found] != lines:
            raise RuleError("Other answers are meant by now: look again.")
        numbers = [each.id for each in found]
        asked = erasing.erase_answers(session, found, photos.find_folder(str(data_folder())))
        job_ids = [each.id for each in asked]
    # What was erased stands in the journal and in the exported files, too.
    empty_journal()
    exports.remove_all(exports.find_folder(data_folder()))
    for job_id in job_ids:
        do_now(job_id)
    answer({"erased": numbers}, as_json=as_json, lines=f"Erased {amount_of(len(numbers), 'answer')}.")


def _find(session: Any, answers: tuple[int, ...], customer: str | None) -> list[Any]:
    """The first moments of the answers that are meant, each once."""
    theirs = [] if customer is None else erasing.list_of_customer(session, customer)
    if customer is not None and not theirs:
        raise NotFound(f"No answer is known to be of {customer}.", field="customer")
    named = [coding.get_feedback(session, each) for each in answers]
    return list(dict.fromkeys(each.first or each for each in (*named, *theirs)))


def _say(given: Any) -> str:
    size = given.size.name if given.size else "size not known"
    return f"{given.id}  {given.garment.name}, {size}: {given.source}, {given.said_at:%Y-%m-%d %H:%M:%S} UTC"

"""Answers that come at once are stored by one commit; what is refused of them is nobody else's."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import db, turn_of
from app.errors import RuleError
from app.models import Garment
from app.together import Line, write_together

pytestmark = pytest.mark.sqlite


def test_what_waits_is_stored_by_one_commit(app, session):
    with counting_commits(app) as commits:
        assert sorted(write_at_once(app, [store("a"), store("b"), store("c")])) == ["a", "b", "c"]

    assert len(commits) == 1
    assert sorted(session.scalars(select(Garment.name))) == ["a", "b", "c"]


def test_who_is_refused_takes_nobody_along(app, session):
    stored, refused, broken = write_at_once(app, [store("a"), refuse, break_rules])

    assert stored == "a"
    assert isinstance(refused, RuleError)
    assert isinstance(broken, IntegrityError)
    assert session.scalars(select(Garment.name)).all() == ["a"]


def test_a_commit_that_fails_is_told_to_all_who_waited_for_it(app, session):
    with app.app_context():
        engine = db.get_engine("durable")
    event.listen(engine, "commit", break_off)
    try:
        assert all(isinstance(each, RuleError) for each in write_at_once(app, [store("a"), store("b")]))
    finally:
        event.remove(engine, "commit", break_off)
    assert session.scalars(select(Garment.name)).all() == []


def store(name: str) -> Callable[[Session], str]:
    """Store a garment called so."""

    def work(session: Session) -> str:
        session.add(Garment(name=name))
        session.flush()
        return name

    return work


def refuse(session: Session) -> str:
    """Refuse after something was written."""
    store("refused")(session)
    raise RuleError("No.")


def break_off(connection: Connection) -> None:
    """Refuse the commit."""
    raise RuleError("The disk is full.")


def break_rules(session: Session) -> str:
    """Write what the database refuses."""
    session.add(Garment(name=None))
    session.flush()
    return "broken"


def write_at_once(app: Flask, works: list[Callable[[Session], str]]) -> list[str | Exception]:
    """What becomes of each when all of them wait for the same turn."""

    def write(work: Callable[[Session], str]) -> str | Exception:
        try:
            with app.app_context():
                return write_together(work)
        except (RuleError, IntegrityError) as error:
            return error

    line = app.extensions["line"] = Line()
    with app.app_context():
        turn = turn_of(db.get_engine("durable"))
    with ThreadPoolExecutor(len(works)) as pool:
        with turn:
            answers = [pool.submit(write, work) for work in works]
            until = monotonic() + 60
            while line.count_waiting() < len(works):
                assert monotonic() < until
                sleep(0.001)  # they need the interpreter to come here
        return [each.result() for each in answers]


@contextmanager
def counting_commits(app: Flask) -> Iterator[list[object]]:
    """Note what the form's engine commits."""
    commits: list[object] = []
    with app.app_context():
        engine = db.get_engine("durable")
    note = commits.append
    event.listen(engine, "commit", note)
    yield commits
    event.remove(engine, "commit", note)

"""How fast a file of reviews is on the page, how fast rows and products are stored, memory of long files (P4, P5).

Beside them stand the csv module and plain INSERTs into the same table, in the same run. Seconds are those of the clock
where a person waits, and processor time where a busy machine must not count.
"""

import csv
import io
import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from time import process_time

from sqlalchemy import select

from app.db import begin_writing
from app.models import Feedback, FeedbackSource, Garment
from app.services import intake, uploads
from app.services.import_files import Options
from tests.benchmarks.serving import OURS, Visitor, ask, post, serving
from tests.cast import make_round, make_shirt

SENTENCES = (
    "The cuffs come down to my knuckles, the rest sits well.",
    "Pulls across the back as soon as I reach for anything.",
    "A good shirt, soft from the first day on.",
    "Took my usual size and could have had one smaller.",
    "The hem rose by about 3 cm in the first wash.",
)

HEADER = "title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,product_handle"

WORK = """
import json, sys, time
from app.jobs import read_comments, worker

def megabytes(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith(name))

settings = {"TOILE_DATABASE_URL": sys.argv[1], "TOILE_DATA": sys.argv[2]}
if sys.argv[4] == "all":
    read_comments.load_tagger()
before = megabytes("VmRSS")
parts, jobs = [], [int(sys.argv[3])]
while jobs:
    start, began = time.process_time(), time.perf_counter()
    follow_ups = worker.run(settings, jobs.pop())
    parts.append([time.process_time() - start, time.perf_counter() - began])
    jobs += follow_ups if sys.argv[4] == "all" else []
print(json.dumps({"parts": parts, "grown": megabytes("VmHWM") - before, "peak": megabytes("VmHWM")}))
"""


def make_reviews(number: int) -> bytes:
    """A file as Judge.me exports it: two sentences a review, each of another customer."""
    chance, file = random.Random(1), io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER.split(","))
    for place in range(number):
        words = f"{chance.choice(SENTENCES)} {chance.choice(SENTENCES)} Order {place}."
        day = f"2026-{place % 12 + 1:02}-{place % 28 + 1:02}"
        writer.writerow(
            ["", words, place % 5 + 1, day, "web", "", f"Ann {place}", f"ann{place}@example.com", 555, "linen-shirt"]
        )
    return file.getvalue().encode()


def make_products(number: int) -> bytes:
    """A file as Shopify exports it: products of five sizes in two colours."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Handle", "Title", "Type", "Size", "Color", "Variant SKU"])
    for place in range(number):
        for variant in range(10):
            size, colour = ("XS", "S", "M", "L", "XL")[variant % 5], ("Navy", "White")[variant // 5]
            writer.writerow([f"style-{place}", f"Style {place}", "Shirts", size, colour, f"S-{place}-{variant}"])
    return file.getvalue().encode()


def test_reviews_until_they_are_on_the_page(session, database_url, tmp_path):
    number = 10_000
    code = make_round(session, make_shirt(session), locked=True).code
    job = _request(session, make_reviews(number))

    with _visiting(database_url, tmp_path, code) as waited:
        took = _work(database_url, tmp_path, job, "all")

    used, clock = (sum(part[place] for part in took["parts"]) for place in (0, 1))
    print(f"\n\n| {number:,} reviews until they are on the page | {number / used:,.0f} a second of one processor |")
    print(f"| by the clock, with a customer at the form | {number / clock:,.0f} a second |")
    print(f"| of it storing them | {number / took['parts'][0][0]:,.0f} a second |")
    print(f"| memory at most | {took['peak']:.0f} MB |")
    print(f"| an answer at the form meanwhile | {quantiles(waited, n=100)[98]:.0f} ms or less in 99 of 100 |")
    session.rollback()
    assert session.scalar(select(Feedback.id).where(Feedback.source == FeedbackSource.REVIEW).limit(1))
    assert took["peak"] <= 500


def test_products_while_customers_answer(session, database_url, tmp_path):
    number = 1_500
    code = make_round(session, make_shirt(session), locked=True).code

    print(f"\n\n| {10 * number:,} variants | a second of one processor | by the clock | longest wait |")
    print("|---|---|---|---|")
    for name in ("of new products", "known ones"):
        job = _request(session, make_products(number), uploads.PRODUCTS)
        with _visiting(database_url, tmp_path, code) as waited:
            [(used, clock)] = _work(database_url, tmp_path, job, "import")["parts"]
        print(f"| {name} | {10 * number / used:,.0f} | {10 * number / clock:,.0f} | {max(waited):.0f} ms |")


@contextmanager
def _visiting(database_url: str, folder, code: str) -> Iterator[list[float]]:
    """Have one customer after the other answer meanwhile; lend how many milliseconds each waited."""
    waited: list[float] = []
    with serving(OURS, database_url, folder) as server:
        ask(server, post(f"/f/{code}", fine="y"), clients=1, times=10, status=303)
        done = threading.Event()
        visitor = threading.Thread(target=_visit, args=(server.port, code, done, waited))
        visitor.start()
        yield waited
        done.set()
        visitor.join()


def _visit(port: int, code: str, done: threading.Event, waited: list[float]) -> None:
    """One customer after the other answers, and waits so many milliseconds."""
    visitor, write = Visitor(port), post(f"/f/{code}", fine="y")
    while not done.is_set():
        status, seconds = visitor.wait_for(write(100 + len(waited)))
        assert status == 303
        waited.append(seconds * 1000)
        time.sleep(0.02)
    visitor.close()


def test_memory_of_long_files(session, database_url, tmp_path):
    make_shirt(session)
    print()
    grown = []
    for number in (10_000, 100_000):
        took = _work(database_url, tmp_path, _request(session, make_reviews(number)), "import")
        grown.append(took["grown"])
        print(f"| memory that {number:,} rows take, {len(make_reviews(number)) / 1e6:.0f} MB | {grown[-1]:.0f} MB |")
    assert grown[1] <= 200


def test_rows_stored_in_a_second(session, sqlite_databases):
    number = 20_000
    shirt = make_shirt(session)
    session.commit()
    content = make_reviews(number)

    start = process_time()
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    reading = process_time() - start
    answers = [_prepare(shirt, place, row["body"]) for place, row in enumerate(rows)]
    start = process_time()
    for place in range(0, number, 500):
        intake.store_answers(session, answers[place : place + 500])
    session.commit()
    ours = process_time() - start
    assert len(session.scalars(select(Feedback.id)).all()) == number

    columns = [column.name for column in Feedback.__table__.columns if column.name != "id"]
    stored = session.connection().exec_driver_sql(f"SELECT {', '.join(columns)} FROM feedback").fetchall()
    with sqlite_databases.copy() as url:
        plain = _insert_plainly(url, columns, [tuple(row) for row in stored])

    print(f"\n\n| {number:,} rows | a second | times ours |\n|---|---|---|")
    for name, seconds in (("read by the csv module", reading), ("plain INSERTs", plain), ("answers stored", ours)):
        print(f"| {name} | {number / seconds:,.0f} | {ours / seconds:.2f} |")


def _prepare(shirt: Garment, place: int, words: str) -> intake.Answer:
    return intake.prepare_answer(
        shirt, source=FeedbackSource.REVIEW, external_id=f"judgeme:{place}", comment=words, zone_answers=(),
        customer_key=f"{place:064}", rating=4.0,
    )  # fmt: skip


def _insert_plainly(url: str, columns: list[str], rows: list[tuple[object, ...]]) -> float:
    """The seconds of what the sqlite3 module does alone, with the same indices and chunks."""
    database = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    statement = f"INSERT INTO feedback ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    start = process_time()
    database.execute("BEGIN")
    for place in range(0, len(rows), 500):
        database.executemany(statement, rows[place : place + 500])
    database.execute("COMMIT")
    seconds = process_time() - start
    database.close()
    return seconds


def _request(session, content: bytes, kind: str = uploads.FEEDBACK) -> int:
    session.commit()
    begin_writing(session)
    run = uploads.keep_upload(session, content, file_name="shop.csv", kind=kind)
    session.flush()
    job = uploads.request_import(session, run, Options())
    session.commit()
    return job.id


def _work(database_url: str, folder, job: int, what: str) -> dict:
    command = [sys.executable, "-c", WORK, database_url, str(folder), str(job), what]
    return json.loads(subprocess.run(command, env=os.environ, capture_output=True, check=True).stdout)

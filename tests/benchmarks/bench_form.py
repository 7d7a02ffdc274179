"""How fast the customer's form comes and is stored by 32 clients at once, beside a page that says hello (P7)."""

from tests.benchmarks.serving import OURS, REFERENCE, ask, get, post, serving
from tests.cast import make_round, make_shirt

CLIENTS, TIMES = 32, 1920
PHONE = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "de-DE,de;q=0.9,en;q=0.8"}
"""What a browser asks for, that comes to the form for the first time."""


def test_the_form_is_fetched_and_sent(database_url, session, tmp_path):
    code = make_round(session, make_shirt(session), locked=True).code
    session.commit()

    with serving(REFERENCE, "", tmp_path) as server:
        ask(server, get("/hello"), clients=1, times=10, status=200)
        hello = ask(server, get("/hello"), clients=CLIENTS, times=TIMES, status=200)
        store = ask(server, post("/store"), clients=CLIENTS, times=TIMES, status=200)
    with serving(OURS, database_url, tmp_path) as server:
        ask(server, get(f"/f/{code}", PHONE), clients=1, times=10, status=200)
        shown = ask(server, get(f"/f/{code}", PHONE), clients=CLIENTS, times=TIMES, status=200)
        ask(server, post(f"/f/{code}", fine="y"), clients=1, times=10, status=303)
        sent = ask(server, post(f"/f/{code}", fine="y"), clients=CLIENTS, times=TIMES, status=303)

    print(f"\n\n| {CLIENTS} clients at once | a second | times hello | by processor time | 99 of 100 within |")
    print("|---|---|---|---|---|")
    for name, asked in (
        ("a page that says hello", hello), ("a post with one commit, nothing else", store),
        ("the form", shown), ("an answer stored durably", sent),
    ):  # fmt: skip
        times = asked.per_second / hello.per_second
        weighed = asked.per_processor_second / hello.per_processor_second
        print(f"| {name} | {asked.per_second:,.0f} | {times:.2f} | {weighed:.2f} | {asked.p99_ms:.0f} ms |")

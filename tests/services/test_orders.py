"""Orders: sold and returned pieces per run, where it can be told; the size that a reviewer bought."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Article, CountKind, Feedback, FeedbackSource, Garment, Job, ProductionRound, Purchase
from app.services import imports, rounds
from app.services.feedback import record_feedback
from app.services.import_files import Options
from app.services.orders import UNREADABLE, import_orders
from app.services.products import import_products
from app.services.selling import list_sold_out, open_sale
from app.services.sold_pieces import count_pieces, settle_rounds
from tests.arranged import once
from tests.services.importing import list_loaded

FILES = Path(__file__).parent / "files"
ORDERS = (FILES / "orders.csv").read_bytes()


def test_orders_count_what_was_sold_and_returned_of_a_run(session: Session, shirt: Garment):
    run = _cut(session, shirt)

    taken = import_orders(session, ORDERS)

    assert (taken.stored, taken.sold, taken.returned, taken.unplaced) == (6, 5, 1, 0)
    assert _counts(run, CountKind.SOLD) == {"S": 1, "M": 2, "L": 2}
    assert _counts(run, CountKind.RETURNED) == {"S": 0, "M": 0, "L": 1}
    assert {row.counted_on for row in run.counts if row.kind is CountKind.RETURNED} == {date(2026, 3, 6)}
    assert [each.sentence for each in list_sold_out(run)] == [
        "M sold out in a day: demand unknown above 2.",
        "L sold out in 2 days: demand unknown above 2.",
    ]
    assert taken.rejects[-1] == (7, "There is no garment with the SKU “WC-S” or the name “Wool coat”.")


def test_importing_again_or_a_refund_later_counts_once(session: Session, shirt: Garment):
    run = _cut(session, shirt)
    import_orders(session, ORDERS)

    again = import_orders(session, ORDERS)
    refunded = ORDERS.replace(b"#1001,mia@example.com,paid", b"#1001,mia@example.com,refunded")
    later = import_orders(session, refunded)

    assert (again.stored, again.known, again.changed) == (0, 6, 0)
    assert (later.stored, later.changed) == (0, 1)
    assert session.scalar(select(func.count()).select_from(Purchase)) == 6
    assert _counts(run, CountKind.SOLD)["M"] == 2


def test_a_part_of_the_orders_does_not_lower_what_was_counted(session: Session, shirt: Garment):
    run = _cut(session, shirt)
    rounds.record_count(
        session, run, kind=CountKind.SOLD, size="M", colour="Navy", quantity=2, counted_on=date(2026, 2, 9)
    )

    taken = import_orders(session, _orders("2026-03-02"))

    assert taken.kept == 1
    assert _counts(run, CountKind.SOLD) == {"M": 2}


def test_an_order_that_is_cancelled_later_lowers_it(session: Session, shirt: Garment):
    run = _cut(session, shirt)
    import_orders(session, ORDERS)

    import_orders(session, ORDERS.replace(b"#1001,mia@example.com,paid", b"#1001,mia@example.com,voided"))

    assert _counts(run, CountKind.SOLD)["M"] == 1


def test_a_cancelled_order_was_never_sold(session: Session, shirt: Garment):
    _cut(session, shirt)

    import_orders(session, ORDERS)

    quantities = session.scalars(select(Purchase.quantity)).all()
    assert sorted(quantities) == [0, 1, 1, 1, 1, 1]


def test_while_an_older_run_may_still_be_on_sale_the_run_is_unknown(session: Session, shirt: Garment):
    first, second = _cut(session, shirt), _cut(session, shirt)

    taken = import_orders(session, _orders(*["2026-03-02"] * 3))

    assert taken.unplaced == 2
    assert _counts(first, CountKind.SOLD) == {}
    assert _counts(second, CountKind.SOLD) == {"M": 1}


def test_a_run_was_on_sale_by_the_day_of_its_first_order(session: Session, shirt: Garment):
    run = _cut(session, shirt)
    import_orders(session, _orders("2026-03-02", "2026-03-05"))
    assert run.on_sale_on == date(2026, 3, 2)
    open_sale(session, run, date(2026, 3, 1))

    with pytest.raises(RuleError, match="sold a piece on 2026-03-02"):
        open_sale(session, run, date(2026, 3, 3))


def test_a_run_that_was_cut_before_its_day_is_on_sale_from_its_first_order_on(session: Session, shirt: Garment):
    run = _cut(session, shirt, cut_on=date(2099, 5, 31))

    import_orders(session, _orders(run.locked_at.date().isoformat()))

    assert run.on_sale_on == run.locked_at.date()


def test_however_many_pieces_were_sold_none_is_made_an_object_to_count_them(session: Session, shirt: Garment):
    import_orders(session, _orders("2026-03-02", "2026-03-05"))
    known = session.scalars(select(Purchase)).first()
    run = _cut(session, shirt)
    session.flush()

    with list_loaded(Purchase) as made:
        settle_rounds(session, shirt)
        pieces = count_pieces(session, shirt)

    assert (pieces.sold, pieces.unplaced, made) == (2, 0, [])
    assert known.production_round is run


def test_an_older_run_has_what_was_ordered_before_the_next_was_cut(session: Session, shirt: Garment):
    first, second = _cut(session, shirt), _cut(session, shirt, cut_on=date(2026, 4, 1))

    import_orders(session, _orders("2026-03-02", "2026-03-03", "2026-05-01"))

    assert _counts(first, CountKind.SOLD) == {"M": 2}
    assert _counts(second, CountKind.SOLD) == {"M": 1}


def test_what_was_ordered_before_any_run_was_cut_has_none(session: Session, shirt: Garment):
    _cut(session, shirt)

    assert import_orders(session, _orders("2001-01-01")).unplaced == 1


def test_two_sizes_of_which_one_went_back_are_shown_apart(session: Session, shirt: Garment):
    _cut(session, shirt)

    assert import_orders(session, ORDERS).bracketed == 0
    told = ORDERS.replace(b"178.00,183.00,89.00", b"178.00,183.00,90.00").replace(b"95.00,6.00", b"96.00,6.00")
    assert import_orders(session, told).bracketed == 1


def test_a_refund_that_fits_several_pieces_is_named_and_not_guessed(session: Session, shirt: Garment):
    taken = import_orders(session, ORDERS)

    assert taken.rejects[0] == (
        3, "Nobody can tell from the sum which of its pieces were refunded; all are counted as kept.",
    )  # fmt: skip


@pytest.mark.parametrize("first", ["review", "orders"])
def test_a_reviewer_gets_the_size_that_was_bought_and_kept(session: Session, shirt: Garment, first: str):
    run = _cut(session, shirt)
    if first == "review":
        _review(session, shirt, "mia@example.com")
    import_orders(session, ORDERS)
    if first == "orders":
        imports.import_feedback(
            session, b"id,text,email\n1,Long.,Mia@example.com\n", file_name="x.csv", options=Options(garment=shirt)
        )

    feedback = session.scalars(select(Feedback)).one()
    assert (feedback.size.name, feedback.colour.name, feedback.production_round) == ("M", "Navy", run)


def test_who_bought_two_sizes_and_kept_both_has_told_nothing(session: Session, shirt: Garment):
    feedback = _review(session, shirt, "lou@example.com")

    import_orders(session, ORDERS)

    assert feedback.size is None


def test_a_size_that_was_ordered_beside_another_goes_back_without_a_fault(session: Session, shirt: Garment):
    import_orders(session, ORDERS)
    header = "line_item_id,sku,email,return_reason,return_comment,exchange_variant\n"
    back = [
        "1,LS-M-NAVY,lou@example.com,Too small,,",
        "2,LS-L-NAVY,lou@example.com,Too large,The cuffs rub.,",
        "3,LS-M-NAVY,lou@example.com,Too small,,L / Navy",
        "4,LS-M-NAVY,mia@example.com,Too small,,",
        "5,LS-S-NAVY,lou@example.com,Too small,,",
    ]

    run = imports.import_feedback(session, (header + "\n".join(back)).encode(), file_name="returns.csv")

    assert (run.stored, run.dropped, run.rejects) == (4, 1, [])
    said = {each.external_id: [zone.answer for zone in each.zone_answers] for each in session.scalars(select(Feedback))}
    assert said == {"loop:2": [], "loop:3": ["small"], "loop:4": ["small"], "loop:5": ["small"]}


def test_no_email_and_no_order_number_is_stored(session: Session, shirt: Garment):
    import_orders(session, ORDERS)

    kept = str([vars(each) for each in session.scalars(select(Purchase))])
    assert "example.com" not in kept
    assert "#100" not in kept


def test_the_worker_is_asked_to_weigh_anew(session: Session, shirt: Garment):
    import_orders(session, ORDERS)

    assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_of_all_skus_only_those_that_were_ordered_are_read(session: Session, shirt: Garment):
    session.expunge_all()

    with list_loaded(Article) as read:
        import_orders(session, _orders("2026-03-02", "2026-03-03"))

    assert [each.sku for each in read] == ["ls-m-navy"]


def test_lines_without_a_garment_a_size_or_a_number_are_named(session: Session, shirt: Garment):
    header = "Name,Created at,Lineitem quantity,Lineitem name\n"
    lines = ["#1,2026-03-02,1,Wool coat - M", "#2,2026-03-02,some,Linen shirt - M", "#3,2026-03-02,1,Linen shirt",
             "#4,someday,1,Linen shirt - M", ",2026-03-02,1,Linen shirt - M", "#6,,1,Linen shirt - M",
             "#7,2026-03-02,1,Linen shirt - 38", "#8,2026-03-02,1,Linen shirt - Size M"]  # fmt: skip

    taken = import_orders(session, (header + "\n".join(lines)).encode())

    assert taken.rejects == [
        (2, "There is no garment with the SKU “” or the name “Wool coat”."),
        (3, "“some” is no number of pieces."),
        (4, "It does not say which size of Linen shirt it is."),
        (5, "The date “someday” cannot be read."),
        (6, "It names no order."),
        (7, "It does not say when it was ordered."),
        (8, "Linen shirt has no size “38”; its sizes are: S, M, L."),
    ]
    assert taken.stored == 1


def test_a_file_of_something_else_is_refused(session: Session):
    with pytest.raises(RuleError, match="This file has no column Name, Created at, Lineitem quantity"):
        import_orders(session, b"text,stars\nLong.,5\n")


@pytest.mark.parametrize(
    "line, said, instead",
    [
        (3, b"1,Linen shirt - L / Navy,95.00", b"2,Linen shirt - L / Navy,9e999999"),
        (6, b"209.00,209.00,120.00", b"1e-999999,209.00,100.00"),
    ],
    ids=["price", "subtotal"],
)
def test_a_sum_that_no_order_comes_to_tells_nothing(session, shirt, line, said, instead):
    _cut(session, shirt)
    assert said in ORDERS

    taken = import_orders(session, ORDERS.replace(said, instead))

    assert (line, UNREADABLE) in taken.rejects


@pytest.fixture
@once
def shirt(session: Session) -> Garment:
    """The linen shirt of the products file."""
    return import_products(session, (FILES / "products.csv").read_bytes()).added[0]


def _cut(session: Session, shirt: Garment, *, cut_on: date = date(2026, 2, 1)) -> ProductionRound:
    """A run of two pieces a size in navy, released to cut."""
    run = rounds.plan_round(session, shirt, planned={"S": 2, "M": 2, "L": 2}, colour="Navy", cut_on=cut_on)
    return rounds.lock_round(session, run, override_reason="It was cut long ago.")


def _orders(*days: str) -> bytes:
    lines = [f"#{place},{day},1,Linen shirt - M / Navy,89,LS-M-NAVY" for place, day in enumerate(days)]
    return "\n".join(["Name,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku", *lines]).encode()


def _counts(run: ProductionRound, kind: CountKind) -> dict[str, int]:
    return {row.size.name: row.quantity for row in run.counts if row.kind is kind}


def _review(session: Session, shirt: Garment, customer: str) -> Feedback:
    return record_feedback(
        session, shirt, source=FeedbackSource.REVIEW, comment="Long.", customer=customer
    ).feedback  # fmt: skip

"""Files of orders: money is read as it is written, and a refund tells its piece."""

from decimal import Decimal

import pytest

from app.services.order_files import read_money, read_orders, settle_refund


@pytest.mark.parametrize(
    "subtotal, shipping, total, refunded, returned",
    [
        ("188.10", "0.00", "188.10", "80.10", (1, 0)),  # a tenth off the whole order
        ("209.00", "5.00", "231.25", "96.34", (1, 0)),  # taxes on top, as in the United States
        ("209.00", "5.00", "231.25", "129.91", (0, 1)),
        ("209.00", "5.00", "214.00", "50.00", (0, 0)),  # for a stain: no piece came back
    ],
)
def test_a_refund_after_a_discount_or_with_taxes_tells_its_piece(
    subtotal: str, shipping: str, total: str, refunded: str, returned: tuple[int, int]
):
    header = "Name,Created at,Subtotal,Shipping,Total,Refunded Amount,Lineitem quantity,Lineitem name,Lineitem price\n"
    order = (
        f"#1,2026-03-05,{subtotal},{shipping},{total},{refunded},1,Linen shirt - S,89.00\n#1,,,,,,1,Dress - S,120.00\n"
    )

    read = read_orders((header + order).encode(), None, [])[0]

    assert settle_refund(read) is (returned != (0, 0))
    assert tuple(line.returned for line in read.lines) == returned


@pytest.mark.parametrize(
    "text, amount",
    [("89.00", "89"), ("1,089.50", "1089.5"), ("1.089,50", "1089.5"), ("€ 89,9", "89.9"), ("12,000", "12000")],
)
def test_money_is_read_in_both_spellings(text: str, amount: str):
    assert read_money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "free", "NaN", "Infinity", "9e999999", "-1000000001", "9" * 40])
def test_what_is_no_money_is_none(text: str):
    assert read_money(text) is None

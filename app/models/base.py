"""What every table shares: naming convention, column types, enums stored by value."""

import enum
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, Numeric, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from nlp.own_codes import read_code
from nlp.taxonomy import Code

NAME_MAX = 120
"""Longest name of a garment, a size, a colour, a person."""

SENTENCE_MAX = 1000
"""Longest reason, note or instruction."""

NUMBER_MAX = 2**31 - 1
"""Largest whole number that a column of any database holds, those that name rows among them."""

JSON_OBJECT = dict[str, Any]


class Millimetres(TypeDecorator[Decimal]):
    """A length in mm with four decimals, exact for 1/16 inch (1.5875 mm), on SQLite too."""

    impl = Numeric(12, 4, asdecimal=False)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> float | None:
        return None if value is None else float(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(str(value)).quantize(Decimal("0.0001"))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets time zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CodeText(TypeDecorator[Code]):
    """An issue code by its value: one of the 91, or that of a label's own tag."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Code | str | None, dialect: Dialect) -> str | None:
        return value.value if isinstance(value, Code) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Code | None:
        return None if value is None else read_code(value)


def stored(kind: type[enum.StrEnum]) -> Enum:
    """Return the column type of an enum: its value as text, without a database enum to migrate."""
    return Enum(
        kind, native_enum=False, length=40, values_callable=lambda members: [member.value for member in members]
    )


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The parent of every stored noun."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        Code: CodeText,
        Decimal: Millimetres,
        datetime: Moment,
        JSON_OBJECT: JSON,
        list[str]: JSON,
    }

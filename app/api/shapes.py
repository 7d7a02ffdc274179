"""Shapes that several nouns share: words, names, moments and the key of a request."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from app.services.imports import storable
from app.services.reading_dates import YEARS

KEY_MAX = 255


def _write_number(name: Any) -> Any:
    return str(name) if type(name) is int else name


def _read_moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("This should be a moment with its zone, such as 2026-03-05T10:12:00Z")
    return moment


Words = Annotated[str, AfterValidator(storable)]
"""Text; what no database holds is left out."""

NameOrNumber = Annotated[
    Words, BeforeValidator(_write_number), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}]})
]

Moment = Annotated[datetime, PlainValidator(_read_moment), WithJsonSchema({"type": "string", "format": "date-time"})]


class Shape(BaseModel):
    """What is sent: a field that nobody asked for is refused, not overlooked."""

    model_config = ConfigDict(extra="forbid")


class Named(BaseModel):
    """The headers of a request that stores something."""

    key: str = Field(
        alias="Idempotency-Key",
        min_length=1,
        max_length=KEY_MAX,
        description="What the caller names this request by, such as a UUID; sent again with it, it is stored once.",
    )

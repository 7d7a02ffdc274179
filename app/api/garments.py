"""The garments that feedback can be about: the names to send."""

from flask import Response
from pydantic import BaseModel

from app.api.blueprints import answer, make_api
from app.db import db
from app.models import Garment, RoundStatus
from app.services import garments
from nlp.taxonomy import GarmentKind

api = make_api("garments", "What feedback can be about.")


class Run(BaseModel):
    """A production run and the code on its care labels."""

    number: int
    code: str
    status: RoundStatus


class GarmentNames(BaseModel):
    """A garment and all that it is named by."""

    id: int
    name: str
    kind: GarmentKind | None
    style_number: str | None
    reference: str | None
    sizes: list[str]
    colours: list[str]
    rounds: list[Run]


class GarmentList(BaseModel):
    """The garments that are still made, by name."""

    garments: list[GarmentNames]


@api.get("/garments", responses={200: GarmentList})
def list_garments() -> Response:
    """List the garments that are still made, with their sizes, colours and runs."""
    found = [_describe(garment) for garment in garments.list_with_runs(db.session)]
    return answer(GarmentList(garments=found))


def _describe(garment: Garment) -> GarmentNames:
    return GarmentNames(
        id=garment.id, name=garment.name, kind=garment.kind, style_number=garment.style_number,
        reference=garment.reference, sizes=[size.name for size in garment.sizes],
        colours=[colour.name for colour in garment.colours],
        rounds=[Run(number=each.number, code=each.code, status=each.status) for each in garment.rounds],
    )  # fmt: skip

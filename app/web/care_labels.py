"""The care labels of a run: codes alone and sheets of them to cut, and the public address that they lead to."""

from io import BytesIO

from flask import Blueprint, current_app, request, send_file
from flask import Response as BaseResponse
from werkzeug.wrappers import Response

from app.db import begin_writing, db
from app.errors import NotFound, RuleError
from app.models import ProductionRound
from app.services import care_labels, piece_codes, public_address
from app.services.codes import format_code
from app.services.label import get_label
from app.web.limiting import limiter
from app.web.round_page import get_public_address, get_round, go_back, render
from app.web.security import get_actor, login_required, may_act_required

pages = Blueprint("care_labels", __name__)

CHECKS_PER_ADDRESS = "10 per minute"
TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "zip": "application/zip"}


@pages.get("/garments/<int:garment_id>/rounds/<int:number>/label.<any(svg, png):extension>")
@login_required
def download_label(garment_id: int, number: int, extension: str) -> BaseResponse:
    """Hand over a code of a run alone, its size and colour's where one is named."""
    side = _read_side()
    piece = _choose_piece(get_round(garment_id, number), request.args.get("code"))
    try:
        label = care_labels.draw_label(get_public_address(), piece, side_mm=side)
        written = care_labels.write_label(label, format=extension)
    except RuleError as error:
        raise NotFound(error.message) from error
    return _send(written, f"label-{label.code}-{side}mm", extension)


@pages.get(
    "/garments/<int:garment_id>/rounds/<int:number>/<any(care, tag, card):look>-sheet.<any(pdf, svg, png):extension>"
)
@login_required
def download_sheet(garment_id: int, number: int, look: str, extension: str) -> BaseResponse:
    """Hand over sheets to cut: a page of the run's code, or every size and colour's as often as it is planned."""
    production_round = get_round(garment_id, number)
    whole = [piece_codes.whole_round(production_round)]
    try:
        pieces = piece_codes.get_pieces(production_round) if "each" in request.args else whole
        written, ending = care_labels.write_sheet(
            get_public_address(), pieces, look=look, side_mm=_read_side(), format=extension
        )
    except RuleError as error:
        raise NotFound(error.message) from error
    return _send(written, f"{look}-{format_code(production_round.code)}", ending)


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/codes")
@may_act_required
def make_codes(garment_id: int, number: int) -> Response:
    """Have a code made for each size and colour that is planned."""
    begin_writing(db.session)
    piece_codes.make_codes(db.session, get_round(garment_id, number), user=get_actor())
    db.session.commit()
    return go_back(garment_id, number, "care-label")


@pages.post("/garments/<int:garment_id>/rounds/<int:number>/address")
@may_act_required
@limiter.limit(CHECKS_PER_ADDRESS)
def check_address(garment_id: int, number: int) -> Response | tuple[str, int]:
    """Ask the public address whether labels lead to this Toile; no transaction waits for the answer."""
    begin_writing(db.session)
    house = get_label(db.session)
    secret = house.customer_secret
    try:
        address = public_address.choose_address(house, current_app.config["TOILE_PUBLIC_URL"])
        db.session.commit()
        public_address.ask_address(address, secret=secret)
    except RuleError as error:
        db.session.rollback()
        return render(get_round(garment_id, number), no_answer=error.message), 422
    begin_writing(db.session)
    public_address.record_answer(db.session, address, user=get_actor())
    db.session.commit()
    return go_back(garment_id, number, "care-label")


def _read_side() -> int:
    return request.args.get("side", default=care_labels.USUAL_SIDE_MM, type=int)


def _choose_piece(production_round: ProductionRound, code: str | None) -> piece_codes.Piece:
    """The whole run, or the size and colour of it that bears a code."""
    if code is None:
        return piece_codes.whole_round(production_round)
    piece = piece_codes.find_piece(db.session, code)
    if piece is None or piece.production_round is not production_round:
        raise NotFound(f"Nothing of this {get_label(db.session).run_word} bears that code.", field="code")
    return piece


def _send(written: bytes, name: str, ending: str) -> BaseResponse:
    return send_file(BytesIO(written), mimetype=TYPES[ending], download_name=f"{name}.{ending}")

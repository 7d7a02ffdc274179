"""What the tests of imports share: the files of shops, the shirt that they are about, and how they come in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.models import Article, Feedback, Garment, ImportRun
from app.services import imports
from app.services.import_files import Options
from app.services.matching import remember_name
from app.services.sizes_and_colours import find_colour, find_size
from tests.arranged import once
from tests.cast import make_shirt

FILES = Path(__file__).parent / "files"
SHOP = b"review_id,clothing_id,class,rating,title,text\n1,77,Pants,5,Lovely,Fits well.\n2,78,Dresses,3,,Too long.\n"


@once
def make_sold_shirt(session: Session) -> Garment:
    """Return the linen shirt as the shop knows it: by product id and by SKU."""
    made = make_shirt(session)
    session.flush()
    for name in ("8812", "555"):
        remember_name(session, name, made)
    for size in ("M", "L"):
        session.add(
            Article(
                sku=f"ls-{size.lower()}-navy",
                garment=made,
                size=find_size(made, size),
                colour=find_colour(made, "Navy"),
            )
        )
    session.flush()
    return made


def import_file(session: Session, name: str, *, content: bytes | None = None, **options) -> ImportRun:
    """Import the file of a vendor, or other content by its name; return the run."""
    content = (FILES / f"{name}.csv").read_bytes() if content is None else content
    return imports.import_feedback(session, content, file_name=f"{name}.csv", options=Options(**options))


def import_text(session: Session, text: str, *, garment: Garment | None = None, **options) -> ImportRun:
    """Import rows as they are written here; return the run."""
    return imports.import_feedback(
        session, text.encode(), file_name="reviews.csv", options=Options(garment=garment, **options)
    )


def list_stored(session: Session) -> list[Feedback]:
    """Return the answers that are stored, in the order they came."""
    return list(session.scalars(select(Feedback).order_by(Feedback.id)))


@contextmanager
def list_loaded(kind: type) -> Iterator[list]:
    """The objects of a kind that are read meanwhile."""
    found: list = []

    def listen(each: object, _: object) -> None:
        found.append(each)

    event.listen(kind, "load", listen)
    yield found
    event.remove(kind, "load", listen)

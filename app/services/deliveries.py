"""Deliveries: files that a program sends by itself, imported at once and only once."""

import hmac
from dataclasses import astuple, dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import KeyReused
from app.models import ImportRun
from app.services import uploads
from app.services.import_files import Options


@dataclass(frozen=True)
class Delivery:
    """The import of a file that was sent, and the job to hand to the worker where it is new."""

    run: ImportRun
    job_id: int | None = None


def deliver_file(
    session: Session, content: bytes, *, file_name: str, kind: str, options: Options, token_id: int, key: str
) -> Delivery:
    """Return the import of a file that a program sent; the same key gives the same one, however often it comes.

    What cannot be imported at all is refused at once. Another file under a known key is refused too.
    """
    request_hash = _hash_request(key, content, kind, options)
    known = _find_known(session, key)
    if known is None:
        try:
            with session.begin_nested():
                run = uploads.keep_upload(session, content, file_name=file_name, kind=kind, token_id=token_id)
                run.idempotency_key, run.request_hash = key, request_hash
                session.flush()
        except IntegrityError:
            # The same program was quicker with the same file.
            known = _find_known(session, key)
            if known is None:
                raise
        else:
            return Delivery(run, uploads.request_import(session, run, options).id)
    if known.request_hash != request_hash:
        raise KeyReused("Another file was sent under this key.")
    return Delivery(known)


def _find_known(session: Session, key: str) -> ImportRun | None:
    return session.scalar(select(ImportRun).where(ImportRun.idempotency_key == key))


def _hash_request(key: str, content: bytes, kind: str, options: Options) -> str:
    """A hash of the file and what is said about it, keyed so that it tells nobody what stood in it."""
    said = (*astuple(replace(options, garment=None)), kind, options.garment and options.garment.id)
    return hmac.digest(key.encode(), repr(said).encode("utf-8", "replace") + content, "sha256").hex()

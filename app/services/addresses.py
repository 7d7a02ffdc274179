"""E-mail addresses: what is one, and which want no mail any more."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError, translatable
from app.models import ADDRESS_MAX, FixWish, OutboxMail, StoppedAddress
from app.services.label import keyed_hash
from app.services.written_addresses import ADDRESS

KEY_BYTES, SEAL_BYTES = 18, 16


def read_address(typed: str, *, field: str = "email") -> str:
    """Return the address that somebody typed; `field` is where a refusal belongs."""
    address = typed.strip()
    if len(address) > ADDRESS_MAX or not ADDRESS.fullmatch(address):
        raise RuleError(translatable("“%(typed)s” is not an e-mail address."), field=field, typed=address[:60])
    return address


def make_stop_token(session: Session, address: str) -> str:
    """Return the token of the link that stops all mail to an address; it is made of the address, and stored nowhere."""
    key = _make_key(session, address)
    return urlsafe_b64encode(key + _seal(session, key)).decode()


def open_stop_token(session: Session, token: str) -> str:
    """Return the key of the address that a link stops mail to; one that nobody was sent opens nothing."""
    try:
        content = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        content = b""
    key, seal = content[:KEY_BYTES], content[KEY_BYTES:]
    if not compare_digest(seal, _seal(session, key)):
        raise NotFound(translatable("This link shows nothing, or nothing any more."))
    return key.hex()


def stop_mail(session: Session, token: str) -> None:
    """Write to an address no more: its wishes and what waits for it go, and only a keyed hash of it is kept."""
    stop_mail_to(session, open_stop_token(session, token))


def stop_mail_to(session: Session, key: str) -> None:
    """Write no more to the address with this key."""
    if session.get(StoppedAddress, key) is None:
        session.add(StoppedAddress(key=key))
    wishes = session.scalars(select(FixWish).where(FixWish.address.is_not(None))).all()
    waiting = session.scalars(
        select(OutboxMail).where(OutboxMail.feedback_id.is_not(None), OutboxMail.address.is_not(None))
    ).all()
    held: list[FixWish | OutboxMail] = [*wishes, *waiting]
    for each in held:
        if _make_key(session, each.address or "").hex() == key:
            session.delete(each)
    session.flush()


def list_stopped(session: Session) -> set[str]:
    """Return the keys of all addresses that want no mail."""
    return set(session.scalars(select(StoppedAddress.key)))


def is_stopped(session: Session, address: str) -> bool:
    """Return whether an address wants no mail."""
    return session.get(StoppedAddress, _make_key(session, address).hex()) is not None


def _make_key(session: Session, address: str) -> bytes:
    return keyed_hash(session, f"no mail {address.casefold()}")[:KEY_BYTES]


def _seal(session: Session, key: bytes) -> bytes:
    return keyed_hash(session, f"no mail link {key.hex()}")[:SEAL_BYTES]

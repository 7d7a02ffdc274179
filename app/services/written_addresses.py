"""Addresses as people type them, of mail and of the web: which are one. Nothing here asks the database."""

import re
from urllib.parse import urlsplit

from app.errors import RuleError

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
"""An e-mail address as mail servers take it; commas and spaces would make two of it."""

_NAMED = re.compile(rf'(?:[^<>@,;:"\\]*|"[^"\\]*") *<{ADDRESS.pattern}>')

URL_MAX = 200


def is_sender(text: str) -> bool:
    """Return whether mail can come from there: an address, or a name with one, "Atelier Lind <fit@example.com>"."""
    return bool(ADDRESS.fullmatch(text) or _NAMED.fullmatch(text)) and text.isprintable()


def is_web_address(address: str) -> bool:
    """Return whether customers may be led there: https, a host with a name, and no password in the address."""
    try:
        parts = urlsplit(address)
        leads = parts.scheme == "https" and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:  # brackets or a port that are none
        return False
    return leads and parts.username is None and len(address) <= URL_MAX and address.isprintable() and " " not in address


def is_public(address: str) -> bool:
    """Return whether an address is a whole one that begins with https://, as what is sewn in has to."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port != 0 and " " not in address
    except ValueError:  # brackets or a port that are none
        return False


def ensure_survives_capitals(address: str) -> None:
    """A label says the public address in capitals: it has a name of its own, in letters that capitals keep."""
    if not address.isascii():
        raise RuleError(
            f"A label has no room for umlauts: write {address} as browsers do, with xn--.", field="public_url"
        )
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment or parts.username:
        raise RuleError(
            f"A label says the address in capitals, so it needs a name of its own: https://{parts.hostname}, "
            f"not {address}.",
            field="public_url",
        )

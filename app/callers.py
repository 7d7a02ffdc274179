"""Callers: which household or shop a request comes from; for the doors that count how often somebody tries."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request


def find_household() -> str:
    """Return the address that a request comes from, as far as it is one household's or one shop's.

    A header says it only where proxies are trusted. Who has one IPv6 address has the whole network it stands in.
    """
    return _find_network(request.remote_addr or "")


@lru_cache(maxsize=1024)
def _find_network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 64), strict=False) if isinstance(found, IPv6Address) else found)

"""How often one address may do what, counted in memory; a page without a limit pays nothing for it."""

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import ParamSpec, TypeVar

from flask import Blueprint, abort, request
from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

P = ParamSpec("P")
R = TypeVar("R")


def find_address() -> str:
    """Return the address that a request comes from, as far as it is one household's or one shop's.

    A header says it only where proxies are trusted. Who has one IPv6 address has the whole network it stands in.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)


class Limiter:
    """Counts what comes from each address; limits are written as "10 per minute; 100 per hour"."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._window = MovingWindowRateLimiter(self._storage)

    def limit(self, most: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
        """Answer 429 to an address that asks for a view more often."""

        def decorate(view: Callable[P, R]) -> Callable[P, R]:
            @wraps(view)
            def limited(*args: P.args, **kwargs: P.kwargs) -> R:
                self._check(most)
                return view(*args, **kwargs)

            return limited

        return decorate

    def limit_each(self, pages: Blueprint, most: str) -> None:
        """Answer 429 to an address that asks for any one view of a noun more often."""
        pages.before_request(lambda: self._check(most))

    def is_within(self, most: str, what: str) -> bool:
        """Count what comes, and return whether its address may send it."""
        return all(self._window.hit(each, what, find_address()) for each in sorted(parse_many(most)))

    def reset(self) -> None:
        """Forget what was counted."""
        self._storage.reset()

    def _check(self, most: str) -> None:
        # Behind a socket that tells no address all would be one.
        if find_address() and not self.is_within(most, f"{request.endpoint} {most}"):
            abort(429)


limiter = Limiter()

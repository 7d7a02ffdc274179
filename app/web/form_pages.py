"""The empty form as it is kept in memory: drawing it takes longer than all else, and most visitors see the same one.

A page is drawn once and cut where its key stands; every visitor is given the halves with a key of their own between
them. Nothing that anybody typed is ever in it.
"""

import gzip
import zlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from functools import cached_property
from threading import Lock

from flask import Response, current_app, request
from flask_babel import get_locale

from app.services.form_state import FormState
from app.translations import LANGUAGES
from app.web.languages import UNITS, choose_unit
from app.web.page_keys import make_key

PAGES_MAX = 200
"""Pages that are kept, of about 80 kB: rounds on sale, each in a few languages; the one not asked for longest goes."""

GIVEN = "toile.form"
"""What gives this page with another key, in the environment of its request: the door in front of it may do so."""

GZIP_HEAD = gzip.compress(b"", mtime=0)[:10]


class FormPage:
    """A page without its key."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before.encode(), after.encode()

    @classmethod
    def draw(cls, render: Callable[[str], str]) -> "FormPage":
        """Return the page that is rendered with a key, cut where it stands."""
        before, after = render(key := make_key()).split(key)
        return cls(before, after)

    def give(self, key: str) -> bytes:
        """Return the page with a key."""
        return self._before + key.encode() + self._after

    def give_packed(self, key: str) -> bytes:
        """Return it as gzip has it; only the key is new, and put between what was packed before."""
        before, after = self._packed
        checksum = zlib.crc32(self._after, zlib.crc32(key.encode(), self._checksum))
        size = len(self._before) + len(key.encode()) + len(self._after)
        end = checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
        return GZIP_HEAD + before + _wrap(key.encode()) + after + end

    @cached_property
    def _checksum(self) -> int:
        return zlib.crc32(self._before)

    @cached_property
    def _packed(self) -> tuple[bytes, bytes]:
        return _pack(self._before), _pack(self._after, last=True)


class FormPages:
    """The pages that are kept, by all that stands on them."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, FormPage] = OrderedDict()
        self._lock = Lock()

    def find(self, known_by: Hashable) -> FormPage | None:
        """Return a page, which then stays longest."""
        with self._lock:
            if known_by in self._pages:
                self._pages.move_to_end(known_by)
            return self._pages.get(known_by)

    def keep(self, known_by: Hashable, page: FormPage) -> FormPage:
        """Return the page after it is kept."""
        with self._lock:
            self._pages[known_by] = page
            if len(self._pages) > PAGES_MAX:
                self._pages.popitem(last=False)
        return page


def give_form(state: FormState, render: Callable[[str], str]) -> Response:
    """Return the empty form of a code with a key of its own, from memory where it is there."""
    page = _find_page(state, render)
    packs = bool(request.accept_encodings["gzip"])
    give = page.give_packed if packs else page.give
    if _is_known(state):
        request.environ[GIVEN] = give
    return Response(give(make_key()), headers={"Content-Encoding": "gzip"} if packs else None)


def _find_page(state: FormState, render: Callable[[str], str]) -> FormPage:
    if not _is_known(state):
        return FormPage.draw(render)
    pages: FormPages = current_app.extensions.setdefault("form_pages", FormPages())
    asked = (request.script_root, request.path, request.query_string)
    known_by = (asked, str(get_locale()), choose_unit(state.label_unit), state.rows)
    return pages.find(known_by) or pages.keep(known_by, FormPage.draw(render))


def _is_known(state: FormState) -> bool:
    """Whether nothing in the address is of the visitor's own making: what is, stands in the links of the page."""
    known: dict[str, Collection[str]] = {"lang": LANGUAGES, "unit": UNITS, "size": state.sizes}
    return all(value in known.get(name, ()) for name, value in request.args.items(multi=True))


def _wrap(content: bytes) -> bytes:
    """A few bytes as a piece of a gzip stream, as they are: setting a packer up takes longer than to send them."""
    length = len(content).to_bytes(2, "little")
    return b"\0" + length + bytes(255 - each for each in length) + content


def _pack(content: bytes, *, last: bool = False) -> bytes:
    """A piece of a gzip stream that others may follow: it refers to nothing before it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)

"""A form as it comes in: its words at once, its files one by one as they are asked for.

A browser sends a form in the order of the page, and a customer's words stand above their photos. So they are read, and
stored, before the first photo is looked at: whatever is wrong with it, or with the signal, the answer is there.
"""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request, request
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.multipart import NEED_DATA, Data, Epilogue, Event, Field, File, MultipartDecoder
from wtforms import HiddenField

from app.errors import Contradiction, KeyReused, RuleError
from app.services.photos import PHOTO_BYTES_MAX, Upload
from app.web.forms import Form
from app.web.page_keys import make_key, read_given_at

TOO_LARGE = lazy_gettext("That was more than 80 MB. Send it without the photos: they can be added afterwards.")

BODY_MAX = 80 * 1024 * 1024
"""Bytes of an answer with its photos."""

CHUNK = 64 * 1024
PART_HEAD_MAX = 512 * 1024
FIELD_MAX = 200_000
"""Bytes of one field that are read; a comment is cut far below."""
PARTS_MAX = 400

NO_FILES = "application/x-www-form-urlencoded"
"""What a form without files comes as."""
WORDS_MAX = 1024 * 1024
"""Bytes of one; a comment that is kept has a quarter of it at most."""
FIELDS_MAX = 10_000
"""Fields of one of the desk: the measures of all pieces of a run are some thousands."""


class Sent:
    """What was sent: `fields` are those above the first file, and those below it once all files are read."""

    def __init__(self, fields: MultiDict[str, str] | None = None, parts: Iterable[Event] = ()) -> None:
        self.fields: MultiDict[str, str] = MultiDict() if fields is None else fields
        self.is_too_large = False
        self._parts = iter(parts)
        self._next_file = self._read_fields()
        self.has_files = self._next_file is not None

    def get(self, name: str) -> str:
        """Return what was typed or chosen, without the spaces around it; nothing where nothing was."""
        # Of a name that was not sent, `get` makes an error first; of most names nothing is.
        return self.fields[name].strip() if name in self.fields else ""

    def is_ticked(self, name: str) -> bool:
        """Return whether a box was ticked."""
        return self.get(name) not in ("", "false")

    def read_key(self) -> str:
        """Return the page's key; one that lost it, or made one that no database holds, is heard under a new one."""
        key = self.fields.get("key", "")[:64]
        return key if key and key.isascii() and key.isprintable() else make_key()

    def read_files(self) -> Iterator[Upload]:
        """Yield the files that follow; of one that is too large nothing is kept in memory."""
        while self._next_file is not None and not self.is_too_large:
            content = self._read_content(PHOTO_BYTES_MAX)
            yield Upload(self._next_file.filename, content)
            self._next_file = self._read_fields()

    def _read_fields(self) -> File | None:
        """Read fields up to the next file; where a browser has none to send, it sends one without a name."""
        for part in self._parts:
            if isinstance(part, File) and part.filename:
                return part
            if isinstance(part, Field) and part.name:
                content = self._read_content(FIELD_MAX, cut=True) or b""
                self.fields.add(part.name, content.decode("utf-8", "replace"))
        return None

    def _read_content(self, most: int, *, cut: bool = False) -> bytes | None:
        """Read what a part holds; of more than `most` bytes the first ones if it may be cut, else nothing."""
        content, is_larger = bytearray(), False
        for part in self._parts:
            if not isinstance(part, Data):
                continue
            room = most - len(content)
            is_larger = is_larger or len(part.data) > room
            content += part.data[:room]
            if not part.more_data:
                break
        return None if is_larger and not cut else bytes(content)


class WordsParser(FormDataParser):
    """Holds forms without files to what people fill in; Werkzeug has such limits for those with files only."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        """Return what is left of the stream, the fields and the files."""
        if mimetype == NO_FILES:
            words = stream.read(WORDS_MAX + 1)
            if len(words) > WORDS_MAX or words.count(b"&") >= FIELDS_MAX:
                raise RequestEntityTooLarge
            stream = BytesIO(words)
        return super().parse(stream, mimetype, content_length, options)


class LimitedRequest(Request):
    """A request whose form is read where people may have filled it in."""

    form_data_parser_class = WordsParser


class SentForm(Form):
    """A form whose photos follow its words: `sent` holds what was sent as it comes in."""

    key = HiddenField()

    def __init__(self, sent: Sent | None = None, **values: Any) -> None:
        self.sent = sent or Sent()
        super().__init__(self.sent.fields if sent else None, **values)

    def refuse(self) -> int | None:
        """Return the status that refuses what was sent before any rule is asked, None where nothing does."""
        if self.sent.is_too_large:
            self.form_errors.append(TOO_LARGE)
            return 413
        return None if self.validate_on_submit() else 422

    def blame(self, error: RuleError) -> None:
        """Put a rule's sentence where it belongs; a page whose key is used up comes back with a new one.

        With the old one it would be refused however often it is sent. The new one is as old as the page is.
        """
        if isinstance(error, Contradiction | KeyReused):
            self.key.data = make_key(given_at=read_given_at(self.key.data or ""))
        super().blame(error)


def read_sent() -> Sent:
    """Return what the request sends, read up to its first file; what breaks off ends there."""
    if request.mimetype not in (NO_FILES, "multipart/form-data"):
        return Sent()
    # Read in chunks, nothing of it fills the memory; whether it is too large is said with the words still on the page.
    request.max_content_length = sys.maxsize
    if request.mimetype == NO_FILES:
        sent = Sent(_read_words(request.stream))
    else:
        boundary = request.mimetype_params.get("boundary", "").encode("latin-1", "replace")
        sent = Sent(parts=_read_parts(request.stream, boundary))
    sent.is_too_large = (request.content_length or 0) > BODY_MAX
    return sent


def _read_words(stream: IO[bytes]) -> MultiDict[str, str]:
    """The fields of a form as `request.form` has them, without the parser that it makes for files.

    Those that are too many, or too large, are left: to take eight megabytes of them apart takes ten seconds.
    """
    fields = stream.read(WORDS_MAX).split(b"&", PARTS_MAX)[:PARTS_MAX]
    return MultiDict(parse_qsl(b"&".join(fields).decode("utf-8", "replace"), keep_blank_values=True))


def _read_parts(stream: IO[bytes], boundary: bytes) -> Iterator[Event]:
    """Yield the parts of a form until they end, break off or make no sense."""
    decoder = MultipartDecoder(boundary, PART_HEAD_MAX, max_parts=PARTS_MAX)
    try:
        while not isinstance(part := decoder.next_event(), Epilogue):
            if part is NEED_DATA:
                decoder.receive_data(stream.read(CHUNK) or None)
            else:
                yield part
    except (ValueError, OSError, ClientDisconnected, RequestEntityTooLarge):
        return

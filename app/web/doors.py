"""The two doors to a sheet, the maker's private link and the label's desk, and what the pages behind the link share.

Nobody signs in on a maker's pages: whoever has the link may act, and the link is kept out of caches and logs.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for

from app.models import Packet, Photo, RevisionFile
from app.services import files
from app.web.limiting import limiter
from app.web.security import keep_private

REQUESTS_PER_ADDRESS = "60 per minute"


@dataclass(frozen=True)
class Door:
    """Where a sheet is answered: behind the pattern maker's link, or at the desk for who rang up or wrote on paper."""

    packet: Packet
    token: str | None = None

    @property
    def at_desk(self) -> bool:
        """Return whether somebody of the label enters it."""
        return self.token is None

    def to(self, view: str, anchor: str | None = None) -> str:
        """Return the address of "show_sheet", "receive" or "answer" behind this door."""
        if self.token is None:
            return url_for(f"packets.{view}_at_desk", packet_id=self.packet.id, _anchor=anchor)
        return url_for(f"packets.{view}", token=self.token, _anchor=anchor)

    def to_photo(self, photo: Photo, size: str) -> str:
        """Return the address of a "small" or "large" photo behind this door."""
        if self.token is None:
            return url_for("photos.show", name=photo.name, size=size)
        return url_for("photos.show_to_maker", token=self.token, name=photo.name, size=size)

    def to_labels(self) -> str:
        """Return the address of the labels to stick on the pattern."""
        if self.token is not None:
            return url_for("packets.download_labels", token=self.token)
        return url_for("files.download_labels", **self._revision)

    def to_file(self, file: RevisionFile) -> str:
        """Return the address of a file of the sheet's revision behind this door."""
        if self.token is not None:
            return url_for("packets.download_file", token=self.token, file_id=file.id)
        return url_for("files.download", **self._revision, file_id=file.id)

    def to_removal(self, file: RevisionFile) -> str | None:
        """Return where a file of the sheet's revision is removed, or None where whoever comes here may not."""
        if self.token is None:
            return url_for("files.remove", **self._revision, file_id=file.id)
        if not files.may_remove(file, self.packet) or files.list_cut(self.packet.revision):
            return None
        return url_for("packets.remove_file", token=self.token, file_id=file.id)

    def to_files(self) -> str:
        """Return where a file is laid beside the sheet's revision."""
        if self.token is not None:
            return url_for("packets.upload", token=self.token)
        return url_for("files.upload", **self._revision)

    @property
    def _revision(self) -> dict[str, Any]:
        return {"garment_id": self.packet.revision.garment_id, "number": self.packet.revision.number}


def open_to_makers(pages: Blueprint) -> None:
    """Make a noun's pages those of pattern makers: slow to guess at, kept by nobody."""
    limiter.limit_each(pages, REQUESTS_PER_ADDRESS)
    pages.after_request(keep_private)

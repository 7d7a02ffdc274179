"""The file of a backup: a ZIP of what lies in a data folder, with `contents.json`, which names each with its hash."""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.errors import RuleError
from app.models import now

FORMAT = 1
CONTENTS = "contents.json"
DATABASE = "toile.db"
PHOTOS, FILES = "photos", "files"
SINGLE = (DATABASE, "secret.key", "reader.npz")

_CHUNK = 1 << 20


@contextmanager
def written_whole(path: Path, prefix: str) -> Iterator[Path]:
    """Lend a file beside this one, readable by its owner only, which takes its place when the block has ended well."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def list_folder(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield what of a data folder belongs into a backup beside the database, by the name it has there."""
    yield from ((name, data / name) for name in SINGLE if name != DATABASE)
    for folder in (PHOTOS, FILES):
        if (data / folder).is_dir():
            yield from ((f"{folder}/{path.name}", path) for path in sorted((data / folder).iterdir()))


def pack(target: Path, content: Iterable[tuple[str, Path]]) -> set[str]:
    """Write all that is there into the file; return the names of what is in it."""
    hashes = {}
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in content:
            with suppress(FileNotFoundError):  # erased since it was listed
                hashes[name] = _pack_one(archive, name, path)
        contents = {"format": FORMAT, "made_at": now().isoformat(timespec="seconds"), "hashes": hashes}
        archive.writestr(CONTENTS, json.dumps(contents, indent=1), zipfile.ZIP_DEFLATED)
    return set(hashes)


def unpack(source: Path, into: Path) -> tuple[str, set[str]]:
    """Unpack a backup into a folder, readable by its owner only; return when it was made and what was in it.

    Raises RuleError where it is none, is damaged, or is of a newer Toile.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            contents: dict[str, Any] = json.loads(archive.read(CONTENTS))
            if contents["format"] != FORMAT:
                raise RuleError(f"{source} is of a newer Toile than this one: bring this one up to date first.")
            _unpack_all(archive, contents["hashes"], into)
    except OSError as error:
        raise RuleError(f"{source} cannot be unpacked: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, TypeError, KeyError) as error:
        raise RuleError(f"{source} is no backup of Toile, or is damaged; nothing was changed.") from error
    return contents["made_at"], set(contents["hashes"])


def _pack_one(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Pictures are packed already; all else grows smaller."""
    digest = hashlib.sha256()
    about = zipfile.ZipInfo(name)
    about.compress_type = zipfile.ZIP_STORED if name.startswith(f"{PHOTOS}/") else zipfile.ZIP_DEFLATED
    with path.open("rb") as content, archive.open(about, "w", force_zip64=True) as packed:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            packed.write(chunk)
    return digest.hexdigest()


def _unpack_all(archive: zipfile.ZipFile, hashes: Mapping[str, str], into: Path) -> None:
    for name, wanted in hashes.items():
        path = into / _ensure_ours(name)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        digest = hashlib.sha256()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, archive.open(name) as packed:
            while chunk := packed.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != wanted:
            raise zipfile.BadZipFile(name)


def _ensure_ours(name: str) -> str:
    """A name that leads out of the data folder is none that was packed."""
    folder, slash, file = name.rpartition("/")
    if (folder not in (PHOTOS, FILES) if slash else name not in SINGLE) or file in ("", ".", ".."):
        raise zipfile.BadZipFile(name)
    return name

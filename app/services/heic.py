"""HEIC, as iPhones and some others store photos: told by its first bytes, unpacked by a process of its own."""

import re
import subprocess
import sys
from pathlib import Path

BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1")
"""What such a file names itself; mif1 leaves open how its pixels are packed."""

BOX_HEAD = 8
"""Bytes that say how large a part of the file is and what it holds."""

BOXES_NEEDED = (b"ftyp", b"meta", b"mdat")
BOXES_MAX = 100

SECONDS_MAX = 20
"""Longest wait for a photo on a machine that has other things to do."""

_DECODER = Path(__file__).with_name("heic_decoder.py")
_SIZE = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)


def is_heic(content: bytes) -> bool:
    """Return whether a file says that it is a HEIC photo."""
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


def count_pixels(content: bytes) -> int:
    """Return how many pixels the largest picture in a file says it has; nothing is unpacked for it."""
    said = _SIZE.finditer(content)
    return max((int.from_bytes(each[1], "big") * int.from_bytes(each[2], "big") for each in said), default=0)


def is_whole(content: bytes) -> bool:
    """Return whether a file did not break off on its way; the decoder would paint green what it misses."""
    place = 0
    for _ in range(BOXES_MAX):
        size, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(content[place + 8 : place + 16], "big")
        if size < BOX_HEAD or place + size > len(content):
            return size == 0 or name not in BOXES_NEEDED
        place += size
    return True


def unpack(content: bytes, *, side: int) -> bytes:
    """Return the picture as a PNG whose longest side is at most `side`; raises OSError where none can be read."""
    if not is_whole(content):
        raise OSError("This photo breaks off.")
    command = [sys.executable, "-I", str(_DECODER), str(side)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS_MAX, check=True)  # noqa: S603 (our own words)
    except subprocess.SubprocessError as error:
        raise OSError("This photo cannot be unpacked.") from error
    return done.stdout

"""Pictures for the tests, friendly and hostile; all made here, none found anywhere."""

import struct
import zlib
from functools import cache
from io import BytesIO

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

GPS = 0x8825
ORIENTATION = 0x0112


def _save(image: Image.Image, kind: str, **options: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def draw(width: int = 400, height: int = 300) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (200, 20, 20))
    image.paste((20, 20, 200), (width // 2, 0, width, height))
    return image


def jpeg(width: int = 400, height: int = 300, **options: object) -> bytes:
    """Return a photo as a phone sends it."""
    return _save(draw(width, height), "JPEG", **options)


def png(width: int = 400, height: int = 300, **options: object) -> bytes:
    """Return a picture as a screen is saved."""
    return _save(draw(width, height), "PNG", **options)


def webp(width: int = 400, height: int = 300, **options: object) -> bytes:
    """Return a picture as messengers and shops send it."""
    return _save(draw(width, height), "WEBP", **options)


def heic(width: int = 400, height: int = 300, **options: object) -> bytes:
    """Return a photo as an iPhone stores it, in tiles."""
    written = BytesIO()
    hasty = {"preset": "ultrafast"}  # else its encoder starts threads and thinks for a third of a second
    pillow_heif.from_pillow(draw(width, height)).save(written, tile_size=256, enc_params=hasty, **options)
    return written.getvalue()


def telling_jpeg() -> bytes:
    """Return a photo, taken with the phone held upright, that says where and by whom, and more than that."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "SECRET by Jane <script>alert(1)</script>"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    return jpeg(exif=exif, comment=b"SECRET <script>alert(1)</script>", icc_profile=b"SECRET profile" * 9)


def telling_heic() -> bytes:
    """Return a photo, taken with the phone held upright, that says where and by whom."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010E] = "SECRET by Jane <script>alert(1)</script>"
    return heic(exif=exif.tobytes(), xmp=b"<x>SECRET</x>")


def telling_webp() -> bytes:
    """Return a picture that says the same."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET by Jane <script>alert(1)</script>"
    return webp(exif=exif, xmp=b"<x>SECRET</x>", icc_profile=b"SECRET profile" * 9)


def telling_png() -> bytes:
    """Return a picture with a text in it."""
    notes = PngInfo()
    notes.add_text("Author", "SECRET Jane")
    notes.add_itxt("XML:com.adobe.xmp", "<x>SECRET</x>")
    return png(pnginfo=notes)


def animated_png() -> bytes:
    """Return a picture that moves."""
    return png(save_all=True, append_images=[draw().rotate(180)])


def animated_webp() -> bytes:
    """Return another one that moves."""
    return webp(save_all=True, append_images=[draw().rotate(180)])


def animated_gif() -> bytes:
    """Return another one."""
    return _save(draw(), "GIF", save_all=True, append_images=[draw().rotate(180)])


@cache
def png_bomb(side: int) -> bytes:
    """Return less than half a megabyte that unpacks to side × side pixels."""
    packer = zlib.compressobj(1)  # packed as tightly as can be, it takes twice as long
    row = bytes(1 + (side + 7) // 8)
    rows = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def jpeg_bomb(side: int) -> bytes:
    """Return a JPEG that says it has side × side pixels."""
    photo = bytearray(jpeg(16, 16))
    frame = photo.index(b"\xff\xc0")
    photo[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
    return bytes(photo)


def webp_bomb(side: int) -> bytes:
    """Return a WebP that says it has side × side pixels."""
    photo = bytearray(webp(16, 16))
    frame = photo.index(b"\x9d\x01\x2a") + 3
    photo[frame : frame + 4] = struct.pack("<HH", side, side)
    return bytes(photo)


def heic_bomb(side: int) -> bytes:
    """Return a HEIC that says it has side × side pixels."""
    photo = heic(64, 64)
    size = struct.pack(">II", 64, 64)
    return photo.replace(b"ispe\0\0\0\0" + size, b"ispe\0\0\0\0" + struct.pack(">II", side, side))


def text_bomb() -> bytes:
    """Return a PNG of one pixel whose notes unpack to 100 MB."""
    note = b"Comment\0\0" + zlib.compress(bytes(1_000_000), 9)
    return png(1, 1)[:-12] + _chunk(b"zTXt", note) * 100 + _chunk(b"IEND", b"")


def scan_bomb() -> bytes:
    """Return a JPEG that paints the same picture hundreds of times."""
    photo = jpeg(progressive=True)
    last = photo.rindex(b"\xff\xda")
    return photo[:last] + photo[last:-2] * 400 + b"\xff\xd9"


NO_PICTURES = {
    "nothing": b"",
    "words": b"The sleeves are too long.",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>',
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
    "gif and page": b"GIF89a/*<script>*/=1;alert(1)</script>",
    "animated gif": animated_gif(),
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "zip": b"PK\3\4" + bytes(60),
}
"""Files that people or their enemies send as photos and that are none we take."""

BROKEN = {
    "first bytes of a JPEG": b"\xff\xd8\xff",
    "first bytes of a PNG": b"\x89PNG\r\n\x1a\n",
    "half a JPEG": jpeg(2000, 1500)[:9000],
    "half a PNG": png()[:400],
    "JPEG of noise": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
    "half a WebP": webp()[:100],
    "first bytes of a WebP": b"RIFF\x24\0\0\0WEBPVP8 ",
    "half a HEIC": heic(600, 500)[:-200],
    "first bytes of a HEIC": b"\0\0\0\x1cftypheic\0\0\0\0mif1heicmiaf",
    "HEIC of noise": b"\0\0\0\x1cftypheic\0\0\0\0mif1heicmiaf" + bytes(range(256)) * 40,
    "PNG without pixels": png()[:33] + _chunk(b"IEND", b""),
    "many scans": scan_bomb(),
    "a hundred megabytes of notes": text_bomb(),
}
"""Files that begin as a photo does and go on otherwise."""

"""The program that unpacks a HEIC photo: from its input to a PNG on its output, then it ends.

It runs in a process of its own, with little memory and time: the decoder of these files is large, written in C, and
meets whatever strangers send. Whatever goes wrong with it, the process that serves pages goes on. It is started by its
path and sees nothing of this package.
"""

import resource
import sys

import pillow_heif

MEMORY_MAX = 1024 * 1024 * 1024
"""Bytes of addresses; a photo of 25 megapixels takes about half of them."""

CPU_SECONDS_MAX = 10


def unpack(content: bytes, side: int) -> None:
    """Write the picture upright as a PNG whose longest side is no longer than this."""
    pillow_heif.options.THUMBNAILS = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False
    image = pillow_heif.open_heif(content).to_pillow()
    image.thumbnail((side, side))
    image.info.clear()
    image.save(sys.stdout.buffer, "PNG", compress_level=1)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX, CPU_SECONDS_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    unpack(sys.stdin.buffer.read(), int(sys.argv[1]))

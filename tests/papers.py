"""Papers as tests look at them: the words of each page, and how large the paper is."""

import pypdfium2


def read_pages(document: bytes) -> list[str]:
    """Return the text of each page, words parted by one space."""
    with pypdfium2.PdfDocument(document) as pages:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pages]


def measure_paper(document: bytes) -> tuple[int, int]:
    """Return width and height of the first page in mm."""
    with pypdfium2.PdfDocument(document) as pages:
        width, height = pages[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)

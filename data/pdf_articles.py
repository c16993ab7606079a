"""Articles as PDF files with a text layer, one file one article."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from data.articles import Article, InputError, Problem
from data.dates import dateline_day
from data.guarding import guarded
from data.mending import mend
from data.plain_text import LARGEST
from data.titles import named_title, without_title
from data.unwrapping import unwrap

_HEAD: Final = 1024
_REMEDY: Final = "open it in a PDF reader and print it to a new file"
_LETTER: Final = re.compile(r"[^\W\d_]")
_LEAST_LETTERS: Final = 20


def read_pdf(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read the text layer of one PDF.

    Lines are put together to paragraphs, running heads and page numbers left out. The title is
    that of the document's properties if it stands near the top of the text.

    Parameters
    ----------
    stream : binary file
        Seekable.
    name : str
        Becomes the id.

    Yields
    ------
    Article or Problem
        A page that cannot be read is a problem of its own.

    Raises
    ------
    InputError
        If it is no PDF, is encrypted, broken, or has no text layer.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise InputError("it is empty", "give a PDF with text in it")
    if b"%PDF-" not in head:
        raise InputError("it is no PDF", "give it the suffix of what it is")
    with guarded("a PDF", _REMEDY):
        from pypdf import PdfReader

        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("it is encrypted", "save a copy without a password")
        named = reader.metadata.title if reader.metadata else None
        count = len(reader.pages)
    pages: list[str] = []
    broken: list[Problem] = []
    size = 0
    for number in range(count):
        try:
            with guarded("a page of a PDF", _REMEDY):
                pages.append(reader.pages[number].extract_text())
        except InputError as error:
            broken.append(Problem(f"{name}, page {number + 1}", error.reason, error.remedy))
            continue
        size += len(pages[-1])
        if size > LARGEST:
            raise InputError(f"its text is over {LARGEST >> 20} MB, too much for one article", "split it")
    yield from broken
    text = mend(unwrap(page.splitlines() for page in pages)).strip()
    if len(_LETTER.findall(text)) < _LEAST_LETTERS:
        if broken:
            return
        raise InputError(f"it has no text layer, only {count} pages of images", "run OCR over it, such as ocrmypdf")
    title = named_title(mend(named or ""), text)
    text = without_title(title, text)
    yield Article(id=name, title=title, text=text, date=dateline_day(text))

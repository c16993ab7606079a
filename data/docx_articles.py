"""Articles as Word documents, one document one article."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element

from data.articles import Article, InputError
from data.dates import dateline_day
from data.guarding import guarded
from data.mending import mend
from data.plain_text import LARGEST
from data.titles import named_title
from data.zipped import open_zip

_REMEDY: Final = "open it in a word processor and save it anew as .docx"
_HIDDEN: Final = frozenset({"moveFrom", "Fallback"})
_MARKS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TITLE_STYLES: Final = frozenset({"title", "heading 1"})


def read_docx(stream: BinaryIO, name: str) -> Article:
    """Read one Word document.

    The title is the first paragraph if its style says so (Title, Heading 1), else what the
    document's properties name if it stands at the top, else the first paragraph if an empty one
    follows it. Deleted text of tracked changes, notes, headers and footers are left out.

    Parameters
    ----------
    stream : binary file
        Seekable.
    name : str
        Becomes the id.

    Raises
    ------
    InputError
        If it is no Word document, is encrypted, broken, empty, or unpacks to too much.
    """
    with open_zip(stream, ".docx") as archive, guarded("a Word document", _REMEDY):
        parts = {info.filename: info.file_size for info in archive.infolist()}
        if "word/document.xml" not in parts:
            raise InputError("it is a ZIP archive, but no Word document", "give a .docx file")
        if parts["word/document.xml"] > LARGEST:
            raise InputError(f"its text is over {LARGEST >> 20} MB, too much for one article", "split it")
        styles = _style_names(archive) if "word/styles.xml" in parts else {}
        with archive.open("word/document.xml") as document:
            paragraphs = [
                (styles.get(style, style).lower(), mend(text).strip()) for style, text in _paragraphs(document)
            ]
        named = _named_title(archive) if "docProps/core.xml" in parts else None
    while paragraphs and not paragraphs[0][1]:
        del paragraphs[0]
    if not paragraphs:
        raise InputError("there is no text in it", "give a document with text; a scan needs OCR first")
    style, first = paragraphs[0]
    text = "\n\n".join(paragraph for _, paragraph in paragraphs if paragraph)
    if style in _TITLE_STYLES or named_title(named, first) == first:
        title = first
    else:
        title = named_title(named, text) or (first if len(paragraphs) > 2 and not paragraphs[1][1] else "")
    if title == first:
        text = text[len(first) :].lstrip()
    return Article(id=name, title=" ".join(title.split()), text=text, date=dateline_day(text))


def _paragraphs(document: object) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph, of text boxes and table cells too."""
    from defusedxml.ElementTree import iterparse

    open_: list[tuple[list[str], list[str]]] = []
    hidden = 0
    for event, element in iterparse(document, events=("start", "end")):
        tag = _local(element)
        if tag in _HIDDEN:
            hidden += 1 if event == "start" else -1
        elif hidden or (tag != "p" and not open_):
            pass
        elif event == "start":
            if tag == "p":
                open_.append(([], []))
        elif tag == "t":
            open_[-1][1].append(element.text or "")
        elif tag in _MARKS and not len(element.attrib.keys() & _TAB_STOP):
            open_[-1][1].append(_MARKS[tag])
        elif tag == "pStyle":
            open_[-1][0].append(_value(element))
        elif tag == "p":
            style, pieces = open_.pop()
            yield style[0] if style else "", "".join(pieces)
        if event == "end" and tag in ("p", "tbl"):
            element.clear()


_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAB_STOP: Final = frozenset({f"{_W}pos"})


def _style_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Style ids, which each language of Word spells its own way, to the names, which it does not."""
    from defusedxml.ElementTree import parse

    names = {}
    with archive.open("word/styles.xml") as part:
        for style in parse(part).iter():
            if _local(style) == "style":
                of = next((value for key, value in style.attrib.items() if key.endswith("}styleId")), "")
                names[of] = next((_value(child) for child in style if _local(child) == "name"), of)
    return names


def _named_title(archive: zipfile.ZipFile) -> str | None:
    from defusedxml.ElementTree import parse

    with archive.open("docProps/core.xml") as part:
        return next((element.text for element in parse(part).iter() if _local(element) == "title"), None)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), "")

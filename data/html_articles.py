"""Articles as saved web pages: the main text without menus, scripts and related stories."""

import re
from typing import BinaryIO, Final

from data.articles import Article, InputError
from data.dates import dateline_day, iso_day
from data.decoding import decode
from data.guarding import guarded
from data.mending import mend
from data.plain_text import read_bounded

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 1 << 12
_SAVED_FROM: Final = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+?)\s*-->")
_MARKUP: Final = re.compile(r"<(?:!doctype|html|head|body|article|main|div|p|h1|table|title|meta)\b", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title\b[^>]{0,200}>([^<]{0,1000})</title", re.IGNORECASE)
_LINES: Final = re.compile(r"[^\S\n]*\n\s*")
_REMEDY: Final = "open it in a browser and save the article's text as .txt"


def read_html(stream: BinaryIO, name: str) -> Article:
    """Read the article of one web page.

    Parameters
    ----------
    stream : binary file
    name : str
        Becomes the id.

    Returns
    -------
    Article
        Text by trafilatura (Barbaresi, 2021); title, source, url and date from the page's
        metadata. Nothing is fetched.

    Raises
    ------
    InputError
        If it is empty, is no web page, is longer than any article, or has no article in it.
    """
    raw = read_bounded(stream)
    declared = _CHARSET.search(raw[:_HEAD])
    page = decode(raw, declared[1].decode() if declared else None)
    if not page.strip():
        raise InputError("it is empty", "give a page with an article in it")
    if not _MARKUP.search(page):
        raise InputError("it is no web page: it has no markup", "give --input-format txt if it is plain text")
    with guarded("a web page", _REMEDY):
        article = _extracted(page, name)
    if not (article.title or article.text):
        raise InputError("no article was found in the page", _REMEDY)
    return article


def text_of(markup: str) -> str:
    """Reduce a piece of HTML, such as an item of a feed, to its text, block by block.

    Parameters
    ----------
    markup : str
        Plain text passes as it is.
    """
    if "<" not in markup and "&" not in markup:
        return mend(markup).strip()
    from lxml import html

    tree = html.fromstring(f"<div>{_xml_text(markup)}</div>")
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            element.drop_tree()
        elif element.tag in _BLOCKS:
            element.text = "\n\n" + (element.text or "")
            element.tail = "\n\n" + (element.tail or "")
    # Line breaks of the source are spaces; those of the blocks, made above, are not.
    paragraphs = re.split(r"\n\n+", "".join(tree.itertext()))
    return mend("\n\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs))))


_SILENT: Final = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg", "form"}
)
_BLOCKS: Final = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr blockquote pre section article figure figcaption".split()
)


def _extracted(page: str, name: str) -> Article:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        _xml_text(page),
        with_metadata=True,
        include_comments=False,
        # A date guessed from anything on the page may be today's.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document):
        # Too little for it to judge; a page with a title or any text is an article all the same.
        told = _TITLE.search(page)
        return Article(id=name, title=text_of(told[1]) if told else "", text=text_of(page))
    title = " ".join(mend(found.title or "").split())
    lines = [line for line in _LINES.split(mend(found.text or "").strip()) if line]
    if lines and lines[0].lstrip("# ") == title:
        del lines[0]
    text = "\n\n".join(lines)
    saved_from = _SAVED_FROM.search(page[:_HEAD])
    return Article(
        id=name,
        title=title,
        text=text,
        source=found.sitename or None,
        url=found.url or (saved_from[1] if saved_from else None),
        date=iso_day(found.date) or dateline_day(text),
    )


def _xml_text(markup: str) -> str:
    """Without the control characters that no tree of elements takes."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", " ", markup)

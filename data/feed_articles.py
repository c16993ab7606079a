"""Articles as items of RSS and Atom feeds."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from data.articles import Article, InputError, Problem
from data.dates import iso_day
from data.guarding import guarded
from data.html_articles import text_of

_ITEMS: Final = frozenset({"item", "entry"})
_FEEDS: Final = frozenset({"rss", "RDF", "feed", "channel"})
_DATES: Final = ("pubDate", "published", "issued", "date", "updated", "modified")
_TEXTS: Final = ("encoded", "content", "description", "summary")
_FATAL: Final = 3
_REMEDY: Final = "save the feed anew, as RSS or Atom"


def read_feed(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read one article an item, without holding the feed in memory.

    Parameters
    ----------
    stream : binary file
        Seekable.
    name : str
        Ids are those of the items, where missing `name#position`.

    Yields
    ------
    Article or Problem
        HTML in items is reduced to text. The source is the item's own, else the feed's title.
        What came before a break is kept, and the break told.

    Raises
    ------
    InputError
        If it is no feed, declares entities, which no feed needs and bombs are made of, or has no items.
    """
    if not stream.read(1):
        raise InputError("it is empty", "give a feed with items in it")
    stream.seek(0)
    number = 0
    items = _items(stream)
    while True:
        with guarded("a feed", _REMEDY):
            found = next(items, None)
            if found is None:
                break
            if isinstance(found, str):
                read: Article | Problem = Problem(name, found, _REMEDY)
            else:
                number += 1
                source, item = found
                read = _article(item, source, f"{name}#{number}") or Problem(
                    f"{name}, item {number}", "no title and no text in it", "fill one of them or drop the item"
                )
        yield read
    if not number:
        raise InputError("it is a feed without items", "fetch it again when it has some")


def _items(stream: BinaryIO) -> Iterator[tuple[str | None, Any] | str]:
    """Each item with the feed's title so far; last, where the feed breaks off, what is wrong with it."""
    from lxml import etree

    context = etree.iterparse(
        stream, events=("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    depth, found, source = 0, False, None
    for event, element in context:
        tag = _local(element)
        if event == "start":
            depth += 1
            if depth == 1:
                _check_root(element)
            continue
        depth -= 1
        if tag in _ITEMS:
            found = True
            yield source, element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif tag == "title" and depth <= 2 and not source:
            source = _text(element) or None
    fatal = next((error for error in context.error_log if error.level >= _FATAL), None)
    if context.root is None or (fatal and not found):
        raise InputError(f"it is no XML: {fatal.message if fatal else 'it is empty'}", _REMEDY)
    if fatal:
        yield f"it breaks off or is not well-formed at line {fatal.line}: {fatal.message}"


def _check_root(root: Any) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError("it declares entities of its own", "do not trust it; no feed needs them")
    if _local(root) not in _FEEDS:
        raise InputError(f"it is XML, but no feed: it begins with <{_local(root)}>", "give RSS or Atom, or its text")


def _article(item: Any, source: str | None, default_id: str) -> Article | None:
    fields: dict[str, Any] = {}
    for child in item:
        tag = _local(child)
        if tag == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                fields.setdefault("link", child.get("href"))
        else:
            fields.setdefault(tag, _text(child))
    title = " ".join(text_of(fields.get("title", "")).split())
    text = next(filter(None, (text_of(fields.get(tag, "")) for tag in _TEXTS)), "")
    if not (title or text):
        return None
    named = fields.get("guid") or fields.get("id") or ""
    return Article(
        id=named or default_id,
        title=title,
        text=text,
        source=fields.get("source") or source,
        url=fields.get("link") or (named if named.startswith(("http://", "https://")) else None),
        date=next(filter(None, (iso_day(fields.get(tag)) for tag in _DATES)), None),
    )


def _text(element: Any) -> str:
    """Text of an element; XHTML in it stays markup, to be reduced as escaped HTML is."""
    if not len(element):
        return (element.text or "").strip()
    from lxml import etree

    inner = [etree.tostring(child, encoding="unicode") for child in element]
    return "".join([element.text or "", *inner]).strip()


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

"""Articles as plain text or Markdown: one file, one article."""

import re
from dataclasses import replace
from typing import Any, BinaryIO, Final

from data.articles import Article, InputError
from data.columns import Columns
from data.dates import dateline_day
from data.decoding import decode
from data.mending import mend

LARGEST: Final = 1 << 26
"""Bytes; no article is as long, and a mistaken input would fill the memory."""

_TITLE_LINE: Final = re.compile(r"(?P<title>[^\n]+)\n[^\S\n]*\n\s*")
_FRONT_MATTER: Final = re.compile(r"---[^\S\n]*\n(?P<fields>(?:.*\n)*?)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)")
_FIELD: Final = re.compile(r"(?P<name>\w[\w -]*):[^\S\n]+(?P<value>\S.*)")
_HEADING: Final = re.compile(r"\s*#[^\S\n]+(?P<title>[^\n]+?)[^\S\n]*#*[^\S\n]*(?:\n\s*|\Z)")


def read_text(stream: BinaryIO, name: str, *, markdown: bool = False) -> Article:
    """Read one article.

    The first line is the title when a blank line follows it; otherwise all is text. In Markdown
    the title is that of the front matter or the first heading, if it stands at the top; the text
    keeps its markup.

    Parameters
    ----------
    stream : binary file
    name : str
        Becomes the id.
    markdown : bool, default False

    Raises
    ------
    InputError
        If it is empty, is no text, or is longer than any article.
    """
    whole = mend(decode(read_bounded(stream))).strip()
    if not whole:
        raise InputError("it is empty", "give a file with text in it")
    fields, body = _front_matter(whole) if markdown else ({}, whole)
    named = Columns()
    told = bool(named.find("title", fields))
    line = (_HEADING.match(body) if markdown else None) or (None if told else _TITLE_LINE.match(body))
    if line and (not told or line["title"] in fields.values()):
        fields = fields if told else {"title": line["title"], **fields}
        body = body[line.end() :]
    article = named.article({**fields, "text": body}, name)
    if article is None:
        raise InputError("it has neither title nor text", "give a file with text in it")
    extra = {key: value for key, value in article.extra.items() if key != "text"}
    return replace(article, date=article.date or dateline_day(body), extra=extra)


def read_bounded(stream: BinaryIO) -> bytes:
    """Read one article's file whole; raises `InputError` where it is longer than any article."""
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        reason = f"it is over {LARGEST >> 20} MB, too much for one article"
        raise InputError(reason, "give one article a file, or JSON Lines")
    return raw


def _front_matter(whole: str) -> tuple[dict[str, Any], str]:
    block = _FRONT_MATTER.match(whole)
    if not block:
        return {}, whole
    found = (_FIELD.fullmatch(line) for line in block["fields"].splitlines())
    fields: dict[str, Any] = {field["name"]: field["value"].strip().strip("\"'") for field in found if field}
    return fields, whole[block.end() :].lstrip()

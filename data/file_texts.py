"""Lines of text that a stored file may hold, whatever its format: to look in, not to read."""

import hashlib
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from data.published import HEAD, head_of
from data.text import encodable, normalise

_UNSEEN: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|mark|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_TAG: Final = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
_MARKS: Final = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+")
_BULLET: Final = re.compile(r"(?:\d{1,3}[./)]|[*+>-]|#{1,6}|/+)\s+")
_KEY: Final = re.compile(r"[\w-]{1,30}\s*[:=]\s+[\"']?")


def views(content: bytes) -> list[str]:
    """Ways to read a file as lines of normalised text.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    list of str
        The file's own lines, and those left without tags, entities and Markdown's marks. Of JSON and JSON
        Lines the lines are those of its strings, in their order.
    """
    told = "\n".join(_strings(content.decode("utf-8-sig", "replace")))
    return list(dict.fromkeys(_lines(text) for text in (told, _bare(told))))


def starts(view: str) -> Iterator[int]:
    """Places in a view where a text may begin: each line, and after its bullet or its key."""
    begin = 0
    for line in view.split("\n"):
        yield begin
        for lead in (_BULLET, _KEY):
            if found := lead.match(line):
                yield begin + found.end()
        begin += len(line) + 1


def texts_in(read: Iterable[str], rows: Iterable[Mapping[str, Any]], field: str) -> dict[str, str]:
    """Texts in a file that are known by digest.

    Parameters
    ----------
    read : iterable of str
        Of `views`.
    rows : iterable of mapping
        As `read_published` returns them.
    field : {'text', 'title'}

    Returns
    -------
    dict of str to str
        Digest to text, its lines kept.
    """
    heads: dict[int | None, set[int]] = defaultdict(set)
    digests = {row[f"{field}_sha256"] for row in rows}
    for row in rows:
        if row[f"{field}_sha256"]:
            heads[row[f"{field}_head"]].add(row[f"{field}_characters"])
    found: dict[str, str] = {}
    for view in read:
        flat = view.replace("\n", " ")
        for start in starts(view):
            head = head_of(flat[start : start + HEAD])
            for length in heads.get(head, set()) | heads.get(None, set()):
                sha256 = hashlib.sha256(encodable(flat[start : start + length]).encode()).hexdigest()
                if sha256 in digests:
                    found.setdefault(sha256, view[start : start + length])
    return found


def _lines(text: str) -> str:
    return "\n".join(line for line in map(normalise, text.splitlines()) if line)


def _bare(text: str) -> str:
    for _ in range(2):  # Feeds hold HTML that is escaped once more.
        text = _CDATA.sub("", _UNSEEN.sub("\n", text))
        text = html.unescape(_TAG.sub("\n", _INLINE.sub("", text)))
    return _MARKS.sub("", _LINK.sub(r"\1", text))


def _strings(text: str) -> Iterator[str]:
    try:
        yield from _within(json.loads(text))
        return
    except (ValueError, RecursionError):
        pass
    for line in text.split("\n"):
        if line.lstrip().startswith(("{", "[")):
            try:
                yield from _within(json.loads(line))
                continue
            except (ValueError, RecursionError):
                pass
        yield line


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _within(inner)

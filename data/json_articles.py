"""Articles as JSON: objects a line, an array, or one object."""

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO

from data.articles import Article, InputError, Problem
from data.columns import Columns

LONGEST: Final = 1 << 26
"""Characters of one record; a longer one is refused before it fills the memory."""

_CHUNK: Final = 1 << 16
_HEAD_LINES: Final = 10
_ONE_A_LINE: Final = "write one JSON object on each line"
_ENVELOPES: Final = ("articles", "items", "results", "documents", "docs", "data", "stories", "entries")


def read_json_lines(lines: Iterable[str], name: str, columns: Columns) -> Iterator[Article | Problem]:
    """Read one article a line; a broken line is a problem of its own and costs no other.

    Parameters
    ----------
    lines : iterable of str
        None of them longer than `LONGEST`, as `bounded_lines` gives them.
    name : str
        The ids that are made are `name#line`.
    columns : Columns
    """
    empty = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        empty = False
        where = f"{name}, line {number}"
        if len(line) > LONGEST:
            yield Problem(where, f"the line is over {LONGEST >> 20} million characters", "split it")
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(where, f"the line is not JSON: {error}", _ONE_A_LINE)
        else:
            yield as_article(record, columns, where, f"{name}#{number}")
    if empty:
        raise InputError("it is empty", _ONE_A_LINE)


def read_json(stream: TextIO, name: str, columns: Columns) -> Iterator[Article | Problem]:
    """Read a JSON document: an array of objects, one object, or an object around an array.

    An array is read piece by piece. JSON Lines under the wrong suffix are read as such.

    Parameters
    ----------
    stream : text file
        At its beginning, and seekable.
    name : str
        The ids that are made are `name#position`.
    columns : Columns
    """
    first = first_character(stream)
    if not first:
        raise InputError("it is empty", "give an array of JSON objects")
    if first == "[":
        yield from _numbered(_array_items(stream), name, columns)
        return
    if any(map(looks_like_json_lines, first_lines(stream))):
        yield from read_json_lines(bounded_lines(stream), name, columns)
        return
    whole = stream.read(LONGEST + 1)
    if len(whole) > LONGEST:
        raise InputError("the object is too long", "give JSON Lines: one JSON object on each line")
    try:
        document = json.loads(whole)
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is not JSON: {error}", "give an array of JSON objects") from None
    if isinstance(document, dict):
        for key in _ENVELOPES:
            if isinstance(document.get(key), list) and all(isinstance(item, dict) for item in document[key]):
                yield from _numbered(document[key], name, columns)
                return
    yield as_article(document, columns, name, name)


def looks_like_json_lines(line: str) -> bool:
    """Whether a line is a whole JSON object."""
    try:
        return line.lstrip().startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def first_character(stream: TextIO) -> str:
    """The first character that is no white space, empty if there is none; the stream is rewound."""
    while (character := stream.read(1)).isspace():
        pass
    stream.seek(0)
    return character


def first_lines(stream: TextIO) -> list[str]:
    """A few lines from the beginning, none of them longer than a record may be; the stream is rewound."""
    lines = list(itertools.islice(bounded_lines(stream), _HEAD_LINES))
    stream.seek(0)
    return lines


def bounded_lines(stream: TextIO) -> Iterator[str]:
    """Lines of a stream, each cut off just above `LONGEST`."""
    while line := stream.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith("\n"):
            rest = stream.readline(LONGEST + 1)
        yield line


def as_article(record: Any, columns: Columns, where: str, default_id: str) -> Article | Problem:
    """An article, or the problem that keeps a decoded record from being one."""
    if not isinstance(record, dict):
        return Problem(where, f"it is a {type(record).__name__}, not an object", _ONE_A_LINE)
    article = columns.article(record, default_id)
    if article is None:
        keys = ", ".join(map(repr, record)) or "none"
        return Problem(
            where, f"no title and no text in it; its keys: {keys[:200]}", "name the key with --column text=NAME"
        )
    return article


def _numbered(items: Iterable[Any], name: str, columns: Columns) -> Iterator[Article | Problem]:
    empty = True
    for number, item in enumerate(items, start=1):
        empty = False
        where = f"{name}, record {number}"
        yield item if isinstance(item, Problem) else as_article(item, columns, where, f"{name}#{number}")
        if isinstance(item, Problem):
            return
    if empty:
        raise InputError("it holds no articles", "give an array of JSON objects")


def _array_items(stream: TextIO) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    while stream.read(1) != "[":
        pass
    text, place, number, step = "", 0, 0, _CHUNK
    ended = False
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        if place < len(text) and text[place] == "]":
            if (text[place + 1 :] + stream.read(_CHUNK)).strip():
                raise InputError("something follows the end of the array", "mend the file, or give JSON Lines")
            return
        try:
            item, end = decoder.raw_decode(text, place)
            # A number or word at the end of what was read may go on in the next piece.
            if end < len(text) or ended:
                number += 1
                yield item
                place, step = end, _CHUNK
                continue
        except (ValueError, RecursionError) as error:
            if ended or len(text) - place > LONGEST:
                reason = f"the array breaks off or is not JSON after record {number}: {error}"
                raise InputError(reason, "mend the file, or give JSON Lines") from None
        more = stream.read(step)
        ended = not more
        # Twice as much each time, or a long record would be tried again and again.
        text, place, step = text[place:] + more, 0, step * 2

"""Articles out of files, folders, patterns and standard input, one by one."""

import io
import itertools
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final, cast

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.decoding import decode_line, text_stream
from data.formats import read_stream
from data.inputs import FORMATS, PACKED, SUFFIXES, find_files, format_of, open_binary
from data.json_articles import (
    first_character,
    first_lines,
    looks_like_json_lines,
    read_json,
    read_json_lines,
)
from data.text import encodable
from data.unique_ids import UniqueIds

__all__ = ["Problem", "read_articles"]

STDIN: Final = "stdin"
_IN_MEMORY: Final = 1 << 23

Found = Iterator[Article | Problem]


def read_articles(
    inputs: Sequence[str],
    *,
    columns: Mapping[str, str] | None = None,
    on_problem: Callable[[Problem], None],
    input_format: str | None = None,
) -> Iterator[Article]:
    """Read articles, in the order of the inputs, without holding them in memory.

    Parameters
    ----------
    inputs : sequence of str
        Files (.txt, .md, .html, .eml, .rss, .atom, .xml, .jsonl, .json, .csv, .tsv, each also with
        .gz; .pdf, .docx, .xlsx, .parquet), folders, glob patterns, and `-` for standard input: JSON
        if it begins as JSON does, otherwise one plain text.
    columns : mapping of str to str, optional
        Field (`id`, `title`, `text`, `source`, `url`, `date`) to the name of its column; the rest
        are found by their usual names.
    on_problem : callable
        Called with each `Problem`; reading goes on.
    input_format : str, optional
        Format of every input, whatever its suffix.

    Yields
    ------
    Article
        Ids are unique: the second of a kind gets `-2`, with a warning.

    Raises
    ------
    ValueError
        At once, for an unknown format or field.
    """
    if input_format not in (None, *FORMATS):
        raise ValueError(f"{input_format!r} is no input format; use one of {', '.join(FORMATS)}")
    return _unique_ids(_articles(inputs, Columns(columns), on_problem, input_format))


def _articles(
    inputs: Iterable[str], columns: Columns, on_problem: Callable[[Problem], None], input_format: str | None
) -> Iterator[Article]:
    for given in inputs:
        for path in ["-"] if given == "-" else find_files(given):
            if isinstance(path, Problem):
                on_problem(path)
                continue
            name = STDIN if path == "-" else encodable(path)
            try:
                for found in _stdin(columns, input_format) if path == "-" else _file(path, name, columns, input_format):
                    if isinstance(found, Problem):
                        on_problem(found)
                    else:
                        yield found
            except InputError as error:
                on_problem(Problem(name, error.reason, error.remedy))
            except (OSError, EOFError, zlib.error) as error:
                reason = getattr(error, "strerror", None) or str(error)
                on_problem(Problem(name, reason, "check that it is whole and that you may read it"))


def _file(path: str, name: str, columns: Columns, input_format: str | None) -> Found:
    form = input_format or format_of(path)
    with open_binary(path) as stream:
        # A pipe, as a shell's <(...) makes one, is read as standard input is.
        if not Path(path).is_file():
            yield from _piped(stream, name, columns, form)
        elif form is None:
            packed = path.lower().endswith(".gz") and format_of(path[:-3]) in PACKED
            known = (
                "unpack it first" if packed else f"give --input-format, or one of these suffixes: {' '.join(SUFFIXES)}"
            )
            raise InputError("it is packed twice over" if packed else "its suffix is not known", known)
        else:
            yield from read_stream(stream, name, columns, form)


def _stdin(columns: Columns, input_format: str | None) -> Found:
    yield from _piped(sys.stdin.buffer, STDIN, columns, input_format)


def _piped(stream: BinaryIO, name: str, columns: Columns, form: str | None) -> Found:
    head = next((line for line in stream if line.strip()), b"")
    if not head:
        raise InputError("it is empty", "pipe an article or JSON Lines into it")
    if form in (None, "jsonl") and looks_like_json_lines(decode_line(head)):
        # Line by line, so that articles come out while others are still on their way.
        yield from read_json_lines(map(decode_line, itertools.chain([head], stream)), name, columns)
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        spool.write(head)
        shutil.copyfileobj(stream, spool)
        copy = cast(BinaryIO, spool)
        copy.seek(0)
        yield from read_stream(copy, name, columns, form or _sniffed(copy))


def _sniffed(stream: BinaryIO) -> str:
    """Format of a spooled stream: JSON if it can be read as that, otherwise plain text."""
    text: io.TextIOWrapper | None = None
    try:
        text = text_stream(stream)
        first = first_character(text)
        if first == "{" and any(map(looks_like_json_lines, first_lines(text))):
            return "jsonl"
        # Plain text may begin with a bracket, as in "[Photo] ...".
        if first in ("{", "[") and isinstance(next(read_json(text, STDIN, Columns()), None), Article):
            return "json"
        return "txt"
    except InputError:
        return "txt"
    finally:
        if text is not None:
            text.detach()
        stream.seek(0)


def _unique_ids(articles: Iterable[Article]) -> Iterator[Article]:
    ids = UniqueIds()
    for article in articles:
        given = ids.take(article.id)
        yield article if given == article.id else replace(article, id=given)

"""Articles as rows of a CSV or TSV table."""

import csv
import itertools
from collections.abc import Iterator
from typing import Final, TextIO

from data.articles import Article, InputError, Problem
from data.columns import Columns

LONGEST_CELL: Final = 1 << 24
_DELIMITERS: Final = ",;\t|"
_HEADER_FIRST: Final = "give a table whose first row names the columns"


def read_table(
    stream: TextIO, name: str, columns: Columns, *, delimiter: str | None = None
) -> Iterator[Article | Problem]:
    """Read one article a row.

    Parameters
    ----------
    stream : text file
        Opened with `newline=""`; its first row names the columns.
    name : str
        The ids that are made are `name#row`, the first below the header being 1.
    columns : Columns
    delimiter : str, optional
        By default the one of comma, semicolon, tab and bar that parts the header into most columns.

    Yields
    ------
    Article or Problem
        A row with too many cells is a problem, unless its last column is the text: then commas
        that nobody quoted are put back.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    first = next((line for line in stream if line.strip()), "")
    if first.lower().startswith("sep=") and len(first.strip()) <= 5:
        delimiter = first.rstrip("\r\n")[4:] or delimiter
        first = stream.readline()
    try:
        delimiter = delimiter or max(_DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
        rows = csv.reader(itertools.chain([first], stream), delimiter=delimiter)
        header = unique_names(next(rows, []))
    except csv.Error as error:
        raise InputError(f"its first row is not CSV: {error}", _HEADER_FIRST) from None
    if not header:
        raise InputError("it is empty", _HEADER_FIRST)
    if reason := columns.missing(header):
        raise InputError(reason, "name the column with --column text=NAME")
    text_is_last = header[-1] in columns.find("text", header)[:1]
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Problem(
                f"{name}, row {number}", f"the row is not CSV: {error}", "look for a quotation mark that never ends"
            )
            continue
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            number -= 1
            continue
        if len(row) > len(header) and text_is_last:
            row[len(header) - 1 :] = [delimiter.join(row[len(header) - 1 :]).rstrip(delimiter)]
        if any(cell.strip() for cell in row[len(header) :]):
            reason = f"the row has {len(row)} cells and the header {len(header)}"
            yield Problem(f"{name}, row {number}", reason, "quote cells that hold the delimiter")
            continue
        record = dict(itertools.zip_longest(header, row[: len(header)], fillvalue=""))
        article = columns.article(record, f"{name}#{number}")
        yield article or Problem(
            f"{name}, row {number}", "no title and no text in it", "fill one of them or drop the row"
        )
    if number == 1:
        raise InputError("it has a header but no rows", "give a table with articles")


def unique_names(names: list[str]) -> list[str]:
    """Names for all columns: nameless ones are numbered, the second of a name gets a 2."""
    used: set[str] = set()
    header: list[str] = []
    # Counting goes on where it stopped: a header of many thousand equal names would else take hours.
    counts: dict[str, Iterator[int]] = {}
    for position, cell in enumerate(names, start=1):
        name = plain = cell.strip() or f"column {position}"
        while name in used:
            name = f"{plain} {next(counts.setdefault(plain, itertools.count(2)))}"
        used.add(name)
        header.append(name)
    return header

"""Articles as rows of a Parquet file."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.guarding import guarded
from data.plain_values import plain_value

_BATCH: Final = 256
_REMEDY: Final = "write it anew, for example with pandas or pyarrow"


def read_parquet(
    stream: BinaryIO, name: str, columns: Columns, rows: tuple[int, int] | None = None
) -> Iterator[Article | Problem]:
    """Read one article a row, batch by batch.

    Parameters
    ----------
    stream : binary file
        Seekable.
    name : str
        The ids that are made are `name#row`, the first being 1.
    columns : Columns
    rows : tuple of (int, int), optional
        Read these alone: the first, from 0, and the one after the last.

    Yields
    ------
    Article or Problem

    Raises
    ------
    InputError
        If it is no Parquet file, is broken, has no rows, or no column of text or title.
    """
    with guarded("a Parquet file", _REMEDY):
        file = _opened(stream)
        start, stop = rows or (0, file.metadata.num_rows)
        batches = _batches(file, start, stop)
    _checked(file, columns)
    for number, record in enumerate(_records(batches), start + 1):
        article = columns.article(record, f"{name}#{number}")
        yield article or Problem(
            f"{name}, row {number}", "no title and no text in it", "fill one of them or drop the row"
        )


def count_rows(stream: BinaryIO, columns: Columns) -> int:
    """Number of rows, from the footer alone; raises InputError as `read_parquet` does."""
    with guarded("a Parquet file", _REMEDY):
        file = _opened(stream)
    return _checked(file, columns)


def _opened(stream: BinaryIO) -> Any:
    if stream.read(4) != b"PAR1":
        raise InputError("it is empty or no Parquet file", "give it the suffix of what it is")
    stream.seek(0)
    from pyarrow.parquet import ParquetFile

    return ParquetFile(stream, pre_buffer=False)


def _checked(file: Any, columns: Columns) -> int:
    """Number of rows of a file that holds articles."""
    if reason := columns.missing(file.schema_arrow.names):
        raise InputError(reason, "name the column with --column text=NAME")
    if not file.metadata.num_rows:
        raise InputError("it has columns but no rows", "give a table with articles")
    return int(file.metadata.num_rows)


def _batches(file: Any, start: int, stop: int) -> Iterator[Any]:
    """Batches of some rows; row groups that hold none of them are not read."""
    groups, first, end = list[int](), 0, 0
    for group in range(file.num_row_groups):
        begin, end = end, end + file.metadata.row_group(group).num_rows
        if begin < stop and end > start:
            first = first if groups else begin
            groups.append(group)
    for batch in file.iter_batches(batch_size=_BATCH, row_groups=groups, use_threads=False):
        if first >= stop:
            return
        low, high = max(start - first, 0), min(stop - first, len(batch))
        if low < high:
            yield batch.slice(low, high - low)
        first += len(batch)


def _records(batches: Iterator[Any]) -> Iterator[dict[str, Any]]:
    while True:
        with guarded("a Parquet file", _REMEDY):
            batch = next(batches, None)
            records = [] if batch is None else [plain_value(record) for record in batch.to_pylist()]
        if batch is None:
            return
        yield from records

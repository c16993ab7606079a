"""Articles as rows of a Parquet file."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.guarding import guarded
from data.plain_values import plain_value

_BATCH: Final = 256
_REMEDY: Final = "write it anew, for example with pandas or pyarrow"


def read_parquet(stream: BinaryIO, name: str, columns: Columns) -> Iterator[Article | Problem]:
    """Read one article a row, batch by batch.

    Parameters
    ----------
    stream : binary file
        Seekable.
    name : str
        The ids that are made are `name#row`, the first being 1.
    columns : Columns

    Yields
    ------
    Article or Problem

    Raises
    ------
    InputError
        If it is no Parquet file, is broken, has no rows, or no column of text or title.
    """
    if stream.read(4) != b"PAR1":
        raise InputError("it is empty or no Parquet file", "give it the suffix of what it is")
    stream.seek(0)
    with guarded("a Parquet file", _REMEDY):
        from pyarrow.parquet import ParquetFile

        file = ParquetFile(stream, pre_buffer=False)
        names = file.schema_arrow.names
        batches = file.iter_batches(batch_size=_BATCH, use_threads=False)
    if reason := columns.missing(names):
        raise InputError(reason, "name the column with --column text=NAME")
    number = 0
    for record in _records(batches):
        number += 1
        article = columns.article(record, f"{name}#{number}")
        yield article or Problem(
            f"{name}, row {number}", "no title and no text in it", "fill one of them or drop the row"
        )
    if not number:
        raise InputError("it has columns but no rows", "give a table with articles")


def _records(batches: Iterator[Any]) -> Iterator[dict[str, Any]]:
    while True:
        with guarded("a Parquet file", _REMEDY):
            batch = next(batches, None)
            records = [] if batch is None else [plain_value(record) for record in batch.to_pylist()]
        if batch is None:
            return
        yield from records

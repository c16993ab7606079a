"""Predictions of some articles of a pile as a Parquet file with the columns and types that all of them need."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from data.articles import Article
from data.parquet_tables import column_kinds, write_parquet
from data.picking import Picked
from data.spool import LAST, Spool
from data.writing import PREDICTION_COLUMNS, RESERVED, merged

Pairs = Iterable[tuple[Article, dict[str, Any]]]
Kinds = Mapping[str, set[str]]


def kinds_of(pairs: Pairs) -> dict[str, set[str]]:
    """Names of the columns besides a prediction's own, and the kinds of values in them."""
    with Spool(PREDICTION_COLUMNS) as spool:
        for article, row in pairs:
            spool.add(merged(row, article.extra))
        return column_kinds(spool, RESERVED)


def joined(parts: Iterable[Kinds]) -> dict[str, set[str]]:
    """Columns and kinds of a whole pile from those of its parts, in order."""
    whole: dict[str, set[str]] = {}
    for part in parts:
        for name, kinds in part.items():
            whole[name] = whole.get(name, set()) | kinds
    return whole | ({LAST: whole.pop(LAST)} if LAST in whole else {})


def check_part_columns(columns: Sequence[str] | None, kinds: Kinds) -> None:
    """Raise `ColumnError` where columns are asked for that there are not."""
    if columns is not None:
        picked = Picked(columns, RESERVED, flat=False)
        picked.of(kinds)
        picked.check()


def write_part(stream: BinaryIO, pairs: Pairs, kinds: Kinds, columns: Sequence[str] | None = None) -> None:
    """Write the predictions of a part.

    Parameters
    ----------
    stream : binary file
    pairs : iterable of (Article, dict)
    kinds : mapping of str to set of str
        Columns of the whole pile besides a prediction's own, so that all parts have one schema.
    columns : sequence of str, optional
        The columns to write, in this order.
    """
    picked = Picked(columns, RESERVED, flat=False) if columns is not None else None
    with Spool(picked.names if picked else [*PREDICTION_COLUMNS, *kinds]) as spool:
        for article, row in pairs:
            values = merged(row, article.extra)
            spool.add(picked.of(values) if picked else values)
        write_parquet(stream, spool, RESERVED, kinds)

"""Predictions as a Parquet file with a fixed schema."""

import itertools
import json
from collections.abc import Collection, Mapping
from typing import Any, BinaryIO, Final

from data.labels import CLAIMS
from data.spool import Spool

ROWS_A_GROUP: Final = 1000

_LISTS: Final = ("claims", "citations", "other_rulings", "doubtful_tasks")
_WHOLE: Final = ("evidence_start", "evidence_end")
_TRUTHS: Final = ("needs_review",)
_EXACT: Final = 1 << 53
_INT64: Final = range(-(1 << 63), 1 << 63)


def column_kinds(spool: Spool, fixed: Collection[str]) -> dict[str, set[str]]:
    """Kinds of values of each further column, in the order in which they came; those of several spools may be joined."""
    kinds: dict[str, set[str]] = {name: set() for name in spool.columns if name not in fixed}
    for row in spool.rows():
        for name, found in kinds.items():
            if row.get(name) is not None:
                found.add(_kind(row[name]))
    return kinds


def write_parquet(
    stream: BinaryIO, spool: Spool, fixed: Collection[str], kinds: Mapping[str, set[str]] | None = None
) -> None:
    """Write all rows, a row group at a time.

    Parameters
    ----------
    stream : binary file
    spool : Spool
    fixed : collection of str
        Names of a prediction's own columns, whose types do not depend on the rows: probabilities
        are doubles, offsets integers, `claims`, `citations`, `other_rulings` and `doubtful_tasks`
        lists of text, `claims_probabilities` a struct, `needs_review` a boolean, the rest text.
        A further column has the type that holds all its values; where they are of several
        kinds, or objects, all become text, what is not text as JSON.
    kinds : mapping of str to set of str, optional
        Of the further columns, where the rows are some of many; by default those of the rows.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    columns = spool.columns
    kinds = column_kinds(spool, fixed) if kinds is None else kinds
    types = {name: _fixed_type(name) if name in fixed else _type(kinds[name]) for name in columns}
    schema = pa.schema([(name, types[name]) for name in columns])
    rows = spool.rows()
    with ParquetWriter(stream, schema, compression="zstd") as file:
        while group := list(itertools.islice(rows, ROWS_A_GROUP)):
            arrays = [
                pa.array([_fitting(row.get(name), types[name]) for row in group], types[name]) for name in columns
            ]
            file.write_table(pa.table(arrays, schema=schema))


def _fixed_type(name: str) -> Any:
    import pyarrow as pa

    if name == "claims_probabilities":
        return pa.struct([(claim, pa.float64()) for claim in CLAIMS])
    if name in _LISTS:
        return pa.list_(pa.string())
    if name in _WHOLE:
        return pa.int64()
    if name in _TRUTHS:
        return pa.bool_()
    return pa.float64() if name.endswith("_probability") else pa.string()


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if abs(value) <= _EXACT else "long" if value in _INT64 else "object"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "list"
    return {float: "float", str: "text"}.get(type(value), "object")


def _type(kinds: set[str]) -> Any:
    import pyarrow as pa

    if kinds == {"bool"}:
        return pa.bool_()
    if kinds and kinds <= {"int", "long"}:
        return pa.int64()
    if kinds == {"list"}:
        return pa.list_(pa.string())
    return pa.float64() if kinds and kinds <= {"int", "float"} else pa.string()


def _fitting(value: Any, type_: Any) -> Any:
    import pyarrow as pa

    if value is None:
        return None
    if pa.types.is_string(type_):
        return _as_text(value)
    if pa.types.is_list(type_):
        return [_as_text(item) for item in (value if isinstance(value, list) else [value])]
    return value


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

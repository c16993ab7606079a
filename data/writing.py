"""Predictions into JSON Lines, CSV, Excel or Parquet, whole or not at all."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path, PurePath
from typing import Any, BinaryIO, Final, Protocol

from data.cells import CLAIM_COLUMNS, flat
from data.csv_tables import write_csv
from data.picking import ColumnError, Picked
from data.spool import LAST, Spool, json_line
from data.whole_file import whole_file

__all__ = [
    "OUTPUT_FORMATS",
    "PREDICTION_COLUMNS",
    "ColumnError",
    "PredictionWriter",
    "merged",
    "open_writer",
    "output_format",
]

PREDICTION_COLUMNS: Final = (
    *("id", "title", "outcome", "effect", "outcome_probability", "relief", "relief_probability"),
    *("claims", "claims_probabilities", "scope", "scope_probability"),
    *("evidence", "evidence_start", "evidence_end", "claims_evidence", "scope_evidence"),
    *("challenged_action", "case_name", "docket_number", "court", "judge", "decision_date", "citations"),
    *("ruling_id", "duplicate_of", "other_rulings", "needs_review", "review_reason", "doubtful_tasks", "model_version"),
)
"""Names of a prediction's values, in the order in which they are written."""

OUTPUT_FORMATS: Final = ("jsonl", "csv", "xlsx", "parquet")
_SUFFIXES: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}
_PACKED: Final = frozenset({"xlsx", "parquet"})
_FLAT: Final = frozenset({"csv", "xlsx"})
RESERVED: Final = dict.fromkeys((*PREDICTION_COLUMNS, *CLAIM_COLUMNS.values()))
"""Names that a column passed through cannot keep."""


Put = Callable[[Mapping[str, Any]], None]


class PredictionWriter(Protocol):
    """Takes predictions one by one."""

    def write(self, row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
        """Write a prediction.

        Parameters
        ----------
        row : mapping
            Values by the names of `PREDICTION_COLUMNS`, absent ones null; any others follow, and
            `text`, the article's text as read, comes last of all.
        extra : mapping, optional
            The article's further columns; one that bears a prediction's name becomes `input_NAME`.
        """


@contextlib.contextmanager
def open_writer(
    path: str | os.PathLike[str], format: str | None = None, columns: Sequence[str] | None = None
) -> Iterator[PredictionWriter]:
    """Open a file for predictions.

    Nothing stands under the file's name before the block has ended well; if it fails, what was
    there is untouched.

    Parameters
    ----------
    path : str or path
        `.jsonl`, `.ndjson` or `.csv`, each also with `.gz`, `.xlsx` or `.parquet`; `-` is standard
        output, which gets JSON Lines row by row, and the others at the end.
    format : {'jsonl', 'csv', 'xlsx', 'parquet'}, optional
        By default that of the suffix.
    columns : sequence of str, optional
        The columns to write, in this order: a prediction's, a claim's probability such as
        `apa_probability`, columns passed through, or `text`. By default all.

    Yields
    ------
    PredictionWriter

    Raises
    ------
    ColumnError
        If a column is named twice, or, at the end, one that no row had.
    ValueError
        If the format is unknown, or cannot hold what was written.
    OSError
        If the file cannot be written.
    """
    name = os.fspath(path)
    chosen = format or output_format(name)
    trouble = _format_trouble(name, chosen)
    if chosen is None or trouble:
        raise ValueError(f"{name}: {trouble}")
    picked = Picked(columns, RESERVED, flat=chosen in _FLAT) if columns is not None else None
    with whole_file(name) as stream, _layout(stream, picked, chosen) as put:
        yield _Writer(put, picked, chosen in _FLAT)


def output_format(path: str) -> str | None:
    """Format of an output by its suffix; None if it tells none."""
    if path == "-":
        return "jsonl"
    name = path.lower()
    form = _SUFFIXES.get(PurePath(name.removesuffix(".gz")).suffix)
    return None if form in _PACKED and name.endswith(".gz") else form


def check_output(path: str, format: str | None = None) -> None:
    """Find out before hours of work what would stop its result from being written.

    Raises
    ------
    ValueError
        If the format is unknown, or does not go with the name.
    OSError
        If the path is a folder, or its folder does not exist.
    """
    trouble = _format_trouble(path, format or output_format(path))
    if trouble:
        raise ValueError(trouble)
    if path == "-":
        return
    if Path(path).is_dir():
        raise OSError("it is a folder; name a file")
    if not Path(path).resolve().parent.is_dir():
        raise OSError(f"its folder does not exist; make {Path(path).resolve().parent} first")


def _format_trouble(path: str, chosen: str | None) -> str | None:
    """What keeps a format from being written under a name, in words."""
    if chosen not in OUTPUT_FORMATS:
        known = ", ".join(OUTPUT_FORMATS)
        return f"the output format is not known; give --output-format, one of {known}, or such a suffix"
    if chosen in _PACKED and path.lower().endswith(".gz"):
        return f"{chosen} is compressed as it is; leave .gz out"
    return None


def merged(row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A prediction and the columns passed through, in the order in which they are written."""
    whole = {name: row.get(name) for name in PREDICTION_COLUMNS} | dict(row)
    text = {LAST: whole.pop(LAST)} if LAST in whole else {}
    passed = dict(extra or {})
    used = RESERVED.keys() | whole.keys() | text.keys()
    taken = used | passed.keys()
    for name, value in passed.items():
        free = name
        while free in used or free in whole or (free != name and free in taken):
            free = f"input_{free}"
        whole[free] = value
    return whole | text


def _layout(stream: BinaryIO, picked: Picked | None, form: str) -> AbstractContextManager[Put]:
    return _json_lines(stream, picked) if form == "jsonl" else _table(stream, picked, form)


class _Writer:
    def __init__(self, put: Put, picked: Picked | None, as_table: bool) -> None:
        self._put, self._picked, self._as_table = put, picked, as_table

    def write(self, row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
        values = merged(row, extra)
        if self._as_table:
            values = flat(values)
        self._put(self._picked.of(values) if self._picked else values)


@contextlib.contextmanager
def _json_lines(stream: BinaryIO, picked: Picked | None) -> Iterator[Put]:
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n", line_buffering=_is_stdout(stream))

    def put(row: Mapping[str, Any]) -> None:
        text.write(json_line(row))

    try:
        yield put
        if picked:
            picked.check()
        text.flush()
    finally:
        with contextlib.suppress(OSError):
            text.detach()


@contextlib.contextmanager
def _table(stream: BinaryIO, picked: Picked | None, form: str) -> Iterator[Put]:
    # A later article may bring columns that the first had not, so rows wait until all are known.
    names = dict.fromkeys(PREDICTION_COLUMNS)
    with Spool(picked.names if picked else flat(names) if form in _FLAT else names) as spool:
        yield spool.add
        if picked:
            picked.check()
        if form == "csv":
            write_csv(stream, spool)
        elif form == "xlsx":
            from data.xlsx_tables import write_xlsx

            write_xlsx(stream, spool)
        else:
            from data.parquet_tables import write_parquet

            write_parquet(stream, spool, RESERVED)


def _is_stdout(stream: BinaryIO) -> bool:
    return stream is getattr(sys.stdout, "buffer", None)

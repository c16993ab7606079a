"""Predictions into JSON Lines or CSV, whole or not at all."""

import contextlib
import csv
import io
import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import PurePath
from typing import Any, BinaryIO, Final, Protocol, TextIO

from data.cells import CLAIM_COLUMNS, as_cell, flat
from data.whole_file import whole_file

PREDICTION_COLUMNS: Final = (
    *("id", "title", "outcome", "effect", "outcome_probability", "relief", "relief_probability"),
    *("claims", "claims_probabilities", "scope", "scope_probability"),
    *("evidence", "evidence_start", "evidence_end", "claims_evidence", "scope_evidence"),
    *("challenged_action", "case_name", "docket_number", "court", "judge", "decision_date", "citations"),
    *("ruling_id", "duplicate_of", "other_rulings", "needs_review", "review_reason", "doubtful_tasks", "model_version"),
)
"""Names of a prediction's values, in the order in which they are written."""

OUTPUT_FORMATS: Final = ("jsonl", "csv")
_SUFFIXES: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
_RESERVED: Final = frozenset(PREDICTION_COLUMNS) | frozenset(CLAIM_COLUMNS.values())


class PredictionWriter(Protocol):
    """Takes predictions one by one."""

    def write(self, row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
        """Write a prediction.

        Parameters
        ----------
        row : mapping
            Values by the names of `PREDICTION_COLUMNS`, absent ones null; any others follow.
        extra : mapping, optional
            The article's further columns; one that bears a prediction's name becomes `input_NAME`.
        """


@contextlib.contextmanager
def open_writer(path: str | os.PathLike[str], format: str | None = None) -> Iterator[PredictionWriter]:
    """Open a file for predictions.

    Nothing stands under the file's name before the block has ended well; if it fails, what was
    there is untouched.

    Parameters
    ----------
    path : str or path
        `.jsonl`, `.ndjson` or `.csv`, each also with `.gz`; `-` is standard output, which gets
        JSON Lines row by row, or CSV at the end.
    format : {'jsonl', 'csv'}, optional
        By default that of the suffix.

    Yields
    ------
    PredictionWriter

    Raises
    ------
    ValueError
        If the format is unknown.
    OSError
        If the file cannot be written.
    """
    name = os.fspath(path)
    chosen = format or output_format(name)
    if chosen not in OUTPUT_FORMATS:
        known = ", ".join(OUTPUT_FORMATS)
        raise ValueError(
            f"{name}: the output format is not known; give --output-format, one of {known}, or such a suffix"
        )
    layout: Callable[[BinaryIO], AbstractContextManager[PredictionWriter]] = _csv if chosen == "csv" else _json_lines
    with whole_file(name) as stream, layout(stream) as writer:
        yield writer


def output_format(path: str) -> str | None:
    """Format of an output by its suffix; None if it tells none."""
    if path == "-":
        return "jsonl"
    return _SUFFIXES.get(PurePath(path.lower().removesuffix(".gz")).suffix)


def merged(row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A prediction and the columns passed through, in the order in which they are written."""
    whole = {name: row.get(name) for name in PREDICTION_COLUMNS} | dict(row)
    passed = dict(extra or {})
    taken = _RESERVED | whole.keys() | passed.keys()
    for name, value in passed.items():
        free = name
        while free in _RESERVED or free in whole or (free != name and free in taken):
            free = f"input_{free}"
        whole[free] = value
    return whole


class _JsonLines:
    def __init__(self, text: TextIO) -> None:
        self._text = text

    def write(self, row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
        value = merged(row, extra)
        try:
            line = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
        except ValueError:
            line = json.dumps(_without_nan(value), ensure_ascii=False, default=_plain)
        self._text.write(line + "\n")


class _Csv:
    def __init__(self, body: TextIO) -> None:
        self._rows = csv.writer(body)
        self.columns = list(flat(dict.fromkeys(PREDICTION_COLUMNS)))

    def write(self, row: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
        values = flat(merged(row, extra))
        known = set(self.columns)
        self.columns += [name for name in values if name not in known]
        self._rows.writerow([as_cell(values.get(name)) for name in self.columns])


@contextlib.contextmanager
def _json_lines(stream: BinaryIO) -> Iterator[PredictionWriter]:
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n", line_buffering=_is_stdout(stream))
    try:
        yield _JsonLines(text)
        text.flush()
    finally:
        with contextlib.suppress(OSError):
            text.detach()


@contextlib.contextmanager
def _csv(stream: BinaryIO) -> Iterator[PredictionWriter]:
    # A later article may bring columns that the first had not, so the header is written last:
    # rows wait in a file of their own.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="") as body:
        writer = _Csv(body)
        yield writer
        body.seek(0)
        # Without the byte order mark Excel takes UTF-8 for an older encoding.
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        try:
            table = csv.writer(text)
            table.writerow([as_cell(name) for name in writer.columns])
            _pad(body, table, len(writer.columns))
            text.flush()
        finally:
            with contextlib.suppress(OSError):
                text.detach()


def _pad(body: TextIO, table: Any, width: int) -> None:
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 30))
    for row in csv.reader(body):
        table.writerow(row + [""] * (width - len(row)))


def _is_stdout(stream: BinaryIO) -> bool:
    return stream is getattr(sys.stdout, "buffer", None)


def _plain(value: Any) -> Any:
    """What JSON has no word for: numbers and arrays of NumPy become plain ones, the rest text."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value) if isinstance(value, set | frozenset | tuple) else str(value)


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _without_nan(item) for key, item in value.items()}
    return [_without_nan(item) for item in value] if isinstance(value, list | tuple) else value

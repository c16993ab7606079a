"""Records of labelled rulings out of files of any format that `train.py --data` takes."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from data.articles import InputError
from data.corrections import record_of_task, table_records
from data.guarding import guarded
from data.label_studio import is_task
from data.plain_values import plain_value
from data.validation import Complaint

Found = tuple[str, int | None, dict[str, Any] | None, list[Complaint]]
"""What is counted, which of them, its record, and what is wrong with it."""

_ONE_A_LINE: Final = "write one JSON object on each line"
_ARRAY: Final = "give an array of rulings, or what Label Studio exports as JSON"


def records_of(path: Path) -> Iterator[Found]:
    """Read a file's records without validating them.

    Parameters
    ----------
    path : Path
        Its suffix tells the format; what is not known is JSON Lines.

    Yields
    ------
    unit, number, record, complaints
        In the file's order. A record that cannot be read, and a file, is None with complaints.
    """
    packed = path.suffix.lower() == ".gz"
    suffix = (path.with_suffix("") if packed else path).suffix.lower()
    unit, number = "line", None
    try:
        if suffix in (".csv", ".tsv", ".xlsx"):
            for unit, number, record, complaints in table_records(path, suffix):
                yield unit, number, record, complaints
        elif suffix == ".parquet":
            for number, record in enumerate(_parquet_rows(path), start=1):
                yield "row", number, record, []
        else:
            with gzip.open(path, "rb") if packed else path.open("rb") as opened:
                stream = cast(BinaryIO, opened)
                for unit, number, record, complaints in _array(stream) if suffix == ".json" else _lines(stream):
                    yield unit, number, record, complaints
    except InputError as error:
        yield unit, None, None, [(error.reason, error.remedy)]
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield (
            unit,
            number,
            None,
            [(f"it cannot be read: {reason}", "check the path, its permissions, and that it is whole")],
        )


def _lines(stream: Iterable[bytes]) -> Iterator[Found]:
    for number, raw in enumerate(stream, start=1):
        if not raw.strip():
            continue
        try:
            record = json.loads(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield "line", number, None, [("it is not UTF-8", "save the file as UTF-8")]
        except (ValueError, RecursionError) as error:
            yield "line", number, None, [(f"it is not JSON: {error}", _ONE_A_LINE)]
        else:
            yield _object("line", number, record, _ONE_A_LINE)


def _array(stream: BinaryIO) -> Iterator[Found]:
    try:
        values = json.loads(stream.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is not JSON: {error}", f"{_ARRAY}; one object a line is a .jsonl file") from None
    values = [values] if isinstance(values, dict) else values
    if not isinstance(values, list):
        raise InputError(f"it holds a {type(values).__name__}, not an array", _ARRAY)
    unlabelled = 0
    for number, value in enumerate(values, start=1):
        if is_task(value):
            record, complaints = record_of_task(value)
            unlabelled += record is None and not complaints
            if record is not None or complaints:
                yield "task", number, record, complaints
        else:
            yield _object("object", number, value, _ARRAY)
    if values and unlabelled == len(values):
        raise InputError(
            "none of its tasks has been annotated", "submit annotations in Label Studio and export as JSON"
        )


def _parquet_rows(path: Path) -> list[dict[str, Any]]:
    with guarded("a Parquet file", "write it anew, for example with pandas or datasets"):
        from pyarrow.parquet import ParquetFile

        with ParquetFile(path) as file:
            return [plain_value(row) for row in file.read(use_threads=False).to_pylist()]


def _object(unit: str, number: int, value: Any, remedy: str) -> Found:
    if isinstance(value, dict):
        return unit, number, value, []
    return unit, number, None, [(f"it holds a {type(value).__name__}, not an object", remedy)]

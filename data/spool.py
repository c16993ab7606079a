"""Rows that wait in a file of their own until all columns are known."""

import io
import json
import math
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Final, TextIO

LAST: Final = "text"
"""Stands last, whatever columns later rows bring."""


class Spool(AbstractContextManager["Spool"]):
    """Takes rows one by one and gives them back as often as needed, without holding them in memory.

    Parameters
    ----------
    columns : iterable of str
        Names that come first, whether a row has them or not.
    """

    def __init__(self, columns: Iterable[str]) -> None:
        self._names = dict.fromkeys(columns)
        self._last = [] if LAST in self._names else [LAST]
        # Lone surrogates, which no file can hold, become question marks.
        self._file: TextIO = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="\n")  # noqa: SIM115

    @property
    def columns(self) -> list[str]:
        """Names of all rows in the order in which they came, but the text of an article last."""
        return sorted(self._names, key=lambda name: name in self._last)

    def add(self, row: Mapping[str, Any]) -> None:
        """Keep a row."""
        self._names |= dict.fromkeys(row)
        self._file.write(json_line(row))

    def rows(self) -> Iterator[dict[str, Any]]:
        """All rows so far, with JSON's types."""
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)
        self._file.seek(0, io.SEEK_END)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def json_line(row: Mapping[str, Any]) -> str:
    """One line of JSON; numbers that JSON has no word for become null."""
    try:
        return json.dumps(row, ensure_ascii=False, allow_nan=False, default=_plain) + "\n"
    except ValueError:
        return json.dumps(_without_nan(row), ensure_ascii=False, default=_plain) + "\n"


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

"""Predictions as a CSV table that opens right in Excel."""

import contextlib
import csv
import io
from typing import BinaryIO

from data.cells import as_cell
from data.spool import Spool


def write_csv(stream: BinaryIO, spool: Spool) -> None:
    """Write a header and all rows, by RFC 4180, as UTF-8 with a byte order mark.

    Without the mark Excel takes UTF-8 for an older encoding.
    """
    columns = spool.columns
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        table = csv.writer(text)
        table.writerow([as_cell(name) for name in columns])
        table.writerows([as_cell(row.get(name)) for name in columns] for row in spool.rows())
        text.flush()
    finally:
        with contextlib.suppress(OSError):
            text.detach()

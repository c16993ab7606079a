"""Predictions as an Excel workbook of one sheet."""

import re
import warnings
from typing import Any, BinaryIO, Final

from data.cells import as_cell
from data.spool import Spool

MOST_ROWS: Final = 1 << 20
MOST_COLUMNS: Final = 1 << 14
LONGEST_CELL: Final = 32_767
"""UTF-16 units; the bounds of the format, beyond which Excel refuses or "repairs" a file."""

_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LARGEST_EXACT: Final = 10**15
_WIDTHS: Final = (
    (re.compile(r"^id$|^ruling_id$|^court$|^outcome$|^effect$|^scope$|_date$"), 16),
    (re.compile(r"title|case_name|challenged|review_reason"), 44),
    (re.compile(r"evidence$|other_rulings|^text$"), 64),
)
_WIDTH: Final = 14


def write_xlsx(stream: BinaryIO, spool: Spool) -> None:
    """Write a header, which stays in sight, and all rows, row by row.

    Text that a spreadsheet would run as a formula is neutralised as in CSV. Text beyond
    what a cell holds is cut, with a warning.

    Parameters
    ----------
    stream : binary file
    spool : Spool

    Raises
    ------
    ValueError
        If there are more rows or columns than a sheet holds.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns = spool.columns
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"a sheet holds {MOST_COLUMNS:,} columns; pick some with --columns, or write .parquet")
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Rulings")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(columns, start=1):
        width = next((width for pattern, width in _WIDTHS if pattern.search(name)), _WIDTH)
        sheet.column_dimensions[get_column_letter(place)].width = width
    head = []
    for name in columns:
        cell = WriteOnlyCell(sheet, value=_cell(name))
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    cut = 0
    for number, row in enumerate(spool.rows(), start=2):
        if number > MOST_ROWS:
            raise ValueError(f"a sheet holds {MOST_ROWS - 1:,} rows below its header; write .csv or .parquet")
        values = [_cell(row.get(name)) for name in columns]
        cut += sum(_is_cut(value, row.get(name)) for name, value in zip(columns, values, strict=True))
        sheet.append(values)
    if cut:
        warnings.warn(
            f"{cut} cells were cut to the {LONGEST_CELL:,} characters that a cell holds; .csv, .jsonl and .parquet"
            " hold them whole",
            stacklevel=2,
        )
    book.save(stream)


def _cell(value: Any) -> str | int | float | bool | None:
    if isinstance(value, bool):
        return value
    plain = as_cell(value)
    if isinstance(plain, str):
        return _bounded(_NO_XML.sub("\ufffd", plain)) or None
    # A spreadsheet counts in doubles and would round a long number, such as an id.
    return str(plain) if isinstance(plain, int) and abs(plain) >= _LARGEST_EXACT else plain


def _bounded(text: str) -> str:
    if len(text) * 2 <= LONGEST_CELL:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", errors="ignore")


def _is_cut(cell: Any, value: Any) -> bool:
    return isinstance(cell, str) and len(cell) * 2 > LONGEST_CELL and len(str(as_cell(value))) > len(cell)

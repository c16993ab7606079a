"""Articles as rows of an Excel workbook."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, BinaryIO, Final

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.csv_articles import unique_names
from data.guarding import guarded
from data.plain_values import plain_value
from data.zipped import open_zip

MOST_ROWS: Final = 1 << 20
"""Of a sheet, by the format's own bound; a broken file may claim more."""

_REMEDY: Final = "open it in a spreadsheet program and save it anew as .xlsx"


def read_xlsx(stream: BinaryIO, name: str, columns: Columns) -> Iterator[Article | Problem]:
    """Read one article a row, row by row.

    Parameters
    ----------
    stream : binary file
        Seekable.
    name : str
        The ids that are made are `name#row`, of further sheets `name#sheet#row`, the first below
        the header being 1.
    columns : Columns

    Yields
    ------
    Article or Problem
        Of each sheet whose first filled row names a column of text or title. A formula counts as
        the value it had when the file was saved.

    Raises
    ------
    InputError
        If it is no workbook, is encrypted or broken, or no sheet holds articles.
    """
    with open_zip(stream, ".xlsx") as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise InputError("it is a ZIP archive, but no .xlsx workbook", "save it as .xlsx")
    stream.seek(0)
    with guarded("a workbook", _REMEDY):
        from openpyxl import load_workbook

        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    refused: list[str] = []
    read = False
    for sheet in sheets:
        rows = _rows(sheet)
        header = next(rows, None)
        if header is None:
            refused.append(f"the sheet {sheet.title!r} is empty")
            continue
        names = unique_names(["" if cell is None else str(cell) for cell in header])
        if reason := columns.missing(names):
            refused.append(f"the sheet {sheet.title!r}: {reason.removeprefix('it ')}")
            continue
        where, prefix = (f"{name}, sheet {sheet.title}", f"{name}#{sheet.title}") if read else (name, name)
        number = 0
        for number, row in enumerate(rows, start=1):
            if len(row) > len(names):
                names = unique_names([*names, *[""] * (len(row) - len(names))])
            article = columns.article(dict(zip_longest(names, row)), f"{prefix}#{number}")
            yield article or Problem(
                f"{where}, row {number}", "no title and no text in it", "fill one of them or drop the row"
            )
        if number:
            read = True
        else:
            refused.append(f"the sheet {sheet.title!r} has a header but no rows")
    if not read:
        raise InputError("; ".join(refused) or "it has no sheets", "name the column with --column text=NAME")


def _rows(sheet: Any) -> Iterator[list[Any]]:
    """Filled rows, without the empty cells at their ends."""
    with guarded("a workbook", _REMEDY):
        # The size that a sheet claims may be that of all its formatted cells, or wrong.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
    while True:
        with guarded("a workbook", _REMEDY):
            row = next(rows, None)
        if row is None:
            return
        cells = [plain_value(cell) for cell in row]
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if any(cell is not None and str(cell).strip() for cell in cells):
            yield cells

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.xlsx_articles import read_xlsx
from tests.data.making import archive


def book(*sheets: Sequence[Sequence[Any]]) -> bytes:
    from openpyxl import Workbook

    made = Workbook(write_only=True)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(raw: bytes, **given: str) -> list[Article | Problem]:
    return list(read_xlsx(io.BytesIO(raw), "a.xlsx", Columns(given)))


def test_a_row_is_an_article() -> None:
    rows: list[list[Any]] = [
        [None, None],
        ["Headline", "Body", "Published", "Link", "Pages", "Seen", None],
        ["Fee stays", "A judge ...", date(2025, 3, 4), "https://example.org/1", 3, datetime(2025, 3, 5, 9, 30), "odd"],
        [None, None, None],
        ["Second", None, "March 5, 2025", None, 2.5, True],
    ]
    first, second = read(book(rows))
    extra = {"Pages": 3, "Seen": "2025-03-05T09:30:00", "column 7": "odd"}
    assert first == Article("a.xlsx#1", "Fee stays", "A judge ...", None, "https://example.org/1", "2025-03-04", extra)
    assert isinstance(second, Article)
    assert (second.id, second.title, second.date) == ("a.xlsx#2", "Second", "2025-03-05")
    assert second.extra["Pages"] == 2.5 and second.extra["Seen"] is True


def test_given_columns_and_rows_without_text() -> None:
    first, second = read(book([["kop", "n"], ["A", 1], [None, 2]]), title="kop")
    assert isinstance(first, Article) and first.title == "A"
    assert isinstance(second, Problem) and second.input == "a.xlsx, row 2"


def test_every_sheet_that_holds_articles_is_read() -> None:
    found = read(book([["notes"], ["x"]], [["title"], ["A"]], [["text"], ["B"], [" "]], []))
    assert [item.id for item in found if isinstance(item, Article)] == ["a.xlsx#1", "a.xlsx#S3#1"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"title,text\n", "it is no .xlsx file"),
        (archive({"word/document.xml": "<a/>"}), "no .xlsx workbook"),
        (archive({"xl/workbook.xml": "<a/>"}), "cannot be read as a workbook"),
        (book([["n", "m"], [1, 2]]), "'S1': no column is known to hold text or title: 'n', 'm'"),
        (book([["title"]]), "'S1' has a header but no rows"),
        (book([]), "'S1' is empty"),
    ],
)
def test_what_cannot_be_read(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.remedy


def test_entity_bombs_are_refused() -> None:
    import zipfile

    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    raw = io.BytesIO(book([["title"], ["A"]]))
    with zipfile.ZipFile(raw) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bomb.encode() + parts["xl/worksheets/sheet1.xml"]
    with pytest.raises(InputError, match="cannot be read as a workbook"):
        read(archive(parts))


CELLS = st.none() | st.integers(-1000, 1000) | st.text(alphabet="ab <&\u2019\n", max_size=9)


@settings(max_examples=40, deadline=None)  # the first example imports the library
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_each_filled_row_is_an_article_or_a_problem(rows: list[list[Any]]) -> None:
    filled = [row for row in rows if any(str(cell).strip() for cell in row if cell is not None)]
    try:
        found = read(book([["title", "text", "page"], *rows]))
    except InputError:
        assert not filled
        return
    assert len(found) == len(filled)
    for item, (title, text, page) in zip(found, filled, strict=True):
        told = any(str(cell).strip() for cell in (title, text) if cell is not None)
        assert isinstance(item, Article) == told
        if isinstance(item, Article) and isinstance(text, str) and text.strip():
            assert item.text == text and item.extra["page"] == (None if page == "" else page)

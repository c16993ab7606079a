import json
import os

import pytest
from openpyxl import Workbook

from data import ColumnError, check_columns

ROW = {"title": "Fee blocked", "text": "A judge blocked the fee."}


@pytest.fixture
def pile(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("title,text,section\nFee blocked,A judge blocked the fee.,News\n")
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(ROW | more) + "\n" for more in ({}, {"desk": "Law"})))
    (tmp_path / "c.html").write_text("<p>A judge blocked the fee.</p>")
    (tmp_path / "d.bin").write_bytes(b"\0")
    book = Workbook()
    book.active.append(["title", "outcome"])
    book.active.append(["Fee blocked", "kept"])
    sheet = book.create_sheet()
    sheet.append(["title", "editor"])
    sheet.append(["Fee blocked", "Lee"])
    book.save(tmp_path / "e.xlsx")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "inputs"),
    [
        (["id", "outcome", "apa_probability"], ["gone.csv"]),
        (["id", "section"], ["a.csv"]),
        (["section", "desk"], ["b.jsonl", "a.csv"]),
        (["section", "desk", "editor", "input_outcome"], ["."]),
        (["editor"], ["*.xlsx"]),
        (["date", "source", "tracker_status", "articles"], ["a.csv"]),
    ],
)
def test_columns_of_any_record_of_any_input_will_do(pile, names, inputs):
    check_columns(names, inputs)


@pytest.mark.parametrize(
    ("names", "inputs", "reason"),
    [
        (["id", "sectoin"], ["a.csv"], "no column 'sectoin'.*those of the input are: section$"),
        (["desk", "editor"], ["b.jsonl"], "no column 'editor'"),
        (["section"], ["c.html", "d.bin", "gone.csv"], "those of the input are: none"),
        (["id", "text"], ["a.csv"], "--with-text adds 'text'"),
        (["id", "id"], ["-"], "more than once"),
        (["id", ""], ["-"], "without a name"),
    ],
)
def test_a_column_that_no_input_has_is_refused(pile, names, inputs, reason):
    with pytest.raises(ColumnError, match=reason):
        check_columns(names, inputs)


def test_options_of_reading_count(pile):
    check_columns(["text", "id"], ["a.csv"], with_text=True)
    check_columns(["title"], ["a.csv"], columns={"title": "section"})
    (pile / "table").write_text((pile / "a.csv").read_text())
    check_columns(["section"], ["table"], input_format="csv")
    with pytest.raises(ColumnError):
        check_columns(["section"], ["table"])


def test_of_what_can_be_read_once_only_it_is_said(pile):
    os.mkfifo("pipe")
    for given in ("-", "pipe"):
        with pytest.warns(UserWarning, match=f"'desk' is known once {given} has been read"):
            check_columns(["section", "desk"], ["a.csv", given])


def test_repeated_ids_are_not_told_twice(pile, recwarn):
    (pile / "f.jsonl").write_text(2 * (json.dumps(ROW | {"id": "x", "desk": "Law"}) + "\n"))
    with pytest.raises(ColumnError):
        check_columns(["sectoin"], ["f.jsonl"])
    assert not recwarn.list

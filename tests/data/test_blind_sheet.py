import csv
import io
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from data.blind_sheet import SHEET_COLUMNS, blind_id, drawn, labelled, write_sheet
from data.corpus import CORPUS
from data.published import PUBLISHED
from data.rulings import read_rulings


def sheet_of(sample):
    file = io.BytesIO()
    write_sheet(sample, file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def test_the_sheet_shows_documents_and_no_label():
    sample = drawn(read_rulings(CORPUS), 50)
    rows = sheet_of(sample)
    assert tuple(rows[0]) == SHEET_COLUMNS
    assert [row["text"] for row in rows] == [ruling["text"] for ruling in sample]
    assert {row[name] for row in rows for name in ("outcome", "relief", "claims", "scope", "note")} == {""}
    ids = {ruling["id"] for ruling in sample}
    assert not ids & {cell for row in rows for cell in row.values()}
    assert len({row["id"] for row in rows}) == 50


def test_each_stratum_has_its_share():
    rulings = read_rulings(CORPUS)
    sample = Counter(ruling["outcome"] for ruling in drawn(rulings, 100))
    for outcome, count in Counter(ruling["outcome"] for ruling in rulings).items():
        assert abs(sample[outcome] - 100 * count / len(rulings)) <= 1


def test_the_seed_gives_draw_and_order():
    rulings = read_rulings(CORPUS)
    ids = [[blind_id(ruling) for ruling in drawn(rulings, 30, seed)] for seed in (0, 0, 1)]
    assert ids[0] == ids[1] != ids[2]
    outcomes = [ruling["outcome"] for ruling in drawn(rulings, 30)]
    assert outcomes != sorted(outcomes)


@given(
    st.lists(st.sampled_from(["granted", "denied", "none", None]), max_size=30), st.integers(1, 40), st.integers(0, 5)
)
def test_any_count_is_drawn_without_repeats(outcomes, count, seed):
    rulings = [{"id": str(n), "outcome": outcome, "claims": []} for n, outcome in enumerate(outcomes)]
    sample = drawn(rulings, count, seed)
    assert len({ruling["id"] for ruling in sample}) == len(sample) == min(count, sum(map(bool, outcomes)))


def test_a_document_without_text_is_pointed_to():
    rulings = labelled(PUBLISHED)
    ruling = next(row for row in rulings if row["part"] and not row["in_history"])
    (row,) = sheet_of([ruling])
    assert row["text"] == f"{ruling['repository']}:{ruling['path']}, part {ruling['part']}" and row["title"] == ""


def test_a_title_that_a_spreadsheet_would_run_is_neutralised():
    (row,) = sheet_of([{"id": "1", "title": "=1+1", "text": "Some text."}])
    assert row["title"] == "'=1+1"

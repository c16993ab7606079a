import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from data import CLAIMS, DataError, corrected, digest
from data.label_corrections import CORRECTIONS, read_corrections
from data.published import PUBLISHED

RULING = {
    "id": "a",
    "title": "Court allows part of the suit",
    "text": "A judge dismissed the first claim and kept the second.",
    "outcome": "denied",
    "relief": "final",
    "claims": ["statutory"],
    "scope": "unstated",
    "evidence": "A judge dismissed the first claim and kept the second.",
}


def line(**changes):
    correction = {
        "id": "a",
        "sha256": digest(str(RULING["text"])),
        "field": "outcome",
        "old": "denied",
        "new": "mixed",
        "reason": "motion to dismiss allowed in part",
    }
    return correction | changes


@pytest.fixture
def file(tmp_path):
    def write(*lines, name="corrections.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line()], {"outcome": "mixed"}),
        (
            [line(new="none")],
            {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "evidence": None},
        ),
        (
            [line(field="claims", old=["statutory"], new=["apa", "statutory"])],
            {"claims": ["apa", "statutory"]},
        ),
        (
            [line(new="granted"), line(field="relief", old="final", new="stay_pending_appeal")],
            {"outcome": "granted", "relief": "stay_pending_appeal"},
        ),
        ([line(), line(id="of another data set")], {"outcome": "mixed"}),
    ],
)
def test_labels_are_corrected_and_the_rest_stays(file, lines, expected):
    other = RULING | {"id": "b"}
    before = dict(RULING)
    assert corrected([RULING, other], [file(*lines)]) == [RULING | expected, other]
    assert before == RULING


def test_several_files(file):
    files = [file(line(), name="one"), file(line(field="claims", old=["statutory"], new=[]), name="two")]
    assert corrected([RULING], files) == [RULING | {"outcome": "mixed", "claims": []}]
    assert corrected([RULING], []) == [RULING]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line(old="granted")], r"line 1: outcome of a is 'denied', not 'granted'"),
        ([line(sha256="0" * 64)], r"line 1: a has another text"),
        ([line(), line(field="scope", old="limited", new="nationwide")], r"line 2: scope of a is 'unstated'"),
        ([line(field="scope", old="unstated", new="limited")], r"line 1: scope 'limited' is not legal"),
        ([line(field="relief", old="final", new="none")], r"line 1: relief 'none' is not legal"),
        (
            [line(new="none"), line(field="claims", old=["statutory"], new=["apa"])],
            r"line 2: claims \['apa'\] is not legal",
        ),
        ([line(id="z")], r"corrects no document"),
        ([line(field="evidence", old="", new="x")], r"field is 'evidence'"),
        ([line(new="won")], r"new is 'won'"),
        ([line(field="claims", old="statutory", new=[])], r"old is 'statutory'"),
        ([line(new="denied")], r"both 'denied'"),
        ([line(reason=" ")], r"reason are words"),
        ([line(), line(new="granted")], r"line 2: outcome of a was corrected before"),
        ([{"id": "a"}], r"not a correction"),
        (["a"], r"not a correction"),
    ],
)
def test_refusals_name_line_and_reason(file, lines, message):
    with pytest.raises(DataError, match=message):
        corrected([RULING], [file(*lines)])


def test_a_label_is_corrected_once_in_all_files(file):
    with pytest.raises(DataError, match="two, line 1: outcome of a was corrected before"):
        corrected([RULING], [file(line(), name="one"), file(line(), name="two")])


def test_what_is_no_json_is_named(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text("\n{", encoding="utf-8")
    with pytest.raises(DataError, match=r"broken.jsonl, line 2: it is not JSON"):
        read_corrections(path)


def test_the_corrections_that_ship_fit_the_published_labels():
    import pyarrow.parquet as pq

    published = {row["id"]: row for row in pq.read_table(PUBLISHED).to_pylist()}
    corrections = read_corrections(CORRECTIONS)
    assert [c.id for c in corrections] == sorted(c.id for c in corrections)
    for correction in corrections:
        row = published[correction.id]
        assert row["split"] == "train"
        assert row["text_sha256"] == correction.sha256
        assert row[correction.field] == correction.old
        if correction.field == "claims":
            places = [CLAIMS.index(claim) for claim in correction.new]
            assert all(one < other for one, other in pairwise(places))


def test_reasons_are_few_words_and_quote_nothing():
    reasons = [c.reason for c in read_corrections(CORRECTIONS)]
    assert all(len(reason.split()) <= 10 and not re.search('["“”]', reason) for reason in reasons)


def test_training_takes_corrections(file, tmp_path, capsys):
    from train import main

    data = file(RULING, name="data.jsonl")
    assert main(["--data", str(data), "--corrections", str(file(line(old="granted"))), "--out", str(tmp_path)]) == 1
    assert "corrections.jsonl, line 1" in capsys.readouterr().err
    assert main(["--data", str(data), "--corrections", str(Path("none.jsonl")), "--out", str(tmp_path)]) == 1

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from data.rulings import FIELDS, MOST_FAULTS, DataError, read_rulings, to_dataset
from data.text import digest

RULING = {
    "id": "r1",
    "title": "Judge halts heron permit",
    "text": "A judge in Boise barred the permit on Monday. The state will appeal.",
    "outcome": "granted",
    "relief": "preliminary_injunction",
    "claims": ["statutory", "apa"],
    "scope": "limited",
    "evidence": "A judge in Boise barred the permit on Monday.",
}
NO_RULING = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "evidence": ""}


def write(path: Path, *records: Any) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.gz"])
def test_reads_and_completes(tmp_path: Path, name: str) -> None:
    (first, second) = read_rulings(write(tmp_path / name, RULING, "", RULING | NO_RULING | {"id": "r2", "group": "g"}))
    assert set(FIELDS) <= first.keys()
    assert first["claims"] == ["apa", "statutory"]
    assert (first["group"], second["group"]) == (digest(str(RULING["text"])), "g")
    assert first["date"] is None and first["sure"] is None and second["evidence"] is None


def test_unknown_labels_stay_unknown(tmp_path: Path) -> None:
    (ruling,) = read_rulings(write(tmp_path / "r.jsonl", {"id": "a", "title": "", "text": "t", "outcome": None}))
    assert [ruling[task] for task in ("outcome", "relief", "claims", "scope")] == [None] * 4


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"outcome": "won"}, "outcome is 'won'"),
        ({"outcome": ["granted"]}, "outcome is ['granted']"),
        ({"claims": ["apa", "tort"]}, "claim 'tort'"),
        ({"claims": "apa"}, "claims is 'apa'"),
        ({"outcome": "denied"}, "has scope 'unstated'"),
        ({"relief": "none"}, "relief 'none' goes with outcome 'none' alone"),
        ({"evidence": "A judge in Reno barred it."}, "evidence is in neither title nor text"),
        ({"evidence": "A judge in Boise  barred the permit on Monday."}, "differs in quotes, dashes or spaces alone"),
        ({"id": " "}, "id is empty"),
        ({"id": 7}, "id is 7, not a string"),
        ({"title": "", "text": " ", "evidence": ""}, "title and text are both empty"),
        ({"text": None}, "text is None, not a string"),
        ({"date": "yesterday"}, "date 'yesterday' is no day"),
        ({"origin": "found"}, "origin is 'found'"),
        ({"sure": "yes"}, "sure is 'yes'"),
        ({"group": 3}, "group is 3, not a string"),
    ],
)
def test_refuses_with_file_line_reason_and_remedy(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    path = write(tmp_path / "r.jsonl", RULING | {"id": "good"}, RULING | change)
    with pytest.raises(DataError) as error:
        read_rulings(path)
    (fault,) = error.value.faults
    assert (fault.file, fault.line) == (str(path), 2)
    assert reason in str(error.value) and f"{path}, line 2: " in str(error.value) and fault.remedy


@pytest.mark.parametrize("field", ["id", "title", "text"])
def test_refuses_missing_fields(tmp_path: Path, field: str) -> None:
    record = {name: value for name, value in RULING.items() if name != field}
    with pytest.raises(DataError, match=f"line 1: '{field}' is missing"):
        read_rulings(write(tmp_path / "r.jsonl", record))


def test_evidence_may_be_the_title_and_dates_partial(tmp_path: Path) -> None:
    record = RULING | {"evidence": RULING["title"], "date": "2024"}
    (ruling,) = read_rulings(write(tmp_path / "r.jsonl", record))
    assert ruling["evidence"] == RULING["title"] and ruling["date"] is None


def test_refuses_ids_used_twice_in_one_file_or_two(tmp_path: Path) -> None:
    one = write(tmp_path / "one.jsonl", RULING)
    with pytest.raises(DataError, match=r"line 2: id 'r1' was used before, at .*line 1"):
        read_rulings(write(tmp_path / "twice.jsonl", RULING, RULING))
    with pytest.raises(DataError, match=r"used before, at .*one.jsonl, line 1"):
        read_rulings(one, write(tmp_path / "two.jsonl", RULING))


def test_collects_faults_up_to_a_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "r.jsonl", *["{"] * 3, RULING, "[1]", RULING | {"id": "x", "scope": "wide"})
    with pytest.raises(DataError) as error:
        read_rulings(path)
    assert [fault.line for fault in error.value.faults] == [1, 2, 3, 5, 6]
    with pytest.raises(DataError, match="stopped looking") as error:
        read_rulings(write(tmp_path / "bad.jsonl", *["{"] * 50))
    assert len(error.value.faults) == MOST_FAULTS


def test_refuses_what_is_no_such_file(tmp_path: Path) -> None:
    packed = write(tmp_path / "whole.jsonl.gz", *[RULING | {"id": str(n)} for n in range(50)]).read_bytes()
    cases = {
        "absent.jsonl": (None, "cannot be read"),
        "empty.jsonl": (b"\n", "holds no rulings"),
        "latin.jsonl": (b'{"id": "\xe9"}', "not UTF-8"),
        "plain.jsonl.gz": (b"{}", "cannot be read"),
        "cut.jsonl.gz": (packed[: len(packed) // 2], "cannot be read"),
    }
    for name, (data, reason) in cases.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(DataError, match=reason):
            read_rulings(tmp_path / name)


def test_dataset_has_the_same_types_whatever_is_in_it(tmp_path: Path) -> None:
    full = to_dataset(read_rulings(write(tmp_path / "r.jsonl", RULING | {"sure": True})))
    bare = to_dataset([{"id": "a", "title": "", "text": "t"}])
    assert full.features == bare.features == to_dataset([]).features
    assert tuple(full.column_names) == FIELDS
    assert full[0]["claims"] == ["apa", "statutory"] and full[0]["sure"] is True
    assert bare[0]["claims"] is None and bare[0]["sure"] is None

import csv
import re

import pytest

from models.pairs import (
    HALVES,
    PAIRS,
    SECOND,
    half,
    main,
    precision_recall,
    read_pairs,
    repeatability,
    same_court_and_day,
    stories,
)


def test_the_judged_pairs_are_ids_and_judgements_alone():
    with PAIRS.open(newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == ["first", "second", "judgement"] and len(rows) >= 300
    assert all(re.fullmatch("[0-9a-f]{8}", cell) for first, second, _ in rows for cell in (first, second))
    assert len({frozenset(row[:2]) for row in rows}) == len(rows)
    judged = read_pairs()
    assert 100 < sum(judged.values()) < len(judged) - 100


def test_a_judgement_that_is_none_is_refused(tmp_path):
    (tmp_path / "pairs.csv").write_text("first,second,judgement\na,b,same\na,c,perhaps\n")
    with pytest.raises(ValueError, match=r"line 3.*perhaps"):
        read_pairs(tmp_path / "pairs.csv")


def test_some_pairs_were_read_twice():
    first, second = read_pairs(), read_pairs(SECOND)
    assert len(second) == 60 and second.keys() <= first.keys()
    assert repeatability(first, second)[0] == 60


def test_repeatability():
    first = {("a", "b"): True, ("a", "c"): False, ("a", "d"): True, ("a", "e"): False, ("f", "g"): True}
    second = {("a", "b"): True, ("a", "c"): False, ("a", "d"): False, ("a", "e"): False}
    *counts, kappa = repeatability(first, second)
    assert counts == [4, 3] and kappa == pytest.approx(0.5)


def test_pairs_judged_the_same_make_one_story_of_their_groups():
    groups = {"a": "g2", "b": "g1", "c": "g1", "d": "g3"}
    assert stories({("a", "b"): True, ("a", "d"): False}, groups) == {"a": "g1", "b": "g1", "c": "g1", "d": "g3"}


def test_halves_are_fixed():
    assert {half(f"g{number}") for number in range(20)} == set(HALVES)
    assert half("g1") == half("g1")


def test_precision_and_recall():
    judged = {("a", "b"): True, ("a", "c"): True, ("d", "e"): False, ("d", "f"): True}
    found = {("a", "b"): True, ("a", "c"): False, ("d", "e"): True, ("d", "f"): True}
    measures = precision_recall(found, judged, {"a": "one", "d": "two"})
    assert measures["precision"][0] == measures["recall"][0] == pytest.approx(2 / 3)
    for value, low, high in measures.values():
        assert 0 <= low <= value <= high <= 1


def test_plain_blocking():
    told: dict[str, str | None] = {"outcome": "granted", "court": "idd", "date": "2025-03-04"}
    rows: list[dict[str, str | None]] = [
        {"id": "a", **told},
        {"id": "b", **told},
        {"id": "c", **told, "outcome": "none"},
        {"id": "d", **told, "court": None},
        {"id": "e", **told, "date": "2025-03-05"},
    ]
    pairs = [("a", other) for other in "bcde"]
    assert list(same_court_and_day(rows, pairs).values()) == [True, False, False, False]


def test_documents_that_are_missing_are_named(tmp_path, capsys):
    (tmp_path / "data.jsonl").write_text('{"id": "x", "title": "t", "text": "u", "group": "g"}\n')
    assert main([str(tmp_path / "data.jsonl")]) == 1
    assert "lacks" in capsys.readouterr().err

import pytest

from data.also import also_write
from tests.data.reported import pair


def test_hands_the_pairs_on_and_writes_both(tmp_path):
    pairs = [pair(name, "t", "x", needs_review=True) for name in "abc"]
    page, queue = tmp_path / "r.html", tmp_path / "q.json"
    assert list(also_write(iter(pairs), report=str(page), review=str(queue))) == pairs
    assert page.read_text("utf-8").count('"id": "') == queue.read_text("utf-8").count('"data": {"id": "') == 3


def test_writes_nothing_that_was_not_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(list(also_write(iter([pair("a", "t", "x")])))) == 1
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_failed_page(tmp_path):
    (tmp_path / "r.html").write_text("yesterday")
    pairs = also_write(iter([pair("a", "t", "x"), pair("b", "t", "x")]), report=str(tmp_path / "r.html"))
    next(pairs)
    pairs.close()
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    assert (tmp_path / "r.html").read_text() == "yesterday"


def test_missing_folder_is_named(tmp_path):
    with pytest.raises(OSError, match=r"folder of .*r\.html does not exist; make"):
        next(also_write(iter([pair("a", "t", "x")]), report=str(tmp_path / "none" / "r.html")))


def test_nothing_is_left_of_a_failed_queue(tmp_path):
    pairs = also_write(iter([pair("a", "t", "x", needs_review=True)] * 2), review=str(tmp_path / "queue.json"))
    next(pairs)
    pairs.close()
    assert list(tmp_path.iterdir()) == []


def test_other_suffixes_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"end in \.json"):
        next(also_write(iter([pair("a", "t", "x")]), review=str(tmp_path / "queue.csv")))

import gzip
from pathlib import Path

import pytest

from data.articles import Article, Problem
from data.journal import JournalError
from data.unfinished import is_unfinished, open_unfinished

ARTICLE = Article("a", "T", "Text", extra={"n": 1})
ROW = {"id": "a", "outcome": "none"}
PROBLEM = Problem("in.parquet, row 2", "it is empty", "fill it")
SETUP = {"model": "m", "inputs": "d"}


@pytest.fixture(params=["path", "url"])
def out(request, tmp_path):
    return str(tmp_path / "out") if request.param == "path" else (tmp_path / "out").as_uri()


def finish(work, stem):
    with work.adding(stem) as (journal, problems):
        journal.add([(ARTICLE, ROW)])
        problems.append(PROBLEM)


def test_what_is_kept_comes_back(out):
    work = open_unfinished(out, SETUP, resume=False)
    assert not work.has("part-1")
    finish(work, "part-1")
    assert work.has("part-1") and is_unfinished(out)
    with work.reading("part-1") as (journal, problems):
        assert list(journal.pairs()) == [(ARTICLE, ROW)] and problems == [PROBLEM]


def test_a_part_that_fails_is_not_there(out, tmp_path):
    work = open_unfinished(out, SETUP, resume=False)
    for broken in (work.adding("part-1"), work.part_of_output("part-1")):
        with pytest.raises(ZeroDivisionError), broken:
            raise ZeroDivisionError
    assert not work.has("part-1") and not list((tmp_path / "out.part").rglob("part-*"))


def test_publishing_leaves_the_parts_alone(out, tmp_path):
    work = open_unfinished(out, SETUP, resume=False)
    for stem in ("part-1", "part-2", "of-a-run-before"):
        finish(work, stem)
        with work.part_of_output(stem) as stream:
            stream.write(stem.encode())
    assert not (tmp_path / "out").exists()
    work.publish(["part-1", "part-2"])
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        "part-1.parquet": b"part-1",
        "part-2.parquet": b"part-2",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["out"] and not is_unfinished(out)


def test_an_empty_folder_is_taken_and_a_full_one_refused(out, tmp_path):
    (tmp_path / "out").mkdir()
    work = open_unfinished(out, SETUP, resume=False)
    with work.part_of_output("part-1") as stream:
        stream.write(b"1")
    work.publish(["part-1"])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["part-1.parquet"]
    with pytest.raises(FileExistsError, match="name another folder"):
        open_unfinished(out, SETUP, resume=True)


def test_going_on_needs_the_same_setup(out):
    finish(open_unfinished(out, SETUP, resume=False), "part-1")
    assert open_unfinished(out, SETUP, resume=True).has("part-1")
    with pytest.raises(JournalError, match="other inputs"):
        open_unfinished(out, SETUP | {"model": "other"}, resume=True)
    with pytest.warns(UserWarning, match="begun anew"):
        assert not open_unfinished(out, SETUP, resume=False).has("part-1")


def test_halves_are_remembered(out):
    work = open_unfinished(out, SETUP, resume=False)
    work.halve("part-1")
    assert work.is_halved("part-1") and not work.is_halved("part-2") and not work.has("part-1")


def test_a_torn_file_is_never_read_as_whole(out, tmp_path):
    work = open_unfinished(out, SETUP, resume=False)
    finish(work, "part-1")
    path = Path(tmp_path / "out.part" / "part-1.jsonl.gz")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises((EOFError, gzip.BadGzipFile)), work.reading("part-1"):
        pass

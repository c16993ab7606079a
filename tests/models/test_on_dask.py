"""Prediction on a real cluster of worker processes, some of which die."""

import gzip
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import Article
from models import ClusterError, RulingClassifier
from predict import main

cloudpickle = pytest.importorskip("cloudpickle", reason="comes with Dask")
distributed: Any = pytest.importorskip("distributed", reason="needs Dask: pip install distributed")

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers cannot import tests

FERRY = "A federal judge on Monday granted a preliminary injunction blocking the ferry fee charged to islanders."
QUOTA = "An appeals court on Tuesday refused to lift the order that had blocked the walnut quota in the valley."
SALAD = "Toast the walnuts, let them cool, and chop them with the herbs before the guests are at the door."


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        # One death is enough for a task to be suspected, or each of these tests would wait for four.
        cluster.scheduler.allowed_failures = 0
        with distributed.Client(cluster) as client:
            client.register_plugin(fragile(), name="fragile")
            yield cluster


def fragile():
    """A plugin under which some articles break the model or end the process, which no text is known to do."""

    class Fragile(distributed.WorkerPlugin):
        def setup(self, worker):
            break_on_marks(RulingClassifier)

    return Fragile()


def break_on_marks(classifier):
    whole = classifier.predict

    def predict(self, articles, *rest):
        for article in articles:
            kind, _, flag = str(article.extra.get("mark")).partition(":")
            if kind == "die" or (kind == "die once" and not Path(flag).exists()):
                Path(flag or os.devnull).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if kind == "break":
                raise RecursionError("too deep")
        return whole(self, articles, *rest)

    classifier.predict = predict


def write_pile(folder, marks=(), files=4, rows=6):
    """Files of articles with copies, shared rulings and repeated ids; `marks` by number of the article."""
    folder.mkdir()
    for file in range(files):
        numbers = range(file * rows, (file + 1) * rows)
        columns = {
            "id": [f"a{n % 20}" for n in numbers],
            "headline": [("Judge blocks ferry fee", "Court keeps quota blocked", "Salad")[n % 3] for n in numbers],
            "body": [f"{(FERRY, QUOTA, SALAD)[n % 3]} Part {n % 4} of a series." for n in numbers],
            "date": ["2025-03-04" for _ in numbers],
            "mark": pa.array([dict(marks).get(n) for n in numbers], pa.string()),
            f"only_in_{file}": [n if n % 2 else None for n in numbers],
        }
        pq.write_table(pa.table(columns), folder / f"{file}.parquet", row_group_size=4)
    return folder


def table(folder):
    return pa.concat_tables(pq.read_table(path) for path in sorted(folder.glob("*.parquet")))


def rounded(found):
    """Rows without the last digits of numbers, which depend on how many articles are read at once."""

    def plain(value):
        if isinstance(value, dict):
            return {name: plain(item) for name, item in value.items()}
        return round(value, 9) if isinstance(value, float) else value

    return [plain(row) for row in found.to_pylist()]


@pytest.fixture
def run(cluster, saved, tmp_path):
    def run(folder, out, *options):
        given = [str(folder), "-o", str(out), "--model", str(saved), "--dask", cluster.scheduler_address]
        return main([*given, *options])

    return run


@pytest.fixture
def local(saved, tmp_path, monkeypatch):
    """Rows of one machine."""

    def local(folder, *options):
        monkeypatch.setattr(RulingClassifier, "predict", RulingClassifier.predict)
        break_on_marks(RulingClassifier)
        code = main([str(folder), "-o", str(tmp_path / "local.parquet"), "--model", str(saved), *options])
        monkeypatch.undo()
        return code, pq.read_table(tmp_path / "local.parquet")

    return local


@pytest.mark.filterwarnings("ignore:the id")
def test_same_rows_as_on_one_machine(run, local, tmp_path, capsys):
    tracker = tmp_path / "tracker.csv"
    tracker.write_text("id,title,date\nT-1,Ferry fee charged to islanders blocked,2025-03-04\n")
    options = ["--with-text", "--against", str(tracker), "--target-accuracy", "0.9"]
    pile = write_pile(tmp_path / "in")
    assert run(pile, tmp_path / "out", *options) == 0
    code, rows = local(pile, *options)
    found = table(tmp_path / "out")
    assert code == 0 and found.schema.equals(rows.schema) and rounded(found) == rounded(rows)
    assert len(found) == 24 and "a3-2" in found["id"].to_pylist()
    assert sum(found["duplicate_of"].is_valid().to_pylist()) >= 12 and "known" in found["tracker_status"].to_pylist()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "local.parquet", "model", "out", "tracker.csv"]


@pytest.mark.filterwarnings("ignore:the id")
def test_poison_articles_fail_alone(run, local, tmp_path, capsys):
    """One breaks the model; one ends every process that reads it, which one machine could not survive."""
    pile = write_pile(tmp_path / "in", {8: "break"}, files=2)
    code, rows = local(pile)
    said = capsys.readouterr().err
    assert code == 3 and len(rows) == 11 and "predict.py: a8: the model fails on this article: RecursionError" in said
    assert run(pile, tmp_path / "out") == 3
    assert capsys.readouterr().err == said
    assert rounded(table(tmp_path / "out")) == rounded(rows)


@pytest.mark.filterwarnings("ignore:the id")
def test_an_article_that_ends_processes_costs_no_other(run, tmp_path, capsys):
    pile = write_pile(tmp_path / "in", {1: "die"}, files=2, rows=2)
    assert run(pile, tmp_path / "out") == 3
    assert f"{pile}/0.parquet, row 2: every worker that read this article died" in capsys.readouterr().err
    assert table(tmp_path / "out")["id"].to_pylist() == ["a0", "a2", "a3"]


@pytest.mark.filterwarnings("ignore:the id")
def test_a_killed_worker_loses_and_doubles_nothing(cluster, run, local, tmp_path):
    pile = write_pile(tmp_path / "in", {13: f"die once:{tmp_path / 'died'}"})
    cluster.scheduler.allowed_failures = 3
    assert run(pile, tmp_path / "out") == 0
    cluster.scheduler.allowed_failures = 0
    assert (tmp_path / "died").exists()
    _, rows = local(pile)
    assert rounded(table(tmp_path / "out")) == rounded(rows)


@pytest.mark.filterwarnings("ignore:the id")
def test_a_stopped_run_goes_on_where_it_was(run, tmp_path, capsys):
    pile = write_pile(tmp_path / "in", files=2)
    with pytest.raises(SystemExit) as stop:
        run(pile, tmp_path / "out", "--columns", "id,title,no_such")
    assert stop.value.code == 2 and "--resume goes on" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    first, second = sorted((tmp_path / "out.part").glob("*.jsonl.gz"))
    marked = gzip.decompress(first.read_bytes()).replace(b"Judge blocks ferry fee", b"Kept from before")
    first.write_bytes(gzip.compress(marked))
    second.unlink()
    assert run(pile, tmp_path / "out", "--resume", "--columns", "id,title") == 0
    found = table(tmp_path / "out")
    assert found.column_names == ["id", "title"]
    assert found["title"].to_pylist()[::3] == ["Kept from before"] * 2 + ["Judge blocks ferry fee"] * 2
    assert run(pile, tmp_path / "out") == 1 and "is there already" in capsys.readouterr().err


def test_the_model_is_shipped_once_to_each_worker_and_to_one_that_comes_later(cluster, saved):
    from models.cluster import shipped, worker_model

    def read(number, name):
        model = worker_model(name)
        model.predict([Article(str(number), "Judge blocks fee", "A judge blocked the fee.")])
        time.sleep(0.02)
        return os.getpid(), id(model)

    with distributed.Client(cluster) as client:
        with shipped(client, saved) as name:
            before = set(client.gather(client.map(read, range(20), name=name, pure=False)))
            assert len(before) == 2
            os.kill(min(before)[0], signal.SIGKILL)
            while (
                len(pids := {p for p in client.run(os.getpid, on_error="return").values() if isinstance(p, int)}) < 2
                or min(before)[0] in pids
            ):
                time.sleep(0.1)
            after = set(client.gather(client.map(read, range(20), name=name, pure=False)))
            assert len(after) == 2 and len(after & before) == 1
        with pytest.raises(ClusterError, match="could not be loaded"):
            client.submit(read, 0, name, pure=False).result()


def test_training_there_is_training_here(cluster, small_model, rulings):
    from models.cluster import training_on

    with (
        training_on(cluster.scheduler_address),
        distributed.Client(cluster) as client,
        distributed.get_task_stream(client) as stream,
    ):
        model = RulingClassifier("linear", seed=0).fit(rulings)
    assert len(stream.data) >= 10
    assert model.out_of_fold_ == small_model.out_of_fold_
    articles = [Article(str(n), "", text) for n, text in enumerate((FERRY, QUOTA, SALAD))]
    ours, theirs = model.predict(articles), small_model.predict(articles)
    assert [row | {"model_version": None} for row in ours] == [row | {"model_version": None} for row in theirs]


def test_nothing_to_read_is_exit_1(run, tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.txt").write_text("no articles")
    assert run(tmp_path / "in", tmp_path / "out") == 1
    assert "notes.txt: it is no Parquet file" in capsys.readouterr().err
    pq.write_table(pa.table({"title": pa.array([None], pa.string())}), tmp_path / "in" / "a.parquet")
    assert run(tmp_path / "in", tmp_path / "out") == 1
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["in", "model"]


@pytest.mark.parametrize(
    "options",
    [
        ["in", "in2", "-o", "out"],
        ["in"],
        ["in", "-o", "-"],
        ["in", "-o", "out", "--by-ruling"],
        ["in", "-o", "out", "--report", "page.html"],
        ["in", "-o", "out", "--output-format", "csv"],
        ["in", "-o", "out", "--input-format", "csv"],
    ],
)
def test_what_is_for_one_machine_is_bad_usage(options, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*options, "--dask", "tcp://127.0.0.1:1"])
    assert stop.value.code == 2 and "one folder of Parquet files" in capsys.readouterr().err


def test_no_scheduler_is_exit_1(saved, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("models.cluster._WAIT", 0.2)
    pile = write_pile(tmp_path / "in", files=1)
    given = [str(pile), "-o", str(tmp_path / "out"), "--model", str(saved)]
    assert main([*given, "--dask", "tcp://127.0.0.1:9"]) == 1
    assert "tcp://127.0.0.1:9: no scheduler answers" in capsys.readouterr().err

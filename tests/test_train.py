import gzip
import json

from data import CORPUS, Article
from models import load
from train import main


def test_candidates_are_listed(capsys):
    assert main(["--list-candidates"]) == 0
    assert capsys.readouterr().out.split() == ["tfidf", "linear", "cascade", "encoder"]


def test_trains_logs_and_saves(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.chdir(tmp_path)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as corpus:
        lines = corpus.readlines()
    (tmp_path / "some.jsonl").write_text("".join(lines[::8]))
    assert (
        main(["--data", str(tmp_path / "some.jsonl"), "--candidates", "tfidf", "--out", str(tmp_path / "models")]) == 0
    )
    assert load(tmp_path / "models" / "tfidf").candidate == "tfidf"
    import mlflow

    client = mlflow.MlflowClient(f"sqlite:///{tmp_path / 'store.db'}")
    (run,) = [run for run in client.search_runs(["1"]) if "mlflow.parentRunId" in run.data.tags]
    assert "cv/outcome_macro_f1" in run.data.metrics
    champion = client.get_model_version_by_alias("ruling-reader", "champion")
    assert champion.run_id == run.info.run_id
    article = Article("a", "Judge blocks the fee", "A judge on Monday granted an injunction.")
    assert load("models:/ruling-reader@champion").predict([article]) == load(tmp_path / "models" / "tfidf").predict(
        [article]
    )
    assert main(["--rollback"]) == 1


def test_bad_data_is_exit_1(tmp_path, capsys):
    (tmp_path / "bad.jsonl").write_text(json.dumps({"id": "1", "title": "t", "text": "x", "outcome": "won"}) + "\n")
    assert main(["--data", str(tmp_path / "bad.jsonl")]) == 1
    assert "bad.jsonl" in capsys.readouterr().err


def test_without_a_tracking_uri_the_store_is_beside_the_code(rulings, tmp_path):
    """As a person runs it: a process of its own, in a copy of the code, with nothing set."""
    import os
    import shutil
    import subprocess
    import sys
    from pathlib import Path

    root, copy = Path(__file__).parents[1], tmp_path / "checkout"
    copy.mkdir()
    for name in ("data", "features", "models"):
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("champion", "examples", "__pycache__"))
    shutil.copy(root / "train.py", copy)
    few = copy / "few.jsonl"
    few.write_text("".join(json.dumps(record) + "\n" for record in rulings[:150]), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}
    command = [sys.executable, "train.py", "--data", "few.jsonl", "--candidates", "tfidf"]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "tfidf is version 1 and champion" in done.stdout
    assert (copy / "mlruns.db").exists()

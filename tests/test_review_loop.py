"""Predict, let a person correct, train on what they said: on the formats that Label Studio documents."""

import gzip
import json

import pytest

from data import CORPUS, Article, read_rulings
from models import load
from predict import main as predict
from train import main as train

TEXTS = [
    "\U0001f6a2 A federal judge on Monday granted a preliminary injunction blocking the ferry fee rule. The state will appeal.",
    "A state judge on Friday refused to halt the heron permit. The county called the suit meritless and old.",
    "An appeals panel heard argument over the harbour toll and gave no sign of when it would rule on it.",
]


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"id": f"a{n}", "title": f"Story {n}", "text": text}) for n, text in enumerate(TEXTS)]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def some_rulings(tmp_path):
    with gzip.open(CORPUS, "rt", encoding="utf-8") as corpus:
        lines = corpus.readlines()
    path = tmp_path / "some.jsonl"
    path.write_text("".join(lines[::8]))
    return path


def annotated(tasks):
    """Tasks as the JSON export gives them back, the first corrected and submitted, the second skipped."""
    text = tasks[0]["data"]["text"]
    end = text.index(".") + 1
    results = [
        {"id": "r1", "from_name": "outcome", "to_name": "text", "type": "choices", "value": {"choices": ["mixed"]}},
        {"id": "r2", "from_name": "relief", "to_name": "text", "type": "choices", "value": {"choices": ["tro"]}},
        {
            **{"id": "r3", "from_name": "evidence", "to_name": "text", "type": "labels", "origin": "manual"},
            "value": {"start": 0, "end": end, "text": text[:end], "labels": ["Evidence"]},
        },
    ]
    fields = {"completed_by": 1, "ground_truth": False, "created_at": "2026-02-03T10:00:00Z", "lead_time": 8.4}
    for number, task in enumerate(tasks, start=1):
        done = {"id": 1000 + number, "result": results, "was_cancelled": number > 1, "task": number, **fields}
        yield {"id": number, "annotations": [done], "file_upload": "queue.json", "drafts": [], "project": 1, **task}


def test_predict_review_label_train(tmp_path, articles, some_rulings, saved, monkeypatch, capsys):
    queue, export = tmp_path / "queue.json", tmp_path / "export.json"
    asked = ["--model", str(saved), "--target-accuracy", "0.999", "--review", str(queue)]
    assert predict([str(articles), *asked]) == 0
    tasks = json.loads(queue.read_text("utf-8"))
    assert tasks[0]["data"]["text"] == TEXTS[0] and (tmp_path / "queue.xml").exists()

    export.write_text(json.dumps(list(annotated(tasks))))
    (ruling,) = read_rulings(export)
    assert (ruling["outcome"], ruling["relief"], ruling["claims"], ruling["scope"]) == ("mixed", "tro", None, None)
    assert ruling["evidence"] == TEXTS[0][: TEXTS[0].index(".") + 1]

    copy, test = tmp_path / "copy.jsonl", tmp_path / "test.jsonl"
    copy.write_text(json.dumps({"id": "b", "title": "Other", "text": TEXTS[1] + " ", "outcome": "denied"}))
    held_out = [{"id": "t", "title": "", "text": TEXTS[1], "outcome": "denied"}, *read_rulings(CORPUS)[1:200:3]]
    test.write_text("\n".join(json.dumps(each) for each in held_out))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.chdir(tmp_path)
    data = ["--data", str(some_rulings), str(export), str(copy), "--test", str(test)]
    assert train([*data, "--candidates", "tfidf", "--out", str(tmp_path / "models")]) == 0
    assert load(tmp_path / "models" / "tfidf").predict([Article("x", "t", TEXTS[0])])[0]["id"] == "x"
    assert "not trained on: b: its text is that of t in the test set" in capsys.readouterr().err


def test_all_refused_is_exit_1(tmp_path, capsys):
    path = tmp_path / "same.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "", "text": TEXTS[1], "outcome": "denied"}))
    assert train(["--data", str(path), "--test", str(path)]) == 1
    assert "none is left to train on" in capsys.readouterr().err


def test_a_table_without_texts_is_exit_1(tmp_path, articles, saved, capsys):
    assert predict([str(articles), "--model", str(saved), "-o", str(tmp_path / "out.csv")]) == 0
    assert train(["--data", str(tmp_path / "out.csv")]) == 1
    assert "predict again with --with-text" in capsys.readouterr().err

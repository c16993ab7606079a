import json

import pytest

from models.queue import main


def test_the_command_writes_tasks_that_label_studio_imports(saved, rulings, tmp_path, capsys):
    stories = [json.dumps({"id": r["id"], "title": r["title"], "text": r["text"]}) for r in rulings[:30]]
    (tmp_path / "new.jsonl").write_text("\n".join(stories), encoding="utf-8")
    (tmp_path / "old.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rulings[:5]), encoding="utf-8")
    out = tmp_path / "queue.json"
    arguments = [str(tmp_path / "new.jsonl"), "--model", str(saved), "--out", str(out), "--count", "8"]
    assert main([*arguments, "--labelled", str(tmp_path / "old.jsonl")]) == 0
    tasks = json.loads(out.read_text("utf-8"))
    assert len(tasks) == 8
    assert not {task["data"]["id"] for task in tasks} & {ruling["id"] for ruling in rulings[:5]}
    assert all(task["data"]["review_reason"].startswith("chance of a wrong label") for task in tasks)
    assert (tmp_path / "queue.xml").exists()
    assert "8 of 30 articles" in capsys.readouterr().err


def test_errors_leave_nothing(saved, tmp_path, capsys):
    out = tmp_path / "queue.json"
    new = tmp_path / "new.jsonl"
    new.write_text(json.dumps({"title": "A fee", "text": "A judge spoke."}), encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    assert main([str(new), "--model", str(saved), "--out", str(out), "--labelled", str(tmp_path / "bad.jsonl")]) == 1
    assert main([str(new), "--model", str(tmp_path), "--out", str(out)]) == 1
    assert main([str(new), "--model", str(saved), "--out", str(tmp_path / "queue.csv")]) == 1
    assert main([str(tmp_path / "missing.jsonl"), "--model", str(saved), "--out", str(out)]) == 1
    assert not out.exists()
    with pytest.raises(SystemExit, match="2"):
        main([str(new), "--out", str(out), "--count", "0"])

import json
from collections import Counter
from typing import Any

import pytest

from models.curve_page import curve_figure, curve_page
from models.learning_curve import MEASURES, RARE, Point, main, share_of


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_a_share_is_whole_groups_and_just_enough_of_them(share):
    records = [{"id": str(i), "group": f"g{i % 7}"} for i in range(70)]
    some = share_of(records, share, seed=3)
    assert share * 70 <= len(some) < share * 70 + 10
    assert set(Counter(record["group"] for record in some).values()) == {10}
    assert share_of(records, share, seed=3) == some


def test_a_larger_share_holds_the_smaller_one():
    records = [{"id": str(i), "group": str(i)} for i in range(40)]
    small, large = ({r["id"] for r in share_of(records, share, seed=1)} for share in (0.2, 0.6))
    assert small < large
    assert {r["id"] for r in share_of(records, 0.2, seed=2)} != small


def points():
    measures = {name: 0.5 for name in MEASURES} | {"sure/outcome_macro_f1": 0.6}
    measures |= {f"out_of_fold/{name}": 0.2 for name in RARE}
    better = measures | {"outcome_macro_f1": 0.75}
    return [
        Point(0.5, 0, 50, measures),
        Point(0.5, 1, 54, measures),
        Point(1.0, 0, 100, better),
    ]


def test_the_page_tells_the_last_step_and_how_many_documents_a_rare_class_has():
    records: list[dict[str, Any]] = [
        {"outcome": "granted", "relief": "stay", "claims": ["apa"]},
        {"outcome": "none", "relief": None, "claims": None},
    ]
    page = curve_page(points(), {f"out_of_fold/{name}": (0.1, 0.3) for name in RARE}, "linear", records, "curve")
    assert "| outcome_macro_f1 | 0.500 [0.500, 0.500] | 0.750 | +0.250 |" in page
    assert "| relief: stay | 1 | 0.200 [0.200, 0.200] | 0.200 | +0.000 | [0.10, 0.30] |" in page
    assert "| sure | 0.600" in page
    assert "50% (52)" in page
    assert "(curve.png)" in page


def test_the_picture_draws_every_task_and_class():
    tasks, rare = curve_figure(points()).axes
    assert [line.get_label() for line in tasks.lines] == ["outcome", "relief", "claims", "scope"]
    assert len(rare.lines) == len(RARE)


def test_the_command_writes_page_and_picture_and_logs(rulings, tmp_path, store, capsys):
    data, test = tmp_path / "data.jsonl", tmp_path / "test.jsonl"
    data.write_text("".join(json.dumps(each) + "\n" for each in rulings[:150]), encoding="utf-8")
    test.write_text("".join(json.dumps(each) + "\n" for each in rulings[150:200]), encoding="utf-8")
    arguments = ["--data", str(data), "--test", str(test), "--out", str(tmp_path / "curve"), "--candidate", "tfidf"]
    assert main([*arguments, "--shares", "1", "0.5", "--seeds", "1", "--log"]) == 0
    assert "| evidence_right |" in (tmp_path / "curve.md").read_text(encoding="utf-8")
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
    from models.tracking import open_client

    client = open_client()
    runs = client.search_runs([e.experiment_id for e in client.search_experiments()])
    (run,) = [run for run in runs if "mlflow.parentRunId" in run.data.tags]
    assert "test/outcome_macro_f1" in run.data.metrics
    assert {file.path for file in client.list_artifacts(run.info.run_id)} == {"curve.md", "curve.png"}


def test_bad_shares_and_bad_data(tmp_path, capsys):
    data = tmp_path / "data.jsonl"
    data.write_text("{}\n", encoding="utf-8")
    arguments = ["--data", str(data), "--test", str(data), "--out", str(tmp_path / "curve")]
    assert main(arguments) == 1
    assert "data.jsonl, line 1" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main([*arguments, "--shares", "1.5"])
    assert not list(tmp_path.glob("curve*"))

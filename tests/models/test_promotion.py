from pathlib import Path

import pytest

from data import Article
from models import ModelError, load
from models.gate import SLOWEST
from models.promotion import conclude
from models.registry import fetch, rollback, version_at
from models.results import log_trained
from models.rivals import Part, Trained, held_out
from models.tracking import start_session

TEXT = "A federal judge on Monday granted a preliminary injunction blocking the fee."


@pytest.fixture(scope="session")
def found(small_model):
    return [{"evidence": None, **row} for row in small_model.out_of_fold_]


def spoilt(rows, every):
    other = {"nationwide": "limited", "limited": "nationwide", "unstated": "limited"}
    return [{**row, "scope": other[row["scope"]]} if i % every == 0 else row for i, row in enumerate(rows)]


def train(session, saved, records, out_of_fold, seconds=0.01, test=(), auto=True):
    """Log a candidate whose predictions are given, and conclude."""
    with session.start_candidate("linear", {}) as run:
        model_id = log_trained(run, {}, {}, saved, {"cv": (records, out_of_fold), "test": (test, [])})
    tested = out_of_fold if test else []
    trained = [Trained("linear", run.run_id, model_id, dict(enumerate(out_of_fold)), tested, seconds)]
    return conclude(session, trained, records, test, auto), run.run_id


def versions(session):
    found = {alias: version_at(session.client, alias) for alias in ("champion", "challenger")}
    return {alias: int(version.version) for alias, version in found.items() if version}


def test_first_is_champion_then_the_gate_decides_and_rollback_undoes(store, saved, rulings, found, tmp_path):
    with start_session("s") as session:
        line, _ = train(session, saved, rulings, spoilt(found, 2))
        assert line == "linear is version 1 and champion"
        line, run_id = train(session, saved, rulings, spoilt(found, 2))
        assert "version 2 and challenger (more true rulings" in line
        assert versions(session) == {"champion": 1, "challenger": 2}
        page = Path(session.client.download_artifacts(run_id, "promotion.md", str(tmp_path))).read_text()
        assert page.startswith("# Not promoted") and "there is no test data" in page and "decision 1" in page
        line, run_id = train(session, saved, rulings, found, seconds=SLOWEST * 2)
        assert "challenger (at most" in line
        line, run_id = train(session, saved, rulings, found)
        assert line == "linear is version 4 and champion"
        assert versions(session) == {"champion": 4, "challenger": 3}
        metrics = session.client.get_run(run_id).data.metrics
        assert metrics["gate/uses"] == 3
        assert metrics["gate/difference_low"] > 0
        tags = session.client.get_registered_model("ruling-reader").tags
        assert [value for key, value in tags.items() if key.startswith("decisions_on.")] == ["3"]
        assert rollback() == ("4", "1")
        assert versions(session) == {"champion": 1, "challenger": 4}
        with pytest.raises(ModelError, match="no champion before"):
            rollback()


def test_without_promotion_candidates_are_compared_and_nothing_registered(store, saved, rulings, found, tmp_path):
    with start_session("s") as session:
        line, _ = train(session, saved, rulings, found, auto=False)
        assert line == "nothing registered (--promote never)" and versions(session) == {}
        train(session, saved, rulings, spoilt(found, 2))
        _, run_id = train(session, saved, rulings, found, auto=False)
        assert versions(session) == {"champion": 1}
        metrics = session.client.get_run(run_id).data.metrics
        assert metrics["cv/vs_champion/scope_macro_f1_low"] > 0
        assert metrics["cv/vs_champion/scope_right_mcnemar_p"] < 0.01
        page = Path(session.client.download_artifacts(run_id, "against_champion.html", str(tmp_path))).read_text()
    assert "linear against champion, version 1" in page


def test_champion_of_the_registry_predicts_as_its_folder_does(store, saved, rulings, found):
    with start_session("s") as session:
        train(session, saved, rulings, found)
    article = Article("a", "", TEXT)
    assert load("models:/ruling-reader@champion").predict([article]) == load(saved).predict([article])


def test_a_changed_file_in_the_registry_is_refused(store, saved, rulings, found):
    with start_session("s") as session:
        train(session, saved, rulings, found)
    (card,) = (store.parent / "mlartifacts").rglob("MODEL_CARD.md")
    card.write_text("changed")
    with pytest.raises(ModelError, match="sha256 differs"):
        load("models:/ruling-reader@champion")


@pytest.mark.parametrize("uri", ["models:/ruling-reader@champion", "models:/ruling-reader/7", "models:/"])
def test_absent_models_are_refused_in_words(store, uri):
    with pytest.raises(ModelError, match="train first, or set MLFLOW_TRACKING_URI"):
        fetch(uri)


def test_folders_need_no_mlflow(saved):
    assert fetch(saved) == saved


def dated(days):
    return [{"id": str(i), "date": day, "group": None, "text": f"t{i}"} for i, day in enumerate(days)]


def test_held_out_part_is_the_later_half_without_groups_that_began_before():
    truth = dated([f"2024-{1 + i % 12:02d}-10" for i in range(480)])
    truth[0]["group"] = truth[11]["group"] = "story"  # January and December
    truth.append({"id": "undated", "date": None, "group": None, "text": "t"})
    part, cutoff = held_out(Part(truth, truth, range(len(truth))))
    assert cutoff == "2024-07-10"
    assert {row["date"][:7] for row in part.truth} == {f"2024-{month:02d}" for month in range(7, 13)}
    assert "11" not in {row["id"] for row in part.truth} and len(part.truth) == 239
    assert [truth[i] for i in part.at] == part.truth == part.champion


@pytest.mark.parametrize(("days", "reason"), [([None] * 9, "no document bears"), (["2024-01-01"] * 30, "only 30")])
def test_too_few_dates_hold_nothing_out(days, reason):
    truth = dated(days)
    with pytest.raises(ValueError, match=reason):
        held_out(Part(truth, truth, range(len(truth))))


def test_dated_test_data_decides_before_cross_validation(store, saved, rulings, found, tmp_path):
    test = [{**row, "date": f"2025-{1 + i % 12:02d}-03"} for i, row in enumerate(rulings)]
    with start_session("s") as session:
        train(session, saved, rulings, found)
        _, run_id = train(session, saved, rulings, found, test=test)
        page = Path(session.client.download_artifacts(run_id, "promotion.md", str(tmp_path))).read_text()
    assert "on the test documents from 2025-06-03 on" in page

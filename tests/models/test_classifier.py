import json
from pathlib import Path

import pytest

from data import PREDICTION_COLUMNS, Article, label_problems, read_articles
from models import CHAMPION, RulingClassifier, load

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"


def article(text, title=""):
    return Article("a", title, text)


def test_rows_are_legal_and_evidence_is_verbatim(small_model, rulings):
    articles = [Article(r["id"], r["title"], r["text"]) for r in rulings[:80]]
    for each, row in zip(articles, small_model.predict(articles), strict=True):
        assert not label_problems(row)
        assert set(row) <= set(PREDICTION_COLUMNS)
        assert 0 <= row["outcome_probability"] <= 1
        if row["outcome"] == "none":
            assert row["evidence"] is None and row["effect"] is None
        elif row["evidence_start"] == -1:
            assert row["evidence"] == each.title
        else:
            assert each.text[row["evidence_start"] : row["evidence_end"]] == row["evidence"]


def test_same_data_and_seed_give_the_same_predictions(small_model, rulings):
    articles = [Article(r["id"], r["title"], r["text"]) for r in rulings[:30]]
    again = RulingClassifier("linear", seed=0).fit(rulings)
    again.version_ = small_model.version_
    assert again.predict(articles) == small_model.predict(articles)


def test_saved_model_predicts_the_same(small_model, rulings, saved):
    articles = [Article(r["id"], r["title"], r["text"]) for r in rulings[:30]]
    assert load(saved).predict(articles) == small_model.predict(articles)


def test_batches_do_not_change_a_prediction(small_model, rulings):
    articles = [Article(r["id"], r["title"], r["text"]) for r in rulings[:10]]
    one_by_one = [small_model.predict([each])[0] for each in articles]
    assert [r["outcome"] for r in one_by_one] == [r["outcome"] for r in small_model.predict(articles)]


@pytest.mark.parametrize("text", ["", " \n ", "x", "😀" * 50, "A court. " * 400])
def test_any_text_gets_a_row(small_model, text):
    (row,) = small_model.predict([article(text)])
    assert row["outcome"] in ("granted", "denied", "mixed", "none")


def test_higher_target_files_no_more(small_model, rulings):
    articles = [Article(r["id"], r["title"], r["text"]) for r in rulings]
    reviews = [sum(r["needs_review"] for r in small_model.predict(articles, target)) for target in (0.6, 0.8, 0.97)]
    assert reviews == sorted(reviews)


def test_unknown_candidate_is_refused():
    with pytest.raises(ValueError, match="tfidf, linear, cascade, encoder"):
        RulingClassifier("oracle")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("A federal judge on Monday granted a preliminary injunction blocking the state law.", "granted"),
        ("A federal judge on Monday denied a motion for a preliminary injunction against the state law.", "denied"),
        ("A federal appeals court on Tuesday affirmed the dismissal of the lawsuit.", "denied"),
        ("The town council will hold a bake sale on Saturday to pay for a new playground.", "none"),
        ("A hearing on the motion for a preliminary injunction is scheduled for next week.", "none"),
    ],
)
def test_champion_minimum_functionality(text, outcome):
    assert load(CHAMPION).predict([article(text)])[0]["outcome"] == outcome


def test_champion_names_do_not_matter():
    frame = (
        "U.S. District Judge {} on Friday blocked {} from enforcing the permit rule, granting a preliminary injunction."
    )
    pairs = [("Ada Quill", "Oregon"), ("Ruben Marsh", "Texas"), ("Li Wei Tan", "Maine")]
    rows = load(CHAMPION).predict([article(frame.format(*pair)) for pair in pairs])
    assert {row["outcome"] for row in rows} == {"granted"}


def test_champion_reads_most_examples_right():
    wanted = [json.loads(line) for line in (Path(__file__).parents[1] / "examples.jsonl").read_text().splitlines()]
    articles = list(read_articles([str(EXAMPLES)], on_problem=lambda problem: pytest.fail(str(problem))))
    rows = {Path(row["id"]).name: row for row in load(CHAMPION).predict(articles)}
    right = sum(rows[each.get("id", each["file"])]["outcome"] == each["outcome"] for each in wanted)
    assert len(rows) == len(wanted) == 12
    assert right >= 9

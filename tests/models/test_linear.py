import pytest

from data import Article
from models import RulingClassifier
from models.linear import rows_by_task

KNOWN = {"outcome": "granted", "relief": "stay", "claims": ["apa"], "scope": "limited"}
NO_RULING = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated"}
EVERY = {"outcome", "relief", "claims", "scope"}


@pytest.mark.parametrize(
    ("record", "tasks"),
    [
        (KNOWN, EVERY),
        (NO_RULING, {"outcome"}),
        (KNOWN | {"claims": []}, EVERY),
        (KNOWN | {"claims": None, "scope": None}, {"outcome", "relief"}),
        (KNOWN | {"outcome": None}, EVERY - {"outcome"}),
        (NO_RULING | {"outcome": None}, set()),
        (dict.fromkeys(KNOWN), set()),
    ],
)
def test_each_task_learns_from_what_is_known(record, tasks):
    assert {task for task, rows in rows_by_task([record]).items() if list(rows) == [0]} == tasks


@pytest.mark.parametrize("candidate", ["tfidf", "linear"])
def test_unknown_labels_do_not_keep_the_rest_from_training(rulings, candidate):
    blanked = [
        each
        | (
            {"claims": None, "evidence": None}
            if at % 3 == 0
            else {"scope": None, "outcome": None}
            if at % 5 == 0
            else {}
        )
        for at, each in enumerate(rulings[:160])
    ]
    model = RulingClassifier(candidate).fit(blanked)
    (row,) = model.predict([Article("a", rulings[200]["title"], rulings[200]["text"])])
    assert row["outcome_probability"] > 0 and len(model.out_of_fold_) == 160

"""Tables for people who look at labels and mistakes; the notebooks show them."""

from typing import TYPE_CHECKING

from data import CLAIMS, TASKS
from models.evaluate import METRICS, Rows, is_ruling, slices
from models.results import label_text

if TYPE_CHECKING:
    import pandas as pd


def label_counts(records: Rows) -> "pd.DataFrame":
    """Documents by task and label, and their share."""
    import pandas as pd

    rows = [
        (task, label, sum(label in _listed(row[task]) for row in records)) for task in TASKS for label in TASKS[task]
    ]
    table = pd.DataFrame(rows, columns=["task", "label", "documents"]).set_index(["task", "label"])
    return table.assign(share=(table["documents"] / max(len(records), 1)).round(3))


def claims_together(records: Rows) -> "pd.DataFrame":
    """Rulings that name both of two claims; those that name one stand on the diagonal."""
    import pandas as pd

    table = [[sum({one, other} <= set(row["claims"]) for row in records) for other in CLAIMS] for one in CLAIMS]
    return pd.DataFrame(table, index=list(CLAIMS), columns=list(CLAIMS))


def slice_counts(records: Rows) -> "pd.DataFrame":
    """Documents, rulings and groups by slice."""
    import pandas as pd

    def told(rows: Rows) -> tuple[int, int, int]:
        return len(rows), sum(map(is_ruling, rows)), len({row.get("group") or row["id"] for row in rows})

    found = {"all": told(records)} | {name: told([records[i] for i in at]) for name, at in slices(records).items()}
    return pd.DataFrame.from_dict(found, orient="index", columns=["documents", "rulings", "groups"])


def confusions(truth: Rows, predicted: Rows) -> "pd.DataFrame":
    """Which label was taken for which how often, most often first."""
    import pandas as pd

    pairs = [
        (task, label_text(true[task]), label_text(guess[task]))
        for true, guess in zip(truth, predicted, strict=True)
        for task in TASKS
        if label_text(true[task]) != label_text(guess[task])
    ]
    table = pd.DataFrame(pairs, columns=["task", "true", "predicted"])
    return table.value_counts().rename("documents").reset_index()


def surest_mistakes(truth: Rows, predicted: Rows, count: int = 10) -> "pd.DataFrame":
    """Documents with a wrong outcome of the highest probability, by id: the ones to read first."""
    import pandas as pd

    wrong = [
        (true["id"], true["outcome"], guess["outcome"], round(guess["outcome_probability"], 3), guess["needs_review"])
        for true, guess in zip(truth, predicted, strict=True)
        if true["outcome"] != guess["outcome"]
    ]
    columns = ["id", "true", "predicted", "probability", "needs_review"]
    return pd.DataFrame(sorted(wrong, key=lambda row: (-row[3], row[0]))[:count], columns=columns)


def quality_by_kind(truth: Rows, predicted: Rows) -> "pd.DataFrame":
    """Outcome accuracy and share of rulings wholly right, by kind of document."""
    import pandas as pd

    rows = []
    for kind in sorted({str(row.get("kind") or "unknown") for row in truth}):
        at = [i for i, row in enumerate(truth) if str(row.get("kind") or "unknown") == kind]
        pair = [truth[i] for i in at], [predicted[i] for i in at]
        names = ("outcome_accuracy", "all_four_rulings", "review_share")
        rows.append((kind, len(at), *(round(METRICS[name](*pair), 3) for name in names)))
    columns = ["kind", "documents", "outcome_accuracy", "all_four_rulings", "review_share"]
    return pd.DataFrame(rows, columns=columns).set_index("kind")


def _listed(labels: str | list[str]) -> list[str]:
    return [labels] if isinstance(labels, str) else labels

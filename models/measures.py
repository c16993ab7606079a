"""Every metric of some predictions as flat scalars, with 95 % intervals."""

from models.compare import bootstrap_interval
from models.evaluate import METRICS, Rows, evaluate, evaluate_slices

MAIN_METRICS = (
    "outcome_macro_f1",
    "relief_macro_f1",
    "claims_macro_f1",
    "scope_macro_f1",
    "all_four_rulings",
    "evidence_right",
)
"""What a report shows of all the metrics there are."""


def measure(part: str, truth: Rows, predicted: Rows) -> dict[str, float]:
    """Metrics as `part/metric`, `part/metric_low`, `part/metric_high`, and `part/slice/metric`.

    Parameters
    ----------
    part : str
        What the documents are: `cv` or `test`.
    truth, predicted : sequence of mappings
        Labelled rulings and their predictions, in the same order.

    Returns
    -------
    dict of str to float
        Intervals are bootstrapped over groups; NaN where a metric is undefined.
    """
    if not any(row.get("evidence") for row in predicted):
        truth = [
            {**row, "evidence": None} for row in truth
        ]  # out-of-fold there is none: that is not wrong, but unknown
    groups = [row.get("group") for row in truth]
    metrics = evaluate(truth, predicted) | evaluate_slices(truth, predicted)
    for name in METRICS:
        metrics[f"{name}_low"], metrics[f"{name}_high"] = bootstrap_interval(name, truth, predicted, groups)
    return {f"{part}/{name}": value for name, value in metrics.items()}

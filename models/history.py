"""What the MLflow store remembers: candidates with their metrics, and their predictions to compare again."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from models.compare import Difference
from models.kept import read_kept, unpack
from models.paired import Comparison, compare
from models.tracking import EXPERIMENT, open_client, tracking_uri

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def candidate_runs() -> "pd.DataFrame":
    """Finished candidates that kept predictions, newest first, with their metrics as columns.

    Raises
    ------
    LookupError
        If there are none.
    """
    import pandas as pd

    client = open_client()
    experiment = client.get_experiment_by_name(EXPERIMENT)
    found = (
        client.search_runs([experiment.experiment_id], "status = 'FINISHED'", max_results=1000) if experiment else []
    )
    rows = [
        {"run_id": run.info.run_id, "candidate": run.data.tags["candidate"], **run.data.metrics}
        for run in found
        if "candidate" in run.data.tags and client.list_artifacts(run.info.run_id, "predictions")
    ]
    if not rows:
        raise LookupError(f"{tracking_uri()}: no trained candidates; run `make train` first")
    return pd.DataFrame(rows)


def predictions(run_id: str, part: str = "cv") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """True and predicted labels that a run kept, as `models.evaluate` takes them."""
    return unpack(_read(run_id, part))


def compare_runs(a: str, b: str, part: str = "cv") -> Comparison:
    """Compare two runs on the documents that both predicted.

    Raises
    ------
    ValueError
        If they have no document in common.
    """
    first = {(row["id"], row["digest"]): row for row in _read(a, part)}
    both = [row for row in _read(b, part) if (row["id"], row["digest"]) in first]
    if not both:
        raise ValueError(f"runs {a} and {b} have no document of {part} in common")
    truth, theirs = unpack(both)
    _, ours = unpack([first[row["id"], row["digest"]] for row in both])
    return compare(truth, ours, theirs)


def differences_table(found: Comparison) -> "pd.DataFrame":
    """Paired differences as a table."""
    import pandas as pd

    columns = [*Difference._fields]
    return pd.DataFrame.from_dict(found.differences, orient="index", columns=columns).round(3)


def interval_figure(runs: "pd.DataFrame", metrics: tuple[str, ...]) -> "Figure":
    """Each candidate's metrics with their 95 % intervals."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.8 + 0.45 * len(metrics) * max(len(runs), 1)), layout="constrained")
    axes = figure.add_subplot()
    labels: list[str] = []
    for metric in metrics:
        for place, (_, run) in enumerate(runs.iterrows()):
            y = -len(labels)
            axes.plot([run[f"{metric}_low"], run[f"{metric}_high"]], [y, y], color=f"C{place}")
            axes.plot([run[metric]], [y], marker="o", color=f"C{place}")
            labels.append(f"{metric}, {run['candidate']}")
    axes.set_yticks([-i for i in range(len(labels))], labels)
    axes.set(title="95 % intervals, bootstrap over groups", xlim=(0, 1))
    axes.grid(axis="x", alpha=0.3)
    return figure


def _read(run_id: str, part: str) -> list[dict[str, Any]]:
    with TemporaryDirectory() as place:
        return read_kept(Path(open_client().download_artifacts(run_id, f"predictions/{part}.jsonl", place)))

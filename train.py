"""Train the candidates, cross-validate them by group, log them to MLflow and save the best."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import CORPUS, Article, DataError, read_rulings
from models import CHAMPION, RulingClassifier
from models.compare import bootstrap_interval, paired_difference
from models.evaluate import evaluate, evaluate_slices
from models.linear import CANDIDATES
from models.tracking import data_version, start_session

_MAIN = (
    "outcome_macro_f1",
    "relief_macro_f1",
    "claims_macro_f1",
    "scope_macro_f1",
    "all_four_rulings",
    "evidence_right",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="train.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("--data", nargs="+", type=Path, help="labelled rulings, JSONL (default: the embedded corpus)")
    parser.add_argument("--test", type=Path, help="labelled rulings to measure on beside the cross-validation")
    parser.add_argument("--candidates", nargs="+", choices=CANDIDATES, default=list(CANDIDATES))
    parser.add_argument("--list-candidates", action="store_true", help="print the candidates, cheapest first")
    parser.add_argument("--out", type=Path, default=Path("mlruns-models"), help="folder for the models")
    parser.add_argument("--champion", action="store_true", help="save the last candidate as the shipped champion")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.list_candidates:
        print("\n".join(CANDIDATES))
        return 0
    paths = options.data or [CORPUS]
    try:
        records = [r for r in read_rulings(*paths) if None not in (r["outcome"], r["relief"], r["claims"], r["scope"])]
        test = read_rulings(options.test) if options.test else []
    except (DataError, OSError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    _run(records, test, {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}, options)
    return 0


def _run(
    records: Sequence[Mapping[str, Any]],
    test: Sequence[Mapping[str, Any]],
    digests: Mapping[str, str],
    options: argparse.Namespace,
) -> None:
    from tqdm import tqdm

    versions = {name: (value, name) for name, value in digests.items()}
    parts = {"train": data_version(options.data or [CORPUS])}
    if options.test:
        parts["test"] = data_version([options.test])
    tested: dict[str, list[dict[str, Any]]] = {}
    with start_session(f"{len(records)} rulings", versions) as session:
        for name in tqdm(options.candidates, desc="candidates", unit="model"):
            params = {"candidate": name, "seed": options.seed, "rulings": len(records)}
            with session.start_candidate(name, params) as run:
                model = RulingClassifier(name, options.seed).fit(records)
                # Evidence is a matter of `predict`; out-of-fold rows carry labels and probabilities alone.
                found = [{"evidence": None, **row} for row in model.out_of_fold_]
                metrics = {f"cv/{key}": value for key, value in evaluate(records, found).items()}
                if test:
                    tested[name] = _predict(model, test)
                    metrics |= _measure(tested[name], test)
                folder = CHAMPION if options.champion and name == options.candidates[-1] else options.out / name
                model.save(folder, _card(name, records, digests, metrics), digests)
                run.log(metrics, parts, model_dir=folder)
            tqdm.write(_line(name, metrics, "test" if test else "cv"))
    if test:
        _report(test, tested)


def _predict(model: RulingClassifier, test: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return model.predict([Article(r["id"], r["title"] or "", r["text"], date=r.get("date")) for r in test])


def _report(test: Sequence[Mapping[str, Any]], tested: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    groups = [r["group"] for r in test]
    first, last = next(iter(tested)), list(tested)[-1]
    print(f"| measure | {last} | {last} - {first} |\n| --- | --- | --- |")
    for key in _MAIN:
        low, high = bootstrap_interval(key, test, tested[last], groups)
        value = evaluate(test, tested[last])[key]
        gain = paired_difference(key, test, tested[first], tested[last], groups)
        print(f"| {key} | {value:.3f} [{low:.3f}, {high:.3f}] | {gain.mean:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}] |")


def _measure(rows: Sequence[Mapping[str, Any]], test: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    metrics = {f"test/{key}": value for key, value in {**evaluate(test, rows), **evaluate_slices(test, rows)}.items()}
    for key in _MAIN:
        low, high = bootstrap_interval(key, test, rows, [r["group"] for r in test])
        metrics |= {f"test/{key}_low": low, f"test/{key}_high": high}
    return metrics


def _line(name: str, metrics: Mapping[str, float], part: str) -> str:
    shown = (f"{key} {metrics[f'{part}/{key}']:.3f}" for key in _MAIN if f"{part}/{key}" in metrics)
    return f"{name:8} {part}: " + ", ".join(shown)


def _card(name: str, records: Sequence[Any], digests: Mapping[str, str], metrics: Mapping[str, float]) -> str:
    shipped = [key for key in metrics if "/" in key and key.count("/") == 1]
    lines = [
        f"# Model card: {name}",
        "",
        f"Trained on {len(records)} labelled rulings under data/CODEBOOK.md, by `train.py`. Labels were made by a language",
        "model under the codebook; agreement between two such passes is repeatability, not correctness. English articles on",
        "United States courts only. Published documents that trained it are not redistributed.",
        "",
        "| data | sha256 |",
        "| --- | --- |",
        *(f"| {file} | `{value}` |" for file, value in digests.items()),
        "",
        "| measure | value |",
        "| --- | --- |",
        *(f"| {key} | {metrics[key]:.3f} |" for key in sorted(shipped)),
        "",
        "`cv` is out-of-fold by group, with label weights and thresholds chosen on the same predictions; `test` was not",
        "trained on.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

"""Train the candidates, cross-validate them by group, log them to MLflow and save the best."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import CORPUS, Article, DataError, corrected, guard, read_rulings
from models import CANDIDATES, CHAMPION, ENCODER_CANDIDATES, ClusterError, Encoder, ModelError, RulingClassifier
from models.cluster import training_on
from models.measures import MAIN_METRICS, measure
from models.promotion import conclude
from models.quality import quality_page
from models.registry import rollback
from models.results import log_trained
from models.rivals import Trained, seconds_per_article
from models.tracking import data_version, start_session


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="train.py", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--data",
        nargs="+",
        type=Path,
        help="labelled rulings: JSONL, JSON as Label Studio exports it, corrected CSV or .xlsx, Parquet (default: the embedded corpus)",
    )
    parser.add_argument(
        "--corrections", nargs="+", type=Path, default=[], metavar="FILE", help="corrections of labels in --data"
    )
    parser.add_argument("--test", type=Path, help="labelled rulings to measure on beside the cross-validation")
    parser.add_argument("--candidates", nargs="+", choices=CANDIDATES, help="default: those that need no --encoder")
    parser.add_argument("--encoder", type=Path, help="folder that python -m models.export wrote")
    parser.add_argument("--list-candidates", action="store_true", help="print the candidates, cheapest first")
    parser.add_argument("--out", type=Path, default=Path("mlruns-models"), help="folder for the models")
    parser.add_argument("--champion", action="store_true", help="save the last candidate as the shipped champion")
    parser.add_argument(
        "--promote", choices=("auto", "never"), default="auto", help="register the best and let the gate decide, or not"
    )
    parser.add_argument("--rollback", action="store_true", help="make the champion before this one champion again")
    parser.add_argument("--dask", metavar="ADDRESS", help="scheduler of a Dask cluster that runs the folds, or local")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    options.candidates = options.candidates or [c for c in CANDIDATES if options.encoder or c not in ENCODER_CANDIDATES]
    if not options.encoder and set(options.candidates) & set(ENCODER_CANDIDATES):
        parser.error(f"{' and '.join(ENCODER_CANDIDATES)} need --encoder")
    if options.list_candidates:
        print("\n".join(CANDIDATES))
        return 0
    if options.rollback:
        return _rollback()
    paths = options.data or [CORPUS]
    try:
        test = read_rulings(options.test) if options.test else []
        records, refused = guard(corrected(read_rulings(*paths), options.corrections), test)
    except (DataError, OSError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    try:
        encoder = Encoder.from_folder(options.encoder) if options.encoder else None
    except OSError as error:
        parser.error(f"--encoder {options.encoder}: {error}; python -m models.export writes such a folder")
    for refusal in refused:
        print(f"train.py: not trained on: {refusal}", file=sys.stderr)
    if refused:
        left = f"{len(records)} are" if records else "none is"
        print(f"train.py: {len(refused)} rulings refused, {left} left to train on", file=sys.stderr)
    if not records:
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in (*paths, *options.corrections)}
        with training_on(options.dask):
            _run(records, test, encoder, digests, options)
    except (ValueError, ClusterError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    return 0


def _rollback() -> int:
    try:
        print("version {1} is champion again, {0} challenger".format(*rollback()))
    except ModelError as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    return 0


def _run(
    records: Sequence[Mapping[str, Any]],
    test: Sequence[Mapping[str, Any]],
    encoder: Encoder | None,
    digests: Mapping[str, str],
    options: argparse.Namespace,
) -> None:
    from tqdm import tqdm

    versions = {name: (value, name) for name, value in digests.items()}
    parts = {"train": data_version([*(options.data or [CORPUS]), *options.corrections])}
    if options.test:
        parts["test"] = data_version([options.test])
    tested: dict[str, list[dict[str, Any]]] = {}
    trained: list[Trained] = []
    with start_session(f"{len(records)} rulings", versions) as session:
        for name in tqdm(options.candidates, desc="candidates", unit="model"):
            params = {"candidate": name, "seed": options.seed, "rulings": len(records)}
            with session.start_candidate(name, params) as run:
                model = RulingClassifier(name, options.seed, encoder).fit(records)
                known = [records[i] for i in model.out_of_fold_rows_]
                metrics = measure("cv", known, model.out_of_fold_)
                if test:
                    tested[name] = _predict(model, test)
                    metrics |= measure("test", test, tested[name])
                folder = CHAMPION if options.champion and name == options.candidates[-1] else options.out / name
                model.save(folder, _card(name, records, digests, metrics), digests)
                model_id = log_trained(
                    run,
                    metrics,
                    parts,
                    folder,
                    {"cv": (known, model.out_of_fold_), "test": (test, tested.get(name, []))},
                )
                seconds = seconds_per_article(model, records)
                trained.append(
                    Trained(
                        name,
                        run.run_id,
                        model_id,
                        dict(zip(model.out_of_fold_rows_, model.out_of_fold_, strict=True)),
                        tested.get(name, []),
                        seconds,
                    )
                )
            tqdm.write(_line(name, metrics, "test" if test else "cv"))
        print(conclude(session, trained, records, test, options.promote == "auto"))
    if test:
        page = quality_page(test, tested)
        (options.out / "quality.md").write_text(page + "\n", encoding="utf-8")
        print(page)


def _predict(model: RulingClassifier, test: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return model.predict([Article(r["id"], r["title"] or "", r["text"], date=r.get("date")) for r in test])


def _line(name: str, metrics: Mapping[str, float], part: str) -> str:
    shown = (f"{key} {metrics[f'{part}/{key}']:.3f}" for key in MAIN_METRICS if f"{part}/{key}" in metrics)
    return f"{name:8} {part}: " + ", ".join(shown)


def _card(name: str, records: Sequence[Any], digests: Mapping[str, str], metrics: Mapping[str, float]) -> str:
    shipped = [key for key in metrics if key.count("/") == 1 and not key.endswith(("_low", "_high"))]
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

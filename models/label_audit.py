"""Find labels to read again: `python -m models.label_audit --data FILE... --out suspicious.csv` (the `audit` extra).

The table holds what two candidates doubt that never saw the document's group, worst first; documents of a `--test`
file that share their wording with the data; and documents of the data that share their wording but not their labels.
It holds titles and beginnings of texts: where those are others', keep it to yourself.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final

from data import DataError, as_cell, corrected, near_duplicate_groups, nearest_duplicates, read_rulings, whole_file
from models.label_quality import AUDITORS, out_of_fold, suspects

COLUMNS: Final = ("problem", "rank", "task", "label", *AUDITORS, "quality", "other", "id", "title", "beginning")
_TWINS: Final = 0.8
"""Cosine of shingles from which two documents tell the same so closely that their labels should agree."""
_BEGINNING: Final = 400
_LABELS: Final = ("outcome", "relief", "scope")

Records = Sequence[Mapping[str, Any]]


def audit(records: Records, test: Records, most: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield what to read again, as rows of `COLUMNS`.

    Parameters
    ----------
    records, test : sequence of mapping
        Labelled rulings to audit, and those that they must not share a story with.
    most : int
        Labels of each task.
    seed : int
        Of the folds.
    """
    yield from leaks(records, test)
    yield from conflicts(records)
    rank: dict[str, int] = defaultdict(int)
    for suspect in suspects(records, out_of_fold(records, seed), most):
        rank[suspect.task] += 1
        told = dict(zip(AUDITORS, suspect.guesses, strict=True))
        yield (
            _row(records[suspect.row], "doubtful label", rank[suspect.task], suspect.task)
            | told
            | {
                "label": suspect.label,
                "quality": suspect.quality,
            }
        )


def leaks(records: Records, test: Records) -> Iterator[dict[str, Any]]:
    """Documents that share much of their wording with one of the test set."""
    near = nearest_duplicates([_told(record) for record in records], [_told(record) for record in test])
    for record, at in zip(records, near, strict=True):
        if at is not None:
            yield _row(record, "also in the test set") | {"other": test[at]["id"]}


def conflicts(records: Records) -> Iterator[dict[str, Any]]:
    """Documents that have nearly the wording of an earlier one and another label."""
    first = near_duplicate_groups([_told(record) for record in records], _TWINS)
    for record, at in zip(records, first, strict=True):
        other = records[at]
        for task in _LABELS:
            if record[task] != other[task] and None not in (record[task], other[task]):
                yield _row(record, "same wording, other label", task=task) | {
                    "label": record[task],
                    "other": f"{other['id']}: {other[task]}",
                }


def write(rows: Iterator[dict[str, Any]], stream: BinaryIO) -> dict[str, int]:
    """Write a table; returns how many rows there are of each problem."""
    counts: dict[str, int] = defaultdict(int)
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="", errors="replace")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: as_cell(value) for column, value in row.items()})
        counts[row["problem"]] += 1
    text.flush()
    text.detach()
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 1 if nothing could be done."""
    parser = argparse.ArgumentParser(
        prog="python -m models.label_audit",
        description="Find labels that are likely wrong, and near-duplicates across splits.",
        allow_abbrev=False,
    )
    parser.add_argument("--data", nargs="+", required=True, type=Path, metavar="FILE", help="labelled rulings")
    parser.add_argument("--corrections", nargs="+", type=Path, default=[], metavar="FILE", help="made before")
    parser.add_argument(
        "--test", nargs="+", type=Path, default=[], metavar="FILE", help="must share no story with them"
    )
    parser.add_argument("--out", required=True, metavar="FILE", help="table to read, .csv")
    parser.add_argument("--most", type=int, default=250, help="labels of each task; default: 250")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if find_spec("cleanlab") is None:
        print("the audit needs cleanlab: pip install 'cleanlab>=2.9' (the extra `audit`)", file=sys.stderr)
        return 1
    try:
        records = corrected(read_rulings(*options.data), options.corrections)
        test = read_rulings(*options.test) if options.test else []
        with whole_file(options.out) as stream:
            counts = write(audit(records, test, options.most, options.seed), stream)
    except (DataError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    told = ", ".join(f"{count} {problem}" for problem, count in counts.items())
    print(f"{options.out}: {told or 'nothing to read again'}; read them beside data/CODEBOOK.md", file=sys.stderr)
    return 0


def _row(record: Mapping[str, Any], problem: str, rank: int | str = "", task: str = "") -> dict[str, Any]:
    beginning = " ".join(record["text"].split()[:_BEGINNING])
    told = {"id": record["id"], "title": record["title"], "beginning": beginning}
    return {"problem": problem, "rank": rank, "task": task} | told


def _told(record: Mapping[str, Any]) -> str:
    return f"{record['title']}\n{record['text']}"


if __name__ == "__main__":
    sys.exit(main())

"""Which articles to label next: `python -m models.queue INPUT... --labelled FILE... --out queue.json`.

The queue is in the review format of `predict.py --review`: Label Studio imports it, `train.py --data` takes its export.
"""

import argparse
import sys
from collections.abc import Sequence

from data import TASKS, DataError, Problem, open_review, read_articles, read_rulings
from models.choosing import doubt, queue
from models.classifier import CHAMPION, load
from models.errors import ModelError

_CHUNK = 64


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, 3 if some inputs could not be read, 1 if nothing could be done."""
    parser = argparse.ArgumentParser(
        prog="python -m models.queue", description="Which articles to label next.", allow_abbrev=False
    )
    add = parser.add_argument
    labels = sorted({label for known in TASKS.values() for label in known})
    add("inputs", nargs="+", metavar="INPUT", help="articles, as predict.py takes them")
    add("--labelled", nargs="+", default=[], metavar="FILE", help="labelled rulings, not to be labelled again")
    add("--out", required=True, metavar="FILE", help="tasks for Label Studio, .json")
    add("--count", type=int, default=200, help="articles to label; default: 200")
    add("--favour", nargs="+", default=[], choices=labels, metavar="LABEL", help="labels that are wanted first")
    add("--model", default=str(CHAMPION), help="model folder or models:/NAME@ALIAS (default: the shipped champion)")
    options = parser.parse_args(arguments)
    if options.count < 1:
        parser.error("--count is 1 at least")
    problems: list[Problem] = []

    def on_problem(problem: Problem) -> None:
        problems.append(problem)
        print(f"{problem.input}: {problem.reason}; {problem.remedy}", file=sys.stderr)

    try:
        labelled = read_rulings(*options.labelled) if options.labelled else []
        articles = list(read_articles(options.inputs, on_problem=on_problem))
        if not articles:
            return 1
        model = load(options.model)
        rows = [row for at in range(0, len(articles), _CHUNK) for row in model.predict(articles[at : at + _CHUNK])]
        order = queue(articles, rows, labelled, options.count, options.favour)
        with open_review(options.out) as review:
            for at in order:
                reason = f"chance of a wrong label: {doubt(rows[at]):.2f}"
                review.write(articles[at], rows[at] | {"needs_review": True, "review_reason": reason})
    except (DataError, ModelError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.out}: {len(order)} of {len(articles)} articles to label", file=sys.stderr)
    return 3 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Read articles and say what the court did: a table on the terminal, or a file of predictions."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from data import OUTPUT_FORMATS, Article, Problem, open_writer, read_articles
from models import CHAMPION, TARGET_ACCURACY, ModelError, load

_CHUNK = 64


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns the exit code: 0 all read, 3 some inputs not, 1 nothing done, 2 bad usage."""
    parser = argparse.ArgumentParser(prog="predict.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs, or - for standard input")
    parser.add_argument(
        "-o", "--out", help="file to write (.jsonl or .csv, .gz allowed); without it a table is printed"
    )
    parser.add_argument("--input-format", help="read every input as this format, whatever its name")
    parser.add_argument("--output-format", choices=OUTPUT_FORMATS, help="write this format, whatever OUT is called")
    parser.add_argument("--column", action="append", default=[], metavar="FIELD=NAME", help="column that holds a field")
    parser.add_argument("--model", default=str(CHAMPION), help="model folder or models:/NAME@ALIAS (default: shipped)")
    parser.add_argument(
        "--target-accuracy", type=float, default=TARGET_ACCURACY, help="of rulings filed without review"
    )
    options = parser.parse_args(arguments)
    if not 0.5 <= options.target_accuracy < 1:
        parser.error("--target-accuracy lies between 0.5 and 1")
    columns = dict(pair.partition("=")[::2] for pair in options.column)
    problems: list[Problem] = []

    def on_problem(problem: Problem) -> None:
        problems.append(problem)
        print(f"predict.py: {problem.input}: {problem.reason}; {problem.remedy}", file=sys.stderr)

    try:
        articles = read_articles(
            options.inputs, columns=columns, on_problem=on_problem, input_format=options.input_format
        )
    except ValueError as error:
        parser.error(str(error))
    try:
        model = load(options.model)
        pairs = _predict(model, articles, options.target_accuracy)
        count = _write(pairs, options.out, options.output_format) if options.out else _show(pairs)
    except ModelError as error:
        print(f"predict.py: {error}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"predict.py: cannot write {options.out or 'the table'}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if problems:
        print(f"predict.py: {count} articles read, {len(problems)} inputs could not be", file=sys.stderr)
    return (3 if problems else 0) if count else 1


def _predict(model: Any, articles: Iterator[Article], target: float) -> Iterator[tuple[Article, dict[str, Any]]]:
    from tqdm import tqdm

    with tqdm(unit=" articles", disable=None, delay=2, file=sys.stderr) as progress:
        while chunk := list(islice(articles, _CHUNK)):
            yield from zip(chunk, model.predict(chunk, target), strict=True)
            progress.update(len(chunk))


def _write(pairs: Iterator[tuple[Article, dict[str, Any]]], out: str, format: str | None) -> int:
    if out != "-" and not Path(out).resolve().parent.is_dir():
        raise OSError(f"its folder does not exist; make {Path(out).resolve().parent} first")
    count = 0
    with open_writer(out, format) as writer:
        for article, row in pairs:
            writer.write(row, extra=article.extra)
            count += 1
    return count


def _show(pairs: Iterator[tuple[Article, dict[str, Any]]]) -> int:
    from rich.console import Console
    from rich.markup import escape

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    colours = {"granted": "green", "denied": "red", "mixed": "yellow", "none": "dim"}
    count = reviews = 0
    for _, row in pairs:
        count += 1
        reviews += row["needs_review"]
        head = f"[{colours[row['outcome']]}]{row['outcome']:<8}[/] {row['outcome_probability']:.2f}  "
        console.print(
            head
            + f"[bold]{escape(row['title'] or row['id'])}[/]"
            + (" [magenta]review[/]" if row["needs_review"] else "")
        )
        if row["outcome"] != "none":
            claims = ", ".join(f"{c} {row['claims_probabilities'][c]:.2f}" for c in row["claims"]) or "none named"
            reach = f"{row['scope']} {row['scope_probability']:.2f}"
            console.print(f"    {row['relief']} {row['relief_probability']:.2f} | {claims} | {reach} | {row['effect']}")
            facts = [
                row[name] for name in ("case_name", "docket_number", "court", "judge", "decision_date") if row[name]
            ]
            if facts:
                console.print("    " + escape(" · ".join(facts)))
            console.print(f"    [italic]“{escape(row['evidence'] or '')}”[/]")
    console.print(f"{count} articles, {reviews} for a person to read")
    return count


if __name__ == "__main__":
    sys.exit(main())

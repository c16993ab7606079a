"""Read articles and say what the court did: a table on the terminal, or a file of predictions."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from data import (
    OUTPUT_FORMATS,
    Article,
    InputError,
    Problem,
    TrackerRow,
    open_journal,
    open_writer,
    output_format,
    read_articles,
    read_tracker,
)
from models import CHAMPION, TARGET_ACCURACY, ModelError, by_ruling, fill_links, find_links, load

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
    parser.add_argument("--model", default=str(CHAMPION), help="model folder (default: the shipped champion)")
    parser.add_argument(
        "--target-accuracy", type=float, default=TARGET_ACCURACY, help="of rulings filed without review"
    )
    parser.add_argument("--by-ruling", action="store_true", help="one row a ruling, with its articles' ids")
    parser.add_argument("--against", metavar="TRACKER", help="mark rulings known, update or new beside this table")
    parser.add_argument("--resume", action="store_true", help="go on with a run to the same OUT that was stopped")
    options = parser.parse_args(arguments)
    if options.resume and options.out in (None, "-"):
        parser.error("--resume needs -o FILE: what was finished is kept beside it")
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
        tracker = read_tracker(options.against) if options.against else None
        model = load(options.model)
        if options.out in (None, "-") and tracker is None and not options.by_ruling:
            # Rows come out while articles are still on their way; which of them share a ruling is known at the end alone.
            pairs = _predict(model, articles, options.target_accuracy)
            count = _write(pairs, options.out, options.output_format) if options.out else _show(pairs)
        else:
            count = _predict_and_link(model, articles, tracker, options)
    except (InputError, ModelError) as error:
        print(f"predict.py: {error}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"predict.py: cannot write {options.out or 'the table'}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        if options.out not in (None, "-"):
            print("predict.py: stopped; what is finished is kept, --resume goes on with it", file=sys.stderr)
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


def _predict_and_link(
    model: Any, articles: Iterator[Article], tracker: Sequence[TrackerRow] | None, options: argparse.Namespace
) -> int:
    setup = {"model": model.version_, "target_accuracy": options.target_accuracy}
    _check_output(options.out, options.output_format)
    with open_journal(options.out, setup, resume=options.resume) as journal:
        predicted = _predict(model, journal.remaining(articles), options.target_accuracy)
        while chunk := list(islice(predicted, _CHUNK)):
            journal.add(chunk)
        if journal.done:
            links = find_links(journal.pairs(), tracker)
            read = partial(fill_links, links=links)
            pairs = by_ruling(lambda: read(journal.pairs())) if options.by_ruling else read(journal.pairs())
            _ = _write(pairs, options.out, options.output_format) if options.out else _show(pairs)
        return journal.done


def _check_output(out: str | None, format: str | None) -> None:
    """Find out before hours of work what would stop them from being written."""
    if out in (None, "-"):
        return
    if not (format or output_format(str(out))):
        known = ", ".join(OUTPUT_FORMATS)
        raise ValueError(f"the output format is not known; give --output-format, one of {known}, or such a suffix")
    if Path(str(out)).is_dir():
        raise OSError("it is a folder; name a file")
    if not Path(str(out)).resolve().parent.is_dir():
        raise OSError(f"its folder does not exist; make {Path(str(out)).resolve().parent} first")


def _write(pairs: Iterator[tuple[Article, dict[str, Any]]], out: str, format: str | None) -> int:
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
    unit = "articles"
    for _, row in pairs:
        count += 1
        unit = "rulings" if "articles" in row else unit
        reviews += row["needs_review"]
        head = f"[{colours[row['outcome']]}]{row['outcome']:<8}[/] {row['outcome_probability']:.2f}  "
        console.print(
            head
            + f"[bold]{escape(row['title'] or row['id'])}[/]"
            + (" [magenta]review[/]" if row["needs_review"] else "")
            + (f" [cyan]{row['tracker_status']}[/]" if row.get("tracker_status") else "")
            + (escape(f" ({len(row['articles'])} articles)") if "articles" in row else "")
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
    console.print(f"{count} {unit}, {reviews} for a person to read")
    return count


if __name__ == "__main__":
    sys.exit(main())

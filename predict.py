"""Read articles and say what the court did: a table on the terminal, or a file of predictions."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from data import (
    JOURNAL_SUFFIX,
    OUTPUT_FORMATS,
    Article,
    ColumnError,
    InputError,
    Problem,
    TrackerRow,
    also_write,
    check_columns,
    check_output,
    is_unfinished,
    open_journal,
    open_writer,
    read_articles,
    read_tracker,
    show,
)
from models import (
    CHAMPION,
    TARGET_ACCURACY,
    ClusterError,
    ModelError,
    by_ruling,
    fill_links,
    find_links,
    load,
    predict_all,
)

_CHUNK = 64
Pairs = Iterator[tuple[Article, dict[str, Any]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns the exit code: 0 all read, 3 some inputs not, 1 nothing done, 2 bad usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.resume and options.out in (None, "-"):
        parser.error("--resume needs -o FILE: what was finished is kept beside it")
    if not 0.5 <= options.target_accuracy < 1:
        parser.error("--target-accuracy lies between 0.5 and 1")
    if (options.columns is not None or options.with_text) and not options.out:
        parser.error("--columns and --with-text are for a file; name it with --out")
    if options.dask and not _for_dask(options):
        parser.error(
            "--dask reads one folder of Parquet files into another: name one INPUT, --out and no other format; "
            "--report, --review and --by-ruling are for one machine"
        )
    if options.workers is not None and options.workers < 1:
        parser.error("--workers is one at least")
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
        if options.dask:
            count = _run_on_dask(columns, tracker, on_problem, options)
        else:
            if options.out:
                check_output(options.out, options.output_format)
            if picked := _picked(options):
                check_columns(
                    picked,
                    options.inputs,
                    columns=columns,
                    input_format=options.input_format,
                    with_text=options.with_text,
                )
            count = _run(load(options.model), articles, tracker, on_problem, options)
    except (InputError, ModelError, ClusterError) as error:
        print(f"predict.py: {error}{_kept(options.out)}", file=sys.stderr)
        return 1
    except ColumnError as error:
        parser.error(f"{error}{_kept(options.out)}")
    except (OSError, ValueError) as error:
        wanted = options.out or options.report or options.review or "the table"
        print(f"predict.py: cannot write {wanted}: {error}{_kept(options.out)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"predict.py: stopped{_kept(options.out)}", file=sys.stderr)
        return 130
    if problems:
        print(f"predict.py: {count} articles read, {len(problems)} inputs could not be", file=sys.stderr)
    return (3 if problems else 0) if count else 1


def _run(
    model: Any,
    articles: Iterator[Article],
    tracker: Sequence[TrackerRow] | None,
    on_problem: Callable[[Problem], None],
    options: argparse.Namespace,
) -> int:
    """Predict and write; returns how many articles were read."""
    predict = partial(_predict, model, options=options, on_problem=on_problem)
    if options.out in (None, "-") and tracker is None and not options.by_ruling:
        # Rows come out while articles are still on their way; which of them share a ruling is known at the end alone.
        return _write(((article, row) for article, row in predict(articles) if isinstance(row, dict)), options)
    setup = {"model": model.version_, "target_accuracy": options.target_accuracy}
    with open_journal(options.out, setup, resume=options.resume) as journal:
        predicted = predict(journal.remaining(articles, on_problem))
        while chunk := list(islice(predicted, _CHUNK)):
            journal.add(chunk)
        count = journal.done - journal.failed
        if count:
            linked = partial(fill_links, links=find_links(journal.pairs(), tracker))
            _write(
                by_ruling(lambda: linked(journal.pairs())) if options.by_ruling else linked(journal.pairs()), options
            )
        return count


def _run_on_dask(
    columns: dict[str, str],
    tracker: Sequence[TrackerRow] | None,
    on_problem: Callable[[Problem], None],
    options: argparse.Namespace,
) -> int:
    """Predict on a cluster, which reads and writes; returns how many articles were read."""
    from models.on_dask import predict_folder

    return predict_folder(
        options.inputs[0],
        options.out,
        address=options.dask,
        model=options.model,
        target_accuracy=options.target_accuracy,
        fields=columns,
        columns=_picked(options),
        with_text=options.with_text,
        tracker=tracker,
        resume=options.resume,
        on_problem=on_problem,
    )


def _for_dask(options: argparse.Namespace) -> bool:
    alone = options.report or options.review or options.by_ruling or options.input_format
    folder = len(options.inputs) == 1 and options.out not in (None, "-")
    return folder and not alone and options.output_format in (None, "parquet")


def _picked(options: argparse.Namespace) -> list[str] | None:
    return None if options.columns is None else [name.strip() for name in options.columns.split(",")]


def _kept(out: str | None) -> str:
    """What to do with finished work that could not be written, if there is any."""
    kept = out not in (None, "-") and (Path(f"{out}{JOURNAL_SUFFIX}").exists() or is_unfinished(str(out)))
    return "; what is finished is kept, --resume goes on with it" if kept else ""


def _predict(
    model: Any, articles: Iterator[Article], options: argparse.Namespace, on_problem: Callable[[Problem], None]
) -> Iterator[tuple[Article, dict[str, Any] | Problem]]:
    from tqdm import tqdm

    # Who reads from a pipe and writes to one expects each row before the next articles come.
    live = "-" in options.inputs and options.out in (None, "-")
    pairs = predict_all(model, articles, options.target_accuracy, 1 if live else options.workers)
    for article, found in tqdm(pairs, unit=" articles", disable=None, delay=2, file=sys.stderr):
        if isinstance(found, Problem):
            on_problem(found)
        yield article, found


def _write(pairs: Pairs, options: argparse.Namespace) -> int:
    pairs = also_write(pairs, report=options.report, review=options.review)
    if not options.out:
        return sum(1 for _ in pairs) if options.report or options.review else show(pairs)
    count = 0
    with open_writer(options.out, options.output_format, _picked(options)) as writer:
        for article, row in pairs:
            writer.write(row | {"text": article.text} if options.with_text else row, extra=article.extra)
            count += 1
    return count


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="predict.py", description=__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="files, folders, globs, or - for standard input")
    add("-o", "--out", help="file to write (.jsonl, .csv, .xlsx or .parquet); without it a table is printed")
    add("--input-format", help="read every input as this format, whatever its name")
    add("--output-format", choices=OUTPUT_FORMATS, help="write this format, whatever OUT is called")
    add("--columns", metavar="NAMES", help="columns to write, in this order, parted by commas")
    add("--with-text", action="store_true", help="add each article's text as read, as the last column")
    add("--column", action="append", default=[], metavar="FIELD=NAME", help="column that holds a field")
    add("--model", default=str(CHAMPION), help="model folder or models:/NAME@ALIAS (default: the shipped champion)")
    add("--target-accuracy", type=float, default=TARGET_ACCURACY, help="of rulings filed without review")
    add("--workers", type=int, metavar="N", help="processes that share the work (default: one a core on Linux)")
    add("--report", metavar="FILE.html", help="page that shows each article's evidence, to open in a browser")
    add("--review", metavar="FILE.json", help="what needs a person, as tasks for Label Studio")
    add("--by-ruling", action="store_true", help="one row a ruling, with its articles' ids")
    add("--against", metavar="TRACKER", help="mark rulings known, update or new beside this table")
    add(
        "--dask",
        metavar="ADDRESS",
        help="scheduler of a Dask cluster, or local; INPUT and OUT are folders of Parquet files",
    )
    add("--resume", action="store_true", help="go on with a run to the same OUT that was stopped")
    return parser


if __name__ == "__main__":
    sys.exit(main())

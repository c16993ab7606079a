"""What is written of predictions beside the file of predictions, while they pass."""

import contextlib
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from data.articles import Article
from data.report import ReportWriter, open_report
from data.review import ReviewQueue, open_review

Pair = tuple[Article, dict[str, Any]]


def also_write(
    pairs: Iterable[Pair], *, report: str | None = None, review: str | None = None
) -> Generator[Pair, None, None]:
    """Hand articles and predictions on, and write those on the way that a person will look at.

    Parameters
    ----------
    pairs : iterable of (Article, dict)
    report : str, optional
        Page to write.
    review : str, optional
        Queue to write for Label Studio.

    Yields
    ------
    (Article, dict)
        The pairs. The files take their names once the last one has been asked for; if that never
        happens, none is left.

    Raises
    ------
    OSError, ValueError
        If a file cannot be written, or its name is not fit.
    """
    with contextlib.ExitStack() as files:
        writers: list[ReportWriter | ReviewQueue] = []
        if report:
            writers.append(files.enter_context(open_report(_placed(report))))
        if review:
            writers.append(files.enter_context(open_review(_placed(review))))
        for article, row in pairs:
            for writer in writers:
                writer.write(article, row)
            yield article, row


def _placed(name: str) -> str:
    folder = Path(name).resolve().parent
    if name != "-" and not folder.is_dir():
        raise OSError(f"the folder of {name} does not exist; make {folder} first")
    return name

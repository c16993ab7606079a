"""What is written of predictions beside the file of predictions, while they pass."""

import contextlib
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

from data.articles import Article
from data.report import open_report

Pair = tuple[Article, dict[str, Any]]


def also_write(pairs: Iterable[Pair], *, report: str | None = None) -> Generator[Pair, None, None]:
    """Hand articles and predictions on, and write those on the way that a person will look at.

    Parameters
    ----------
    pairs : iterable of (Article, dict)
    report : str, optional
        Page to write.

    Yields
    ------
    (Article, dict)
        The pairs. The files take their names once the last one has been asked for; if that never
        happens, none is left.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    with contextlib.ExitStack() as files:
        page = files.enter_context(open_report(_placed(report))) if report else None
        for article, row in pairs:
            if page:
                page.write(article, row)
            yield article, row


def _placed(name: str) -> str:
    folder = Path(name).resolve().parent
    if name != "-" and not folder.is_dir():
        raise OSError(f"the folder of {name} does not exist; make {folder} first")
    return name

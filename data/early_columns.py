"""Columns asked for that no input has, told before hours of work rather than after."""

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from data.articles import Article, Problem
from data.inputs import find_files, format_of
from data.picking import Picked
from data.reading import read_articles
from data.spool import LAST
from data.writing import RESERVED, merged

_PASSING: Final = frozenset({"txt", "md", "jsonl", "json", "csv", "tsv", "xlsx", "parquet"})
"""Formats whose articles can have further columns."""
_BESIDE: Final = ("date", "source", "url", "articles", "tracker_status", "tracker_id")
"""What a second pass may add to a row."""


def check_columns(
    names: Sequence[str],
    inputs: Sequence[str],
    *,
    columns: Mapping[str, str] | None = None,
    input_format: str | None = None,
    with_text: bool = False,
) -> None:
    """Refuse columns that no row of the output can have.

    Names that are not a prediction's are looked for in the inputs, which are read until all are found: reading costs
    little beside predicting. Of standard input and pipes, which can be read once only, it is said with a warning that
    a name can be checked no sooner than at the end.

    Parameters
    ----------
    names : sequence of str
        Columns asked for.
    inputs, columns, input_format
        As for `read_articles`.
    with_text : bool, default False
        Whether the text will be a column.

    Raises
    ------
    ColumnError
        If no column is named, one twice, or one that neither a prediction nor any input has.
    """
    picked = Picked(names, (*RESERVED, *_BESIDE, *([LAST] if with_text else [])), flat=False)
    if not picked.missing:
        return
    once_only = [given for given in inputs if not _can_be_read_twice(given)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # The reading that counts will say it.
        for article in _articles([given for given in inputs if given not in once_only], columns, input_format):
            picked.of(merged({}, article.extra))
            if not picked.missing:
                return
    if once_only:
        warnings.warn(
            f"whether there is a column {', '.join(map(repr, picked.missing))} is known once {once_only[0]} has been"
            " read to its end",
            stacklevel=2,
        )
        return
    picked.refuse()


def _can_be_read_twice(given: str) -> bool:
    return given != "-" and (not Path(given).exists() or Path(given).is_file() or Path(given).is_dir())


def _articles(
    inputs: Collection[str], columns: Mapping[str, str] | None, input_format: str | None
) -> Iterator[Article]:
    for given in inputs:
        for path in find_files(given):
            if not isinstance(path, Problem) and (input_format or format_of(path)) in _PASSING:
                yield from read_articles([path], columns=columns, on_problem=_pass_over, input_format=input_format)


def _pass_over(problem: Problem) -> None:
    """The reading that counts will name it."""

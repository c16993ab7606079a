"""What a worker does with a part of a pile: read and predict it, and write it once the whole pile is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from data import Article, Columns, Part, Problem, Unfinished, kinds_of, read_part, write_part
from models.cluster import worker_model
from models.linked import ArticleKey, Links, article_key, fill_links
from models.predict_each import predict_each

_CHUNK: Final = 64
_NOTHING: Final = Links({}, {}, None)


@dataclass(frozen=True, slots=True)
class Run:
    """What all tasks of a run share.

    Attributes
    ----------
    work : Unfinished
    model : str
        Its name on the workers.
    given : mapping of str to str
        Fields to names of columns.
    target_accuracy : float
    columns : sequence of str or None
        To be written.
    with_text : bool
    """

    work: Unfinished
    model: str
    given: Mapping[str, str]
    target_accuracy: float
    columns: Sequence[str] | None
    with_text: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """What the whole pile has to know of a finished part.

    Attributes
    ----------
    part : Part
    keys : list of ArticleKey
        One a row.
    problems : list of Problem
    kinds : dict of str to set of str
        Kinds of values by column, besides a prediction's own.
    """

    part: Part
    keys: list[ArticleKey]
    problems: list[Problem]
    kinds: dict[str, set[str]]


def finish(part: Part, run: Run) -> Finished:
    """Predict a part, unless a run before has, and keep its rows beside the output."""
    if not run.work.has(part.stem):
        model = worker_model(run.model)
        with run.work.adding(part.stem) as (journal, problems):
            articles = _readable(part, run, problems)
            while chunk := list(islice(articles, _CHUNK)):
                pairs = predict_each(model, chunk, run.target_accuracy)
                problems.extend(found for _, found in pairs if isinstance(found, Problem))
                journal.add((article, found) for article, found in pairs if not isinstance(found, Problem))
    with run.work.reading(part.stem) as (journal, problems):
        keys = [article_key(article, row) for article, row in journal.pairs()]
        kinds = kinds_of(_with_text(fill_links(journal.pairs(), _NOTHING), run))
    return Finished(part, keys, problems, kinds)


def write(part: Part, run: Run, ids: Sequence[str], links: Links, kinds: Mapping[str, set[str]]) -> None:
    """Write a part of the output: its rows with the ids and the links that the whole pile gives them."""
    with run.work.reading(part.stem) as (journal, _), run.work.part_of_output(part.stem) as stream:
        named = (
            (replace(article, id=given), row | {"id": given})
            for (article, row), given in zip(journal.pairs(), ids, strict=True)
        )
        write_part(stream, _with_text(fill_links(named, links), run), kinds, run.columns)


def _readable(part: Part, run: Run, problems: list[Problem]) -> Iterator[Article]:
    for found in read_part(part, Columns(run.given)):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            yield found


def _with_text(pairs: Iterator[tuple[Article, dict[str, Any]]], run: Run) -> Iterator[tuple[Article, dict[str, Any]]]:
    for article, row in pairs:
        yield article, row | {"text": article.text} if run.with_text else row

"""Prediction of a folder of Parquet files on a Dask cluster: the same rows as on one machine."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data import (
    Columns,
    Part,
    Problem,
    TrackerRow,
    UniqueIds,
    check_part_columns,
    find_parts,
    joined,
    open_unfinished,
)
from models.classifier import RulingClassifier
from models.cluster import connect, shipped
from models.linked import Links, link_keys
from models.part_tasks import Finished, Run, finish, write
from models.registry import fetch

if TYPE_CHECKING:
    from distributed import Client

_RETRIES = 2


def predict_folder(
    given: str,
    out: str,
    *,
    address: str,
    model: str,
    on_problem: Callable[[Problem], None],
    target_accuracy: float,
    fields: Mapping[str, str],
    columns: Sequence[str] | None = None,
    with_text: bool = False,
    tracker: Sequence[TrackerRow] | None = None,
    resume: bool = False,
) -> int:
    """Predict the articles of a folder of Parquet files into another, part by part.

    Workers read, predict and write; what passes through this process are the keys by which copies and shared rulings
    are known, some 300 bytes an article, and some 4 KB for each that reports a ruling. A part is finished under a name
    of its own or not at all, so that one that was begun twice, because its worker died, is there once.

    Parameters
    ----------
    given, out : str
        Folders: paths, or URLs that fsspec knows and all workers reach.
    address : str
        Of the scheduler, or `local`.
    model : str
        Folder or `models:/` URI.
    on_problem : callable
        Called with each file, row or article that could not be read.
    target_accuracy : float
        Of rulings filed without review.
    fields : mapping of str to str
        Field of an article to the name of its column.
    columns : sequence of str, optional
        Those to write, in this order.
    with_text : bool, default False
        Write the articles' texts too.
    tracker : sequence of TrackerRow, optional
        Rows whose ruling ids are taken over.
    resume : bool, default False
        Pass over what a stopped run to the same folder has finished.

    Returns
    -------
    int
        Number of rows.

    Raises
    ------
    ClusterError, ModelError, InputError, ColumnError, OSError
        Say what cannot be used, why, and what to do.
    """
    folder = fetch(model)
    version = RulingClassifier.load(folder).version_
    parts, digest = find_parts(given, Columns(fields), on_problem)
    if not parts:
        return 0
    setup = {
        "model": version,
        "target_accuracy": target_accuracy,
        "columns": dict(fields),
        "inputs": digest,
    }
    work = open_unfinished(out, setup, resume=resume)
    with connect(address) as client, shipped(client, folder) as name:
        run = Run(work, name, fields, target_accuracy, columns, with_text)
        done = _finished(client, parts, run, on_problem)
        tracked = {"tracker_status": {"text"}, "tracker_id": {"text"}} if tracker is not None else {}
        kinds = joined([tracked, *(each.kinds for each in done)])
        check_part_columns(columns, kinds)
        written = [
            client.submit(write, each.part, run, ids, links, kinds, pure=False, retries=_RETRIES)
            for each, ids, links in _linked(done, tracker)
        ]
        client.gather(written)
    if not written:
        work.discard()
        return 0
    work.publish([each.part.stem for each in done if each.keys])
    return sum(len(each.keys) for each in done)


def _finished(
    client: "Client", parts: Sequence[Part], run: Run, on_problem: Callable[[Problem], None]
) -> list[Finished]:
    """Have all parts finished, and tell their problems."""
    from tqdm import tqdm

    total = sum(part.stop - part.start for part in parts)
    done: list[Finished] = []
    with tqdm(total=total, unit=" articles", disable=None, delay=2, file=sys.stderr) as progress:
        for result in _results(client, [part for whole in parts for part in _halved(whole, run)], run):
            for problem in result.problems:
                on_problem(problem)
            done.append(result)
            progress.update(result.part.stop - result.part.start)
    return sorted(done, key=lambda each: each.part.stem)


def _results(client: "Client", parts: Sequence[Part], run: Run) -> Iterator[Finished]:
    """Parts as they are finished; those whose workers die again and again are halved until the article is found."""
    from distributed import KilledWorker, as_completed

    def submit(part: Part) -> Any:
        return client.submit(finish, part, run, pure=False, retries=_RETRIES)

    waiting = {submit(part): part for part in parts}
    suspects: list[Part] = []
    for future in as_completed(list(waiting)):
        part = waiting.pop(future)
        try:
            yield future.result()
        except KilledWorker:
            suspects.append(part)
    # A part that only waited on a worker that died is a suspect too: one at a time, none is blamed for another.
    while suspects:
        part = suspects.pop()
        try:
            yield submit(part).result()
        except KilledWorker:
            if part.stop - part.start > 1:
                run.work.halve(part.stem)
                suspects += part.halves
            else:
                yield _given_up(part, run)


def _halved(part: Part, run: Run) -> Iterator[Part]:
    if not run.work.is_halved(part.stem):
        yield part
        return
    for half in part.halves:
        yield from _halved(half, run)


def _given_up(part: Part, run: Run) -> Finished:
    reason = "every worker that read this article died"
    problem = Problem(
        f"{part.name}, row {part.stop}", reason, "report it together with the article; the others are read"
    )
    with run.work.adding(part.stem) as (_, problems):
        problems.append(problem)
    return Finished(part, [], [problem], {})


def _linked(
    done: Sequence[Finished], tracker: Sequence[TrackerRow] | None
) -> Iterator[tuple[Finished, list[str], Links]]:
    """The ids and the links of each part that has rows, found over all parts."""
    taken = UniqueIds()
    keys = [replace(key, id=taken.take(key.id)) for each in done for key in each.keys]
    links = link_keys(keys, tracker)
    start = 0
    for each in done:
        stop = start + len(each.keys)
        if each.keys:
            yield each, [key.id for key in keys[start:stop]], _between(links, start, stop)
        start = stop


def _between(links: Links, start: int, stop: int) -> Links:
    def moved(found: Mapping[int, Any]) -> dict[int, Any]:
        return {place - start: found[place] for place in range(start, stop) if place in found}

    tracked = moved(links.tracked) if links.tracked is not None else None
    return Links(moved(links.ruling_ids), moved(links.copies), tracked)

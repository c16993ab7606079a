"""Predictions of a pile, its chunks spread over processes that share one loaded model."""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from data import Article, Problem
from models.errors import ModelError
from models.predict_each import predict_each

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from models.classifier import RulingClassifier

CHUNK: Final = 64
"""Articles that are predicted together. An encoder's last digits depend on which these are, so they are the same however many work."""
_AHEAD: Final = 2
"""Chunks that are read before their turn, for each process: none waits for work, and memory stays flat."""
_worker: dict[str, Any] = {}

Pairs = Iterator[tuple[Article, dict[str, Any] | Problem]]


def predict_all(
    model: "RulingClassifier", articles: Iterable[Article], target: float, workers: int | None = None
) -> Pairs:
    """Predict articles as they come, in their order, without holding the pile in memory.

    Parameters
    ----------
    model : RulingClassifier
    articles : iterable of Article
        Read in this process.
    target : float
        As `RulingClassifier.predict` takes it.
    workers : int, optional
        Processes; by default one a core on Linux. Elsewhere, where a process that has threads cannot safely be
        forked, and for a single chunk, this process does the work.

    Yields
    ------
    (Article, dict or Problem)
        A problem where the model fails on the article.

    Raises
    ------
    ValueError
        If there is to be less than one process.
    ModelError
        If a process ends before its work is done, as one does that the system kills for want of memory.
    """
    wanted = cores() if workers is None else workers
    if wanted < 1:
        raise ValueError("one process at least is needed")
    rest = iter(articles)
    first = list(islice(rest, CHUNK))
    second = list(islice(rest, CHUNK))
    alone = wanted == 1 or not second or sys.platform != "linux"
    if model.encoder and first:
        model.encoder.open(threads=None if alone else 1, wait=not alone)
    chunks = _chunks(first, second, rest)
    if alone:
        for chunk in chunks:
            yield from predict_each(model, chunk, target)
    else:
        yield from _spread(model, chunks, target, wanted)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _chunks(first: list[Article], second: list[Article], rest: Iterator[Article]) -> Iterator[list[Article]]:
    if first:
        yield first
    if second:
        yield second
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _spread(model: "RulingClassifier", chunks: Iterator[list[Article]], target: float, workers: int) -> Pairs:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children

    others = active_children()
    waiting: deque[tuple[list[Article], Future[list[dict[str, Any] | Problem]]]] = deque()
    pool = _pool(model, target, workers)
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_predict, chunk)))
            while waiting and (len(waiting) > workers * _AHEAD or waiting[0][1].done()):
                chunk, rows = waiting.popleft()
                yield from zip(chunk, rows.result(), strict=True)
        while waiting:
            chunk, rows = waiting.popleft()
            yield from zip(chunk, rows.result(), strict=True)
    except BrokenProcessPool as error:
        raise ModelError(
            "a process that predicts was ended from outside, perhaps for want of memory; try --workers 1"
        ) from error
    except BaseException:
        # Nobody waits for the rest of a chunk after Ctrl-C.
        for child in set(active_children()) - set(others):
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(model: "RulingClassifier", target: float, workers: int) -> "ProcessPoolExecutor":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forked, not spawned: the model is in memory once, and nothing is loaded again.
    model.prepare()
    return ProcessPoolExecutor(workers, get_context("fork"), initializer=_begin, initargs=(model, target))


def _begin(model: "RulingClassifier", target: float) -> None:
    # Ctrl-C reaches every process of the terminal; the one that reads and writes says so and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker.update(model=model, target=target)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _predict(chunk: Sequence[Article]) -> list[dict[str, Any] | Problem]:
    return [found for _, found in predict_each(_worker["model"], chunk, _worker["target"])]

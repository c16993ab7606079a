import multiprocessing
import os
import signal
import sys
import threading
import time
from typing import Any

import pytest

from data import Article, Problem
from models import ModelError
from models.parallel import CHUNK, predict_all

linux = pytest.mark.skipif(sys.platform != "linux", reason="work is spread over processes on Linux alone")


def predicted(model: Any, given: Any, workers: int) -> Any:
    return predict_all(model, given, 0.9, workers)


class Echo:
    """Stands for a model: what it does with a chunk is told by the texts."""

    encoder = None

    def prepare(self):
        pass

    def predict(self, articles, target):
        if any(article.text == "late" for article in articles):
            time.sleep(0.2)
        if any(article.text == "poison" for article in articles):
            raise ValueError("the article is poison")
        if any(article.text == "broken" for article in articles):
            raise ModelError("the model is broken")
        if any(article.text == "kill" for article in articles):
            os.kill(os.getpid(), signal.SIGKILL)
        return [{"id": article.id, "process": os.getpid(), "target": target} for article in articles]


def articles(count, **texts):
    return [Article(f"a{number}", "", texts.get(f"a{number}", "")) for number in range(count)]


def children():
    return [child for child in multiprocessing.active_children() if child.is_alive()]


@pytest.mark.parametrize("count", [0, 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3])
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_order_is_kept(count, workers):
    given = articles(count, a0="late")
    pairs = list(predicted(Echo(), given, workers))
    assert [article for article, _ in pairs] == given
    assert [row["id"] for _, row in pairs] == [article.id for article in given]
    assert not children()


@linux
def test_several_processes_share_the_work_and_a_single_chunk_stays_here():
    rows = [row for _, row in predicted(Echo(), articles(6 * CHUNK, a0="late"), 2)]
    assert len({row["process"] for row in rows} - {os.getpid()}) == 2
    assert all(row["target"] == 0.9 for row in rows)
    assert {row["process"] for _, row in predicted(Echo(), articles(CHUNK), 2)} == {os.getpid()}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_breaks_the_model_costs_no_other(workers):
    pairs = list(predicted(Echo(), articles(4 * CHUNK, a130="poison"), workers))
    assert [article.id for article, found in pairs if isinstance(found, Problem)] == ["a130"]
    assert [article.id for article, _ in pairs] == [f"a{number}" for number in range(4 * CHUNK)]
    assert not children()


@pytest.mark.parametrize("workers", [1, 2])
def test_rows_before_a_broken_model_are_handed_out_and_its_error_is_raised(workers):
    pairs = predicted(Echo(), articles(4 * CHUNK, a130="broken"), workers)
    done: list[Any] = []
    with pytest.raises(ModelError, match="is broken"):
        done.extend(iter(lambda: next(pairs)[0].id, None))
    assert done == [f"a{number}" for number in range(2 * CHUNK)]
    assert not children()


@linux
def test_a_killed_process_is_told_in_words():
    with pytest.raises(ModelError, match="--workers 1"):
        list(predicted(Echo(), articles(4 * CHUNK, a70="kill"), 2))
    assert not children()


@linux
def test_what_reads_too_slowly_is_no_error_and_reading_fails_as_it_would_alone():
    def broken():
        yield from articles(3 * CHUNK)
        raise OSError("the disk is gone")

    done: list[Any] = []
    with pytest.raises(OSError, match="the disk is gone"):
        done.extend(predicted(Echo(), broken(), 2))
    assert not children()


@linux
def test_the_pile_is_not_held_in_memory():
    read = 0

    def counted():
        nonlocal read
        for article in articles(40 * CHUNK):
            read += 1
            yield article

    pairs = predicted(Echo(), counted(), 2)
    for number in range(20 * CHUNK):
        assert next(pairs)[0].id == f"a{number}"
        assert read <= number + 7 * CHUNK
    pairs.close()
    assert not children()


@linux
def test_interrupting_does_not_wait_for_the_work_in_hand():
    class Slow(Echo):
        def predict(self, articles, target):
            time.sleep(60)
            return []

    kept = signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell's background jobs ignore it.
    began = time.monotonic()
    threading.Timer(0.5, signal.pthread_kill, [threading.main_thread().ident, signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        list(predicted(Slow(), articles(4 * CHUNK), 2))
    signal.signal(signal.SIGINT, kept)
    assert time.monotonic() - began < 30
    assert not children()


def test_less_than_one_process_is_refused():
    with pytest.raises(ValueError, match="one process"):
        next(predicted(Echo(), articles(1), 0))


@linux
def test_processes_give_the_rows_of_one(small_model, rulings):
    given = [Article(r["id"], r["title"], r["text"], date=r.get("date")) for r in rulings[: 2 * CHUNK + 9]]
    alone = list(predict_all(small_model, given, 0.9, 1))
    assert list(predict_all(small_model, given, 0.9, 2)) == alone

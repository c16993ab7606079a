"""What predicting costs: articles a second, start-up, memory and size of each model, written to BENCHMARKS.md."""

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from data import Article, read_articles
from models.classifier import CHAMPION, RulingClassifier

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "data" / "examples"
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians of repeated runs of one model.

    Attributes
    ----------
    name : str
        Candidate of the model.
    inside : float
        Articles a second inside the model, articles in memory, one process.
    whole : float
        Articles a second of the whole `predict.py` process, file in, file out.
    first : float
        Seconds from start to the prediction of one article, whole process.
    memory : float
        Peak resident memory of the whole process, MB.
    size : float
        Size of the model folder, MB.
    """

    name: str
    inside: float
    whole: float
    first: float
    memory: float
    size: float


def measure(folder: Path, articles: Sequence[Article], repeats: int) -> Cost:
    """Measure one model folder on articles; each whole-process run is a fresh process."""
    model = RulingClassifier.load(folder)
    model.predict(articles[:_CHUNK])
    inside = [_seconds_inside(model, articles) for _ in range(repeats)]
    with tempfile.TemporaryDirectory() as scratch:
        pile, one = Path(scratch, "pile.jsonl"), Path(scratch, "one.txt")
        write_pile(pile, articles)
        one.write_text(f"{articles[0].title}\n\n{articles[0].text}", encoding="utf-8")
        runs = [_run(pile, folder, Path(scratch, "out.jsonl")) for _ in range(repeats)]
        first = [_run(one, folder, Path(scratch, "one.jsonl"))[0] for _ in range(repeats)]
    return Cost(
        name=model.candidate,
        inside=len(articles) / statistics.median(inside),
        whole=len(articles) / statistics.median(seconds for seconds, _, _ in runs),
        first=statistics.median(first),
        memory=max(megabytes for _, _, megabytes in runs),
        size=sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6,
    )


@dataclass(frozen=True, slots=True)
class Grown:
    """One run of a whole `predict.py` process over a pile.

    Attributes
    ----------
    articles : int
    seconds : float
    cpu : float
        Seconds of processor time, which other work on the machine hardly changes.
    memory : float
        Peak resident memory of its largest process, MB.
    """

    articles: int
    seconds: float
    cpu: float
    memory: float


def growth(folder: Path, articles: Sequence[Article], sizes: Sequence[int]) -> list[Grown]:
    """Runs over piles of several sizes, the articles repeated."""
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            pile = Path(scratch, "pile.jsonl")
            write_pile(pile, islice(cycle(articles), size))
            found.append(Grown(size, *_run(pile, folder, Path(scratch, "out.jsonl"))))
    return found


def write_pile(path: Path, articles: Iterator[Article] | Sequence[Article]) -> None:
    """Write articles as JSONL with ids of their own."""
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(articles):
            file.write(json.dumps({"id": f"a{number}", "title": article.title, "text": article.text}) + "\n")


def _seconds_inside(model: RulingClassifier, articles: Sequence[Article]) -> float:
    started = time.perf_counter()
    for start in range(0, len(articles), _CHUNK):
        model.predict(articles[start : start + _CHUNK])
    return time.perf_counter() - started


def _run(pile: Path, folder: Path, out: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and peak MB of a `predict.py` process of its own."""
    command = [sys.executable, str(ROOT / "predict.py"), str(pile), "-o", str(out), "--model", str(folder)]
    watched = (
        "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss);"
        "sys.exit(code)"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", watched, *command], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    unit = 1e6 if sys.platform == "darwin" else 1e3
    cpu, memory = done.stdout.split()[-2:]
    return seconds, float(cpu), int(memory) / unit


def _articles(path: Path | None, count: int) -> list[Article]:
    def fail(problem: Any) -> None:
        raise SystemExit(f"bench: {problem}")

    if path is not None and path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = (json.loads(line) for line in islice(file, count))
            return [Article(f"a{i}", row.get("title") or "", row["text"]) for i, row in enumerate(rows)]
    return list(islice(cycle(read_articles([str(path or EXAMPLES)], on_problem=fail)), count))


def page(costs: Sequence[Cost], grown: Sequence[Grown], articles: Sequence[Article]) -> str:
    """The measures as Markdown, ratios first."""
    base = costs[0]
    words = statistics.mean(len(article.text.split()) for article in articles)
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}: "
        f"{len(articles)} articles of {words:.0f} words on average, medians of whole runs.",
        "",
        f"| model | speed, times {base.name} | articles/s, whole process | articles/s, in the model | one article, s | peak memory, MB | size, MB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {c.name} | {c.whole / base.whole:.2f} | {c.whole:.0f} | {c.inside:.0f} | {c.first:.2f} | {c.memory:.0f} | {c.size:.1f} |"
            for c in costs
        ),
    ]
    if grown:
        lines += [
            "",
            f"Growth, {costs[-1].name}:",
            "",
            "| articles | seconds | articles/s | CPU, ms an article | peak memory, MB |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {g.articles} | {g.seconds:.1f} | {g.articles / g.seconds:.0f} | {g.cpu / g.articles * 1000:.1f} | {g.memory:.0f} |"
                for g in grown
            ),
        ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line; see `--help`."""
    parser = argparse.ArgumentParser(prog="python -m models.bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--models", nargs="+", type=Path, default=[CHAMPION], help="model folders, the yardstick first")
    parser.add_argument("--articles", type=Path, help="articles (default: the bundled ones, repeated)")
    parser.add_argument("--count", type=int, default=512, help="articles to read (default 512)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--growth", nargs="*", type=int, default=[], help="sizes of piles for the last model")
    parser.add_argument("--out", type=Path, default=ROOT / "BENCHMARKS.md")
    options = parser.parse_args(arguments)
    articles = _articles(options.articles, options.count)
    costs = [measure(folder, articles, options.repeats) for folder in options.models]
    text = page(costs, growth(options.models[-1], articles, options.growth), articles)
    options.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

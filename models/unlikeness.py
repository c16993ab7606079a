"""Measure what is told to be unlike the training data: `python -m models.unlikeness --real FILE...`."""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from data import CORPUS, Article, read_rulings
from features import unlike
from models.classifier import CHAMPION, load

STRANGE: Final = CORPUS.parent / "unlike.jsonl"
"""Invented inputs: other languages, noise, courts of other countries, and as a control ordinary news and US rulings."""
_CONTROLS: Final = ("ordinary news", "US ruling")
_BLURRED: Final = "lI1|0Oocern58S§*.,'"

Row = tuple[str, str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.unlikeness", description=__doc__, allow_abbrev=False)
    parser.add_argument("--real", type=Path, nargs="+", default=[CORPUS], help="labelled rulings (default: the corpus)")
    parser.add_argument("--model", default=str(CHAMPION), help="that reads the ordinary news")
    options = parser.parse_args(arguments)
    print("| inputs | documents | told to be unlike | share |\n| --- | --- | --- | --- |")
    bundled = [Article(r["id"], r["title"], r["text"]) for r in read_rulings(CORPUS)[::9]]
    rows = [*strange(), *(("shuffled words", "", t) for t in _made(shuffled, bundled))]
    rows += [
        (f"OCR, {share:.0%} of the letters wrong", "", t)
        for share in (0.05, 0.1, 0.2)
        for t in _made(blurred(share), bundled)
    ]
    _print(rows)
    for path in options.real:
        real = read_rulings(path)
        for name, told in (("rulings", True), ("no ruling", False)):
            _print([(f"{path.name}, {name}", r["title"], r["text"]) for r in real if (r["outcome"] != "none") == told])
    ordinary = [
        Article(str(i), title, text) for i, (kind, title, text) in enumerate(strange()) if kind == "ordinary news"
    ]
    filed = sum(r["outcome"] == "none" and not r["needs_review"] for r in load(options.model).predict(ordinary))
    print(f"\nOf the {len(ordinary)} pieces of ordinary news the model files {filed} as `none` without review.")
    return 0


def strange() -> Iterator[Row]:
    """Kind, title and text of the invented inputs."""
    for line in STRANGE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["kind"], row["title"], row["text"]


def should_be_told(kind: str) -> bool:
    """Whether inputs of a kind are unlike the training data."""
    return kind not in _CONTROLS


def shuffled(text: str, chance: random.Random) -> str:
    """The words of a text in any order."""
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def blurred(share: float) -> Callable[[str, random.Random], str]:
    """As a bad scan reads a text: this share of the letters is taken for another sign."""

    def blur(text: str, chance: random.Random) -> str:
        return "".join(chance.choice(_BLURRED) if c.isalnum() and chance.random() < share else c for c in text)

    return blur


def _made(change: Callable[[str, random.Random], str], articles: Iterable[Article]) -> Iterator[str]:
    chance = random.Random(0)
    for article in articles:
        yield change(f"{article.title}\n{article.text}", chance)


def _print(rows: Iterable[Row]) -> None:
    found: dict[str, list[bool]] = {}
    for kind, title, text in rows:
        found.setdefault(kind, []).append(unlike(title, text) is not None)
    for kind, told in found.items():
        print(f"| {kind} | {len(told)} | {sum(told)} | {sum(told) / len(told):.1%} |")


if __name__ == "__main__":
    sys.exit(main())

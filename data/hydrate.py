"""Rebuild published documents: `python -m data.hydrate --mirror DIR --out FILE`.

`DIR/OWNER/NAME` (or `NAME.git`) are clones, with their history, of the repositories that
`data/published.parquet` points to. A text is known by its digest alone. It comes back in normalised
characters, one paragraph a line.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from data.file_texts import texts_in, views
from data.git_history import GitError, versions
from data.published import PUBLISHED, SPLITS, read_published
from data.whole_file import whole_file

Row = Mapping[str, Any]

_KEPT: Final = ("id", "outcome", "relief", "claims", "scope", "date", "kind", "group", "sure", "split")


def hydrate(rows: Iterable[Row], mirror: Path) -> tuple[list[dict[str, Any]], Counter[str]]:
    """Rebuild the documents whose text is found.

    Parameters
    ----------
    rows : iterable of mapping
        As `read_published` returns them.
    mirror : Path
        Holds `OWNER/NAME` or `OWNER/NAME.git`.

    Returns
    -------
    list of dict
        Labelled rulings. A title that is not found is empty; if it was the evidence, so is that.
    Counter
        How many documents were not rebuilt, by reason, and how many lack their title.
    """
    wanted: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        wanted[row["repository"]].append(row)
    rulings, reasons = [], Counter[str]()
    for repository, of_it in wanted.items():
        places = (mirror / repository, mirror / f"{repository}.git")
        clone = next((place for place in places if place.is_dir()), None)
        if clone is None:
            reasons["its repository is not in the mirror"] += len(of_it)
            continue
        try:
            texts, seen = _search(clone, of_it)
        except GitError as error:
            reasons[f"git cannot read its repository: {error}"] += len(of_it)
            continue
        for row in of_it:
            if row["id"] in texts:
                ruling = ruling_of(row, *texts[row["id"]])
                rulings.append(ruling)
                reasons["rebuilt, but without its title"] += bool(row["title_sha256"]) and not ruling["title"]
            elif row["path"].endswith(".zip"):
                reasons["it lies in an archive, which is not opened"] += 1
            elif row["path"] not in seen:
                reasons["its path is nowhere in the history"] += 1
            else:
                reasons["no text at its path has the digest"] += 1
    return rulings, +reasons


def _search(clone: Path, rows: Sequence[Row]) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """Text and title of each id that is found, and the paths that the history has."""
    by_path: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_path[row["path"]].append(row)
    texts: dict[str, tuple[str, str]] = {}
    seen = set()
    for path, content in versions(clone, by_path):
        seen.add(path)
        missing = [row for row in by_path[path] if not _whole(row, texts.get(row["id"]))]
        if not missing:
            continue
        read = views(content)
        found = {field: texts_in(read, missing, field) for field in ("text", "title")}
        for row in missing:
            text = found["text"].get(row["text_sha256"])
            if text is not None:
                texts[row["id"]] = (text, found["title"].get(row["title_sha256"], ""))
    return texts, seen


def _whole(row: Row, found: tuple[str, str] | None) -> bool:
    return found is not None and bool(found[1] or not row["title_sha256"])


def ruling_of(row: Row, text: str, title: str) -> dict[str, Any]:
    """Labelled ruling of a row of labels and its text and title, both normalised."""
    start, end = row["evidence_start"], row["evidence_end"]
    evidence = "" if start is None else title if start < 0 else text[start:end]
    provenance = f"{row['repository']}:{row['path']}"
    kept = {name: row[name] for name in _KEPT}
    return {"title": title, "text": text, **kept, "evidence": evidence, "origin": "published", "provenance": provenance}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of a command that puts texts to published labels."""
    parser.add_argument("--out", required=True, metavar="FILE", help="labelled rulings, .jsonl or .jsonl.gz")
    parser.add_argument(
        "--labels", type=Path, default=PUBLISHED, metavar="FILE", help="default: data/published.parquet"
    )
    parser.add_argument("--split", choices=SPLITS, help="of this split alone; by default all")


def chosen(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Labels that the options of `add_options` ask for."""
    return [row for row in read_published(options.labels) if options.split in (None, row["split"])]


def write_rulings(rulings: Sequence[Mapping[str, Any]], path: str) -> None:
    """Write rulings as JSON Lines, whole or not at all; no file where there are none."""
    if rulings:
        with whole_file(path) as file:
            file.writelines((json.dumps(ruling, ensure_ascii=False) + "\n").encode() for ruling in rulings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        `sys.argv[1:]` by default.

    Returns
    -------
    int
        Exit code: 0, or 1 if nothing was rebuilt.
    """
    parser = argparse.ArgumentParser(
        prog="python -m data.hydrate", description="Rebuild published documents from clones.", allow_abbrev=False
    )
    parser.add_argument(
        "--mirror", type=Path, required=True, metavar="DIR", help="holds OWNER/NAME, clones with history"
    )
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        rows = chosen(options)
        rulings, reasons = hydrate(rows, options.mirror)
        write_rulings(rulings, options.out)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    share = len(rulings) / len(rows) if rows else 0
    print(f"{len(rulings)} of {len(rows)} documents rebuilt ({share:.1%})", file=sys.stderr)
    for reason, count in reasons.most_common():
        print(f"{count:>7}  {reason}", file=sys.stderr)
    return 0 if rulings else 1


if __name__ == "__main__":
    sys.exit(main())

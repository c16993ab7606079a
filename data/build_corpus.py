"""Make the embedded corpus from the written documents: `python -m data.build_corpus WRITTEN_DIR`.

Reads `w*.jsonl` in the folder and writes `data/corpus.jsonl.gz`; documents that are in the corpus already, of
files that are not in the folder, stay. The same documents give the same file.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.corpus import CORPUS
from data.near_duplicates import near_duplicate_groups
from data.rulings import DataError, read_rulings


def build(folder: Path, known: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Give the written documents ids (`w1-0001`), origin and groups.

    Parameters
    ----------
    folder : Path
        Holds `w*.jsonl`.
    known : iterable of mapping
        The corpus as it is; of its documents those of other files are kept.

    Returns
    -------
    list of dict
        In the order of file and line.
    """
    files: dict[str, list[dict[str, Any]]] = {}
    for record in known:
        files.setdefault(record["id"].rpartition("-")[0], []).append(dict(record))
    for path in folder.glob("w*.jsonl"):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        files[path.stem] = [
            {"id": f"{path.stem}-{number:04d}", **json.loads(line), "origin": "written"}
            for number, line in enumerate(lines, start=1)
        ]
    records = [record for stem in sorted(files, key=lambda stem: (len(stem), stem)) for record in files[stem]]
    groups = near_duplicate_groups([f"{record['title']}\n{record['text']}" for record in records])
    return [record | {"group": records[first]["id"]} for record, first in zip(records, groups, strict=True)]


def _known(corpus: Path) -> list[dict[str, Any]]:
    if not corpus.exists():
        return []
    return [json.loads(line) for line in gzip.decompress(corpus.read_bytes()).decode().split("\n") if line]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        `sys.argv[1:]` by default.

    Returns
    -------
    int
        Exit code: 0, or 1 if nothing could be made.
    """
    parser = argparse.ArgumentParser(
        prog="python -m data.build_corpus", description="Make the embedded corpus.", allow_abbrev=False
    )
    parser.add_argument("folder", type=Path, metavar="WRITTEN_DIR", help="holds w*.jsonl")
    parser.add_argument("-o", "--output", type=Path, default=CORPUS, help="default: data/corpus.jsonl.gz")
    options = parser.parse_args(arguments)
    try:
        if not any(options.folder.glob("w*.jsonl")):
            raise FileNotFoundError("no w*.jsonl in it")
        records = build(options.folder, _known(options.output))
    except (OSError, ValueError) as error:
        print(f"{options.folder}: {error}", file=sys.stderr)
        return 1
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    made = options.output.with_name("making-" + options.output.name)
    made.write_bytes(gzip.compress(lines.encode(), compresslevel=9, mtime=0))
    try:
        read_rulings(made)
    except DataError as error:
        made.unlink()
        print(error, file=sys.stderr)
        return 1
    made.replace(options.output)
    groups = len({record["group"] for record in records})
    print(f"{options.output}: {len(records)} rulings in {groups} groups")
    return 0


if __name__ == "__main__":
    sys.exit(main())

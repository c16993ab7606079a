"""Publish labels without texts: `python -m data.build_published RULINGS_DIR`.

Reads `train.jsonl.gz`, `dev.jsonl.gz` and `added.jsonl.gz` in the folder, those that are there, and writes
`data/published.parquet`: pointers, digests and labels. No title, text or sentence goes into it. A split whose
file is not there stays as it is.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.published import PUBLISHED, SPLITS, read_published, without_texts, write_published
from data.rulings import DataError, read_rulings
from data.whole_file import whole_file


def build(folder: Path, known: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Make the rows of the published documents in a folder.

    Parameters
    ----------
    folder : Path
        Holds a `SPLIT.jsonl.gz` of at least one split, labelled rulings with `provenance`.
    known : iterable of mapping
        Rows already published; those of splits without a file are kept.

    Returns
    -------
    list of dict
        In the order of id.

    Raises
    ------
    DataError
        If a ruling is refused.
    ValueError
        If a provenance is missing or of another form.
    FileNotFoundError
        If there is a file of no split.
    """
    files = {split: file for split in SPLITS if (file := folder / f"{split}.jsonl.gz").exists()}
    if not files:
        raise FileNotFoundError(f"none of {', '.join(f'{split}.jsonl.gz' for split in SPLITS)} is here")
    read_rulings(*files.values())  # An id may occur once in all.
    rows = [dict(row) for row in known if row["split"] not in files]
    rows += [without_texts(ruling, split) for split, file in files.items() for ruling in read_rulings(file)]
    return sorted(rows, key=lambda row: str(row["id"]))


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
        prog="python -m data.build_published", description="Publish labels without texts.", allow_abbrev=False
    )
    parser.add_argument("folder", type=Path, metavar="RULINGS_DIR", help="holds SPLIT.jsonl.gz of one or more splits")
    parser.add_argument("-o", "--output", default=str(PUBLISHED), help="default: data/published.parquet")
    options = parser.parse_args(arguments)
    try:
        output = Path(options.output)
        rows = build(options.folder, read_published(output) if output.exists() else ())
        with whole_file(options.output) as file:
            write_published(rows, file)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"{options.folder}: {error}", file=sys.stderr)
        return 1
    print(f"{options.output}: {len(rows)} documents of {len({row['repository'] for row in rows})} repositories")
    return 0


if __name__ == "__main__":
    sys.exit(main())

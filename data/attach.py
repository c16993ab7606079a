"""Put published labels to texts that lie at hand: `python -m data.attach TEXTS --out FILE`.

`TEXTS` is JSON Lines with `title` and `text`. A text is known by its digest alone, whatever its id, and comes
back in normalised characters.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.hydrate import add_options, chosen, ruling_of, write_rulings
from data.text import digest, normalise


def attach(rows: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Make labelled rulings of labels and the documents that they belong to.

    Parameters
    ----------
    rows : iterable of mapping
        As `read_published` returns them.
    documents : iterable of mapping
        With `text` and, where there is one, `title`.

    Returns
    -------
    list of dict
        In the order of `rows`; labels whose text is not among the documents are left out.
    """
    rows = list(rows)
    wanted = {row["text_sha256"] for row in rows}
    found = {}
    for document in documents:
        if (sha256 := digest(document["text"])) in wanted:
            found[sha256] = (normalise(document["text"]), normalise(document.get("title") or ""))
    return [ruling_of(row, *found[row["text_sha256"]]) for row in rows if row["text_sha256"] in found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        `sys.argv[1:]` by default.

    Returns
    -------
    int
        Exit code: 0, or 1 if a file cannot be read or no label belongs to a text.
    """
    parser = argparse.ArgumentParser(
        prog="python -m data.attach", description="Put published labels to texts that lie at hand.", allow_abbrev=False
    )
    parser.add_argument("texts", type=Path, metavar="TEXTS", help="JSON Lines with title and text, .gz allowed")
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        rows = chosen(options)
        rulings = attach(rows, _documents(options.texts))
        write_rulings(rulings, options.out)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(rulings)} of {len(rows)} labels belong to a text of {options.texts}", file=sys.stderr)
    return 0 if rulings else 1


def _documents(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    document = json.loads(line)
                    normalise(document["text"])
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise ValueError(f"{path}, line {number}: not a JSON object with a text ({error})") from None
                yield document


if __name__ == "__main__":
    sys.exit(main())

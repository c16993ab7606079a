"""Check labels against a person's: `python -m data.audit sheet` and, once it is filled in, `... audit score`.

The sheet holds a title and a text a row and empty columns for the labels of `data/CODEBOOK.md`. Of a
ruling every label is to be filled in: `none named` where it rests on no named ground, `unstated` where its reach
is not told. Where the outcome is `none`, that is enough.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.agreement import agreement
from data.blind_sheet import blind_id, drawn, labelled, write_sheet
from data.rulings import DataError, read_rulings
from data.whole_file import whole_file


def make(data: Path, count: int, out: str, seed: int) -> str:
    """Write a blind sheet and say what it holds.

    Raises
    ------
    DataError, OSError
        If the data are refused, or a file cannot be read or written.
    """
    sample = drawn(labelled(data), count, seed)
    with whole_file(out) as file:
        write_sheet(sample, file)
    return f"{out}: {len(sample)} documents to label; say what the labels mean with data/CODEBOOK.md"


def score(sheet: Path, data: Path) -> str:
    """Agreement of a filled sheet with the labels of its documents, as a table.

    Raises
    ------
    DataError, OSError
        If sheet or data are refused or cannot be read.
    ValueError
        If the sheet has no label, or a document that the data lack.
    """
    known = {blind_id(ruling): ruling for ruling in labelled(data)}
    rows = read_rulings(sheet)
    strange = [row["id"] for row in rows if row["id"] not in known]
    if strange:
        raise ValueError(
            f"{sheet}: {data} has no document {strange[0]} ({len(strange)} such rows; give the sheet's own data)"
        )
    filled = [row for row in rows if row["outcome"]]
    if not filled:
        raise ValueError(f"{sheet}: no outcome is filled in")
    lines = [f"{len(filled)} of {len(rows)} documents labelled", f"{'':<42}documents  value  95 % interval"]
    for what, documents, value, low, high in agreement([(row, known[row["id"]]) for row in filled]):
        lines.append(f"{what:<42}{documents:>9}  {value:>5.2f}  [{low:.2f}, {high:.2f}]")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        `sys.argv[1:]` by default.

    Returns
    -------
    int
        Exit code: 0, or 1 if nothing could be done.
    """
    parser = argparse.ArgumentParser(
        prog="python -m data.audit", description="Check labels against a person's.", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet", help="write a blind sheet to label", allow_abbrev=False)
    sheet.add_argument("--count", type=_count, default=100, help="documents; default: 100")
    sheet.add_argument("--out", required=True, metavar="FILE", help="the sheet, .csv")
    sheet.add_argument("--seed", type=int, default=0, help="of the draw and the order; default: 0")
    filled = commands.add_parser("score", help="compare a filled sheet", allow_abbrev=False)
    filled.add_argument("sheet", type=Path, metavar="SHEET", help="filled in, .csv or .xlsx")
    for command in (sheet, filled):
        command.add_argument(
            "--data", type=Path, required=True, metavar="FILE", help="labelled rulings, or published.parquet"
        )
    options = parser.parse_args(arguments)
    try:
        if options.command == "sheet":
            print(make(options.data, options.count, options.out, options.seed), file=sys.stderr)
        else:
            print(score(options.sheet, options.data))
    except (DataError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _count(word: str) -> int:
    count = int(word)
    if count < 1:
        raise argparse.ArgumentTypeError("one document at least")
    return count


if __name__ == "__main__":
    sys.exit(main())

"""Renew the numbers of the datasheet: `python -m data.datasheet`.

In `data/README.md`, what stands between `<!-- numbers: NAME -->` and `<!-- end of numbers -->` is made from
the corpus files. `--check` only says whether it is so.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from data.corpus import CORPUS
from data.datasheet_numbers import NUMBERS, Sets
from data.published import SPLITS, read_published
from data.rulings import read_rulings
from data.whole_file import whole_file

DATASHEET: Final = Path(__file__).parent / "README.md"
_SECTION: Final = re.compile(r"(?<=<!-- numbers: )(\w+)( -->\n).*?(?=<!-- end of numbers -->)", re.DOTALL)


def load_sets() -> dict[str, list[dict[str, Any]]]:
    """The written corpus and both splits of the published labels."""
    published = read_published()
    return {
        "written": read_rulings(CORPUS),
        **{f"published, {split}": [row for row in published if row["split"] == split] for split in SPLITS},
    }


def renewed(text: str, sets: Sets) -> str:
    """The datasheet with its numbers made anew.

    Parameters
    ----------
    text : str
        The datasheet.
    sets : mapping of str to sequence of mapping
        As `load_sets` makes them.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it names numbers that there are not, or leaves some out.
    """
    named = [name for name, _ in _SECTION.findall(text)]
    if sorted(named) != sorted(NUMBERS):
        raise ValueError(f"it holds the numbers {', '.join(named)}; there are {', '.join(NUMBERS)}")
    return _SECTION.sub(lambda found: f"{found[1]}{found[2]}{NUMBERS[found[1]](sets)}\n", text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 where the numbers are right now, 1 where they are not."""
    parser = argparse.ArgumentParser(
        prog="python -m data.datasheet", description="Renew the numbers of data/README.md.", allow_abbrev=False
    )
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a number is stale")
    options = parser.parse_args(arguments)
    text = DATASHEET.read_text(encoding="utf-8")
    made = renewed(text, load_sets())
    if options.check and made != text:
        print(f"{DATASHEET}: its numbers are stale; run python -m data.datasheet", file=sys.stderr)
        return 1
    with whole_file(str(DATASHEET)) as file:
        file.write(made.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())

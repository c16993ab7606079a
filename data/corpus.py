"""The embedded corpus: documents written for this project, every case in them invented."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.rulings import read_rulings, to_dataset

if TYPE_CHECKING:
    from datasets import Dataset

CORPUS: Final = Path(__file__).parent / "corpus.jsonl.gz"
"""One labelled ruling a line; `python -m data.build_corpus` makes it."""


def load_corpus() -> "Dataset":
    """Load the embedded corpus, offline.

    Returns
    -------
    datasets.Dataset
        With the columns of `data.rulings.FIELDS`.

    Raises
    ------
    DataError
        If the file was changed into something that the codebook forbids.
    """
    return to_dataset(read_rulings(CORPUS))

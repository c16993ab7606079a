import re
import socket
from pathlib import Path

import pytest

from data import datasheet
from data.datasheet import DATASHEET, load_sets, main, renewed
from data.published import COLUMNS, SPLITS
from data.rulings import FIELDS


@pytest.fixture(scope="module")
def sets():
    return load_sets()


@pytest.fixture
def copy(tmp_path, monkeypatch):
    path = tmp_path / "README.md"
    path.write_text(DATASHEET.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(datasheet, "DATASHEET", path)
    return path


def test_the_numbers_are_those_of_the_files(sets):
    text = DATASHEET.read_text(encoding="utf-8")
    assert renewed(text, sets) == text, "run python -m data.datasheet"


def test_a_changed_corpus_makes_the_numbers_stale(sets):
    text = DATASHEET.read_text(encoding="utf-8")
    one_less = sets | {"published, dev": sets["published, dev"][1:]}
    assert renewed(text, one_less) != text and renewed(renewed(text, one_less), sets) == text


def test_the_command_mends_stale_numbers(copy: Path, capsys):
    right = copy.read_text(encoding="utf-8")
    copy.write_text(re.sub(r"\| documents \| [\d,]+", "| documents | 7", right), encoding="utf-8")
    assert main(["--check"]) == 1 and "stale" in capsys.readouterr().err
    assert main([]) == 0 and copy.read_text(encoding="utf-8") == right
    assert main(["--check"]) == 0


@pytest.mark.parametrize("change", [("numbers: thin", "numbers: thick"), ("<!-- numbers: leaks -->\n", "")])
def test_numbers_that_are_unknown_or_left_out_are_refused(sets, change):
    with pytest.raises(ValueError, match="there are sets, labels"):
        renewed(DATASHEET.read_text(encoding="utf-8").replace(*change), sets)


def test_every_column_is_described():
    told = set(re.findall(r"`(\w+)`", DATASHEET.read_text(encoding="utf-8")))
    assert set(COLUMNS) <= told
    assert set(FIELDS) - {"source", "url"} <= told  # No written document has these.


def test_the_folder_loads_as_a_hugging_face_data_set(sets, tmp_path, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("the network was used"))
    from datasets import Dataset, load_dataset

    folder = str(DATASHEET.parent)
    corpus = load_dataset(folder, split="train", cache_dir=str(tmp_path))
    labels = Dataset.from_parquet(f"{folder}/published.parquet", cache_dir=str(tmp_path))
    assert corpus["id"][:] == [row["id"] for row in sets["written"]]
    assert corpus[0]["claims"] == sets["written"][0]["claims"]
    assert tuple(labels.column_names) == COLUMNS
    assert len(labels) == sum(len(sets[f"published, {split}"]) for split in SPLITS)


def test_pandas_reads_both_in_one_line(sets):
    import pandas as pd

    folder = DATASHEET.parent
    assert len(pd.read_json(folder / "corpus.jsonl.gz", lines=True)) == len(sets["written"])
    assert set(pd.read_parquet(folder / "published.parquet")["split"]) == set(SPLITS)

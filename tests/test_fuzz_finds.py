"""What fuzzing found once, found no more."""

import random
import shutil
from pathlib import Path

import pytest

from data.csv_articles import unique_names
from tests.fuzz_readers import changed
from tests.fuzz_targets import targets

FINDS = sorted((Path(__file__).parent / "finds").iterdir())
TARGETS = targets()


def target_of(path):
    who, _, suffix = path.name.partition("-")[0], "", path.name.partition(".")[2]
    return "manifest.json" if who == "manifest" else f"{who}.{suffix}"


@pytest.mark.parametrize("find", FINDS, ids=lambda path: path.name)
def test_found_once(find, tmp_path):
    run, _ = TARGETS[target_of(find)]
    run(Path(shutil.copy(find, tmp_path)))


@pytest.mark.parametrize("name", TARGETS)
def test_sound_files_and_a_few_changed_ones(name, tmp_path):
    run, seeds = TARGETS[name]
    chance = random.Random(name)
    for raw in [*seeds[:1], *(changed(chance, seeds, name.rpartition(".")[2]) for _ in range(2))]:
        path = tmp_path / f"fuzz.{name.partition('.')[2]}"
        path.write_bytes(raw)
        run(path)


def test_a_header_of_many_equal_names_is_numbered_at_once():
    # Steps that grow with the square of it would take minutes.
    names = unique_names(["a"] * 50_000)
    assert names[:3] == ["a", "a 2", "a 3"] and len(set(names)) == 50_000
    assert unique_names(["a", "a 2", "a", "", "a"]) == ["a", "a 2", "a 3", "column 4", "a 4"]

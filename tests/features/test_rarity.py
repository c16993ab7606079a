import gzip
import math

import pytest

from features.rarity import LEAST_COUNT, lead, rare_words, stems, write_counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The governor’s asylum-seekers", ["the", "governo", "asylum", "seekers"]),
        ("No. 2:25-cv-01234", ["no", "2", "25", "cv", "01234"]),
        ("", []),
    ],
)
def test_stems(text, words):
    assert stems(text) == words


def test_rare_words_come_first_and_common_ones_not_at_all():
    found = rare_words("The court said on Monday that the lighthouse keepers of Quillayute may stay", 20)
    assert {"quillay", "lightho"} == set(list(found)[:2]) and "the" not in found and "court" not in found
    assert math.isclose(sum(weight**2 for weight in found.values()), 1)


def test_order_of_the_text_does_not_matter():
    assert list(rare_words("quince lighthouse ferry", 3).items()) == list(
        rare_words("ferry quince lighthouse", 3).items()
    )


def test_limit():
    assert len(rare_words("quince lighthouse ferry harbour walnut", 2)) == 2
    assert rare_words("", 5) == {}


def test_lead_is_short():
    assert lead("one two") == "one two"
    assert len(lead("word " * 1000).split()) == 120


def test_write_counts(tmp_path):
    path = tmp_path / "counts.gz"
    kept = write_counts(["A ferry sank", "The ferry sailed"] * LEAST_COUNT, path)
    table = dict(line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().splitlines())
    assert kept == len(table) and table[""] == "10" and table["ferry"] == "10" and table["sank"] == "5"
